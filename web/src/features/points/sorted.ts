/** The points of a conversation in the order in which they call for somebody, and what a thread knows of them. Pure. */
import type { Entry } from "$/sync/frames";
import type { PointBody } from "$/sync/points";
import type { Thread } from "$/sync/replica";

export type PointEntry = Entry & { body: PointBody };

export interface Sorted {
  /** Waiting for this person's answer. */
  mine: PointEntry[];
  /** Waiting for the other's. */
  others: PointEntry[];
  agreed: PointEntry[];
}

export function isPoint(entry: Entry): entry is PointEntry {
  return entry.body.kind === "point";
}

export function isOwn(entry: Entry, me: string): boolean {
  return entry.by.kind === "account" && entry.by.id === me;
}

/** Those that wait oldest first, what is agreed by the time of it, the newest first. */
export function sorted(entries: readonly Entry[], me: string): Sorted {
  const points = entries.filter(isPoint);
  const waiting = points.filter(({ body }) => body.state === "waiting");
  const agreed = points.filter(({ body }) => body.state === "agreed");
  return {
    mine: waiting.filter((entry) => !isOwn(entry, me)),
    others: waiting.filter((entry) => isOwn(entry, me)),
    agreed: [...agreed].sort((one, other) => other.version - one.version),
  };
}

/** Reads differently once the list of the points does. */
export function pointsKnown(thread: Thread | undefined, view: number): string {
  const told = thread ? [...thread.entries, ...thread.aside.values()] : [];
  const points = told.filter(isPoint).map(({ seq, version }) => `${seq}.${version}`);
  return [view, ...points].join(" ");
}
