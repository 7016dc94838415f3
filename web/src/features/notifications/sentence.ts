/** A notification in words. */
import type { Schemas } from "$/api/types";
import { t, type Key } from "$/i18n";

type Kind = Schemas["NotificationKind"];
type SentenceKey = Extract<Key, `notifications-kind-${string}`>;

const keys: Record<Kind, SentenceKey> = {
  "invitation-received": "notifications-kind-received",
  "invitation-accepted": "notifications-kind-accepted",
  "invitation-declined": "notifications-kind-declined",
  "invitation-withdrawn": "notifications-kind-withdrawn",
  "invitation-expired": "notifications-kind-expired",
  "job-closed": "notifications-kind-closed",
  "job-reopened": "notifications-kind-reopened",
  "proposal-received": "notifications-kind-proposed",
  "proposal-withdrawn": "notifications-kind-proposal-withdrawn",
  "proposal-declined": "notifications-kind-proposal-declined",
  hired: "notifications-kind-hired",
  "work-started": "notifications-kind-started",
  "contract-ended": "notifications-kind-ended",
  "case-waiting": "notifications-kind-case-waiting",
  "case-given": "notifications-kind-case-given",
  "point-confirmed": "notifications-kind-point-confirmed",
  "point-declined": "notifications-kind-point-declined",
};

/** Where it leads: cases are read at the support desk. */
export function place({ kind, conversation, contract, job }: Schemas["Notification"]): string {
  const desk = kind === "case-waiting" || kind === "case-given";
  if (conversation) return desk ? `/staff/cases/${conversation}` : `/inbox/${conversation}`;
  return contract ? `/contracts/${contract}` : `/jobs/${job.id}`;
}

export function sentence({ kind, other, job }: Schemas["Notification"]): string {
  return t(keys[kind], { name: other.name, job: job.title });
}
