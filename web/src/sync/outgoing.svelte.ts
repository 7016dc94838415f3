/** What this person's messages on their way look like to the screens; the outbox itself comes when the page stands. */
import { newKey } from "$/api/client";
import { copy } from "./copy.svelte";
import { discardFile, type AttachedFile } from "./files";
import type { Outbox } from "./outbox";
import { takeOwn } from "./replica";
import { unsentMax, writtenLongAgo, type Draft, type Unsent } from "./unsent";

export { writtenLongAgo, type Unsent };

type Begun = { outbox: Outbox; end: () => void };

class Outgoing {
  all = $state.raw<readonly Unsent[]>([]);
  private begun: Begun | null = null;
  private beginning = false;
  /** Written before the outbox was there. */
  private early: Draft[] = [];
  private turn: { account: string; online: () => boolean } | null = null;

  /** What has not gone. */
  readonly left: readonly Unsent[] = $derived(this.all.filter(({ state }) => state !== "sent"));
  readonly full: boolean = $derived(this.left.length >= unsentMax);
  /** Whether closing this tab would lose some of it. */
  readonly loose: boolean = $derived(this.left.some(({ loose }) => loose));

  start(account: string, online: () => boolean): void {
    this.turn = { account, online };
    void this.begin();
  }

  stop(): void {
    this.turn = null;
    this.beginning = false;
    this.begun?.end();
    this.begun = null;
    this.early = [];
    this.all = [];
  }

  send(
    conversation: string,
    text: string,
    quote: number | null,
    files: readonly AttachedFile[],
  ): void {
    const draft = { key: newKey(), conversation, text, quote, files, at: new Date().toISOString() };
    if (this.begun) void this.begun.outbox.add(draft);
    else this.early.push(draft);
  }

  retry(key: string): void {
    void this.begun?.outbox.retry(key);
  }

  retryWithoutQuote(key: string): void {
    void this.begun?.outbox.retryWithoutQuote(key);
  }

  discard(key: string): void {
    const files = this.take(key)?.files ?? [];
    for (const { id } of files) void discardFile(id);
  }

  /** Takes a message back from the queue, to be put differently. */
  take(key: string): Unsent | undefined {
    const item = this.all.find((one) => one.key === key);
    void this.begun?.outbox.discard(key);
    return item;
  }

  wake(): void {
    if (this.begun) void this.begun.outbox.wake();
    else if (!this.beginning) void this.begin();
  }

  settle(conversation: string): void {
    const thread = copy.replica.threads.get(conversation);
    // Without a thread to show it there is nothing to bridge.
    const last = thread ? thread.last : Number.MAX_SAFE_INTEGER;
    this.begun?.outbox.settle(conversation, last);
  }

  /** Nothing stays in this browser. Where even this cannot be loaded, the next person's visit clears it. */
  async forget(): Promise<void> {
    await import("./outbox-begin").then(({ forget }) => forget()).catch(() => undefined);
  }

  private async begin(): Promise<void> {
    const turn = this.turn;
    if (!turn) return;
    this.beginning = true;
    // Where it cannot be had, the next wake tries again.
    const room = await import("./outbox-begin").catch(() => null);
    if (this.turn !== turn) return;
    this.beginning = false;
    if (!room) return;
    const begun = room.begin({
      ...turn,
      onchange: (all) => (this.all = all),
      onsent: (conversation, entry) => {
        copy.take((replica) => takeOwn(replica, conversation, entry));
        this.settle(conversation);
      },
      onsentelsewhere: (conversation) => this.settle(conversation),
    });
    this.begun = begun;
    for (const draft of this.early.splice(0)) void begun.outbox.add(draft);
  }
}

export const outgoing = new Outgoing();
