/** A row, entries and a thread to test screens with; each test changes what it is about. */
import type { Entry, Head, Row } from "$/sync/frames";
import type { Thread } from "$/sync/replica";

export function sampleRow(head: Partial<Head> = {}, row: Partial<Row> = {}): Row {
  return {
    id: "c1",
    side: "freelancer",
    other: { id: "clara", name: "Clara Hofmann" },
    other_time_zone: null,
    kind: "job",
    other_version: 1,
    receipt: { delivered_seq: 0, read_seq: 0 },
    job: { id: "j1", title: "Landing page", phase: "open" },
    ...row,
    head: {
      version: 1,
      view: 1,
      standing: { state: "open", reason: null },
      reach: "everything",
      warning_pending: false,
      send: null,
      last_seq: 1,
      read_seq: 1,
      unread: 0,
      unread_from: null,
      starred: false,
      muted: false,
      archived: false,
      last: null,
      last_at: "2026-01-01T00:00:00Z",
      ...head,
    },
  };
}

export const refusal = { code: "invitation-pending", detail: "Wait for the answer." };

type Said = Extract<Entry["body"], { kind: "message" }>;

export function sampleMessage(seq: number, by: string, said: Partial<Said> = {}): Entry {
  return {
    seq,
    version: seq,
    at: "2026-01-01T12:00:00Z",
    by: { kind: "account", id: by, side: by === "clara" ? "client" : "freelancer" },
    key: null,
    body: {
      kind: "message",
      text: `${seq}`,
      edited_at: null,
      quote: null,
      files: [],
      reactions: [],
      ...said,
    },
  };
}

export function sampleThread(entries: Entry[]): Thread {
  const last = entries.at(-1)?.seq ?? 0;
  return {
    current: true,
    view: 1,
    after: 0,
    last,
    heardLast: last,
    heardView: 1,
    entries,
    aside: new Map(),
  };
}
