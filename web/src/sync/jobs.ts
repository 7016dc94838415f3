/**
 * One's own jobs on the wire: list, post, read, close and re-open. Only the wire: what a screen shows it keeps itself.
 */
import { api, newKey, unwrap, type Schemas } from "$/api/client";

export { newKey };

export function listJobs(phase: Schemas["JobPhase"] | undefined, cursor?: string, limit = 50) {
  const query = { limit, ...(phase ? { phase } : {}), ...(cursor ? { cursor } : {}) };
  return unwrap(api.GET("/api/v1/jobs", { params: { query } }));
}

/** All open jobs one may invite about; the drop-down has no pages, so it asks for them all. */
export async function listOpenJobs(): Promise<Schemas["Job"][]> {
  const jobs: Schemas["Job"][] = [];
  let cursor: string | undefined;
  do {
    const page = await listJobs("open", cursor, 100);
    jobs.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && jobs.length < OPEN_JOBS_MAX);
  return jobs;
}

const OPEN_JOBS_MAX = 500;

export function postJob(key: string, job: Schemas["NewJob"]) {
  const params = { header: { "Idempotency-Key": key } };
  return unwrap(api.POST("/api/v1/jobs", { params, body: job }));
}

export function fetchJob(id: string) {
  return unwrap(api.GET("/api/v1/jobs/{id}", { params: { path: { id } } }));
}

export function fetchJobHistory(id: string) {
  return unwrap(api.GET("/api/v1/jobs/{id}/history", { params: { path: { id } } }));
}

export function closeJob(id: string) {
  return unwrap(api.PUT("/api/v1/jobs/{id}/closure", { params: { path: { id } } }));
}

export function moveJob(id: string, phase: Schemas["JobPhase"]) {
  return unwrap(api.PUT("/api/v1/jobs/{id}/phase", { params: { path: { id } }, body: { phase } }));
}

/** Lets people write about a job, or not for now. */
export function letWrite(id: string, on: boolean) {
  const params = { path: { id } };
  return on
    ? unwrap(api.DELETE("/api/v1/jobs/{id}/silence", { params }))
    : unwrap(api.PUT("/api/v1/jobs/{id}/silence", { params }));
}

/** Says which conversation comes before work on a job. */
export function requireConversation(
  id: string,
  conversation_required: Schemas["JobRequirement"]["conversation_required"],
) {
  const params = { path: { id } };
  const body = { conversation_required };
  return unwrap(api.PUT("/api/v1/jobs/{id}/conversation-requirement", { params, body }));
}

/** Says which of the suggested questions the description answers. */
export function noteAnswers(id: string, questions: string[]) {
  const params = { path: { id } };
  return unwrap(api.PUT("/api/v1/jobs/{id}/answered-questions", { params, body: { questions } }));
}

export function reopenJob(id: string) {
  return unwrap(api.DELETE("/api/v1/jobs/{id}/closure", { params: { path: { id } } }));
}
