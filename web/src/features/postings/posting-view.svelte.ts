/** The page of one job as its reader finds it. */
import type { Schemas } from "$/api/types";
import { fetchPosting } from "$/sync/postings";
import { isMissing } from "../problem";

export class PostingView {
  page = $state.raw<Schemas["PostingPage"] | null>(null);
  error = $state.raw<unknown>(null);
  readonly id: string;
  #asked = 0;

  constructor(id: string) {
    this.id = id;
  }

  get missing(): boolean {
    return isMissing(this.error);
  }

  async load(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const page = await fetchPosting(this.id);
      if (asked !== this.#asked) return;
      this.page = page;
      this.error = null;
    } catch (error) {
      // Asking again in vain takes nothing away from what is shown.
      if (asked === this.#asked && (!this.page || isMissing(error))) this.error = error;
    }
  }
}
