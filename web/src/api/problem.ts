/**
 * The one error of the app: what a refusal or a failure looks like to every
 * room. Its `detail` is a sentence a person can act on.
 */
import type { Schemas } from "./types";

export class ProblemError extends Error {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly fields: Schemas["ProblemField"][];
  readonly requestId: string | null;
  readonly retryAfterMs: number | null;

  constructor(problem: Partial<Schemas["Problem"]> & { code: string; status: number }) {
    super(problem.detail ?? problem.code);
    this.name = "ProblemError";
    this.code = problem.code;
    this.status = problem.status;
    this.detail = problem.detail ?? "";
    this.fields = problem.fields ?? [];
    this.requestId = problem.request_id ?? null;
    this.retryAfterMs = problem.retry_after_ms ?? null;
  }

  /** True when no answer came at all: nobody knows whether the act was done. */
  get unanswered(): boolean {
    return this.status === 0;
  }
}
