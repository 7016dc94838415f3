/** A message that is not in the log yet, as the outbox, its shelf and the screens know it. */
import type { AttachedFile } from "./files";

/** The code by which the browser itself holds back what was written long ago. */
export const writtenLongAgo = "written-long-ago";
/** So many may wait in one browser. */
export const unsentMax = 200;

/** What was written, before it has a place. */
export interface Draft {
  key: string;
  conversation: string;
  text: string;
  /** The number of the entry that it answers. */
  quote: number | null;
  /** What was uploaded to go with it. */
  files: readonly AttachedFile[];
  at: string;
}

/** As it lies on the shelf. */
export interface Kept extends Draft {
  account: string;
  /** Its place among all that waits in this browser. */
  order: number;
  /** Why its author has to look at it first; null while it may go by itself. */
  refusal: { code: string; detail: string } | null;
}

export interface Unsent extends Kept {
  state: "sending" | "waiting" | "failed" | "sent";
  /** True for what this tab alone knows, since the browser would not keep it. */
  loose: boolean;
  /** Its number in the log, once sent. */
  seq: number | null;
}
