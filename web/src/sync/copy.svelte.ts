/** Holds this tab's replica as state that screens follow; wants go to whoever fetches. */
import { emptyReplica, type Replica, type Step, type Want } from "./replica";

class Copy {
  replica = $state.raw<Replica>(emptyReplica);
  /** How many conversations have something unread, as the bubble tells it. */
  unread = $state(0);
  fetch: (want: Want) => void = () => undefined;

  /** A step is taken from the replica of this moment: what was heard while an answer was awaited stays. */
  take(step: (replica: Replica) => Step): void {
    const { replica, wants } = step(this.replica);
    this.replica = replica;
    for (const want of wants) this.fetch(want);
  }

  clear(): void {
    this.replica = emptyReplica;
    this.unread = 0;
  }
}

export const copy = new Copy();
