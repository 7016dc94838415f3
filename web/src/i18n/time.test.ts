import { describe, expect, it } from "vitest";
import { dayName, relativeTime } from "./time";

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
