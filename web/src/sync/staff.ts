/** What marketplace staff may see and do, on the wire. The server refuses everybody else. */
import { api, unwrap, type Schemas } from "$/api/client";

export function listAccounts(q: string, cursor?: string) {
  const query = { ...(q === "" ? {} : { q }), ...(cursor ? { cursor } : {}) };
  return unwrap(api.GET("/api/v1/staff/accounts", { params: { query } }));
}

export function giveRole(id: string, role: Schemas["StaffRole"] | null) {
  const params = { path: { id } };
  return unwrap(api.PUT("/api/v1/staff/accounts/{id}/role", { params, body: { role } }));
}

export function suspendAccount(id: string, reason: string) {
  const params = { path: { id } };
  return unwrap(api.PUT("/api/v1/staff/accounts/{id}/suspension", { params, body: { reason } }));
}

export function restoreAccount(id: string) {
  return unwrap(api.DELETE("/api/v1/staff/accounts/{id}/suspension", { params: { path: { id } } }));
}

export function listRefusals(cursor?: string) {
  const query = cursor ? { cursor } : {};
  return unwrap(api.GET("/api/v1/staff/refusals", { params: { query } }));
}

/** What was laid aside, newest first: as much as the server tells, which is bounded. */
export function listTasks() {
  return unwrap(api.GET("/api/v1/staff/tasks"));
}

export function attemptTask(id: string) {
  return unwrap(api.PUT("/api/v1/staff/tasks/{id}/attempt", { params: { path: { id } } }));
}
