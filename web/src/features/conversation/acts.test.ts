import { describe, expect, test } from "vitest";
import type { Entry } from "$/sync/frames";
import { actsOn, type Ground, lastOwn } from "./acts";
import { excerpt, quoted } from "./quoted";
import { ownReactions, reactionsWith } from "./reactions";
import { sampleMessage, sampleRow } from "./sample.test-env";

const ground: Ground = {
  me: "felix",
  writable: true,
  agrees: true,
  reviseSeconds: 3600,
  now: new Date("2026-01-01T12:59:00Z"),
};
const [own, other] = [sampleMessage(1, "felix"), sampleMessage(2, "clara")];
const invitation: Entry = {
  ...sampleMessage(3, "clara"),
  body: { kind: "invitation", invitation: "i", text: "Hello" },
};
const removed: Entry = { ...own, body: { kind: "removed", at: "later" } };
const withheld: Entry = { ...other, body: { kind: "withheld", of: "message" } };

const named = (entry: Entry, change: Partial<Ground> = {}) =>
  Object.entries(actsOn(entry, { ...ground, ...change }))
    .filter(([, may]) => may)
    .map(([name]) => name)
    .join(" ");

describe("what may be done with an entry", () => {
  test("one's own can also be put differently and taken back, for as long as that is allowed", () => {
    expect(named(own)).toBe("react reply edit remove copy propose");
    expect(named(other)).toBe("react reply copy propose");
    expect(named(own, { now: new Date("2026-01-01T13:00:01Z") })).toBe("react reply copy propose");
    expect(named(own, { reviseSeconds: undefined })).toBe("react reply edit remove copy propose");
  });

  test("where nothing may be sent, words can only be copied", () => {
    expect(named(own, { writable: false })).toBe("copy");
    expect(named(invitation, { writable: false })).toBe("copy");
  });

  test("with support nothing is agreed on", () => {
    expect(named(other, { agrees: false })).toBe("react reply copy");
  });

  test("an invitation is answered, a removed or withheld message is left alone", () => {
    expect(named(invitation)).toBe("reply copy");
    expect([named(removed), named(withheld)]).toEqual(["", ""]);
  });

  test("the last of one's own is the newest that can be put differently", () => {
    const entries = [own, { ...removed, seq: 4 }, { ...other, seq: 5 }];
    expect(lastOwn(entries, ground)?.seq).toBe(1);
    expect(lastOwn(entries, { ...ground, now: new Date("2026-01-02T00:00:00Z") })).toBeUndefined();
  });
});

describe("reactions", () => {
  const told = [
    { emoji: "👍", by: ["clara"] },
    { emoji: "🎉", by: ["felix"] },
  ];

  test("a wish is shown before the server answers it", () => {
    const wishes = new Map([
      ["👍", true],
      ["🎉", false],
      ["👀", true],
    ]);
    expect(reactionsWith(told, "felix", wishes)).toEqual([
      { emoji: "👍", by: ["clara", "felix"], own: true },
      { emoji: "👀", by: ["felix"], own: true },
    ]);
  });

  test("a wish that the server has heard of counts once", () => {
    const [, party] = reactionsWith(told, "felix", new Map([["🎉", true]]));
    expect(party).toEqual({ emoji: "🎉", by: ["felix"], own: true });
    expect(ownReactions(sampleMessage(1, "clara", { reactions: told }), "felix")).toEqual(["🎉"]);
  });
});

describe("a message in a few words", () => {
  test("names its author and its beginning, on one line", () => {
    const long = sampleMessage(1, "clara", { text: `one\n\ntwo ${"x".repeat(400)}` });
    const { name, text, there } = quoted(long, "felix", sampleRow());
    expect([name, there]).toEqual(["Clara Hofmann", true]);
    expect(text).toMatch(/^one two x+…$/u);
    const marked = sampleMessage(1, "clara", { text: "**Rye**:\n1. a\n- [b](https://c.d)" });
    expect(excerpt(marked)).toBe("Rye: 1. a • b (c.d)");
    expect([...text].length).toBeLessThanOrEqual(161);
    expect(quoted(own, "felix", sampleRow()).name).toBe("You");
  });

  test("says what is removed or not to be seen instead of words", () => {
    expect(quoted(removed, "felix", sampleRow())).toMatchObject({
      text: "This message was removed",
      there: false,
    });
    for (const unseen of [withheld, null]) {
      expect(quoted(unseen, "felix", sampleRow())).toEqual({
        name: "",
        text: "A message that cannot be shown",
        there: false,
      });
    }
    expect(excerpt(removed)).toBeNull();
  });

  test("files stand for a message without words", () => {
    const file = { id: "f", name: "plan.pdf", media_type: "application/pdf" } as const;
    const files = [
      {
        ...file,
        class: "document" as const,
        bytes: 1,
        deliverable: false,
        check: "clear" as const,
      },
    ];
    expect(excerpt(sampleMessage(1, "clara", { text: "", files }))).toBe("plan.pdf");
  });
});
