/**
 * A rehearsal under way, and what came of it. Knows no screen. A new one ends the one before, and what came of a draft
 * is told as stale once the draft is another.
 */
import { ProblemError } from "$/api/problem";
import type { Schemas } from "$/api/types";
import { rehearsePolicy } from "$/sync/policies";

type Document = Schemas["PolicyDocument"];

export class Rehearsal {
  busy = $state(false);
  done = $state(0);
  /** 0 while nobody knows yet. */
  total = $state(0);
  result = $state.raw<Schemas["RehearsalResult"] | null>(null);
  error = $state.raw<unknown>(null);
  #of = $state("");
  #control: AbortController | null = null;

  /** Whether the result is of another draft than this one. */
  isStale(document: Document): boolean {
    return this.result !== null && this.#of !== JSON.stringify(document);
  }

  async start(document: Document, days: number): Promise<void> {
    this.stop();
    const control = new AbortController();
    this.#control = control;
    this.busy = true;
    this.done = 0;
    this.total = 0;
    this.error = null;
    try {
      const result = await this.#last(document, days, control.signal);
      if (control.signal.aborted) return;
      this.#of = JSON.stringify(document);
      this.result = result;
    } catch (error) {
      if (!control.signal.aborted) this.error = error;
    } finally {
      if (this.#control === control) this.busy = false;
    }
  }

  /** Ends it; nothing came of it. */
  stop(): void {
    this.#control?.abort();
    this.#control = null;
    this.busy = false;
  }

  async #last(document: Document, days: number, signal: AbortSignal) {
    for await (const step of rehearsePolicy({ document, days }, signal)) {
      if (step.problem) throw new ProblemError(step.problem);
      if (step.result) return step.result;
      if (signal.aborted) break;
      this.done = step.done;
      this.total = step.total;
    }
    throw new ProblemError({ code: "unexpected-answer", status: 0 });
  }
}
