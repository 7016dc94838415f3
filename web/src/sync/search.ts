/** Searching one's own conversations on the wire. */
import { api, unwrap, type Schemas } from "$/api/client";

export type Hit = Schemas["SearchHit"];

/** What is looked for: words, and where. */
export interface Wanted {
  q: string;
  with: string | null;
  job: string | null;
  hasFile: boolean;
  /** Only what was said in so many days before now. */
  days: number | null;
}

const pageSize = 20;
const dayMs = 24 * 60 * 60 * 1000;

export function searchMessages(wanted: Wanted, now: Date, cursor?: string) {
  const from = wanted.days === null ? null : new Date(now.getTime() - wanted.days * dayMs);
  const query = {
    limit: pageSize,
    ...(wanted.q === "" ? {} : { q: wanted.q }),
    ...(wanted.with ? { with: wanted.with } : {}),
    ...(wanted.job ? { job: wanted.job } : {}),
    ...(wanted.hasFile ? { has_file: true } : {}),
    ...(from ? { from: from.toISOString() } : {}),
    ...(cursor ? { cursor } : {}),
  };
  return unwrap(api.GET("/api/v1/search", { params: { query } }));
}
