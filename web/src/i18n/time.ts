/**
 * Times in words: relative within a day, a date after that, the full time for titles. Pure but for the locale;
 * the present moment is a parameter, so that a list can tick and a test can stand still.
 */
import { locale } from "./index";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const made = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs far more than using one; a page of 300 rows makes four. */
function formatter(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale()} ${name}`;
  let one = made.get(key);
  if (!one) made.set(key, (one = new Intl.DateTimeFormat(locale(), options)));
  return one;
}

/** "now", "5 min. ago", "3 hr. ago", then "12 Mar" and with another year "12 Mar 2025". Also for what is to come. */
export function relativeTime(at: string | Date, now: Date): string {
  const then = new Date(at);
  const distance = then.getTime() - now.getTime();
  const size = Math.abs(distance);
  if (size >= DAY_MS) return shortDate(then, now);
  const words = new Intl.RelativeTimeFormat(locale(), { numeric: "auto", style: "short" });
  // Clocks differ a little between machines: what is seconds away, either way, is now.
  if (size < 45_000) return words.format(0, "second");
  if (size < HOUR_MS)
    return words.format(Math.sign(distance) * Math.max(1, Math.round(size / MINUTE_MS)), "minute");
  return words.format(Math.sign(distance) * Math.round(size / HOUR_MS), "hour");
}

export function shortDate(at: string | Date, now: Date): string {
  const then = new Date(at);
  return then.getFullYear() === now.getFullYear()
    ? formatter("day", { day: "numeric", month: "short" }).format(then)
    : formatter("date", { day: "numeric", month: "short", year: "numeric" }).format(then);
}

export function fullTime(at: string | Date): string {
  return formatter("full", { dateStyle: "full", timeStyle: "short" }).format(new Date(at));
}

export function longDate(at: string | Date): string {
  return formatter("long", { dateStyle: "long" }).format(new Date(at));
}

export function clockTime(at: string | Date): string {
  return formatter("clock", { timeStyle: "short" }).format(new Date(at));
}

/** "today", "yesterday", "Tuesday, 12 March": the line between two days of a thread. */
export function dayName(at: string | Date, now: Date): string {
  const then = new Date(at);
  const days = Math.round((startOfDay(then) - startOfDay(now)) / DAY_MS);
  if (days === 0 || days === -1) {
    return capital(new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(days, "day"));
  }
  return then.getFullYear() === now.getFullYear()
    ? formatter("weekday", { weekday: "long", day: "numeric", month: "long" }).format(then)
    : longDate(then);
}

/** What the clock shows elsewhere, and how that differs from here. */
export interface Elsewhere {
  time: string;
  /** Minutes that the clock there is ahead of the one here; below zero where it is behind. */
  aheadMinutes: number;
  /** Whether it is the day before there (-1), the same, or the day after (1). */
  days: number;
}

/** Null where this browser does not know the zone. `here` is its own, unless a test stands elsewhere. */
export function timeIn(zone: string, at: Date, here?: string): Elsewhere | null {
  try {
    const there = wallClock(at, zone);
    const own = wallClock(at, here);
    return {
      time: formatter(`clock ${zone}`, { timeStyle: "short", timeZone: zone }).format(at),
      aheadMinutes: Math.round((there - own) / MINUTE_MS),
      days: Math.floor(there / DAY_MS) - Math.floor(own / DAY_MS),
    };
  } catch {
    return null;
  }
}

/** What the clocks of a zone show, as if it were the time of Greenwich; in milliseconds. */
function wallClock(at: Date, zone: string | undefined): number {
  const format = formatter(`wall ${zone ?? ""}`, {
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    ...(zone === undefined ? {} : { timeZone: zone }),
  });
  const found = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes) => found.get(name) ?? 0;
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
}

function startOfDay(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}

function capital(words: string): string {
  const [first = "", ...rest] = words;
  return first.toLocaleUpperCase(locale()) + rest.join("");
}
