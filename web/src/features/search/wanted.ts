/** A search as the address bar keeps it, so that Back, a reload and a shared link find it again. Pure. */
import type { Wanted } from "$/sync/search";

const DAYS = [7, 30, 365];

export function readWanted(query: URLSearchParams): Wanted {
  const days = Number(query.get("days"));
  return {
    q: query.get("q")?.trim() ?? "",
    with: query.get("with") || null,
    job: query.get("about") || null,
    hasFile: query.has("file"),
    days: DAYS.includes(days) ? days : null,
  };
}

export function isNarrowed(wanted: Wanted): boolean {
  return wanted.with !== null || wanted.job !== null || wanted.hasFile || wanted.days !== null;
}

export function isAsked(wanted: Wanted): boolean {
  return wanted.q !== "" || isNarrowed(wanted);
}

/** The query of an address, with its question mark; empty where nothing is looked for. */
export function writeWanted(wanted: Wanted): string {
  const query = new URLSearchParams();
  if (wanted.q !== "") query.set("q", wanted.q);
  if (wanted.with) query.set("with", wanted.with);
  if (wanted.job) query.set("about", wanted.job);
  if (wanted.hasFile) query.set("file", "1");
  if (wanted.days !== null) query.set("days", String(wanted.days));
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}
