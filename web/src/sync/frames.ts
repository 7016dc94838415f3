/** What the socket says and what it is told: the frames, and reading one safely. */
import type { Schemas } from "$/api/types";

export type Row = Schemas["ConversationRow"];
export type Head = Schemas["Head"];
export type Entry = Schemas["Entry"];
export type EntryPage = Schemas["EntryPage"];
export type Receipt = Schemas["Receipt"];

export type Frame = Schemas["Frame"];
export type EntriesFrame = Extract<Frame, { type: "entries" }>;
/** What a tab may say. */
export type ClientFrame = Schemas["ClientFrame"];
export type ResumeFrame = Extract<ClientFrame, { type: "resume" }>;

const known = new Set<string>([
  "hello",
  "inbox",
  "entries",
  "reset",
  "job",
  "notification",
  "notifications",
  "presence",
  "typing",
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
