/** Cases of support on the wire. What is said in one goes over the routes of conversations. */
import { api, newKey, unwrap, type Schemas } from "$/api/client";

export { newKey };

export type Case = Schemas["SupportCase"];
export type Queue = Schemas["CaseQueue"];

export function openCase(key: string, asked: Schemas["CaseToOpen"]): Promise<Case> {
  const params = { header: { "Idempotency-Key": key } };
  return unwrap(api.POST("/api/v1/support/cases", { params, body: asked }));
}

export function fetchCase(id: string): Promise<Case> {
  return unwrap(api.GET("/api/v1/support/cases/{id}", { params: { path: { id } } }));
}

export function handOver(id: string): Promise<Case> {
  return unwrap(api.PUT("/api/v1/support/cases/{id}/handover", { params: { path: { id } } }));
}

export function listCases(queue: Queue, cursor?: string) {
  const query = { queue, ...(cursor ? { cursor } : {}) };
  return unwrap(api.GET("/api/v1/support/cases", { params: { query } }));
}

/** What was said in all cases. */
export function searchCases(q: string, cursor?: string) {
  const query = { q, ...(cursor ? { cursor } : {}) };
  return unwrap(api.GET("/api/v1/support/search", { params: { query } }));
}

export function caseCounts(): Promise<Schemas["CaseCounts"]> {
  return unwrap(api.GET("/api/v1/support/counts"));
}

export function deskPeople(): Promise<Schemas["PersonRef"][]> {
  return unwrap(api.GET("/api/v1/support/people"));
}

export function assignCase(id: string, account: string | null): Promise<Case> {
  const params = { path: { id } };
  return unwrap(api.PUT("/api/v1/support/cases/{id}/assignee", { params, body: { account } }));
}

export function closeCase(id: string): Promise<Case> {
  return unwrap(api.PUT("/api/v1/support/cases/{id}/closure", { params: { path: { id } } }));
}

export function reopenCase(id: string): Promise<Case> {
  return unwrap(api.DELETE("/api/v1/support/cases/{id}/closure", { params: { path: { id } } }));
}
