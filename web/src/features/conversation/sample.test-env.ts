/** A row to test screens with; each test changes what it is about. */
import type { Head, Row } from "$/sync/frames";

export function sampleRow(head: Partial<Head> = {}, row: Partial<Row> = {}): Row {
  return {
    id: "c1",
    side: "freelancer",
    other: { id: "clara", name: "Clara Hofmann" },
    other_version: 1,
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
      last: null,
      last_at: "2026-01-01T00:00:00Z",
      ...head,
    },
  };
}

export const refusal = { code: "invitation-pending", detail: "Wait for the answer." };
