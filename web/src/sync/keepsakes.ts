/**
 * What this browser keeps for an account between visits: drafts, what they answer and carry, and new wordings
 * not saved. (Messages not yet sent lie in the outbox's shelf.) One key each, so that tabs do not overwrite one another. A
 * browser that forbids storage loses only the keeping, never the writing.
 */
const shelves = [
  "draft",
  "quote",
  "edit",
  "files",
  "invite",
  "job",
  "ask",
  "proposal",
  "request",
  "point",
] as const;
export type Shelf = (typeof shelves)[number];

function name(account: string, shelf: Shelf, id: string): string {
  return `parlance.${account}.${shelf}.${id}`;
}

export function keep(account: string, shelf: Shelf, id: string, text: string): void {
  try {
    localStorage.setItem(name(account, shelf, id), text);
  } catch {
    // Full or forbidden: what stands on the page still stands there.
  }
}

export function drop(account: string, shelf: Shelf, id: string): void {
  try {
    localStorage.removeItem(name(account, shelf, id));
  } catch {
    // Nothing could be kept, so nothing is left behind.
  }
}

export function recall(account: string, shelf: Shelf, id: string): string | null {
  try {
    return localStorage.getItem(name(account, shelf, id));
  } catch {
    return null;
  }
}

/** Every text kept on a shelf, by id. */
export function recallAll(account: string, shelf: Shelf): Map<string, string> {
  const found = new Map<string, string>();
  const prefix = name(account, shelf, "");
  try {
    for (let at = 0; at < localStorage.length; at += 1) {
      const key = localStorage.key(at);
      if (!key?.startsWith(prefix)) continue;
      found.set(key.slice(prefix.length), localStorage.getItem(key) ?? "");
    }
  } catch {
    // As above.
  }
  return found;
}

/** Clears all that was kept for an account, at sign-out. */
export function forgetAccount(account: string): void {
  for (const shelf of shelves) {
    for (const id of recallAll(account, shelf).keys()) drop(account, shelf, id);
  }
}
