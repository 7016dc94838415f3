import { expect, test } from "vitest";
import { sampleRow } from "$/features/conversation/sample.test-env";
import type { Head, Row } from "$/sync/frames";
import { lastLine } from "./last-line";

function last(kind: string, by: "me" | "other" | "system", preview: string | null = null) {
  return { seq: 1, at: "2026-01-01T00:00:00Z", by, kind, preview };
}

const cases: [string, Partial<Head>, Partial<Row>, string][] = [
  ["another's message", { last: last("message", "other", "Hi") }, {}, "Hi"],
  ["one's own message", { last: last("message", "me", "Hi") }, {}, "You: Hi"],
  [
    "a message with marks",
    { last: last("message", "other", "A **red** cape, `wool` or [_silk_](https://silk.example)") },
    {},
    "A red cape, wool or silk (silk.example)",
  ],
  ["marks that were cut off", { last: last("message", "other", "A **red…") }, {}, "A **red…"],
  ["a file", { last: last("file", "other", "__v2__ *.pdf") }, {}, "File: __v2__ *.pdf"],
  [
    "a withheld invitation",
    { last: last("withheld", "other"), warning_pending: true },
    {},
    "Read the safety warning first",
  ],
  [
    "an invitation sent",
    { last: last("invitation", "me") },
    { side: "client" },
    "You sent an invitation",
  ],
  ["an acceptance", { last: last("answer", "other") }, {}, "Invitation accepted"],
  [
    "a withdrawal",
    { last: last("answer", "other"), standing: { state: "closed", reason: "withdrawn" } },
    {},
    "Invitation withdrawn",
  ],
  ["a hidden conversation", { reach: "nothing" }, {}, "Closed with the job"],
];

test.each(cases)("the last line of %s", (_name, head, row, expected) => {
  expect(lastLine(sampleRow(head, row))).toBe(expected);
});
