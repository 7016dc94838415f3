import { describe, expect, test } from "vitest";
import { ProblemError } from "$/api/problem";
import type { Entry } from "./frames";
import { Outbox, type Word } from "./outbox";
import { MemoryShelf, type Shelf } from "./outbox-shelf";
import { writtenLongAgo, type Draft, type Kept, type Unsent } from "./unsent";

const unreachable = () => new ProblemError({ code: "unreachable", status: 0 });
const closed = new ProblemError({ code: "job-closed", status: 403, detail: "The job is closed." });

/** A server that keeps what it was sent by key, and may fail on the way. */
class Post {
  log: { key: string; text: string; quote: number | null }[] = [];
  /** Every request, in the order they came. */
  asked: string[] = [];
  /** What the next attempts do: lose the request, lose the answer, refuse. */
  fate: ("lose-request" | "lose-answer" | ProblemError)[] = [];
  /** Set, it holds every request until it is let go. */
  gate: Promise<void> | null = null;
  atOnce = 0;
  atOnceMax = 0;

  async take({ key, text, quote }: Draft): Promise<Entry> {
    this.asked.push(key);
    this.atOnce += 1;
    this.atOnceMax = Math.max(this.atOnceMax, this.atOnce);
    await this.gate;
    this.atOnce -= 1;
    const fate = this.fate.shift();
    if (fate === "lose-request") throw unreachable();
    if (fate instanceof ProblemError) throw fate;
    if (!this.log.some((one) => one.key === key)) this.log.push({ key, text, quote });
    if (fate === "lose-answer") throw unreachable();
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
}

/** A browser: its shelf, its locks and its tabs. */
class Browser {
  readonly post = new Post();
  shelf: Shelf = new MemoryShelf();
  clock = Date.parse("2026-01-01T00:00:00Z");
  private readonly locks = new Map<string, Promise<void>>();
  readonly tabs: Tab[] = [];

  open(account = "felix"): Tab {
    const tab = new Tab(this, account);
    this.tabs.push(tab);
    return tab;
  }

  alone(name: string, work: () => Promise<void>): Promise<void> {
    const mine = (this.locks.get(name) ?? Promise.resolve()).then(work);
    this.locks.set(
      name,
      mine.catch(() => undefined),
    );
    return mine;
  }

  async keys(): Promise<string[]> {
    return (await this.shelf.all()).map(({ key }) => key);
  }
}

class Tab {
  online = true;
  all: readonly Unsent[] = [];
  timers: { run: () => void; delayMs: number }[] = [];
  readonly outbox: Outbox;

  constructor(
    readonly browser: Browser,
    readonly account: string,
  ) {
    this.outbox = new Outbox({
      account,
      shelf: browser.shelf,
      post: (draft) => browser.post.take(draft),
      online: () => this.online,
      alone: (name, work) => browser.alone(name, work),
      tell: (word) => this.tellOthers(word),
      onchange: (all) => (this.all = all),
      onsent: () => undefined,
      onsentelsewhere: () => undefined,
      pause: (delayMs, hurry) =>
        new Promise((run) => {
          hurry(run);
          this.timers.push({ run, delayMs });
        }),
      now: () => browser.clock,
    });
  }

  private tellOthers(word: Word): void {
    for (const tab of this.browser.tabs) if (tab !== this) void tab.outbox.hear(word);
  }

  write(key: string, conversation = "a", quote: number | null = null): void {
    void this.outbox.add(draft(key, conversation, quote));
  }

