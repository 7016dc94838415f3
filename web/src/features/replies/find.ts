/** Finding a saved reply by what is typed, and walking over what was found. Pure. */
import type { SavedReply } from "$/sync/replies";

/** Replies whose title holds every word typed; those that begin with it first. Their order stays otherwise. */
export function found(replies: readonly SavedReply[], typed: string): SavedReply[] {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const title = (reply: SavedReply) => reply.title.toLowerCase();
  const fitting = replies.filter((reply) => words.every((word) => title(reply).includes(word)));
  const first = words[0];
  if (first === undefined) return fitting;
  const begins = (reply: SavedReply) => title(reply).startsWith(first);
  return [...fitting.filter(begins), ...fitting.filter((reply) => !begins(reply))];
}

/** Where an arrow leads; null for any other key. */
export function walked(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  if (key === "ArrowDown") return (at + 1) % count;
  if (key === "ArrowUp") return (at + count - 1) % count;
  return null;
}

/** Whether a key puts in the reply that is chosen. */
export function takesReply({ key, shiftKey }: KeyboardEvent): boolean {
  return !shiftKey && (key === "Enter" || key === "Tab");
}
