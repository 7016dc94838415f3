import { describe, expect, test } from "vitest";
import { receiptMarks } from "./receipts";
import { sampleMessage } from "./sample.test-env";

const talk = [1, 2, 3, 4, 5, 6].map((seq) => sampleMessage(seq, seq === 4 ? "felix" : "clara"));
const marks = (delivered_seq: number, read_seq: number) =>
  Object.fromEntries(receiptMarks(talk, "clara", { delivered_seq, read_seq }));

describe("what became of one's messages", () => {
  test("stands at the last of each state", () => {
    expect(marks(5, 2)).toEqual({ 2: "read", 5: "delivered", 6: "sent" });
    expect(marks(0, 0)).toEqual({ 6: "sent" });
    expect(marks(6, 6)).toEqual({ 6: "read" });
  });

  test("never at a message of the other person's, whose number a receipt may name", () => {
    expect(marks(4, 4)).toEqual({ 3: "read", 6: "sent" });
  });

  test("nor at one that was taken back", () => {
    const removed = { ...sampleMessage(6, "clara"), body: { kind: "removed", at: "x" } as const };
    const told = receiptMarks([...talk.slice(0, 5), removed], "clara", {
      delivered_seq: 6,
      read_seq: 0,
    });
    expect(Object.fromEntries(told)).toEqual({ 5: "delivered" });
  });
});
