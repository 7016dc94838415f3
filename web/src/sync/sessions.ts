/** The browsers one is signed in with, and the password that signs in, on the wire. */
import { api, ProblemError, unwrap, type Schemas } from "$/api/client";

export async function listSessions(): Promise<Schemas["DeviceSession"][]> {
  return unwrap(api.GET("/api/v1/sessions"));
}

/** Ends a sign-in of one's own. One that is over already is what was wanted. */
export async function endSession(id: string): Promise<void> {
  try {
    await unwrap(api.DELETE("/api/v1/sessions/{id}", { params: { path: { id } } }));
  } catch (error) {
    if (!(error instanceof ProblemError && error.status === 404)) throw error;
  }
}

/** Another password; every other sign-in ends with the old one. */
export function changePassword(change: Schemas["PasswordChange"]) {
  return unwrap(api.PUT("/api/v1/me/password", { body: change }));
}
