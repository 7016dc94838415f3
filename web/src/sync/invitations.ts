/** Invitations on the wire: list, send, answer. One key a sending, so that sending it again is the same invitation. */
import { api, unwrap, type Schemas } from "$/api/client";

export function listInvitations(side: Schemas["Side"], cursor?: string) {
  const query = { side, ...(cursor ? { cursor } : {}) };
  return unwrap(api.GET("/api/v1/invitations", { params: { query } }));
}

export function fetchInvitation(id: string) {
  return unwrap(api.GET("/api/v1/invitations/{id}", { params: { path: { id } } }));
}

export function sendInvitation(key: string, invitation: Schemas["NewInvitation"]) {
  const params = { header: { "Idempotency-Key": key } };
  return unwrap(api.POST("/api/v1/invitations", { params, body: invitation }));
}

export function answerInvitation(id: string, answer: Schemas["Answer"]) {
  const params = { path: { id } };
  return unwrap(api.PUT("/api/v1/invitations/{id}/answer", { params, body: { answer } }));
}
