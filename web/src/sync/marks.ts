/** Marks that one sets on a conversation for oneself. The answer is the row's head; other tabs hear of it by a frame. */
import { api, unwrap, type Schemas } from "$/api/client";
import { copy } from "./copy.svelte";
import { takeHead } from "./replica";

export type Mark = "star" | "mute" | "archive";

const answerWithinMs = 20_000;

async function take(
  id: string,
  call: Parameters<typeof unwrap<Schemas["Head"]>>[0],
): Promise<void> {
  const head = await unwrap(call);
  copy.take((replica) => takeHead(replica, id, head));
}

function how(id: string) {
  return { params: { path: { id } }, signal: AbortSignal.timeout(answerWithinMs) };
}

export function setMark(id: string, mark: Mark, on: boolean): Promise<void> {
  const path = `/api/v1/conversations/{id}/${mark}` as const;
  return take(id, on ? api.PUT(path, how(id)) : api.DELETE(path, how(id)));
}

/** From `seq` on the conversation counts as unread, until one reads that far again. */
export function markUnread(id: string, seq: number): Promise<void> {
  return take(id, api.PUT("/api/v1/conversations/{id}/unread", { ...how(id), body: { seq } }));
}

/** The jobs that one's conversations are about, to choose by. */
export function inboxJobs(): Promise<Schemas["JobRef"][]> {
  return unwrap(api.GET("/api/v1/conversations/jobs"));
}
