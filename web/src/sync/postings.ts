/** Jobs on the wire as those find them who may work on them. */
import { api, newKey, unwrap, type Schemas } from "$/api/client";
import { copy } from "./copy.svelte";
import { takeRows } from "./replica";

export { newKey };

export function listPostings(cursor?: string, limit = 50) {
  const query = { limit, ...(cursor ? { cursor } : {}) };
  return unwrap(api.GET("/api/v1/postings", { params: { query } }));
}

export function fetchPosting(id: string) {
  return unwrap(api.GET("/api/v1/postings/{id}", { params: { path: { id } } }));
}

/** Asks the first question about a job; the conversation that it begins stands in the inbox at once. */
export async function askFirst(key: string, id: string, text: string): Promise<string> {
  const params = { path: { id }, header: { "Idempotency-Key": key } };
  const begun: Schemas["Conversation"] = await unwrap(
    api.POST("/api/v1/postings/{id}/questions", { params, body: { text } }),
  );
  const {
    id: conversation,
    kind,
    side,
    other,
    other_time_zone,
    other_version,
    receipt,
    job,
    head,
  } = begun;
  const row = {
    id: conversation,
    kind,
    side,
    other,
    other_time_zone,
    other_version,
    receipt,
    job,
    head,
  };
  copy.take((replica) => takeRows(replica, [row]));
  return conversation;
}
