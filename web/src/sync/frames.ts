/** What the socket says and what it is told: the frames, and reading one safely. */
import type { Schemas } from "$/api/types";

export type Row = Schemas["ConversationRow"];
export type Head = Schemas["Head"];
export type Entry = Schemas["Entry"];
export type EntryPage = Schemas["EntryPage"];

export interface EntriesFrame {
  type: "entries";
  conversation: string;
  view: number;
  after: number;
  last: number;
  entries: Entry[];
  head: Head;
}

export type Frame =
  | { type: "hello"; epoch: string; account: string; unread: number; notifications_unread: number }
  | { type: "inbox"; rows: Row[] }
  | EntriesFrame
  | { type: "reset"; conversation: string }
  | { type: "job"; job: string }
  | { type: "notification"; notification: Schemas["Notification"]; unread: number }
  | { type: "notifications"; unread: number }
  | ({ type: "problem" } & Partial<Schemas["Problem"]>);

export interface ResumeFrame {
  type: "resume";
  epoch: string | null;
  conversations: { id: string; seq: number; view: number }[];
}

const known = new Set<string>([
  "hello",
  "inbox",
  "entries",
  "reset",
  "job",
  "notification",
  "notifications",
  "problem",
] satisfies Frame["type"][]);

/** A frame, or null for what this release does not know: a newer server may say more. */
export function readFrame(data: unknown): Frame | null {
  if (typeof data !== "string") return null;
  try {
    const frame: unknown = JSON.parse(data);
    if (typeof frame !== "object" || frame === null || !("type" in frame)) return null;
    return known.has(String(frame.type)) ? (frame as Frame) : null;
  } catch {
    return null;
  }
}
