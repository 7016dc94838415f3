/**
 * A small server for tests: logs, heads and views, the frames it would send
 * and the pages it would answer. Deterministic; no clock, no network.
 */
import type { EntriesFrame, Entry, EntryPage, Frame, Head, Row } from "./frames";

/** Numbers that look random and are the same at each run (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

interface Log {
  entries: Entry[];
  view: number;
  version: number;
  readSeq: number;
  /** How far the other person is known to have come. */
  deliveredSeq: number;
  seenSeq: number;
  withheld: boolean;
  closed: boolean;
}

type Body = Entry["body"];

const me = "felix";
const other = "clara";

/** What an entry changes or quotes. */
function targetOf(body: Body): number | null {
  if (body.kind === "amendment") return body.target;
  return body.kind === "message" ? body.quote : null;
}

export class ServerModel {
  epoch = "first";
  private clock = 0;
  private name: { text: string; zone: string | null; version: number } = {
    text: "Clara",
    zone: null,
    version: 1,
  };
  readonly logs = new Map<string, Log>();

  constructor(ids: string[]) {
    for (const id of ids) {
      this.logs.set(id, {
        entries: [],
        view: 1,
        version: 1,
        readSeq: 0,
        deliveredSeq: 0,
        seenSeq: 0,
        withheld: false,
        closed: false,
      });
    }
  }

  /** The other person takes another name: every row says so. */
  rename(text: string): Frame {
    this.name = { ...this.name, text, version: this.name.version + 1 };
    return { type: "inbox", rows: [...this.logs.keys()].map((id) => this.row(id)) };
  }

  /** The other person shows another time zone, or none. */
  move(zone: string | null): Frame {
    this.name = { ...this.name, zone, version: this.name.version + 1 };
    return { type: "inbox", rows: [...this.logs.keys()].map((id) => this.row(id)) };
  }

  /** The other person got, or has read, everything up to here; the row's version says nothing of it. */
  told(id: string, how: "delivered" | "read"): Frame {
    const log = this.log(id);
    log.deliveredSeq = log.entries.length;
    if (how === "read") log.seenSeq = log.entries.length;
    return { type: "inbox", rows: [this.row(id)] };
  }

  log(id: string): Log {
    const log = this.logs.get(id);
    if (!log) throw new Error(`no log ${id}`);
    return log;
  }

  head(id: string): Head {
    const log = this.log(id);
    const last = log.entries.at(-1);
    const unread = log.entries.filter(
      (entry) =>
        entry.seq > log.readSeq &&
        entry.body.kind !== "amendment" &&
        entry.by.kind === "account" &&
        entry.by.id !== me,
    ).length;
    return {
      version: log.version,
      view: log.view,
      standing: log.closed
        ? { state: "closed", reason: "job-closed" }
        : { state: "open", reason: null },
      reach: log.closed ? "nothing" : "everything",
      warning_pending: log.withheld,
      send: null,
      last_seq: log.entries.length,
      read_seq: log.readSeq,
      unread: log.closed ? 0 : unread,
      unread_from: null,
      starred: false,
      muted: false,
      archived: false,
      last: null,
      last_at: last?.at ?? "0",
    };
  }

  row(id: string): Row {
    return {
      id,
      side: "freelancer",
      other: { id: other, name: this.name.text },
      kind: "job",
      other_time_zone: this.name.zone,
      other_version: this.name.version,
      receipt: { delivered_seq: this.log(id).deliveredSeq, read_seq: this.log(id).seenSeq },
      job: { id: `job of ${id}`, title: "A job", phase: this.log(id).closed ? "closed" : "open" },
      head: this.head(id),
    };
  }

  private rendered(id: string): Entry[] {
    const log = this.log(id);
    return log.entries.map((entry) =>
      log.withheld && entry.body.kind === "message"
        ? { ...entry, body: { kind: "withheld", of: "message" } }
        : entry,
    );
  }

  private span(id: string, after: number, last: number): EntryPage {
    const all = this.rendered(id);
    const entries = all.filter((entry) => entry.seq > after && entry.seq <= last);
    const named = new Set(entries.map(({ body }) => targetOf(body)));
    const beside = all.filter(({ seq }) => named.has(seq) && (seq <= after || seq > last));
    const { view } = this.log(id);
    return { conversation: id, view, after, last, entries, beside, more: false };
  }

