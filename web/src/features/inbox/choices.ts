/** Which conversations are chosen, as it stands in the address: it survives reload and can be shared. */
import type { Choice, Filter } from "$/sync/choice";

const filters: ReadonlySet<string> = new Set<Filter>(["unread", "starred", "muted", "archived"]);
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function choiceOf(query: URLSearchParams): Choice {
  const [filter, job] = [query.get("filter"), query.get("job")];
  return {
    filter: filter && filters.has(filter) ? (filter as Filter) : null,
    job: job && uuid.test(job) ? job.toLowerCase() : null,
  };
}

export function inboxAddress({ filter, job }: Choice, conversation: string | null = null): string {
  const query = new URLSearchParams();
  if (filter) query.set("filter", filter);
  if (job) query.set("job", job);
  const path = conversation ? `/inbox/${conversation}` : "/inbox";
  return query.size > 0 ? `${path}?${query}` : path;
}
