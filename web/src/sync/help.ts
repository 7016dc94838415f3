/** The help centre on the wire: its articles for everybody, what readers say of them, and requests to support. */
import { api, newKey, unwrap, type Schemas } from "$/api/client";

export { newKey };

/** The language of the reader's browser; the server has English where nothing is written in it. */
function language(): string {
  return /^[a-z]{2,3}/.exec(navigator.language.toLowerCase())?.[0] ?? "en";
}

export function listArticles() {
  const query = { language: language() };
  return unwrap(api.GET("/api/v1/help/articles", { params: { query } }));
}

export function fetchArticle(slug: string) {
  const params = { path: { slug }, query: { language: language() } };
  return unwrap(api.GET("/api/v1/help/articles/{slug}", { params }));
}

export function askArticles(q: string) {
  const query = { q, language: language() };
  return unwrap(api.GET("/api/v1/help/answers", { params: { query } }));
}

export function vote(slug: string, helpful: boolean) {
  const params = { path: { slug } };
  return unwrap(api.PUT("/api/v1/help/articles/{slug}/vote", { params, body: { helpful } }));
}

export function listComments(slug: string, cursor?: string) {
  const params = { path: { slug }, query: cursor ? { cursor } : {} };
  return unwrap(api.GET("/api/v1/help/articles/{slug}/comments", { params }));
}

export function postComment(key: string, slug: string, text: string) {
  const params = { path: { slug }, header: { "Idempotency-Key": key } };
  return unwrap(api.POST("/api/v1/help/articles/{slug}/comments", { params, body: { text } }));
}

export function removeComment(id: string) {
  return unwrap(api.DELETE("/api/v1/help/comments/{id}", { params: { path: { id } } }));
}

export function sendRequest(key: string, request: Schemas["RequestToSend"]) {
  const params = { header: { "Idempotency-Key": key } };
  return unwrap(api.POST("/api/v1/help/requests", { params, body: request }));
}

export function listEveryArticle(wanted: string) {
  const params = { query: { language: wanted } };
  return unwrap(api.GET("/api/v1/staff/help/articles", { params }));
}

export function saveArticle(slug: string, article: Schemas["ArticleToSave"]) {
  const params = { path: { slug } };
  return unwrap(api.PUT("/api/v1/staff/help/articles/{slug}", { params, body: article }));
}

export function listVersions(slug: string, wanted: string, cursor?: string) {
  const query = { language: wanted, ...(cursor ? { cursor } : {}) };
  const params = { path: { slug }, query };
  return unwrap(api.GET("/api/v1/staff/help/articles/{slug}/versions", { params }));
}

export function listRequests(cursor?: string) {
  const query = cursor ? { cursor } : {};
  return unwrap(api.GET("/api/v1/staff/help/requests", { params: { query } }));
}
