/**
 * Who is signed in. Signing out forgets what this browser kept for the person
 * (drafts, unsent messages) and leaves nothing in memory: the page reloads.
 */
import { api, onSignedOut, ProblemError, unwrap, type Schemas } from "$/api/client";
import { forgetAccount } from "./keepsakes";

type State = "unknown" | "in" | "out" | "failed";

class Session {
  me = $state.raw<Schemas["Me"] | null>(null);
  state = $state<State>("unknown");
  /** True once a session that was there has ended without the person's wish. */
  ended = $state(false);

  constructor() {
    onSignedOut(() => this.end());
  }

  async load(): Promise<void> {
    try {
      this.me = await unwrap(api.GET("/api/v1/me"));
      this.state = "in";
    } catch (error) {
      const out = error instanceof ProblemError && error.code === "not-signed-in";
      this.me = null;
      this.state = out ? "out" : "failed";
    }
  }

  async signIn(email: string, password: string): Promise<void> {
    this.me = await unwrap(api.POST("/api/v1/session", { body: { email, password } }));
    this.ended = false;
    this.state = "in";
  }

  async signOut(): Promise<void> {
    await unwrap(api.DELETE("/api/v1/session"));
    if (this.me) forgetAccount(this.me.id);
    this.me = null;
    this.state = "out";
  }

  /** Takes in what a change of the profile answered. */
  replace(me: Schemas["Me"]): void {
    this.me = me;
  }

  /** The session ended elsewhere: revoked, expired, or signed out in another tab. */
  end(): void {
    if (this.state !== "in") return;
    this.ended = true;
    this.me = null;
    this.state = "out";
  }
}

export const session = new Session();
