/**
 * What went wrong, in a sentence a person can act on: the server's own where it gave one, ours where no answer came.
 * Every feature shows failures through here; must never show a code alone.
 */
import { ProblemError } from "$/api/problem";
import { t } from "$/i18n";

export function problemText(error: unknown): string {
  if (!(error instanceof ProblemError)) return t("problem-unexpected");
  if (error.unanswered) return t("problem-unreachable");
  if (error.detail !== "") return error.detail;
  return error.requestId === null
    ? t("problem-unexpected")
    : t("problem-unexpected-id", { id: error.requestId });
}

/** True when there is no such thing, or none for this person. */
export function isMissing(error: unknown): boolean {
  return error instanceof ProblemError && error.status === 404;
}

/** The sentence about one field, if the refusal names it. */
export function fieldText(error: unknown, field: string): string | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  return error.fields.find((one) => one.field === field)?.detail;
}

/** True when every complaint belongs to a field the form shows, so that nothing is left for the form's head. */
export function onlyFields(error: unknown, shown: string[]): boolean {
  return (
    error instanceof ProblemError &&
    error.fields.length > 0 &&
    error.fields.every((one) => shown.includes(one.field))
  );
}
