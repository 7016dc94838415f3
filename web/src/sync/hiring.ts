/** Proposals and contracts on the wire. */
import { api, newKey, unwrap, type Schemas } from "$/api/client";

export { newKey };

export function submitProposal(key: string, job: string, text: string) {
  const params = { path: { id: job }, header: { "Idempotency-Key": key } };
  return unwrap(api.POST("/api/v1/postings/{id}/proposals", { params, body: { text } }));
}

export function listProposals(side: Schemas["Side"], job: string, cursor?: string) {
  const query = { side, job, limit: 20, ...(cursor ? { cursor } : {}) };
  return unwrap(api.GET("/api/v1/proposals", { params: { query } }));
}

export function answerProposal(id: string, answer: Schemas["ProposalAnswer"]) {
  const params = { path: { id } };
  return unwrap(api.PUT("/api/v1/proposals/{id}/answer", { params, body: { answer } }));
}

export function hire(key: string, job: string, freelancer: string) {
  const params = { header: { "Idempotency-Key": key } };
  return unwrap(api.POST("/api/v1/contracts", { params, body: { job, freelancer } }));
}

export function listContracts(side: Schemas["Side"], cursor?: string) {
  const query = { side, limit: 50, ...(cursor ? { cursor } : {}) };
  return unwrap(api.GET("/api/v1/contracts", { params: { query } }));
}

export function fetchContract(id: string) {
  return unwrap(api.GET("/api/v1/contracts/{id}", { params: { path: { id } } }));
}

export function fetchContractHistory(id: string) {
  return unwrap(api.GET("/api/v1/contracts/{id}/history", { params: { path: { id } } }));
}

export function startWork(id: string) {
  return unwrap(api.PUT("/api/v1/contracts/{id}/start", { params: { path: { id } } }));
}

export function endContract(id: string) {
  return unwrap(api.PUT("/api/v1/contracts/{id}/end", { params: { path: { id } } }));
}

/** The first message of the two about the job: the conversation that it begins. */
export async function messageFromContract(key: string, id: string, text: string): Promise<string> {
  const params = { path: { id }, header: { "Idempotency-Key": key } };
  const begun = await unwrap(
    api.POST("/api/v1/contracts/{id}/messages", { params, body: { text } }),
  );
  return begun.id;
}
