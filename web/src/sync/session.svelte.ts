/**
 * Who is signed in. Signing out forgets what this browser kept for the person
 * (drafts, unsent messages) and leaves nothing in memory: the page reloads.
 */
import { tick } from "svelte";
import { api, newKey, onSignedOut, unwrap, type Schemas } from "$/api/client";
import { forgetAccount } from "./keepsakes";
import { outgoing } from "./outgoing.svelte";

/** Tells the other tabs that somebody signed in or out here. */
const turnKey = "parlance.session";

type State = "unknown" | "in" | "out" | "failed";

/** Asks without being refused: null when nobody is signed in. */
async function whoIsHere(): Promise<Schemas["Me"] | null> {
  return (await unwrap(api.GET("/api/v1/session"))).account;
}

class Session {
  me = $state.raw<Schemas["Me"] | null>(null);
  state = $state<State>("unknown");
  /** True once a session that was there has ended without the person's wish. */
  ended = $state(false);
  private leaving = false;

  constructor() {
    onSignedOut(() => this.end());
    // The cookie is shared by all tabs: what another tab did is done here too.
    addEventListener("storage", (event) => {
      if (event.key === turnKey) void this.follow();
    });
  }

  private async follow(): Promise<void> {
    const before = this.me?.id;
    if (this.state === "unknown") return;
    const me = await whoIsHere().catch(() => null);
    // Another person's screen must not live on: begin anew.
    if (before !== undefined && me !== null && me.id !== before) location.reload();
    else if (me) {
      this.me = me;
      this.state = "in";
    }
  }

  private tellTabs(): void {
    try {
      localStorage.setItem(turnKey, newKey());
    } catch {
      // Storage is forbidden; the socket of the other tab will tell it.
    }
  }

  async load(): Promise<void> {
    try {
      this.me = await whoIsHere();
      this.state = this.me ? "in" : "out";
    } catch {
      this.me = null;
      this.state = "failed";
    }
  }

  async signIn(email: string, password: string): Promise<void> {
    this.begin(await unwrap(api.POST("/api/v1/session", { body: { email, password } })));
  }

  /** Proves an address with the link from a mail and that sign-up's password, which signs in. */
  async verify(token: string, password: string): Promise<void> {
    this.begin(await unwrap(api.POST("/api/v1/verifications", { body: { token, password } })));
  }

  private begin(me: Schemas["Me"]): void {
    this.me = me;
    this.ended = false;
    this.state = "in";
    this.tellTabs();
  }

  /**
   * Ends the session and begins anew, on a fresh page: nothing of this person stays in memory. Who is here next is not
   * known until then, so that nobody types into a page that is about to go.
   */
  async signOut(): Promise<void> {
    this.leaving = true;
    try {
      await unwrap(api.DELETE("/api/v1/session"));
    } finally {
      this.leaving = false;
    }
    const before = this.me?.id;
    this.me = null;
    this.state = "unknown";
    // What closes with the page may still keep what was typed: an effect that ends sees what was before.
    await tick();
    if (before !== undefined) forgetAccount(before);
    await outgoing.forget();
    this.tellTabs();
    location.assign("/sign-in");
  }

  /** Takes in what a change of the profile answered. */
  replace(me: Schemas["Me"]): void {
    this.me = me;
  }

  /** Asks whether the session still lasts, and what its person may do by now; without an answer nothing is known. */
  async check(): Promise<void> {
    if (this.state !== "in") return;
    const me = await whoIsHere().catch(() => undefined);
    if (me === null) this.end();
    else if (me && this.me && me.id !== this.me.id) location.reload();
    else if (me && this.state === "in") this.me = me;
  }

  /** The session ended elsewhere: revoked, expired, or signed out in another tab. */
  end(): void {
    if (this.state !== "in" || this.leaving) return;
    this.ended = true;
    this.me = null;
    this.state = "out";
  }
}

export const session = new Session();
