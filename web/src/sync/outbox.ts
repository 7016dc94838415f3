/**
 * Messages on their way. Each carries a key of its own, so that sending again never posts twice. All tabs of a browser
 * share one queue, the shelf; whoever holds a conversation's lock sends from its front, so one conversation's messages
 * leave one after another, in the order written, whichever tab they were written in. Nothing written is dropped: what
 * cannot go now waits, and what may not go waits for its author with the reason.
 */
import { ProblemError } from "$/api/problem";
import type { Entry } from "./frames";
import { MemoryShelf, type Shelf } from "./outbox-shelf";
import { writtenLongAgo, type Draft, type Kept, type Unsent } from "./unsent";

/** What one tab tells the others. */
export type Word =
  { kind: "changed" } | { kind: "sent"; key: string; conversation: string; seq: number };

export interface OutboxWorld {
  account: string;
  shelf: Shelf;
  post: (unsent: Draft) => Promise<Entry>;
  /** False while there is no point in trying. */
  online: () => boolean;
  /** Runs one tab's work at a time. */
  alone: (name: string, work: () => Promise<void>) => Promise<void>;
  tell: (word: Word) => void;
  onchange: (all: readonly Unsent[]) => void;
  onsent: (conversation: string, entry: Entry) => void;
  /** Another tab sent it. */
  onsentelsewhere: (conversation: string) => void;
  /** Resolves after a while, or as soon as `hurry` fires. */
  pause: (delayMs: number, hurry: (run: () => void) => void) => Promise<void>;
  now: () => number;
}

/** Of what was written longer ago the moment may have passed: it asks before it goes. */
const freshMs = 24 * 3600_000;

const triesMax = 3;
const pauseMs = 600;
const pauseMaxMs = 30_000;

export class Outbox {
  private items: Unsent[] = [];
  private readonly spare = new MemoryShelf();
  private readonly tries = new Map<string, number>();
  /** Conversations at work, and those asked for again meanwhile. */
  private readonly busy = new Map<string, { again: boolean }>();
  /** Conversations whose front message found no answer several times: the rest waits behind it. */
  private readonly stalled = new Set<string>();
  /** Posted by this tab, whatever the shelf says. */
  private readonly posted = new Set<string>();
  /** Not on the shelf yet. */
  private readonly arriving = new Set<string>();
  private readonly hurries = new Set<() => void>();
  private lastOrder = 0;
  private looks = 0;
  private ended = false;

  constructor(private readonly world: OutboxWorld) {}

  async add(draft: Draft): Promise<void> {
    this.lastOrder = Math.max(this.world.now(), this.lastOrder + 1);
    const { account } = this.world;
    const kept: Kept = { ...draft, account, order: this.lastOrder, refusal: null };
    this.arriving.add(kept.key);
    this.items = [...this.items, this.unsent(kept, undefined, false)];
    this.show();
    try {
      await this.world.shelf.put(kept);
      this.world.tell({ kind: "changed" });
    } catch {
      // Full or forbidden: it goes from here, and whoever shows it says so.
      await this.spare.put(kept);
    }
    // A look that began before it lay there does not take it for gone.
    await this.look();
    this.arriving.delete(kept.key);
    await this.pump(kept.conversation);
  }

  /** Takes in what lies on the shelf; what is old asks before it goes. */
  async restore(): Promise<void> {
    for (const { key, at, refusal } of await this.kept()) {
      const old = this.world.now() - Date.parse(at) > freshMs;
      if (old && !refusal)
        await this.rewrite(key, { refusal: { code: writtenLongAgo, detail: "" } });
    }
    await this.wake();
  }

  async retry(key: string): Promise<void> {
    await this.again(key, {});
  }

  /** What it answers may be gone by now; the words still go. */
  async retryWithoutQuote(key: string): Promise<void> {
    await this.again(key, { quote: null });
  }