  newest(id: string, limit = 50): EntryPage {
    const last = this.log(id).entries.length;
    const after = Math.max(0, last - limit);
    return { ...this.span(id, after, last), more: after > 0 };
  }

  newer(id: string, after: number, limit = 3): EntryPage {
    const end = this.log(id).entries.length;
    const last = Math.min(end, after + limit);
    return { ...this.span(id, Math.min(after, end), last), more: last < end };
  }

  older(id: string, before: number, limit = 5): EntryPage {
    const after = Math.max(0, before - 1 - limit);
    return { ...this.span(id, after, before - 1), more: after > 0 };
  }

  frame(id: string, after: number): EntriesFrame {
    const page = this.span(id, after, this.log(id).entries.length);
    const { conversation, view, last, entries, beside } = page;
    const head = this.head(id);
    return { type: "entries", conversation, view, after, last, entries, beside, head };
  }

  say(
    id: string,
    by: "me" | "other",
    text: string,
    key: string | null = null,
    quote: number | null = null,
  ): EntriesFrame {
    const body = {
      kind: "message",
      text,
      edited_at: null,
      quote,
      files: [],
      reactions: [],
    } as const;
    return this.add(id, by, { ...body, files: [], reactions: [] }, by === "me" ? key : null);
  }

  /** An entry that changes the message it names, which then reads as `change` says. */
  amend(
    id: string,
    by: "me" | "other",
    target: number,
    change: (body: Body) => Body,
  ): EntriesFrame {
    const log = this.log(id);
    const at = log.entries.findIndex((entry) => entry.seq === target);
    const entry = log.entries[at];
    if (!entry) throw new Error(`no entry ${target}`);
    const version = log.entries.length + 1;
    log.entries[at] = { ...entry, version, body: change(entry.body) };
    return this.add(id, by, { kind: "amendment", target }, null);
  }

  edit(id: string, target: number, text: string): EntriesFrame {
    return this.amend(id, "other", target, (body) =>
      body.kind === "message" ? { ...body, text, edited_at: "later" } : body,
    );
  }

  remove(id: string, target: number): EntriesFrame {
    return this.amend(id, "other", target, () => ({ kind: "removed", at: "later" }));
  }

  private add(id: string, by: "me" | "other", body: Body, key: string | null): EntriesFrame {
    const log = this.log(id);
    const seq = log.entries.length + 1;
    log.version += 1;
    this.clock += 1;
    const at = new Date(Date.UTC(2026, 0, 1) + this.clock * 1000).toISOString();
    const author = by === "me" ? me : other;
    if (by === "me") log.readSeq = seq;
    const side = by === "me" ? "freelancer" : "client";
    log.entries.push({
      seq,
      version: seq,
      at,
      by: { kind: "account", id: author, side },
      key,
      body,
    });
    return this.frame(id, seq - 1);
  }

  read(id: string): Frame {
    const log = this.log(id);
    log.readSeq = log.entries.length;
    log.version += 1;
    return { type: "inbox", rows: [this.row(id)] };
  }

  /** The rendering changes: withheld text is shown, or the other way round. */
  turnView(id: string): Frame[] {
    const log = this.log(id);
    log.withheld = !log.withheld;
    log.view += 1;
    log.version += 1;
    return [
      { type: "inbox", rows: [this.row(id)] },
      { type: "reset", conversation: id },
    ];
  }

  closeJob(id: string, closed: boolean): Frame {
    const log = this.log(id);
    log.closed = closed;
    log.view += 1;
    log.version += 1;
    return { type: "job", job: `job of ${id}` };
  }

  /** What the server answers to a resume. */
  resume(request: {
    epoch: string | null;
    conversations: { id: string; seq: number; view: number }[];
  }): Frame[] {
    const hello: Frame = {
      type: "hello",
      epoch: this.epoch,
      account: me,
      unread: 0,
      notifications_unread: 0,
    };
    const rows: Frame = { type: "inbox", rows: [...this.logs.keys()].map((id) => this.row(id)) };
    const threads = request.conversations.map(({ id, seq, view }): Frame => {
      const same = request.epoch === this.epoch && view === this.log(id).view;
      return same ? this.frame(id, seq) : { type: "reset", conversation: id };
    });
    return [hello, rows, ...threads];
  }
}
