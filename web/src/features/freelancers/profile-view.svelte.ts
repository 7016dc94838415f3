/** A published profile and what one already asked its person. */
import type { Schemas } from "$/api/types";
import { fetchProfile } from "$/sync/freelancers";
import { listInvitations } from "$/sync/invitations";
import { isMissing } from "../problem";

export class ProfileView {
  profile = $state.raw<Schemas["Profile"] | null>(null);
  invitations = $state.raw<Schemas["Invitation"][]>([]);
  error = $state.raw<unknown>(null);
  readonly #account: string;

  constructor(account: string) {
    this.#account = account;
  }

  get missing(): boolean {
    return isMissing(this.error);
  }

  async load(): Promise<void> {
    try {
      this.profile = await fetchProfile(this.#account);
      this.error = null;
    } catch (error) {
      // Asking again in vain takes nothing away from what is shown.
      if (!this.profile || isMissing(error)) this.error = error;
      return;
    }
    if (this.profile.yourself) return;
    try {
      const sent = await listInvitations("client");
      this.invitations = sent.items.filter((one) => one.other.id === this.#account);
    } catch {
      // The profile is what was asked for; the list of earlier invitations is an extra.
    }
  }

  added(invitation: Schemas["Invitation"]): void {
    this.invitations = [invitation, ...this.invitations.filter((one) => one.id !== invitation.id)];
  }
}
