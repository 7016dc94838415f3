/** The last line of a conversation in words, for its row. */
import { t } from "$/i18n";
import type { Row } from "$/sync/frames";

export function lastLine(row: Row): string {
  const { last, standing, warning_pending } = row.head;
  if (row.head.reach === "nothing") return t("inbox-last-hidden");
  const over = overLine(standing);
  if (over) return over;
  if (!last) return warning_pending ? t("inbox-last-withheld") : "";
  switch (last.kind) {
    case "message":
      if (last.preview == null) return t("inbox-last-message");
      return last.by === "me" ? t("inbox-you", { text: last.preview }) : last.preview;
    case "file":
      return last.by === "me"
        ? t("inbox-you", { text: fileLine(last.preview) })
        : fileLine(last.preview);
    case "point":
      return pointLine(last.preview, last.by === "me");
    case "removed":
      return last.by === "me" ? t("inbox-last-removed-you") : t("inbox-last-removed-other");
    case "invitation":
      return invitationLine(row);
    case "withheld":
      return t("inbox-last-withheld");
    case "acknowledgement":
      return t("inbox-last-acknowledged");
    case "answer":
      return t("inbox-last-accepted");
    default:
      return row.job.phase === "closed" ? t("inbox-last-job-closed") : t("inbox-last-job-reopened");
  }
}

function fileLine(name: string | null): string {
  return name === null ? t("inbox-last-file-nameless") : t("inbox-last-file", { name });
}

function pointLine(text: string | null, own: boolean): string {
  if (text === null) return t("inbox-last-point-gone");
  const line = t("inbox-last-point", { text });
  return own ? t("inbox-you", { text: line }) : line;
}

function invitationLine({ side, head }: Row): string {
  if (head.warning_pending) return t("inbox-last-withheld");
  const preview = head.last?.preview;
  if (side === "client") {
    return preview ? t("inbox-you", { text: preview }) : t("inbox-last-invitation-sent");
  }
  return preview ?? t("inbox-last-invitation-received");
}

/** An invitation that came to nothing says more than its own text. */
function overLine({ state, reason }: Row["head"]["standing"]): string | null {
  if (state === "declined") return t("inbox-last-declined");
  if (state === "closed" && reason === "withdrawn") return t("inbox-last-withdrawn");
  if (state === "closed" && reason === "expired") return t("inbox-last-expired");
  return null;
}
