/** The published profiles on the wire. */
import { api, unwrap } from "$/api/client";

export function listFreelancers(q: string, cursor?: string) {
  const query = { ...(q === "" ? {} : { q }), ...(cursor ? { cursor } : {}) };
  return unwrap(api.GET("/api/v1/freelancers", { params: { query } }));
}

export function fetchProfile(account: string) {
  return unwrap(api.GET("/api/v1/freelancers/{account}", { params: { path: { account } } }));
}
