/** A group of suggested questions as an admin types it: the questions are lines. */
import "./words";
import type { Schemas } from "$/api/types";
import { t } from "$/i18n";

export interface Draft {
  title: string;
  kinds: Schemas["JobKind"][];
  /** The name of a class; empty for every class and none. */
  class: string;
  texts: string;
}

export function draftOf(group: Schemas["QuestionGroup"]): Draft {
  const { title, kinds, questions } = group;
  return { title, kinds: [...kinds], class: group.class ?? "", texts: questions.join("\n") };
}

export function groupOf(draft: Draft): Schemas["QuestionGroup"] {
  const { title, kinds } = draft;
  return {
    title: title.trim(),
    kinds: [...kinds],
    class: draft.class === "" ? null : draft.class,
    questions: linesOf(draft.texts),
  };
}

export function linesOf(texts: string): string[] {
  return texts
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

export interface Faults {
  title?: string;
  kinds?: string;
  texts?: string;
}

/** What is missing before the group can be saved. */
export function faultsOf(draft: Draft): Faults {
  const lines = linesOf(draft.texts);
  const faults: Faults = {};
  if (draft.title.trim() === "") faults.title = t("questions-title-missing");
  if (draft.kinds.length === 0) faults.kinds = t("questions-kinds-missing");
  if (lines.length === 0) faults.texts = t("questions-texts-missing");
  else if (new Set(lines).size < lines.length) faults.texts = t("questions-texts-twice");
  return faults;
}

export function isSound(drafts: Draft[]): boolean {
  return drafts.every((draft) => Object.keys(faultsOf(draft)).length === 0);
}
