/** The last line of a conversation in words, for its row. */
import { t } from "$/i18n";
import type { Row } from "$/sync/frames";

export function lastLine(row: Row): string {
  const { last, standing, warning_pending } = row.head;
  if (row.head.reach === "nothing") return t("inbox-last-hidden");
  if (!last) return warning_pending ? t("inbox-last-withheld") : "";
  switch (last.kind) {
    case "message":
      if (last.preview == null) return t("inbox-last-message");
      return last.by === "me" ? t("inbox-you", { text: last.preview }) : last.preview;
    case "invitation":
      return invitationLine(row);
    case "withheld":
      return t("inbox-last-withheld");
    case "acknowledgement":
      return t("inbox-last-acknowledged");
    case "answer":
      return answerLine(standing);
    default:
      return row.job.phase === "closed" ? t("inbox-last-job-closed") : t("inbox-last-job-reopened");
  }
}

function invitationLine({ side, head }: Row): string {
  if (head.warning_pending) return t("inbox-last-withheld");
  const preview = head.last?.preview;
  if (side === "client") {
    return preview ? t("inbox-you", { text: preview }) : t("inbox-last-invitation-sent");
  }
  return preview ?? t("inbox-last-invitation-received");
}

function answerLine({ state, reason }: Row["head"]["standing"]): string {
  if (state === "declined") return t("inbox-last-declined");
  if (state !== "closed") return t("inbox-last-accepted");
  if (reason === "withdrawn") return t("inbox-last-withdrawn");
  if (reason === "expired") return t("inbox-last-expired");
  return t("inbox-last-job-closed");
}
