import { describe, expect, test } from "vitest";
import { sampleMessage, sampleThread } from "../conversation/sample.test-env";
import { type PointEntry, pointsKnown, sorted } from "./sorted";

function point(
  seq: number,
  by: string,
  state: PointEntry["body"]["state"] = "waiting",
  version = seq,
): PointEntry {
  const body = { kind: "point", text: `${seq}`, message: null, brief: false, state } as const;
  return { ...sampleMessage(seq, by), version, body: { ...body, answered_at: null } };
}

const numbers = (entries: PointEntry[]) => entries.map(({ seq }) => seq);

describe("agreed points", () => {
  test("what waits for one comes first, then what waits for the other, then what was agreed last", () => {
    const all = [
      point(1, "clara", "agreed", 9),
      point(2, "felix"),
      point(3, "clara"),
      point(4, "felix", "agreed", 8),
      point(5, "clara"),
      point(6, "clara", "declined", 7),
      sampleMessage(7, "clara"),
    ];
    const { mine, others, agreed } = sorted(all, "felix");
    expect([numbers(mine), numbers(others), numbers(agreed)]).toEqual([[3, 5], [2], [1, 4]]);
    expect(numbers(sorted(all, "clara").mine)).toEqual([2]);
  });

  test("the list is asked for again when a point comes, is answered, or may be read again", () => {
    const thread = sampleThread([sampleMessage(1, "clara"), point(2, "clara")]);
    const known = pointsKnown(thread, 1);
    expect(pointsKnown(sampleThread([...thread.entries, sampleMessage(3, "felix")]), 1)).toBe(
      known,
    );
    const aside = new Map([[1, point(1, "felix", "agreed", 4)]]);
    const changed = [
      pointsKnown(thread, 2),
      pointsKnown(sampleThread([point(2, "clara", "agreed", 3)]), 1),
      pointsKnown({ ...thread, aside }, 1),
      pointsKnown(undefined, 1),
    ];
    expect(new Set([known, ...changed]).size).toBe(5);
  });
});
