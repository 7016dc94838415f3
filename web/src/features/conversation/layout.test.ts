import { describe, expect, test } from "vitest";
import type { Entry } from "$/sync/frames";
import { arrange, walked } from "./layout";
import { sampleMessage } from "./sample.test-env";

function message(seq: number, by: string, minute: number, day = 1): Entry {
  return { ...sampleMessage(seq, by), at: new Date(2026, 0, day, 12, minute).toISOString() };
}

const answer: Entry = {
  ...message(2, "felix", 1),
  body: { kind: "answer", invitation: "i", answer: "accepted" },
};

function shape(entries: Entry[], readSeq: number | null = null): string[] {
  return arrange(entries, "felix", readSeq).map((piece) =>
    piece.kind === "run"
      ? `${piece.own ? "own" : "other"} ${piece.entries.map((entry) => entry.seq).join(",")}`
      : piece.kind,
  );
}

describe("a thread's layout", () => {
  test("messages of one person within five minutes make one run", () => {
    const entries = [message(1, "clara", 0), message(2, "clara", 4), message(3, "clara", 9)];
    expect(shape(entries)).toEqual(["day", "other 1,2", "other 3"]);
  });

  test("another person or a quiet line ends a run", () => {
    const entries = [
      message(1, "clara", 0),
      answer,
      message(3, "clara", 2),
      message(4, "felix", 2),
    ];
    expect(shape(entries)).toEqual(["day", "other 1", "line", "other 3", "own 4"]);
  });

  test("a new day opens with its line", () => {
    expect(shape([message(1, "clara", 0), message(2, "clara", 1, 2)])).toEqual([
      "day",
      "other 1",
      "day",
      "other 2",
    ]);
  });

  test("the mark stands before the first unread message of the other person, once", () => {
    const entries = [1, 2, 3, 4].map((seq) => message(seq, seq === 2 ? "felix" : "clara", 0));
    expect(shape(entries, 1)).toEqual(["day", "other 1", "own 2", "new", "other 3,4"]);
    expect(shape(entries, 4)).not.toContain("new");
    expect(shape(entries, null)).not.toContain("new");
  });

  test("a change draws nothing: it ends no run, opens no day and is nothing new", () => {
    const amendment: Entry = {
      ...message(3, "clara", 1, 2),
      body: { kind: "amendment", target: 1 },
    };
    const between = { ...amendment, seq: 2, at: message(2, "clara", 1).at };
    const entries = [message(1, "clara", 0), between, message(4, "clara", 2), amendment];
    expect(shape(entries, 1)).toEqual(["day", "other 1", "new", "other 4"]);
    expect(shape([...entries.slice(0, 3), { ...amendment, seq: 5 }], 4)).toEqual([
      "day",
      "other 1,4",
    ]);
  });

  test("a removed message keeps its place in its run", () => {
    const removed: Entry = { ...message(2, "clara", 1), body: { kind: "removed", at: "later" } };
    expect(shape([message(1, "clara", 0), removed, message(3, "clara", 2)])).toEqual([
      "day",
      "other 1,2,3",
    ]);
  });

  test("arrows walk from message to message and stop at the ends", () => {
    const said = [1, 4, 5].map((seq) => message(seq, "clara", 0));
    const to = (key: string, from: number) => walked(key, said, from);
    expect([to("ArrowUp", 5), to("ArrowUp", 4), to("ArrowUp", 1)]).toEqual([4, 1, 1]);
    expect([to("ArrowDown", 1), to("ArrowDown", 5)]).toEqual([4, 5]);
    expect([to("Home", 5), to("End", 1), to("a", 1)]).toEqual([1, 5, null]);
  });
});

describe("a case of support's", () => {
  const by = (entry: Entry, said: Entry["by"]): Entry => ({ ...entry, by: said });
  const entries = [
    by(message(1, "felix", 0), { kind: "account", id: "felix", side: "person" }),
    by(message(2, "bot", 0), { kind: "bot" }),
    by(message(3, "sam", 1), { kind: "account", id: "sam", side: "desk" }),
    by(message(4, "marc", 1), { kind: "account", id: "marc", side: "desk" }),
  ];
  const owns = (me: string, side: "desk" | "person") =>
    arrange(entries, me, null, side).flatMap((piece) => (piece.kind === "run" ? [piece.own] : []));

  test("each of the desk and the bot speak for the desk, in runs of their own", () => {
    expect(owns("sam", "desk")).toEqual([false, true, true, true]);
    expect(owns("felix", "person")).toEqual([true, false, false, false]);
  });

  test("what the bot says is new to the person and not to the desk", () => {
    const shapes = (me: string, side: "desk" | "person") =>
      arrange(entries.slice(0, 2), me, 1, side).map(({ kind }) => kind);
    expect(shapes("felix", "person")).toContain("new");
    expect(shapes("sam", "desk")).not.toContain("new");
  });
});