  async discard(key: string): Promise<void> {
    this.items = this.items.filter((item) => item.key !== key);
    this.show();
    await this.take(key);
    this.world.tell({ kind: "changed" });
  }

  /** The way is open again, or something is new on the shelf: what waits goes out. */
  async wake(): Promise<void> {
    this.stalled.clear();
    this.tries.clear();
    for (const hurry of this.hurries) hurry();
    await this.look();
    if (this.world.online()) {
      for (const id of this.conversations()) this.turn(id, ["waiting", "failed"], "sending");
    }
    await Promise.all(this.conversations().map((id) => this.pump(id)));
  }

  async hear(word: Word): Promise<void> {
    if (word.kind === "changed") {
      await this.look();
      for (const id of this.conversations()) void this.pump(id);
      return;
    }
    this.posted.add(word.key);
    this.change(word.key, { state: "sent", seq: word.seq });
    this.world.onsentelsewhere(word.conversation);
  }

  /** Lets go of what the thread itself shows by now. */
  settle(conversation: string, last: number): void {
    const rest = this.items.filter(
      (item) => item.conversation !== conversation || item.seq === null || item.seq > last,
    );
    if (rest.length === this.items.length) return;
    this.items = rest;
    this.show();
  }

  end(): void {
    this.ended = true;
    for (const hurry of this.hurries) hurry();
  }

  private conversations(): string[] {
    return [...new Set(this.items.map((item) => item.conversation))];
  }

  private async again(key: string, change: Partial<Kept>): Promise<void> {
    const item = this.items.find((one) => one.key === key);
    if (!item) return;
    this.tries.delete(key);
    this.stalled.delete(item.conversation);
    await this.rewrite(key, { ...change, refusal: null });
    this.world.tell({ kind: "changed" });
    await this.pump(item.conversation);
  }

  private async pump(conversation: string): Promise<void> {
    const running = this.busy.get(conversation);
    if (running) running.again = true;
    if (this.ended || running) return;
    const mine = { again: true };
    this.busy.set(conversation, mine);
    const name = `parlance.outbox.${this.world.account}.${conversation}`;
    try {
      while (mine.again && !this.ended) {
        mine.again = false;
        await this.world.alone(name, () => this.drain(conversation));
      }
    } finally {
      this.busy.delete(conversation);
    }
  }

  /** Sends from the front until nothing is left, or nothing can go. */
  private async drain(conversation: string): Promise<void> {
    let going = true;
    while (going && !this.ended) {
      if (!this.world.online()) {
        this.turn(conversation, ["sending"], "waiting");
        return;
      }
      const next = (await this.look()).find(
        (one) => one.conversation === conversation && !one.refusal && !this.posted.has(one.key),
      );
      if (!next || this.stalled.has(conversation)) {
        this.turn(conversation, ["sending"], "waiting");
        return;
      }
      this.turn(conversation, ["waiting", "failed"], "sending");
      going = await this.attempt(next);
    }
  }

  /** Tries once; answers whether the next attempt may follow. */
  private async attempt(next: Kept): Promise<boolean> {
    try {
      const entry = await this.world.post(next);
      this.posted.add(next.key);
      // The others hear of it before it is gone from the shelf, so that it does not vanish from their threads meanwhile.
      const { key, conversation } = next;
      this.world.tell({ kind: "sent", key, conversation, seq: entry.seq });
      await this.take(next.key);
      if (this.ended) return false;
      this.change(next.key, { state: "sent", seq: entry.seq });
      this.world.onsent(next.conversation, entry);
      return true;
    } catch (error) {
      return this.ended ? false : this.refused(next, error);
    }
  }