  states(): Record<string, Unsent["state"]> {
    return Object.fromEntries(this.all.map((one) => [one.key, one.state]));
  }
}

function draft(key: string, conversation = "a", quote: number | null = null): Draft {
  const at = "2026-01-01T00:00:00Z";
  return { key, conversation, text: `text ${key}`, quote, files: [], at };
}

/** Lets everything happen that is due; timers fire. */
async function pass(...tabs: Tab[]): Promise<void> {
  for (let at = 0; at < 30; at += 1) {
    await new Promise<void>((done) => setTimeout(done));
    for (const tab of tabs) tab.timers.splice(0).forEach(({ run }) => run());
  }
}

function begun(): { browser: Browser; post: Post; tab: Tab } {
  const browser = new Browser();
  return { browser, post: browser.post, tab: browser.open() };
}

describe("the outbox", () => {
  test("sends in the order written, and keeps nothing of what went", async () => {
    const { browser, post, tab } = begun();
    ["1", "2", "3"].forEach((key) => tab.write(key));
    await pass(tab);
    expect(post.log.map((one) => one.key)).toEqual(["1", "2", "3"]);
    expect(post.atOnceMax).toBe(1);
    expect(await browser.keys()).toEqual([]);
  });

  test("an answer that got lost posts once", async () => {
    const { post, tab } = begun();
    post.fate = ["lose-answer"];
    tab.write("1");
    await pass(tab);
    expect(post.asked).toEqual(["1", "1"]);
    expect(post.log).toHaveLength(1);
    expect(tab.states()).toEqual({ "1": "sent" });
  });

  test("gives up after three attempts, says so, and retries on demand; what follows waits behind it", async () => {
    const { browser, post, tab } = begun();
    post.fate = ["lose-request", "lose-request", "lose-request"];
    tab.write("1");
    tab.write("2");
    await pass(tab);
    expect(tab.states()).toEqual({ "1": "failed", "2": "waiting" });
    expect(await browser.keys()).toEqual(["1", "2"]);
    tab.write("3");
    await pass(tab);
    expect(post.log).toEqual([]);
    void tab.outbox.retry("1");
    await pass(tab);
    expect(post.log.map((one) => one.key)).toEqual(["1", "2", "3"]);
  });

  test("what found no answer goes out by itself once the way is open again", async () => {
    const { post, tab } = begun();
    post.fate = ["lose-request", "lose-request", "lose-request"];
    tab.write("1");
    await pass(tab);
    expect(tab.states()).toEqual({ "1": "failed" });
    void tab.outbox.wake();
    await pass(tab);
    expect(tab.states()).toEqual({ "1": "sent" });
  });

  test("a refusal is not repeated, carries the server's words and outlives the tab; the next goes", async () => {
    const { browser, post, tab } = begun();
    post.fate = [closed];
    tab.write("1");
    tab.write("2");
    await pass(tab);
    expect(tab.states()).toEqual({ "1": "failed", "2": "sent" });
    tab.outbox.end();
    const later = browser.open();
    await later.outbox.restore();
    await pass(later);
    expect(later.all[0]).toMatchObject({
      key: "1",
      state: "failed",
      refusal: { code: "job-closed", detail: "The job is closed." },
    });
    expect(post.asked).toEqual(["1", "2"]);
  });

  test("what is written offline waits and goes out once, in order", async () => {
    const { post, tab } = begun();
    tab.online = false;
    ["1", "2"].forEach((key) => tab.write(key));
    await pass(tab);
    expect(tab.states()).toEqual({ "1": "waiting", "2": "waiting" });
    expect(post.asked).toEqual([]);
    tab.online = true;
    void tab.outbox.wake();
    void tab.outbox.wake();
    await pass(tab);
    expect(post.asked).toEqual(["1", "2"]);
  });

  test("a busy server is asked again after the pause it names", async () => {
    const { post, tab } = begun();
    post.fate = [new ProblemError({ code: "rate-limited", status: 429, retry_after_ms: 50 })];
    tab.write("1");
    await pass();
    expect(tab.timers.map(({ delayMs }) => delayMs)).toEqual([50]);
    await pass(tab);
    expect(tab.states()).toEqual({ "1": "sent" });
  });

  test("a session that ended keeps the message", async () => {
    const { browser, post, tab } = begun();
    post.fate = [new ProblemError({ code: "not-signed-in", status: 401 })];
    tab.write("1");
    await pass(tab);
    expect(tab.states()).toEqual({ "1": "waiting" });
    expect(await browser.keys()).toEqual(["1"]);
  });

  test("one conversation's failure does not hold up another", async () => {
    const { post, tab } = begun();
    post.fate = [closed];
    tab.write("1", "a");
    tab.write("2", "b");
    await pass(tab);
    expect(tab.states()).toEqual({ "1": "failed", "2": "sent" });
  });

  test("a quote waits with its message, and the words go without it once what they answer is gone", async () => {
    const { post, tab } = begun();
    const gone = { code: "message-removed", status: 409, detail: "Taken back." };
    post.fate = [new ProblemError(gone)];
    tab.write("1", "a", 7);
    await pass(tab);
    expect(tab.all[0]).toMatchObject({
      state: "failed",
      quote: 7,
      refusal: { detail: "Taken back." },
    });
    void tab.outbox.retryWithoutQuote("1");
    await pass(tab);
    expect(post.log).toEqual([{ key: "1", text: "text 1", quote: null }]);
  });

  test("discarding forgets, and the thread takes over what it shows", async () => {
    const { browser, post, tab } = begun();
    post.fate = [closed];
    tab.write("1");
    await pass(tab);
    await tab.outbox.discard("1");
    expect([tab.all, await browser.keys()]).toEqual([[], []]);
    tab.write("2");
    await pass(tab);
    tab.outbox.settle("a", 0);
    expect(tab.states()).toEqual({ "2": "sent" });
    tab.outbox.settle("a", 1);
    expect(tab.all).toEqual([]);
  });
});

describe("what an earlier visit left", () => {
  const left = (key: string, order: number, change: Partial<Kept> = {}): Kept => ({
    ...draft(key),
    account: "felix",
    order,
    refusal: null,
    ...change,
  });

  test("goes out by itself, in the order written and with its old keys, before what is new", async () => {
    const browser = new Browser();
    await browser.shelf.put(left("second", browser.clock + 60_000));
    await browser.shelf.put(left("first", 2));
    const tab = browser.open();
    void tab.outbox.restore();
    await pass(tab);
    // The clock went back since: the order does not.
    browser.clock = 0;
    tab.write("third");
    await pass(tab);
    expect(browser.post.asked).toEqual(["first", "second", "third"]);
  });

  test("asks before it goes if it is older than a day", async () => {
    const browser = new Browser();
    await browser.shelf.put(left("old", 1, { at: "2025-12-30T00:00:00Z" }));
    const tab = browser.open();
    void tab.outbox.restore();
    await pass(tab);
    expect(tab.all[0]).toMatchObject({ state: "failed", refusal: { code: writtenLongAgo } });
    expect(browser.post.asked).toEqual([]);
    void tab.outbox.retry("old");
    await pass(tab);
    expect(browser.post.asked).toEqual(["old"]);
  });

  test("by somebody else is neither shown nor sent", async () => {
    const browser = new Browser();
    await browser.shelf.put(left("hers", 1, { account: "clara" }));
    const tab = browser.open("felix");
    void tab.outbox.restore();
    await pass(tab);
    expect(tab.all).toEqual([]);
    expect(browser.post.asked).toEqual([]);
  });
});

describe("two tabs of one browser", () => {
  test("show the same queue, and send each message once, one after another, in the order typed", async () => {
    const browser = new Browser();
    const [one, two] = [browser.open(), browser.open()];
    one.online = two.online = false;
    for (const key of ["1", "2", "3", "4", "5", "6"]) {
      (Number(key) % 2 === 1 ? one : two).write(key);
      browser.clock += 1000;
      await pass(one, two);
    }
    const waiting = ["1", "2", "3", "4", "5", "6"].map((key) => [key, "waiting"]);
    for (const tab of [one, two]) expect(Object.entries(tab.states())).toEqual(waiting);

    let open = (): void => undefined;
    browser.post.gate = new Promise((resolve) => (open = resolve));
    one.online = two.online = true;
    void two.outbox.wake();
    void one.outbox.wake();
    await pass(one, two);
    // Both were woken while the first request is held: only one of them is sending.
    expect(browser.post.asked).toEqual(["1"]);
    open();
    await pass(one, two);
    expect(browser.post.asked).toEqual(["1", "2", "3", "4", "5", "6"]);
    expect(browser.post.atOnceMax).toBe(1);
    for (const tab of [one, two])
      expect(new Set(Object.values(tab.states()))).toEqual(new Set(["sent"]));
  });

  test("what one writes offline goes out by the other that is online", async () => {
    const browser = new Browser();
    const [one, two] = [browser.open(), browser.open()];
    one.online = false;
    one.write("1");
    await pass(one, two);
    expect(browser.post.asked).toEqual(["1"]);
    expect(one.states()).toEqual({ "1": "sent" });
  });

  test("discarded in one, it is gone from the other", async () => {
    const browser = new Browser();
    const [one, two] = [browser.open(), browser.open()];
    browser.post.fate = [closed];
    one.write("1");
    await pass(one, two);
    expect(two.states()).toEqual({ "1": "failed" });
    await two.outbox.discard("1");
    await pass(one, two);
    expect([one.all, two.all]).toEqual([[], []]);
  });

  test("what was cleared at sign-out does not come back by an answer that was under way", async () => {
    const browser = new Browser();
    const tab = browser.open();
    let open = (): void => undefined;
    browser.post.gate = new Promise((resolve) => (open = resolve));
    browser.post.fate = [closed];
    tab.write("1");
    await pass(tab);
    expect(await browser.keys()).toEqual(["1"]);
    await browser.shelf.drop("1");
    open();
    await pass(tab);
    expect(await browser.keys()).toEqual([]);
  });
});

describe("a browser that keeps nothing", () => {
  /** Refuses every write, or everything. */
  class NoShelf extends MemoryShelf {
    override async put(): Promise<void> {
      throw new DOMException("full", "QuotaExceededError");
    }
  }
  class DeadShelf extends NoShelf {
    override async all(): Promise<Kept[]> {
      throw new DOMException("forbidden", "SecurityError");
    }
    override change = () => Promise.reject(new Error("forbidden"));
    override drop = () => Promise.reject(new Error("forbidden"));
  }

  test.each([
    ["full", () => new NoShelf()],
    ["forbidden", () => new DeadShelf()],
  ])(
    "%s: messages wait in this tab, which is known, and go out once, in order",
    async (_, make) => {
      const browser = new Browser();
      browser.shelf = make();
      const tab = browser.open();
      tab.online = false;
      ["1", "2"].forEach((key) => tab.write(key));
      await pass(tab);
      expect(tab.all.map(({ loose, state }) => [loose, state])).toEqual([
        [true, "waiting"],
        [true, "waiting"],
      ]);
      tab.online = true;
      browser.post.fate = [closed];
      void tab.outbox.wake();
      await pass(tab);
      expect(tab.states()).toEqual({ "1": "failed", "2": "sent" });
      void tab.outbox.retry("1");
      await pass(tab);
      expect(browser.post.asked).toEqual(["1", "2", "1"]);
      expect(tab.states()).toMatchObject({ "1": "sent" });
    },
  );

  test("one that fails after it kept something posts that once all the same", async () => {
    const browser = new Browser();
    const shelf = new MemoryShelf();
    browser.shelf = shelf;
    const tab = browser.open();
    tab.online = false;
    tab.write("1");
    await pass(tab);
    shelf.all = () => Promise.reject(new Error("gone"));
    shelf.drop = () => Promise.reject(new Error("gone"));
    tab.online = true;
    void tab.outbox.wake();
    await pass(tab);
    expect(browser.post.asked).toEqual(["1"]);
    expect(tab.states()).toEqual({ "1": "sent" });
  });
});
