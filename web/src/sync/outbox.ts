/**
 * Messages on their way. Each carries a key of its own, so that sending again
 * never posts twice; one conversation's messages leave one after another, in
 * the order written. Nothing written is dropped: what cannot go waits or says
 * why it failed.
 */
import { ProblemError } from "$/api/problem";
import type { AttachedFile } from "./files";
import type { Entry } from "./frames";

export interface Unsent {
  key: string;
  conversation: string;
  text: string;
  /** The number of the entry that it answers. */
  quote: number | null;
  /** What was uploaded to go with it. */
  files: readonly AttachedFile[];
  at: string;
  state: "sending" | "waiting" | "failed" | "sent";
  /** Why it failed, in the server's words; null when no answer came. */
  detail: string | null;
  /** Its number in the log, once sent. */
  seq: number | null;
}

export interface OutboxWorld {
  post: (unsent: Unsent) => Promise<Entry>;
  /** False while there is no point in trying. */
  online: () => boolean;
  keep: (unsent: Unsent) => void;
  drop: (key: string) => void;
  onchange: (all: readonly Unsent[]) => void;
  onsent: (conversation: string, entry: Entry) => void;
  later: (run: () => void, delayMs: number) => void;
}

const triesMax = 3;
const pauseMs = 600;
const pauseMaxMs = 30_000;

export class Outbox {
  private items: Unsent[] = [];
  private tries = new Map<string, number>();
  private busy = new Set<string>();
  private ended = false;

  constructor(private readonly world: OutboxWorld) {}

  add(unsent: Pick<Unsent, "key" | "conversation" | "text" | "quote" | "files" | "at">): void {
    const item: Unsent = { ...unsent, state: "sending", detail: null, seq: null };
    this.items = [...this.items, item];
    this.world.keep(item);
    this.tell();
    this.pump(item.conversation);
  }

  /** Takes back what an earlier visit left. Old ones ask before they go. */
  restore(left: readonly Unsent[]): void {
    const known = new Set(this.items.map((item) => item.key));
    this.items = [...this.items, ...left.filter((item) => !known.has(item.key))];
    this.tell();
    this.wake();
  }

  retry(key: string): void {
    this.tries.delete(key);
    this.change(key, { state: "sending", detail: null });
    const item = this.items.find((one) => one.key === key);
    if (item) this.pump(item.conversation);
  }

  /** What it answers may be gone by now; the words still go. */
  retryWithoutQuote(key: string): void {
    this.change(key, { quote: null });
    const item = this.items.find((one) => one.key === key);
    if (item) this.world.keep(item);
    this.retry(key);
  }

  discard(key: string): void {
    this.items = this.items.filter((item) => item.key !== key);
    this.world.drop(key);
    this.tell();
  }

  /** The way is open again: what waits goes out. */
  wake(): void {
    for (const item of this.items) {
      if (item.state === "waiting") this.change(item.key, { state: "sending" });
    }
    for (const conversation of new Set(this.items.map((item) => item.conversation))) {
      this.pump(conversation);
    }
  }

  /** Lets go of what the thread itself shows by now. */
  settle(conversation: string, last: number): void {
    const rest = this.items.filter(
      (item) => item.conversation !== conversation || item.seq === null || item.seq > last,
    );
    if (rest.length === this.items.length) return;
    this.items = rest;
    this.tell();
  }

  end(): void {
    this.ended = true;
  }

  private pump(conversation: string): void {
    if (this.ended || this.busy.has(conversation)) return;
    const item = this.items.find(
      (one) => one.conversation === conversation && one.state === "sending",
    );
    if (!item) return;
    if (!this.world.online()) {
      this.change(item.key, { state: "waiting" });
      this.pump(conversation);
      return;
    }
    this.busy.add(conversation);
    void this.attempt(item).then((delayMs) => {
      const resume = () => {
        this.busy.delete(conversation);
        this.pump(conversation);
      };
      if (delayMs === 0) resume();
      else this.world.later(resume, delayMs);
    });
  }

  /** Tries once; answers how long to pause before the next attempt. */
  private async attempt(item: Unsent): Promise<number> {
    try {
      const entry = await this.world.post(item);
      if (this.ended) return 0;
      this.world.drop(item.key);
      this.change(item.key, { state: "sent", seq: entry.seq });
      this.world.onsent(item.conversation, entry);
      return 0;
    } catch (error) {
      return this.ended ? 0 : this.refused(item, error);
    }
  }

  private refused(item: Unsent, error: unknown): number {
    const problem = error instanceof ProblemError ? error : null;
    const passing =
      !problem || problem.unanswered || problem.status === 429 || problem.status >= 500;
    if (problem?.status === 401 || (passing && !this.world.online())) {
      this.change(item.key, { state: "waiting" });
      return 0;
    }
    const tried = (this.tries.get(item.key) ?? 0) + 1;
    this.tries.set(item.key, tried);
    if (passing && tried < triesMax) {
      return Math.min(problem?.retryAfterMs ?? pauseMs * 2 ** (tried - 1), pauseMaxMs);
    }
    this.change(item.key, { state: "failed", detail: problem?.detail || null });
    return 0;
  }

  private change(key: string, change: Partial<Unsent>): void {
    this.items = this.items.map((item) => (item.key === key ? { ...item, ...change } : item));
    this.tell();
  }

  private tell(): void {
    this.world.onchange(this.items);
  }
}
