/** The deliveries of this tab in their surroundings: what frames and lists bring, and the request that tells of it. */
import { api, ProblemError, unwrap } from "$/api/client";
import { copy } from "./copy.svelte";
import { Deliveries } from "./deliveries";
import type { Entry, Row } from "./frames";

const answerWithinMs = 20_000;

class Delivering {
  private deliveries: Deliveries | null = null;

  start(): void {
    this.deliveries = new Deliveries({
      put: async (conversations) => {
        const signal = AbortSignal.timeout(answerWithinMs);
        await unwrap(api.PUT("/api/v1/deliveries", { body: { conversations }, signal }));
      },
      readSeq: (id) => copy.replica.rows.get(id)?.head.read_seq ?? 0,
      isPassing: (error) =>
        error instanceof ProblemError && (error.unanswered || error.status >= 500),
      later: (run, delayMs) => {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
    });
  }

  stop(): void {
    this.deliveries?.end();
    this.deliveries = null;
  }

  wake(): void {
    this.deliveries?.wake();
  }

  /** Rows of the inbox: what is unread in them has arrived now, if it had not before. */
  rows(rows: readonly Row[]): void {
    for (const { id, head } of rows)
      if (head.unread > 0 && isTold(head)) this.up(id, head.last_seq);
  }

  entries(row: Row, entries: readonly Entry[]): void {
    const last = entries.at(-1);
    if (last && isTold(row.head)) this.up(row.id, last.seq);
  }

  private up(id: string, seq: number): void {
    this.deliveries?.arrived(id, seq);
  }
}

/** Of what stands behind the warning, or was never accepted, nothing is told. */
function isTold({ warning_pending, standing }: Row["head"]): boolean {
  return !warning_pending && standing.state !== "invited" && standing.state !== "declined";
}

export const delivering = new Delivering();
