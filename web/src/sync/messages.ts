/**
 * What one may do to a message that stands. Each answer is a piece of the log and goes the way of the frames, so
 * that the change is seen at once and its frame, which may come before or after, changes nothing more.
 */
import { api, unwrap } from "$/api/client";
import { copy } from "./copy.svelte";
import type { EntryPage } from "./frames";
import { takeChange } from "./replica";

const answerWithinMs = 20_000;

async function take(call: Parameters<typeof unwrap<EntryPage>>[0]): Promise<void> {
  const page = await unwrap(call);
  copy.take((replica) => takeChange(replica, page));
}

const within = () => ({ signal: AbortSignal.timeout(answerWithinMs) });

export function editMessage(id: string, seq: number, text: string): Promise<void> {
  const params = { path: { id, seq } };
  return take(
    api.PUT("/api/v1/conversations/{id}/messages/{seq}", { params, body: { text }, ...within() }),
  );
}

export function removeMessage(id: string, seq: number): Promise<void> {
  const params = { path: { id, seq } };
  return take(api.DELETE("/api/v1/conversations/{id}/messages/{seq}", { params, ...within() }));
}

export function react(id: string, seq: number, emoji: string): Promise<void> {
  const params = { path: { id, seq, emoji } };
  return take(
    api.PUT("/api/v1/conversations/{id}/messages/{seq}/reactions/{emoji}", {
      params,
      ...within(),
    }),
  );
}

export function unreact(id: string, seq: number, emoji: string): Promise<void> {
  const params = { path: { id, seq, emoji } };
  return take(
    api.DELETE("/api/v1/conversations/{id}/messages/{seq}/reactions/{emoji}", {
      params,
      ...within(),
    }),
  );
}

/** Says that a file of a message is what was to be delivered, or that it is not. */
export function markDeliverable(
  id: string,
  seq: number,
  file: string,
  marked: boolean,
): Promise<void> {
  const path = "/api/v1/conversations/{id}/messages/{seq}/deliverables/{file}";
  const how = { params: { path: { id, seq, file } }, ...within() };
  return take(marked ? api.PUT(path, how) : api.DELETE(path, how));
}
