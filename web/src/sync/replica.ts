/**
 * This tab's copy of what the server shows the person: inbox rows and the
 * loaded part of threads. Pure: frames and fetched pages go in, the next copy
 * and a list of wants (what must be fetched) come out. Frames may be lost,
 * doubled or reordered; once the wants are met the copy equals a fresh fetch.
 */
import { counts } from "./choice";
import type { EntriesFrame, Entry, EntryPage, Frame, Head, Receipt, Row } from "./frames";

/** The part of one log that is loaded: everything in (`after`, `last`]. */
export interface Thread {
  /** False until the first page is here, and again once it must be thrown away. */
  current: boolean;
  view: number;
  after: number;
  last: number;
  entries: readonly Entry[];
  /** Entries outside this part that something changed or quoted, as they read when told of, by number. */
  aside: ReadonlyMap<number, Entry>;
  /** The newest place and view that frames spoke of; a page short of them is old. */
  heardLast: number;
  heardView: number;
}

export interface Replica {
  epoch: string | null;
  rows: ReadonlyMap<string, Row>;
  threads: ReadonlyMap<string, Thread>;
}

/** What must be fetched for the copy to be whole again. */
export type Want =
  | { kind: "inbox" }
  | { kind: "row"; id: string }
  | { kind: "job"; id: string }
  | { kind: "newest"; id: string }
  | { kind: "newer"; id: string }
  | { kind: "unread" };

export interface Step {
  replica: Replica;
  wants: Want[];
}

export const emptyReplica: Replica = { epoch: null, rows: new Map(), threads: new Map() };

const unloaded: Thread = {
  current: false,
  view: 0,
  after: 0,
  last: 0,
  entries: [],
  aside: new Map(),
  heardLast: 0,
  heardView: 0,
};

/** Takes in one frame. Notifications are not part of the copy and pass by. */
export function apply(replica: Replica, frame: Frame): Step {
  switch (frame.type) {
    case "hello":
      return greet(replica, frame.epoch);
    case "inbox":
      return takeRows(replica, frame.rows);
    case "entries":
      return takeEntries(replica, frame);
    case "reset":
      return discard(replica, frame.conversation);
    case "job":
      return jobChanged(replica, frame.job);
    default:
      return { replica, wants: [] };
  }
}

/** Another epoch means another history (a restore): nothing known is true any more. */
function greet(replica: Replica, epoch: string): Step {
  if (replica.epoch === null || replica.epoch === epoch) {
    return { replica: { ...replica, epoch }, wants: [] };
  }
  const threads = new Map([...replica.threads.keys()].map((id) => [id, unloaded]));
  const wants: Want[] = [...threads.keys()].map((id) => ({ kind: "newest", id }));
  return {
    replica: { epoch, rows: new Map(), threads },
    wants: [{ kind: "inbox" }, { kind: "unread" }, ...wants],
  };
}

/**
 * Newer rows replace older ones; a version each, of the head and of the other person, says which is older, and how
 * far the other person has come only ever grows.
 */
export function takeRows(replica: Replica, incoming: readonly Row[]): Step {
  let rows: Map<string, Row> | null = null;
  let countMoved = false;
  for (const found of incoming) {
    const known = (rows ?? replica.rows).get(found.id);
    const row = known ? newest(known, found) : found;
    if (row === known) continue;
    rows ??= new Map(replica.rows);
    rows.set(row.id, row);
    countMoved ||= (known ? counts(known) : false) !== counts(row);
  }
  return {
    replica: rows ? { ...replica, rows } : replica,
    wants: countMoved ? [{ kind: "unread" }] : [],
  };
}

/**
 * A new name changes nothing in the conversation, so it arrives under a version of its own. A row as new
 * as the known one is taken: the known head may have come with a frame, which says nothing of the job.
 */
function newest(known: Row, found: Row): Row {
  const row = found.head.version >= known.head.version ? found : known;
  const person = found.other_version > known.other_version ? found : known;
  const receipt = furthest(row.receipt, (row === found ? known : found).receipt);
  if (row === person && receipt === row.receipt) return row;
  const { other, other_time_zone, other_version } = person;
  return { ...row, other, other_time_zone, other_version, receipt };
}

/** The larger of each number; the first where the second adds nothing. */
function furthest(one: Receipt, two: Receipt): Receipt {
  if (one.delivered_seq >= two.delivered_seq && one.read_seq >= two.read_seq) return one;
  return {
    delivered_seq: Math.max(one.delivered_seq, two.delivered_seq),
    read_seq: Math.max(one.read_seq, two.read_seq),
  };
}

