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
  "point-confirmed": "notifications-kind-point-confirmed",
  "point-declined": "notifications-kind-point-declined",
};

export function sentence({ kind, other, job }: Schemas["Notification"]): string {
  return t(keys[kind], { name: other.name, job: job.title });
}
