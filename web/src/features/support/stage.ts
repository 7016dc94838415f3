/** Where a case stands, in words: its phase is that of the job it is kept as. */
import "./words";
import type { Schemas } from "$/api/types";
import { t } from "$/i18n";

export function stageName(phase: Schemas["JobPhase"], assigned: boolean): string {
  switch (phase) {
    case "open":
      return t("support-stage-bot");
    case "closed":
      return t("support-stage-closed");
    default:
      return assigned ? t("support-stage-people") : t("support-stage-waiting");
  }
}