/** A newer head for a row that is known; an unknown row must be fetched whole. */
export function takeHead(replica: Replica, id: string, head: Head): Step {
  const row = replica.rows.get(id);
  if (!row) return { replica, wants: [{ kind: "row", id }] };
  const step = takeRows(replica, [{ ...row, head }]);
  // Another view may come from the job, of which a head says nothing.
  if (head.view <= row.head.view) return step;
  return { ...step, wants: [...step.wants, { kind: "row", id }] };
}

function takeEntries(replica: Replica, frame: EntriesFrame): Step {
  const step = takeHead(replica, frame.conversation, frame.head);
  const thread = step.replica.threads.get(frame.conversation);
  if (!thread) return step;
  const next = extend(thread, frame);
  return {
    replica: withThread(step.replica, frame.conversation, next.thread),
    wants: next.want ? [...step.wants, { kind: next.want, id: frame.conversation }] : step.wants,
  };
}

type Extended = { thread: Thread; want: "newest" | "newer" | null };
type Span = Pick<EntryPage, "view" | "after" | "last" | "entries" | "beside">;

/** Adds entries at the end and takes in what they change, or says what is missing before they fit. */
function extend(thread: Thread, span: Span): Extended {
  const heard = {
    ...thread,
    heardLast: Math.max(thread.heardLast, span.last),
    heardView: Math.max(thread.heardView, span.view),
  };
  // The page under way will be held against what was heard.
  if (!thread.current) return { thread: heard, want: null };
  if (span.view > thread.view) return { thread: { ...heard, current: false }, want: "newest" };
  const isNew = span.last > thread.last;
  // An older rendering: right numbers, perhaps wrong words.
  if (span.view < thread.view) return { thread: heard, want: isNew ? "newer" : null };
  const fits = isNew && span.after <= thread.last;
  const told = learn(heard, [
    ...span.entries.filter(({ seq }) => seq <= thread.last),
    ...span.beside,
  ]);
  if (!fits) return { thread: told, want: isNew ? "newer" : null };
  const fresh = span.entries.filter(({ seq }) => seq > thread.last);
  return {
    thread: { ...told, ...join(told, told.entries, fresh), last: span.last },
    want: null,
  };
}

/** Of two copies of an entry the one with the higher version is true, whichever came first. */
function newer(known: Entry | undefined, found: Entry): Entry {
  return known && known.version >= found.version ? known : found;
}

/** Entries as they now read: in their place where they are loaded, remembered aside where not. */
function learn(thread: Thread, found: readonly Entry[]): Thread {
  let entries: Entry[] | null = null;
  let aside: Map<number, Entry> | null = null;
  for (const entry of found) {
    if (entry.seq > thread.after && entry.seq <= thread.last) {
      const at = placeOf(entries ?? thread.entries, entry.seq);
      const known = (entries ?? thread.entries)[at];
      if (!known || newer(known, entry) === known) continue;
      entries ??= [...thread.entries];
      entries[at] = entry;
    } else {
      const known = (aside ?? thread.aside).get(entry.seq);
      if (newer(known, entry) === known) continue;
      aside ??= new Map(thread.aside);
      aside.set(entry.seq, entry);
    }
  }
  if (!entries && !aside) return thread;
  return { ...thread, entries: entries ?? thread.entries, aside: aside ?? thread.aside };
}

/** Two parts of a log become one; what was remembered aside of them may be newer than the page that brings them. */
function join(
  { aside }: Thread,
  before: readonly Entry[],
  after: readonly Entry[],
): Pick<Thread, "entries" | "aside"> {
  if (aside.size === 0) return { entries: [...before, ...after], aside };
  const rest = new Map(aside);
  const entries = [...before, ...after].map((entry) => {
    const told = rest.get(entry.seq);
    rest.delete(entry.seq);
    return told ? newer(told, entry) : entry;
  });
  return { entries, aside: rest };
}

/** Where an entry stands among ascending ones; -1 where it does not. */
function placeOf(entries: readonly Entry[], seq: number): number {
  let [from, to] = [0, entries.length - 1];
  while (from <= to) {
    const middle = (from + to) >> 1;
    const at = entries[middle]?.seq ?? 0;
    if (at === seq) return middle;
    if (at < seq) from = middle + 1;
    else to = middle - 1;
  }
  return -1;
}

/** An entry as far as it is known here: loaded, or told of beside others. */
export function entryOf(thread: Thread, seq: number): Entry | null {
  return thread.entries[placeOf(thread.entries, seq)] ?? thread.aside.get(seq) ?? null;
}

function withThread(replica: Replica, id: string, thread: Thread): Replica {
  if (replica.threads.get(id) === thread) return replica;
  return { ...replica, threads: new Map(replica.threads).set(id, thread) };
}

