/**
 * The typed client of the HTTP contract and the one error it throws. It keeps
 * no state and knows no screen; only `sync/` calls it.
 */
import createClient from "openapi-fetch";
import { ProblemError } from "./problem";
import type { paths } from "./schema";
import type { Schemas } from "./types";

export { ProblemError, type Schemas };

export const api = createClient<paths>({ credentials: "same-origin" });

/** What came of a call, before it is taken apart. */
export interface Outcome<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

const listeners = new Set<() => void>();

/** Runs `listener` whenever an answer says that the session is over. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function isProblem(error: unknown): error is Schemas["Problem"] {
  return typeof error === "object" && error !== null && "code" in error;
}

/** The data of an answer, or a `ProblemError` thrown. */
export async function unwrap<T>(call: Promise<Outcome<T>>): Promise<T> {
  let outcome: Outcome<T>;
  try {
    outcome = await call;
  } catch {
    throw new ProblemError({ code: "unreachable", status: 0 });
  }
  const { data, error, response } = outcome;
  if (response.ok) return data as T;
  const problem = isProblem(error)
    ? new ProblemError({ ...error, status: response.status })
    : new ProblemError({ code: "unexpected-answer", status: response.status });
  if (problem.code === "not-signed-in") listeners.forEach((listener) => listener());
  throw problem;
}

/** A fresh key for one act; repeating the act with the same key does it once. */
export function newKey(): string {
  return crypto.randomUUID();
}
