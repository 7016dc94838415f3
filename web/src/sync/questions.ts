/** Suggested questions on the wire. For admins. */
import { api, unwrap, type Schemas } from "$/api/client";

export function fetchQuestions() {
  return unwrap(api.GET("/api/v1/staff/questions"));
}

export function saveQuestions(body: Schemas["QuestionsChange"]) {
  return unwrap(api.PUT("/api/v1/staff/questions", { body }));
}
