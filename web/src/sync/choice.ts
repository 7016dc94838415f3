/**
 * Which conversations of the copy belong to a list, and which of them the bubble counts. Pure, and the same as what
 * the server says of its lists: a frame moves a row from list to list without a fetch.
 */
import type { Schemas } from "$/api/types";
import type { Row } from "./frames";

export type Filter = Schemas["ConversationFilter"];

export interface Choice {
  /** Null: all that were not put away. */
  filter: Filter | null;
  job: string | null;
}

export const everyday: Choice = { filter: null, job: null };

export function isSameChoice(a: Choice, b: Choice): boolean {
  return a.filter === b.filter && a.job === b.job;
}

export function fits({ head, job, side }: Row, choice: Choice): boolean {
  // What the support desk reads stands in its own queues.
  if (side === "desk") return false;
  if (choice.job !== null && job.id !== choice.job) return false;
  switch (choice.filter) {
    case null:
      return !head.archived;
    case "unread":
      return head.unread > 0 && !head.archived;
    case "starred":
      return head.starred;
    case "muted":
      return head.muted;
    case "archived":
      return head.archived;
  }
}

/** Of a muted conversation, only an invitation that waits for this person counts. */
export function counts({ head, side }: Row): boolean {
  if (side === "desk") return false;
  const asked = side === "freelancer" && head.standing.state === "invited";
  return head.unread > 0 && !head.archived && (!head.muted || asked);
}
