/**
 * Counting letters the way the server does: whole characters (code points), not the halves JavaScript stores.
 * Pure; must never cut a text.
 */
import { t } from "$/i18n";

export function countLetters(text: string): number {
  return [...text].length;
}

/** What is left of the limit once the last tenth is reached; before that nobody needs to know. */
export function lettersLeft(text: string, limit: number | undefined): number | undefined {
  // A string never has more characters than code units, so the cheap length settles the usual case.
  if (limit === undefined || text.length < limit * 0.9) return undefined;
  const left = limit - countLetters(text);
  return left <= Math.max(limit * 0.1, 10) ? left : undefined;
}

/** The same in words, for the end of a field's label. */
export function leftText(text: string, limit: number | undefined): string | undefined {
  const left = lettersLeft(text, limit);
  if (left === undefined) return undefined;
  return left >= 0 ? t("ui-letters-left", { count: left }) : t("ui-letters-over", { count: -left });
}
