import { describe, expect, test } from "vitest";
import { ProblemError } from "$/api/problem";
import type { Entry } from "./frames";
import { Outbox, type OutboxWorld, type Unsent } from "./outbox";

/** A server that keeps what it was sent by key, and may fail on the way. */
class Post {
  log: { key: string; text: string; quote: number | null }[] = [];
  kept = new Map<string, string>();
  online = true;
  timers: (() => void)[] = [];
  all: readonly Unsent[] = [];
  /** What the next attempts do: lose the request, lose the answer, refuse. */
  fate: ("lose-request" | "lose-answer" | ProblemError)[] = [];
  readonly outbox: Outbox;

  constructor() {
    const world: OutboxWorld = {
      online: () => this.online,
      post: (unsent) => this.post(unsent),
      keep: (unsent) => this.kept.set(unsent.key, unsent.text),
      drop: (key) => this.kept.delete(key),
      onchange: (all) => (this.all = all),
      onsent: () => undefined,
      later: (run) => this.timers.push(run),
    };
    this.outbox = new Outbox(world);
  }

  private async post({ key, text, quote }: Unsent): Promise<Entry> {
    const fate = this.fate.shift();
    if (fate === "lose-request") throw new ProblemError({ code: "unreachable", status: 0 });
    if (fate instanceof ProblemError) throw fate;
    if (!this.log.some((one) => one.key === key)) this.log.push({ key, text, quote });
    if (fate === "lose-answer") throw new ProblemError({ code: "unreachable", status: 0 });
    const seq = this.log.findIndex((one) => one.key === key) + 1;
    return {
      seq,
      version: seq,
      at: "",
      by: { kind: "account", id: "felix", side: "freelancer" },
      key,
      body: { kind: "message", text, edited_at: null, quote, files: [], reactions: [] },
    };
  }

  add(key: string, conversation = "a", quote: number | null = null): void {
    const at = "2026-01-01T00:00:00Z";
    this.outbox.add({ key, conversation, text: `text ${key}`, quote, files: [], at });
  }

  async pass(): Promise<void> {
    for (let at = 0; at < 20; at += 1) {
      await Promise.resolve();
      this.timers.splice(0).forEach((run) => run());
    }
  }

  states(): Record<string, Unsent["state"]> {
    return Object.fromEntries(this.all.map((one) => [one.key, one.state]));
  }
}

const closed = new ProblemError({ code: "job-closed", status: 403, detail: "The job is closed." });

describe("the outbox", () => {
  test("sends in the order written", async () => {
    const post = new Post();
    ["1", "2", "3"].forEach((key) => post.add(key));
    await post.pass();
    expect(post.log.map((one) => one.key)).toEqual(["1", "2", "3"]);
    expect(post.kept.size).toBe(0);
  });

  test("an answer that got lost posts once", async () => {
    const post = new Post();
    post.fate = ["lose-answer"];
    post.add("1");
    await post.pass();
    expect(post.log).toHaveLength(1);
    expect(post.states()).toEqual({ "1": "sent" });
  });

  test("gives up after three attempts, says so, and retries on demand", async () => {
    const post = new Post();
    post.fate = ["lose-request", "lose-request", "lose-request"];
    post.add("1");
    await post.pass();
    expect(post.states()).toEqual({ "1": "failed" });
    expect(post.kept.has("1")).toBe(true);
    post.outbox.retry("1");
    await post.pass();
    expect(post.states()).toEqual({ "1": "sent" });
    expect(post.log).toHaveLength(1);
  });

  test("a refusal is not repeated and carries the server's words", async () => {
    const post = new Post();
    post.fate = [closed];
    post.add("1");
    await post.pass();
    expect(post.all[0]).toMatchObject({ state: "failed", detail: "The job is closed." });
    expect(post.log).toEqual([]);
  });

  test("what is written offline waits and goes out once, in order", async () => {
    const post = new Post();
    post.online = false;
    ["1", "2"].forEach((key) => post.add(key));
    await post.pass();
    expect(post.states()).toEqual({ "1": "waiting", "2": "waiting" });
    post.online = true;
    post.outbox.wake();
    post.outbox.wake();
    await post.pass();
    expect(post.log.map((one) => one.key)).toEqual(["1", "2"]);
  });

  test("a busy server is asked again after the pause it names", async () => {
    const post = new Post();
    post.fate = [new ProblemError({ code: "rate-limited", status: 429, retry_after_ms: 50 })];
    post.add("1");
    await post.pass();
    expect(post.states()).toEqual({ "1": "sent" });
  });

  test("a session that ended keeps the message", async () => {
    const post = new Post();
    post.fate = [new ProblemError({ code: "not-signed-in", status: 401 })];
    post.add("1");
    await post.pass();
    expect(post.states()).toEqual({ "1": "waiting" });
    expect(post.kept.has("1")).toBe(true);
  });

  test("one conversation's failure does not hold up another", async () => {
    const post = new Post();
    post.fate = [closed];
    post.add("1", "a");
    post.add("2", "b");
    await post.pass();
    expect(post.states()).toEqual({ "1": "failed", "2": "sent" });
  });

  test("what was left by an earlier visit goes out with its old key", async () => {
    const post = new Post();
    const left: Unsent = {
      key: "old",
      conversation: "a",
      text: "left",
      quote: 7,
      files: [],
      at: "",
      state: "waiting",
      detail: null,
      seq: null,
    };
    post.outbox.restore([left]);
    post.outbox.restore([left]);
    await post.pass();
    expect(post.log).toEqual([{ key: "old", text: "left", quote: 7 }]);
  });

  test("a quote waits with its message, and the words go without it once what they answer is gone", async () => {
    const post = new Post();
    const removed = new ProblemError({
      code: "message-removed",
      status: 409,
      detail: "Taken back.",
    });
    post.fate = [removed];
    post.add("1", "a", 7);
    await post.pass();
    expect(post.all[0]).toMatchObject({ state: "failed", detail: "Taken back.", quote: 7 });
    post.outbox.retryWithoutQuote("1");
    await post.pass();
    expect(post.log).toEqual([{ key: "1", text: "text 1", quote: null }]);
  });

  test("discarding forgets, and the thread takes over what it shows", async () => {
    const post = new Post();
    post.fate = [closed];
    post.add("1");
    await post.pass();
    post.outbox.discard("1");
    expect(post.all).toEqual([]);
    post.add("2");
    await post.pass();
    post.outbox.settle("a", 0);
    expect(post.states()).toEqual({ "2": "sent" });
    post.outbox.settle("a", 1);
    expect(post.all).toEqual([]);
  });
});
