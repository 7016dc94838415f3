/** The contact policy on the wire: what is in force, what was, and what a draft would do. For admins. */
import { api, unwrap, type Schemas } from "$/api/client";
import { lines } from "$/api/lines";

export function fetchPolicy() {
  return unwrap(api.GET("/api/v1/staff/contact-policy"));
}

export function listPolicies(cursor?: string) {
  const query = { limit: 20, ...(cursor ? { cursor } : {}) };
  return unwrap(api.GET("/api/v1/staff/contact-policy/history", { params: { query } }));
}

export function listPresets() {
  return unwrap(api.GET("/api/v1/staff/contact-policy/presets"));
}

export function changePolicy(body: Schemas["PolicyChange"]) {
  return unwrap(api.PUT("/api/v1/staff/contact-policy", { body }));
}

export function rollBackPolicy(body: Schemas["PolicyRollback"]) {
  return unwrap(api.PUT("/api/v1/staff/contact-policy/rollback", { body }));
}

export function tryPolicy(body: Schemas["PolicyDraft"]) {
  return unwrap(api.POST("/api/v1/staff/contact-policy/outlook", { body }));
}

/** What a draft would have made of the past, line by line. */
export function rehearsePolicy(body: Schemas["PolicyRehearsal"], signal: AbortSignal) {
  const address = "/api/v1/staff/contact-policy/rehearsals";
  return lines<Schemas["RehearsalStep"]>(address, body, signal);
}

/** The classes that a job may be of; for whoever posts one. */
export function listClasses() {
  return unwrap(api.GET("/api/v1/job-classes"));
}
