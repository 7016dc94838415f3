import { describe, expect, it } from "vitest";
import { dayName, relativeTime, timeIn } from "./time";

const now = new Date(2026, 2, 12, 15, 0, 0);
const before = (ms: number) => new Date(now.getTime() - ms);
const minute = 60_000;
const hour = 60 * minute;

describe("times in words", () => {
  it("are relative within a day", () => {
    expect(relativeTime(before(5_000), now)).toBe("now");
    expect(relativeTime(before(50_000), now)).toBe("1 min. ago");
    expect(relativeTime(before(12 * minute), now)).toBe("12 min. ago");
    expect(relativeTime(before(23 * hour), now)).toBe("23 hr. ago");
  });

  it("become dates after a day, with the year only when it is another", () => {
    expect(relativeTime(before(24 * hour), now)).toBe("Mar 11");
    expect(relativeTime(before(400 * 24 * hour), now)).toBe("Feb 5, 2025");
  });

  it("forgive a clock that is a little ahead and speak of what is to come", () => {
    expect(relativeTime(before(-20_000), now)).toBe("now");
    expect(relativeTime(before(-3 * hour), now)).toBe("in 3 hr.");
    expect(relativeTime(before(-7 * 24 * hour), now)).toBe("Mar 19");
  });

  it("name the day by the calendar, not by hours passed", () => {
    expect(dayName(new Date(2026, 2, 12, 0, 1), now)).toBe("Today");
    expect(dayName(new Date(2026, 2, 11, 23, 59), now)).toBe("Yesterday");
    expect(dayName(new Date(2026, 2, 10, 12, 0), now)).toBe("Tuesday, March 10");
    expect(dayName(new Date(2025, 2, 10, 12, 0), now)).toBe("March 10, 2025");
  });
});

describe("the time elsewhere", () => {
  const at = new Date("2026-03-12T15:30:00Z");

  it("is told with how far its clocks are ahead or behind, to the minute", () => {
    expect(timeIn("Europe/Lisbon", at, "Europe/Berlin")).toMatchObject({
      aheadMinutes: -60,
      days: 0,
    });
    expect(timeIn("Asia/Kolkata", at, "Europe/Lisbon")).toMatchObject({
      aheadMinutes: 330,
      days: 0,
    });
    expect(timeIn("Europe/Lisbon", at, "Europe/London")).toMatchObject({
      aheadMinutes: 0,
      days: 0,
    });
    expect(timeIn("Asia/Kolkata", at, "Europe/Lisbon")?.time).toMatch(/^9:00/);
  });

  it("says when it is another day there", () => {
    expect(timeIn("Asia/Tokyo", at, "Europe/Lisbon")).toMatchObject({ aheadMinutes: 540, days: 1 });
    expect(timeIn("America/Los_Angeles", at, "Asia/Tokyo")).toMatchObject({ days: -1 });
  });

  it("follows the clocks where they are moved on other days", () => {
    const march = new Date("2026-03-20T12:00:00Z");
    expect(timeIn("America/New_York", march, "Europe/Berlin")?.aheadMinutes).toBe(-300);
    const may = new Date("2026-05-20T12:00:00Z");
    expect(timeIn("America/New_York", may, "Europe/Berlin")?.aheadMinutes).toBe(-360);
  });

  it("is nothing where the browser knows no such place", () => {
    expect(timeIn("Mars/Olympus", at)).toBeNull();
  });
});
