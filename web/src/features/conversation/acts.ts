/** What a person may do with an entry, as far as this side can know; the server has the last word. Pure. */
import type { Entry } from "$/sync/frames";

export interface Acts {
  react: boolean;
  reply: boolean;
  edit: boolean;
  remove: boolean;
  copy: boolean;
}

const none: Acts = { react: false, reply: false, edit: false, remove: false, copy: false };

/** `writable` is whether anything may be sent at the moment. */
export function actsOn(entry: Entry, me: string, writable: boolean): Acts {
  const { body, by } = entry;
  if (body.kind === "invitation") return { ...none, reply: writable, copy: true };
  if (body.kind !== "message") return none;
  const own = writable && by.kind === "account" && by.id === me;
  return { react: writable, reply: writable, edit: own, remove: own, copy: body.text !== "" };
}

/** The newest message of one's own that could be put differently. */
export function lastOwn(entries: readonly Entry[], me: string): Entry | undefined {
  return entries.findLast((entry) => actsOn(entry, me, true).edit);
}
