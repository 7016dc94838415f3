/** What jobs are, in words. */
import "./words";
import type { Schemas } from "$/api/types";
import { t } from "$/i18n";

export const kinds: Schemas["JobKind"][] = ["contract", "assignment", "pitch_request"];

const words: Record<Schemas["JobKind"], () => string> = {
  contract: () => t("postings-contract"),
  assignment: () => t("postings-assignment"),
  pitch_request: () => t("postings-pitch-request"),
};

export function kindWord(kind: Schemas["JobKind"]): string {
  return words[kind]();
}
