/** The marketplace's own facts: its name, its limits, its warning. Read once. */
import { api, unwrap, type Schemas } from "$/api/client";

class Marketplace {
  value = $state.raw<Schemas["Marketplace"] | null>(null);

  async load(): Promise<void> {
    this.value = await unwrap(api.GET("/api/v1/marketplace"));
  }

  get name(): string {
    return this.value?.name ?? "Parlance";
  }
}

export const marketplace = new Marketplace();
