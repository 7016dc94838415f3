/** One's own saved replies. Fetched when they are looked at, so that no screen holds those of somebody else. */
import { api, unwrap, type Schemas } from "$/api/client";

export type SavedReply = Schemas["SavedReply"];

const answerWithinMs = 20_000;
const within = () => ({ signal: AbortSignal.timeout(answerWithinMs) });

export function savedReplies(): Promise<SavedReply[]> {
  return unwrap(api.GET("/api/v1/saved-replies", within()));
}

export function keepReply(title: string, text: string, key: string): Promise<SavedReply> {
  const params = { header: { "Idempotency-Key": key } };
  return unwrap(api.POST("/api/v1/saved-replies", { params, body: { title, text }, ...within() }));
}

export function changeReply(id: string, title: string, text: string): Promise<SavedReply> {
  const params = { path: { id } };
  return unwrap(
    api.PUT("/api/v1/saved-replies/{id}", { params, body: { title, text }, ...within() }),
  );
}

export async function deleteReply(id: string): Promise<void> {
  await unwrap(api.DELETE("/api/v1/saved-replies/{id}", { params: { path: { id } }, ...within() }));
}
