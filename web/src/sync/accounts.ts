/** Making an account on the wire. The answers are the same for a known and an unknown address, on purpose. */
import { api, unwrap, type Schemas } from "$/api/client";

export function signUp(account: Schemas["SignUp"]) {
  return unwrap(api.POST("/api/v1/accounts", { body: account }));
}

export function mailVerification(email: string) {
  return unwrap(api.POST("/api/v1/verification-mails", { body: { email } }));
}

export function changeMe(change: Schemas["MeChange"]) {
  return unwrap(api.PATCH("/api/v1/me", { body: change }));
}
