/** Entries that are no talk, in words: answers, acknowledgements, the job's own turns. */
import type { Schemas } from "$/api/types";
import { t } from "$/i18n";
import type { Entry, Row } from "$/sync/frames";

export function quietLine(
  entry: Entry,
  me: string,
  name: string,
  kind: Row["kind"] = "job",
): string {
  const own = entry.by.kind === "account" && entry.by.id === me;
  const { body } = entry;
  switch (body.kind) {
    case "answer":
      return answerLine(body.answer, entry.by.kind === "system" ? "system" : own, name);
    case "acknowledgement":
      return own
        ? t("conversation-acknowledged-you")
        : t("conversation-acknowledged-other", { name });
    case "system":
      if (kind === "support") return caseLine(body.note);
      return body.note === "job-closed"
        ? t("conversation-job-closed")
        : t("conversation-job-reopened");
    default:
      return "";
  }
}

/** What happened to a case of support's. */
function caseLine(note: string): string {
  switch (note) {
    case "handed-over":
      return t("conversation-case-handed-over");
    case "job-closed":
      return t("conversation-case-closed");
    default:
      return t("conversation-case-reopened");
  }
}

function answerLine(
  answer: Schemas["InvitationState"],
  by: boolean | "system",
  name: string,
): string {
  if (by === "system" || answer === "expired") return t("conversation-answered-system");
  switch (answer) {
    case "accepted":
      return by ? t("conversation-accepted-you") : t("conversation-accepted-other", { name });
    case "declined":
      return by ? t("conversation-declined-you") : t("conversation-declined-other", { name });
    case "withdrawn":
      return by ? t("conversation-withdrawn-you") : t("conversation-withdrawn-other", { name });
    case "pending":
      return "";
  }
}
