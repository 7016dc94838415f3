/**
 * Arranges entries as they are drawn: days, runs of one author, quiet lines,
 * the mark before the first unread. Pure; knows no words.
 */
import type { Entry, Head, Row } from "$/sync/frames";

export type Piece =
  | { kind: "day"; key: string; at: string }
  | { kind: "new"; key: string }
  | { kind: "run"; key: string; author: string; own: boolean; entries: Entry[] }
  | { kind: "line"; key: string; entry: Entry };

/** Messages closer than this share one name, time and avatar. */
const runGapMs = 5 * 60_000;

const spoken = new Set<Entry["body"]["kind"]>(["message", "removed", "invitation", "withheld"]);

/** What somebody said, and what arrives of it later; amendments only change it. */
export function isSaid({ body }: Entry): boolean {
  return spoken.has(body.kind);
}

/** Up to where one had read, leaving out what one marked as unread. */
export function readTo({ read_seq, unread_from }: Head): number {
  return unread_from === null ? read_seq : Math.min(read_seq, unread_from - 1);
}

/** Who says something for whom: what the people of support and their bot say, they say for the desk. */
export function isOwn({ by }: Entry, me: string, side?: Row["side"]): boolean {
  if (by.kind === "account") return by.id === me || (side === "desk" && by.side === "desk");
  return by.kind === "bot" && side === "desk";
}

/** `readSeq` is how far the person had read on opening; null draws no mark. */
export function arrange(
  entries: readonly Entry[],
  me: string,
  readSeq: number | null,
  side?: Row["side"],
): Piece[] {
  const pieces: Piece[] = [];
  let day = "";
  let marked = readSeq === null;
  let before: Entry | null = null;
  for (const entry of entries) {
    // It draws nothing of its own: the message it changes reads differently.
    if (entry.body.kind === "amendment") continue;
    if (dayOf(entry.at) !== day) {
      day = dayOf(entry.at);
      pieces.push({ kind: "day", key: `day ${day}`, at: entry.at });
      before = null;
    }
    if (!marked && readSeq !== null && entry.seq > readSeq && isFresh(entry, me, side)) {
      marked = true;
      pieces.push({ kind: "new", key: "new" });
      before = null;
    }
    place(pieces, entry, before, isOwn(entry, me, side));
    before = entry;
  }
  return pieces;
}

function place(pieces: Piece[], entry: Entry, before: Entry | null, own: boolean): void {
  const author = entry.by.kind === "account" ? entry.by.id : entry.by.kind === "bot" ? "bot" : null;
  if (author === null || !isSaid(entry)) {
    pieces.push({ kind: "line", key: `line ${entry.seq}`, entry });
    return;
  }
  const last = pieces.at(-1);
  const follows =
    before !== null &&
    last?.kind === "run" &&
    last.author === author &&
    Date.parse(entry.at) - Date.parse(before.at) < runGapMs;
  if (follows) last.entries.push(entry);
  else {
    pieces.push({
      kind: "run",
      key: `run ${entry.seq}`,
      author,
      own,
      entries: [entry],
    });
  }
}

/** Only what another person said or proposed can be new; one's own acts are not. */
function isFresh(entry: Entry, me: string, side?: Row["side"]): boolean {
  const calls = isSaid(entry) || entry.body.kind === "point";
  return calls && entry.by.kind !== "system" && !isOwn(entry, me, side);
}

function dayOf(at: string): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** Where an arrow, Home or End leads from a message; null for any other key. */
export function walked(key: string, said: readonly Entry[], from: number): number | null {
  const at = said.findIndex(({ seq }) => seq === from);
  switch (key) {
    case "ArrowUp":
      return said[Math.max(0, at - 1)]?.seq ?? null;
    case "ArrowDown":
      return said[Math.min(said.length - 1, at + 1)]?.seq ?? null;
    case "Home":
      return said[0]?.seq ?? null;
    case "End":
      return said.at(-1)?.seq ?? null;
    default:
      return null;
  }
}
