/** The marketplace's own words on the wire: what is in force, what was, and what is shipped. For admins. */
import { api, unwrap, type Schemas } from "$/api/client";

export function fetchWording() {
  return unwrap(api.GET("/api/v1/staff/wording"));
}

export function saveWording(body: Schemas["WordingChange"]) {
  return unwrap(api.PUT("/api/v1/staff/wording", { body }));
}

export function listWordings(cursor?: string) {
  const query = { limit: 20, ...(cursor ? { cursor } : {}) };
  return unwrap(api.GET("/api/v1/staff/wording/history", { params: { query } }));
}

export function listWordingPresets() {
  return unwrap(api.GET("/api/v1/staff/wording/presets"));
}
