/** One's saved replies while one of them is looked for. A choice made before they came is made once they have. */
import { type SavedReply, savedReplies } from "$/sync/replies";
import { found, walked } from "./find";

export class Finder {
  all = $state.raw<readonly SavedReply[] | null>(null);
  failure = $state.raw<unknown>(null);
  private moved = $state.raw({ typed: "", at: 0 });
  /** What was typed when a reply was wished for that had not come. */
  private wished = $state<string | null>(null);
  readonly fitting = $derived.by(() => (this.all ? found(this.all, this.typed()) : []));
  // What is typed chooses anew.
  readonly at = $derived.by(() =>
    this.moved.typed === this.typed() ? Math.min(this.moved.at, this.fitting.length - 1) : 0,
  );
  readonly awaited = $derived.by(
    () => this.wished === this.typed() && this.all === null && this.failure === null,
  );

  constructor(
    private readonly typed: () => string,
    private readonly pick: (text: string) => void,
  ) {}

  /** Fetches them; answers how to leave. */
  open(): () => void {
    let open = true;
    savedReplies().then(
      (replies) => {
        const awaited = open && this.awaited;
        this.all = replies;
        if (awaited) this.take();
      },
      (error: unknown) => (this.failure = error),
    );
    return () => (open = false);
  }

  /** Walks by an arrow; whether the key was one that does. */
  walk(key: string): boolean {
    const at = walked(key, this.at, this.fitting.length);
    if (at !== null) this.moved = { typed: this.typed(), at };
    return at !== null;
  }

  /** Puts the chosen one in, now or when it comes; false where there is none. */
  take(): boolean {
    const chosen = this.fitting[this.at];
    if (chosen) this.pick(chosen.text);
    else this.wished = this.typed();
    return chosen !== undefined || this.awaited;
  }
}
