/** What one lets others know of oneself: loaded when asked for, changed one thing at a time. */
import { api, unwrap, type Schemas } from "$/api/client";

export type Preferences = Schemas["Preferences"];
type Patch = Schemas["PreferencesPatch"];

/** The zone of this browser, by its name. */
export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

class OwnPreferences {
  value = $state.raw<Preferences | null>(null);

  async load(): Promise<void> {
    this.value = await unwrap(api.GET("/api/v1/preferences"));
  }

  async change(body: Patch): Promise<void> {
    this.value = await unwrap(api.PATCH("/api/v1/preferences", { body }));
  }

  /** Says where this browser is, once after the start, if others are told that and it is news. */
  async tellZone(): Promise<void> {
    await this.load();
    const zone = browserZone();
    const own = this.value;
    if (!own || own.zone_source !== "browser" || own.time_zone === zone) return;
    await this.change({ time_zone: zone });
  }

  clear(): void {
    this.value = null;
  }
}

export const preferences = new OwnPreferences();
