/** The marketplace's own facts: its name, its limits, and its words in the reader's language. Read once. */
import { api, unwrap, type Schemas } from "$/api/client";

/** With its country where that is known; the server has English where nothing is written in it. */
function readersLanguage(): string {
  return /^[a-z]{2,3}(-[a-z]{2})?(?=-|$)/.exec(navigator.language.toLowerCase())?.[0] ?? "en";
}

class Marketplace {
  value = $state.raw<Schemas["Marketplace"] | null>(null);

  async load(): Promise<void> {
    const params = { query: { language: readersLanguage() } };
    this.value = await unwrap(api.GET("/api/v1/marketplace", { params }));
  }

  get name(): string {
    return this.value?.name ?? "Parlance";
  }
}

export const marketplace = new Marketplace();
