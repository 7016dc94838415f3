/** What a person may do with an entry, as far as this side can know; the server has the last word. Pure. */
import type { Entry } from "$/sync/frames";

export interface Acts {
  react: boolean;
  reply: boolean;
  edit: boolean;
  remove: boolean;
  copy: boolean;
  /** Its words can be proposed as an agreed point. */
  propose: boolean;
}

/** What the acts depend on beside the entry. */
export interface Ground {
  me: string;
  /** Whether anything may be sent at the moment. */
  writable: boolean;
  /** Whether points are agreed on here, which is not so with support. */
  agrees: boolean;
  /** For how long a message may be put differently or taken back; undefined while that is not known. */
  reviseSeconds: number | undefined;
  now: Date;
}

const none: Acts = {
  react: false,
  reply: false,
  edit: false,
  remove: false,
  copy: false,
  propose: false,
};

export function actsOn(entry: Entry, ground: Ground): Acts {
  const { body } = entry;
  const { writable } = ground;
  if (body.kind === "invitation") return { ...none, reply: writable, copy: true };
  if (body.kind !== "message") return none;
  const own = writable && isRevisable(entry, ground);
  const words = body.text !== "";
  return {
    react: writable,
    reply: writable,
    edit: own,
    remove: own,
    copy: words,
    propose: writable && ground.agrees && words,
  };
}

function isRevisable({ at, by }: Entry, { me, reviseSeconds, now }: Ground): boolean {
  if (by.kind !== "account" || by.id !== me) return false;
  return reviseSeconds === undefined || now.getTime() - Date.parse(at) <= reviseSeconds * 1000;
}

/** The newest message of one's own that can be put differently. */
export function lastOwn(entries: readonly Entry[], ground: Ground): Entry | undefined {
  return entries.findLast((entry) => actsOn(entry, ground).edit);
}
