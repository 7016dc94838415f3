/** Sizes, bounds and refusals of files in words. */
import { locale, t } from "$/i18n";
import type { Bounds, Upload } from "$/sync/uploads";

const kilo = 1024;

/** Rounded up, so that nothing too large reads like what is allowed. */
export function sizeText(bytes: number): string {
  const inMega = bytes >= kilo * kilo;
  const amount = bytes / (inMega ? kilo * kilo : kilo);
  const rounded = inMega ? Math.ceil(amount * 10) / 10 : Math.ceil(amount);
  const unit = inMega ? "megabyte" : "kilobyte";
  return new Intl.NumberFormat(locale(), { style: "unit", unit, unitDisplay: "short" }).format(
    rounded,
  );
}

export function percentText(part: number, whole: number): string {
  const share = whole > 0 ? part / whole : 0;
  return new Intl.NumberFormat(locale(), { style: "percent" }).format(share);
}

/** The size and the endings, as they are named before anything is chosen. */
export function boundsText({ bytes, endings }: Bounds): { size: string; endings: string } {
  return { size: sizeText(bytes), endings: endings.join(", ") };
}

/** Why a file does not go, about this one file; the server's own sentence where it says more. */
export function problemWords({ problem }: Upload, bounds: Bounds | null): string {
  const size = sizeText(bounds?.bytes ?? 0);
  switch (problem?.code) {
    case "file-type-not-allowed":
      return t("files-refused-kind");
    case "file-too-large":
      return t("files-refused-large", { size });
    case "file-empty":
      return t("files-refused-empty");
    case "too-many-files":
      return t("files-refused-many", { count: bounds?.count ?? 0 });
    case "file-content-mismatch":
      return t("files-failed-content");
    case "file-hides-another":
      return t("files-failed-hides");
    case "storage-full":
      return t("files-failed-room");
    case "files-waiting":
      return t("files-failed-waiting");
    case "busy":
    case "files-unavailable":
      return t("files-failed-busy");
    default:
      return problem?.detail || t("files-failed-unreachable");
  }
}

export function stateWords(upload: Upload, bounds: Bounds | null): string {
  switch (upload.state) {
    case "looking":
      return t("files-looking");
    case "asking":
      return t("files-place");
    case "queued":
      return t("files-queued");
    case "waiting":
      return t("files-waiting");
    case "sending":
      return t("files-sending", { percent: percentText(upload.sent, upload.bytes) });
    case "done":
      return t("files-done");
    default:
      return problemWords(upload, bounds);
  }
}
