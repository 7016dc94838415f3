/**
 * What the two of a conversation agree on. Proposals and answers are pieces of the log and go the way of the frames;
 * the list is fetched when it is looked at.
 */
import { api, unwrap, type Schemas } from "$/api/client";
import { copy } from "./copy.svelte";
import type { Entry } from "./frames";
import { takeChange, takeOwn } from "./replica";

export type PointBody = Extract<Entry["body"], { kind: "point" }>;
export type PointAnswer = Schemas["PointAnswerKind"];

const answerWithinMs = 20_000;
const within = () => ({ signal: AbortSignal.timeout(answerWithinMs) });

/** Those that wait or are agreed, oldest first. */
export function pointsOf(id: string): Promise<Entry[]> {
  const params = { path: { id } };
  return unwrap(api.GET("/api/v1/conversations/{id}/points", { params, ...within() }));
}

export async function proposePoint(
  id: string,
  body: Schemas["NewPoint"],
  key: string,
): Promise<void> {
  const params = { path: { id }, header: { "Idempotency-Key": key } };
  const call = api.POST("/api/v1/conversations/{id}/points", { params, body, ...within() });
  const entry = await unwrap(call);
  copy.take((replica) => takeOwn(replica, id, entry));
}

export async function answerPoint(id: string, seq: number, answer: PointAnswer): Promise<void> {
  const params = { path: { id, seq } };
  const call = api.PUT("/api/v1/conversations/{id}/points/{seq}/answer", {
    params,
    body: { answer },
    ...within(),
  });
  const page = await unwrap(call);
  copy.take((replica) => takeChange(replica, page));
}
