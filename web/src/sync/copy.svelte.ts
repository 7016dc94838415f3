/** Holds this tab's replica as state that screens follow; wants go to whoever fetches. */
import { emptyReplica, type Replica, type Step, type Want } from "./replica";

class Copy {
  replica = $state.raw<Replica>(emptyReplica);
  /** How many conversations have something unread, as the bubble tells it. */
  unread = $state(0);
  fetch: (want: Want) => void = () => undefined;

  take(step: Step): void {
    this.replica = step.replica;
    for (const want of step.wants) this.fetch(want);
  }

  clear(): void {
    this.replica = emptyReplica;
    this.unread = 0;
  }
}

export const copy = new Copy();
