import { describe, expect, test } from "vitest";
import { Deliveries, type Arrived } from "./deliveries";

function setUp() {
  const told: Arrived[][] = [];
  const read = new Map<string, number>();
  let pending: (() => void) | null = null;
  let pauses = 0;
  let failing: Error | null = null;
  const deliveries = new Deliveries({
    put: async (arrived) => {
      if (failing) throw failing;
      told.push(arrived);
    },
    readSeq: (id) => read.get(id) ?? 0,
    isPassing: (error) => (error as Error).message === "passing",
    later: (run) => {
      pauses += 1;
      pending = run;
      return () => (pending = null);
    },
  });
  /** The pause is over; all that follows from it is done. */
  const pass = async () => {
    const run = pending;
    pending = null;
    run?.();
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  const fail = (error: Error | null) => (failing = error);
  return {
    deliveries,
    told,
    read,
    pass,
    fail,
    pauses: () => pauses,
    waits: () => pending !== null,
  };
}

describe("deliveries", () => {
  test("are gathered, and each number is said once", async () => {
    const { deliveries, told, pass, pauses, waits } = setUp();
    deliveries.arrived("a", 3);
    deliveries.arrived("a", 4);
    deliveries.arrived("b", 1);
    expect(pauses()).toBe(1);
    await pass();
    expect(told).toEqual([
      [
        { id: "a", seq: 4 },
        { id: "b", seq: 1 },
      ],
    ]);
    deliveries.arrived("a", 4);
    deliveries.arrived("a", 2);
    expect(waits()).toBe(false);
    deliveries.arrived("a", 5);
    await pass();
    expect(told.at(-1)).toEqual([{ id: "a", seq: 5 }]);
  });

  test("what was read meanwhile needs no word, and nothing at all is no request", async () => {
    const { deliveries, told, read, pass } = setUp();
    deliveries.arrived("a", 3);
    read.set("a", 3);
    await pass();
    expect(told).toEqual([]);
    deliveries.arrived("a", 4);
    await pass();
    expect(told).toEqual([[{ id: "a", seq: 4 }]]);
  });

  test("go fifty at a time", async () => {
    const { deliveries, told, pass } = setUp();
    for (let at = 0; at < 120; at += 1) deliveries.arrived(`c${at}`, 1);
    for (let turn = 0; turn < 4; turn += 1) await pass();
    expect(told.map((batch) => batch.length)).toEqual([50, 50, 20]);
    expect(new Set(told.flat().map(({ id }) => id)).size).toBe(120);
  });

  test("are said again when the line is back, with what came since", async () => {
    const { deliveries, told, pass, fail, waits } = setUp();
    fail(new Error("passing"));
    deliveries.arrived("a", 3);
    await pass();
    expect(waits(), "nothing is tried again by itself").toBe(false);
    fail(null);
    deliveries.wake();
    deliveries.arrived("a", 4);
    await pass();
    expect(told).toEqual([[{ id: "a", seq: 4 }]]);
  });

  test("are not said again where they were refused", async () => {
    const { deliveries, told, pass, fail, waits } = setUp();
    fail(new Error("refused"));
    deliveries.arrived("a", 3);
    await pass();
    fail(null);
    deliveries.wake();
    expect([told, waits()]).toEqual([[], false]);
  });

  test("end with the session", async () => {
    const { deliveries, told, pass, waits } = setUp();
    deliveries.arrived("a", 3);
    deliveries.end();
    expect(waits()).toBe(false);
    deliveries.wake();
    await pass();
    expect(told).toEqual([]);
  });
});
