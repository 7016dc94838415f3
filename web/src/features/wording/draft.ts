/** The words of one language as an admin types them: the warning is one text, its paragraphs apart by a blank line. Pure. */
import "./words";
import type { Schemas } from "$/api/types";
import { t } from "$/i18n";
import { countLetters } from "$/ui/letters";

export type Words = Schemas["MarketplaceWords"];

export interface Draft {
  policyLine: string;
  title: string;
  warning: string;
  protection: string;
}

/** The server's bounds, told before they are met. */
export const most = { line: 300, title: 120, paragraphs: 8, notice: 600, languages: 10 };

export function draftOf(words: Words): Draft {
  const { policy_line: policyLine, warning_title: title, warning, protection } = words;
  return { policyLine, title, warning: warning.join("\n\n"), protection };
}

export function wordsOf({ policyLine, title, warning, protection }: Draft): Words {
  return {
    policy_line: policyLine.trim(),
    warning_title: title.trim(),
    warning: paragraphsOf(warning),
    protection: protection.trim(),
  };
}

export function paragraphsOf(text: string): string[] {
  return text
    .split(/\n[ \t]*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "");
}

export type Faults = Partial<Record<keyof Draft, string>>;

/** What keeps the words from being saved. */
export function faultsOf(draft: Draft): Faults {
  const faults: Faults = {};
  const check = (part: keyof Draft, max: number) => {
    const fault = faultIn(draft[part], max);
    if (fault) faults[part] = fault;
  };
  check("policyLine", most.line);
  check("title", most.title);
  check("protection", most.notice);
  const paragraphs = paragraphsOf(draft.warning);
  if (paragraphs.length === 0) faults.warning = t("wording-missing");
  else if (paragraphs.length > most.paragraphs) {
    faults.warning = t("wording-paragraphs", { max: most.paragraphs });
  } else if (paragraphs.some((one) => countLetters(one) > most.notice)) {
    faults.warning = t("wording-long", { max: most.notice });
  }
  return faults;
}

function faultIn(text: string, max: number): string | undefined {
  if (text.trim() === "") return t("wording-missing");
  return countLetters(text.trim()) > max ? t("wording-long", { max }) : undefined;
}

/** Whether a warning that was read before has to be read again; a translation that is added is no new warning. */
export function warnsOtherwise(
  next: Record<string, Words>,
  before: Record<string, Words>,
): boolean {
  return Object.entries(next).some(([code, words]) => {
    const known = before[code];
    return known !== undefined && warns(known) !== warns(words);
  });
}

function warns({ warning_title, warning, protection }: Words): string {
  return JSON.stringify([warning_title, warning, protection]);
}

/** The words as people read them. */
export function named(words: Words, marketplace: string): Words {
  const name = (text: string) => text.replaceAll("{marketplace}", marketplace);
  return {
    policy_line: name(words.policy_line),
    warning_title: name(words.warning_title),
    warning: words.warning.map(name),
    protection: name(words.protection),
  };
}