/** Throws the loaded entries away; what is drawn stays until the fetch answers. */
export function discard(replica: Replica, id: string): Step {
  const thread = replica.threads.get(id);
  if (!thread) return { replica, wants: [] };
  return {
    replica: withThread(replica, id, { ...thread, current: false }),
    wants: [{ kind: "newest", id }],
  };
}

function jobChanged(replica: Replica, job: string): Step {
  const shown = [...replica.rows.values()].filter((row) => row.job.id === job);
  let next = replica;
  for (const row of shown) next = discard(next, row.id).replica;
  return { replica: next, wants: shown.length > 0 ? [{ kind: "job", id: job }] : [] };
}

/** Starts to follow a conversation's thread. */
export function openThread(replica: Replica, id: string): Step {
  const thread = replica.threads.get(id);
  if (thread?.current) return { replica, wants: [] };
  return {
    replica: withThread(replica, id, thread ?? unloaded),
    wants: [{ kind: "newest", id }],
  };
}

/** Stops following; also what a refusal of the log means (a closed job hides it). */
export function dropThread(replica: Replica, id: string): Replica {
  if (!replica.threads.has(id)) return replica;
  const threads = new Map(replica.threads);
  threads.delete(id);
  return { ...replica, threads };
}

/** It does not exist for the person any more: a case, for whoever lost their seat at the desk. */
export function forget(replica: Replica, id: string): Replica {
  const rows = new Map(replica.rows);
  return rows.delete(id) ? dropThread({ ...replica, rows }, id) : dropThread(replica, id);
}

/** The newest page replaces what was loaded. */
export function takeNewest(replica: Replica, page: EntryPage): Step {
  const id = page.conversation;
  const before = replica.threads.get(id);
  if (!before) return { replica, wants: [] };
  const outdated = page.view < before.heardView;
  const bare: Thread = {
    current: !outdated,
    view: page.view,
    after: page.after,
    last: page.last,
    entries: page.entries,
    // Under another view the same entries may read otherwise.
    aside: page.view === before.view ? before.aside : new Map(),
    heardLast: page.last,
    heardView: page.view,
  };
  const thread = learn({ ...bare, ...join(bare, [], page.entries) }, page.beside);
  const wants: Want[] = outdated
    ? [{ kind: "newest", id }]
    : before.heardLast > page.last
      ? [{ kind: "newer", id }]
      : [];
  return { replica: withThread(replica, id, thread), wants };
}

/** A page that follows the loaded part. */
export function takeNewer(replica: Replica, page: EntryPage): Step {
  const id = page.conversation;
  const thread = replica.threads.get(id);
  if (!thread?.current) return { replica, wants: [] };
  if (page.view !== thread.view) return discard(replica, id);
  const next = extend({ ...thread, heardLast: page.last }, page);
  const wants: Want[] = next.want
    ? [{ kind: next.want, id }]
    : page.more
      ? [{ kind: "newer", id }]
      : [];
  return { replica: withThread(replica, id, next.thread), wants };
}

/** A page that comes before the loaded part. */
export function takeOlder(replica: Replica, page: EntryPage): Step {
  const id = page.conversation;
  const thread = replica.threads.get(id);
  if (!thread?.current || page.last !== thread.after) return { replica, wants: [] };
  if (page.view !== thread.view) return discard(replica, id);
  const joined = { ...thread, ...join(thread, page.entries, thread.entries), after: page.after };
  return { replica: withThread(replica, id, learn(joined, page.beside)), wants: [] };
}

/** One's own entry as the server answered it: known before its frame arrives. */
export function takeOwn(replica: Replica, id: string, entry: Entry): Step {
  const view = replica.threads.get(id)?.view ?? 0;
  return takeSpan(replica, id, {
    view,
    after: entry.seq - 1,
    last: entry.seq,
    entries: [entry],
    beside: [],
  });
}

/** What the server answers to a change: the entry that says so, and beside it the message as it now reads. */
export function takeChange(replica: Replica, page: EntryPage): Step {
  return takeSpan(replica, page.conversation, page);
}

function takeSpan(replica: Replica, id: string, span: Span): Step {
  const thread = replica.threads.get(id);
  if (!thread) return { replica, wants: [] };
  const next = extend(thread, span);
  return {
    replica: withThread(replica, id, next.thread),
    wants: next.want ? [{ kind: next.want, id }] : [],
  };
}

/** What the socket is told on (re)connecting: how far each loaded thread reaches. */
export function resumeOf(replica: Replica): {
  epoch: string | null;
  conversations: { id: string; seq: number; view: number }[];
} {
  const loaded = [...replica.threads].filter(([, thread]) => thread.current).slice(-20);
  return {
    epoch: replica.epoch,
    conversations: loaded.map(([id, { last, view }]) => ({ id, seq: last, view })),
  };
}
