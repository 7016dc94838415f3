/** Why the policy refuses something, in a word or two for tables. */
import "./words";
import { t } from "$/i18n";

const reasons: Record<string, () => string> = {
  "only-clients-start": () => t("policy-why-only-clients-start"),
  "only-freelancers-start": () => t("policy-why-only-freelancers-start"),
  "nobody-starts-here": () => t("policy-why-nobody-starts-here"),
  "invitation-required": () => t("policy-why-invitation-required"),
  "invitation-pending": () => t("policy-why-invitation-pending"),
  "invitation-answered": () => t("policy-why-invitation-answered"),
  "invitation-limit": () => t("policy-why-limit"),
  "contact-limit": () => t("policy-why-limit"),
  "already-in-conversation": () => t("policy-why-already-in-conversation"),
  "job-closed": () => t("policy-why-job-closed"),
  "messaging-off": () => t("policy-why-messaging-off"),
  "class-without-messaging": () => t("policy-why-class-without-messaging"),
  "phase-open": () => t("policy-why-phase"),
  "phase-in-progress": () => t("policy-why-phase"),
  "phase-final-review": () => t("policy-why-phase"),
  "attachments-off": () => t("policy-why-attachments-off"),
  "file-kind-not-allowed": () => t("policy-why-file-kind"),
};

/** A code that has no words here speaks for itself. */
export function why(code: string): string {
  return reasons[code]?.() ?? code;
}
