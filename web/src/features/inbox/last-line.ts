/** The last line of a conversation in words, for its row. */
import { t } from "$/i18n";
import type { Row } from "$/sync/frames";
import { plainLine } from "$/ui/markdown";

type Last = NonNullable<Row["head"]["last"]>;

/** The first words of the last entry, without the marks that a message is drawn by; null where none are seen. */
export function firstWords({ kind, preview }: Last): string | null {
  const drawn = kind === "message" || kind === "invitation";
  return preview !== null && drawn ? plainLine(preview) : preview;
}

export function lastLine(row: Row): string {
  const { last, standing, warning_pending } = row.head;
  if (row.head.reach === "nothing") return t("inbox-last-hidden");
  const over = overLine(standing);
  if (over) return over;
  if (!last) return warning_pending ? t("inbox-last-withheld") : "";
  const text = firstWords(last);
  const own = last.by === "me";
  switch (last.kind) {
    case "message":
      if (text === null) return t("inbox-last-message");
      return own ? t("inbox-you", { text }) : text;
    case "file":
      return own ? t("inbox-you", { text: fileLine(text) }) : fileLine(text);
    case "point":
      return pointLine(text, own);
    case "removed":
      return own ? t("inbox-last-removed-you") : t("inbox-last-removed-other");
    case "invitation":
      return invitationLine(row, text);
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

function invitationLine({ side, head }: Row, text: string | null): string {
  if (head.warning_pending) return t("inbox-last-withheld");
  if (side === "client") return text ? t("inbox-you", { text }) : t("inbox-last-invitation-sent");
  return text ?? t("inbox-last-invitation-received");
}

/** An invitation that came to nothing says more than its own text. */
function overLine({ state, reason }: Row["head"]["standing"]): string | null {
  if (state === "declined") return t("inbox-last-declined");
  if (state === "closed" && reason === "withdrawn") return t("inbox-last-withdrawn");
  if (state === "closed" && reason === "expired") return t("inbox-last-expired");
  return null;
}
