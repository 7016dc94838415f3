import { describe, expect, test } from "vitest";
import type { Entry } from "$/sync/frames";
import { arrange } from "./layout";

function message(seq: number, by: string, minute: number, day = 1): Entry {
  const at = new Date(2026, 0, day, 12, minute).toISOString();
  return {
    seq,
    at,
    by: { kind: "account", id: by, side: "client" },
    key: null,
    body: { kind: "message", text: `${seq}` },
  };
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
});