  private async refused(next: Kept, error: unknown): Promise<boolean> {
    const problem = error instanceof ProblemError ? error : null;
    const passing =
      !problem || problem.unanswered || problem.status === 429 || problem.status >= 500;
    if (problem?.status === 401 || (passing && !this.world.online())) {
      this.turn(next.conversation, ["sending"], "waiting");
      return false;
    }
    if (!passing) {
      await this.rewrite(next.key, { refusal: { code: problem.code, detail: problem.detail } });
      this.world.tell({ kind: "changed" });
      return true;
    }
    const tried = (this.tries.get(next.key) ?? 0) + 1;
    this.tries.set(next.key, tried);
    if (tried < triesMax) {
      await this.rest(Math.min(problem?.retryAfterMs ?? pauseMs * 2 ** (tried - 1), pauseMaxMs));
      return true;
    }
    this.stalled.add(next.conversation);
    this.turn(next.conversation, ["sending"], "waiting");
    this.change(next.key, { state: "failed" });
    return false;
  }

  private async rest(delayMs: number): Promise<void> {
    let mine: (() => void) | undefined;
    await this.world.pause(delayMs, (run) => this.hurries.add((mine = run)));
    if (mine) this.hurries.delete(mine);
  }

  /** All that is kept, in its order. A shelf that cannot be read is as it was when it could. */
  private async kept(): Promise<Kept[]> {
    const known = () => this.items.filter(({ loose, state }) => !loose && state !== "sent");
    const shelf: Kept[] = await this.world.shelf.all().catch(known);
    const mine = shelf.filter(({ account }) => account === this.world.account);
    // A shelf that was given up on may have taken it after all.
    const each = new Map([...mine, ...(await this.spare.all())].map((one) => [one.key, one]));
    return [...each.values()].sort((a, b) => a.order - b.order);
  }

  /** Brings what is shown into line with what is kept, and answers that. */
  private async look(): Promise<Kept[]> {
    const turn = (this.looks += 1);
    const kept = await this.kept();
    const loose = new Set((await this.spare.all()).map(({ key }) => key));
    if (this.ended) return [];
    // A later look knows more.
    if (turn !== this.looks) return kept;
    const shown = new Map(this.items.map((item) => [item.key, item]));
    const there = kept.filter(({ key }) => !this.posted.has(key));
    this.lastOrder = Math.max(this.lastOrder, ...there.map(({ order }) => order));
    const keys = new Set(there.map(({ key }) => key));
    const rest = this.items.filter(
      ({ key, state }) => !keys.has(key) && (state === "sent" || this.arriving.has(key)),
    );
    const now = there.map((one) => this.unsent(one, shown.get(one.key), loose.has(one.key)));
    this.items = [...rest, ...now].sort((a, b) => a.order - b.order);
    this.show();
    return kept;
  }

  private unsent(kept: Kept, before: Unsent | undefined, loose: boolean): Unsent {
    const going = this.world.online() ? "sending" : "waiting";
    const known = before && before.state !== "sent" && !before.refusal ? before.state : going;
    return { ...kept, state: kept.refusal ? "failed" : known, loose, seq: null };
  }

  private async take(key: string): Promise<void> {
    await this.spare.drop(key);
    // What stays there is not posted again by this tab, and does no harm when another posts it under its key.
    await this.world.shelf.drop(key).catch(() => undefined);
  }

  private async rewrite(key: string, change: Partial<Kept>): Promise<void> {
    await this.spare.change(key, change);
    await this.world.shelf.change(key, change).catch(() => undefined);
    this.change(key, { ...change, state: change.refusal ? "failed" : "sending" });
  }

  /** Turns what is not refused of a conversation from one state to another. */
  private turn(conversation: string, from: Unsent["state"][], to: Unsent["state"]): void {
    const turns = (item: Unsent) =>
      item.conversation === conversation && !item.refusal && from.includes(item.state);
    if (!this.items.some(turns)) return;
    this.items = this.items.map((item) => (turns(item) ? { ...item, state: to } : item));
    this.show();
  }

  private change(key: string, change: Partial<Unsent>): void {
    this.items = this.items.map((item) => (item.key === key ? { ...item, ...change } : item));
    this.show();
  }

  private show(): void {
    if (!this.ended) this.world.onchange(this.items);
  }
}
