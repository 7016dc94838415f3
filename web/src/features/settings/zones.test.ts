import { describe, expect, test } from "vitest";
import { readZone, zoneNames } from "./zones";

const names = [
  "UTC",
  "America/New_York",
  "America/Indiana/Knox",
  "Europe/Lisbon",
  "A/Twin",
  "B/Twin",
];

describe("a time zone that was typed", () => {
  test("is the listed one, however its letters and gaps are written", () => {
    expect(readZone("Europe/Lisbon", names)).toBe("Europe/Lisbon");
    expect(readZone("  america/new york ", names)).toBe("America/New_York");
    expect(readZone("utc", names)).toBe("UTC");
  });

  test("may be named by its city alone where only one has it", () => {
    expect(readZone("lisbon", names)).toBe("Europe/Lisbon");
    expect(readZone("New York", names)).toBe("America/New_York");
    expect(readZone("Knox", names)).toBe("America/Indiana/Knox");
    expect(readZone("Twin", names)).toBeNull();
  });

  test("is none where nobody has heard of it", () => {
    for (const typed of ["", "  ", "Mars", "Europe/", "Lis"])
      expect(readZone(typed, names)).toBeNull();
  });

  test("is chosen from a list without doubles", () => {
    const all = zoneNames();
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(300);
  });
});
