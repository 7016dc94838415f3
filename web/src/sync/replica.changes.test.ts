import { describe, expect, test } from "vitest";
import { entryOf, takeChange, takeOlder } from "./replica";
import { fresh, seen, started, type Tab } from "./tab.test-env";

describe("messages that change", () => {
  const text = (tab: Tab, seq: number) => {
    const thread = tab.replica.threads.get("a");
    const body = thread && entryOf(thread, seq)?.body;
    return body?.kind === "message" ? body.text : body?.kind;
  };

  /** A long conversation, of which the newest fifty entries are loaded. */
  function long(count = 60) {
    const begun = started(["a"]);
    for (let at = 1; at <= count; at += 1) begun.server.say("a", "other", `text ${at}`);
    begun.tab.open("a");
    begun.tab.owed = [];
    return begun;
  }

  test("a change is seen without a fetch, and a doubled or late frame of it changes nothing more", () => {
    const { server, tab } = long(3);
    const first = server.edit("a", 2, "put differently");
    const second = server.edit("a", 2, "put differently again");
    tab.hear(first);
    expect(text(tab, 2)).toBe("put differently");
    tab.hear(second);
    for (const late of [first, second, first]) tab.hear(late);
    expect(text(tab, 2)).toBe("put differently again");
    expect(tab.owed.filter((want) => want.kind !== "unread")).toEqual([]);
  });

  test("a removed text is nowhere in the copy, whatever arrives late", () => {
    const { server, tab } = long(3);
    const edit = server.edit("a", 2, "put differently");
    const removal = server.remove("a", 2);
    tab.hear(removal);
    tab.hear(edit);
    tab.settle();
    tab.hear(edit);
    expect(text(tab, 2)).toBe("removed");
    expect(JSON.stringify([...tab.replica.threads.values()])).not.toMatch(/text 2|differently/);
  });

  test("an older page read before the change does not bring the old words back", () => {
    const { server, tab } = long();
    const page = server.older("a", 11);
    tab.hear(server.remove("a", 9));
    expect(text(tab, 9)).toBe("removed");
    tab.take(takeOlder(tab.replica, page));
    expect(text(tab, 9)).toBe("removed");
    expect(text(tab, 8)).toBe("text 8");
    tab.hear(server.edit("a", 8, "put differently"));
    expect(text(tab, 8)).toBe("put differently");
    expect(tab.replica.threads.get("a")?.aside.size).toBe(0);
  });

  test("an older page read after a change that is still on its way keeps the newer words", () => {
    const { server, tab } = long();
    const [first, second] = [server.edit("a", 9, "once"), server.edit("a", 9, "twice")];
    tab.take(takeOlder(tab.replica, server.older("a", 11)));
    expect(text(tab, 9)).toBe("twice");
    tab.hear(first);
    tab.hear(second);
    expect(text(tab, 9)).toBe("twice");
  });

  test("the newest page brings what its entries change and quote before it", () => {
    const { server, tab } = started(["a"]);
    for (let at = 1; at <= 60; at += 1) server.say("a", "other", `text ${at}`);
    server.edit("a", 3, "put differently");
    server.say("a", "other", "an answer", null, 4);
    tab.open("a");
    expect([text(tab, 3), text(tab, 4), text(tab, 5)]).toEqual([
      "put differently",
      "text 4",
      undefined,
    ]);
  });

  test("what was told of under another view is forgotten", () => {
    const { server, tab } = long();
    tab.hear(server.edit("a", 3, "not to be read any more"));
    expect(text(tab, 3)).toBe("not to be read any more");
    server.turnView("a").forEach((frame) => tab.hear(frame));
    tab.settle();
    expect(
      JSON.stringify([...tab.replica.threads.values()].map((one) => [...one.aside])),
    ).not.toMatch(/not to be read/);
  });

  test("a change rendered under an older view is not mixed in", () => {
    const { server, tab } = long(3);
    const edit = server.edit("a", 2, "not to be read any more");
    server.turnView("a").forEach((frame) => tab.hear(frame));
    tab.settle();
    tab.hear(edit);
    tab.settle();
    expect(text(tab, 2)).toBe("withheld");
  });

  test("the answer to one's own change and its frame make one change, in either order", () => {
    for (const answerFirst of [true, false]) {
      const { server, tab } = long(3);
      const frame = server.edit("a", 2, "put differently");
      const { conversation, view, after, last, entries, beside } = frame;
      const page = { conversation, view, after, last, entries, beside, more: false };
      const acts = [() => tab.take(takeChange(tab.replica, page)), () => tab.hear(frame)];
      (answerFirst ? acts : acts.reverse()).forEach((act) => act());
      expect(text(tab, 2)).toBe("put differently");
      expect(tab.replica.threads.get("a")?.entries).toHaveLength(4);
      expect(tab.owed.filter((want) => want.kind !== "unread")).toEqual([]);
    }
  });

  test("a change behind a hole is shown, and what is missing fetched", () => {
    const { server, tab } = long(3);
    server.say("a", "other", "lost");
    tab.hear(server.edit("a", 2, "put differently"));
    expect(tab.owed).toContainEqual({ kind: "newer", id: "a" });
    tab.settle();
    expect(seen(tab.replica, ["a"])).toEqual(seen(fresh(server, ["a"]), ["a"]));
  });
});
