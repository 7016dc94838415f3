/** A part of a screen that is fetched with the first wish for it; what could not be fetched is said, and tried again. */
import type { Component } from "svelte";
import { t } from "$/i18n";
import { toast } from "$/ui/toast.svelte";

export class Late<Props extends Record<string, unknown>> {
  here = $state.raw<Component<Props> | null>(null);

  constructor(private readonly load: () => Promise<{ default: Component<Props> }>) {}

  /** True once it is here. */
  async come(): Promise<boolean> {
    try {
      this.here ??= (await this.load()).default;
      return true;
    } catch {
      toast({ text: t("shell-load-failed-text"), tone: "danger" });
      return false;
    }
  }
}
