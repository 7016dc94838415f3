/** The other person's time of day in words. */
import { t } from "$/i18n";
import type { Elsewhere } from "$/i18n/time";

/** "14:05 for Felix", with the day where it is another one there. */
export function clockWords({ time, days }: Elsewhere, name: string): string {
  if (days < 0) return t("conversation-local-yesterday", { time, name });
  if (days > 0) return t("conversation-local-tomorrow", { time, name });
  return t("conversation-local", { time, name });
}

/** "2 hours ahead of you", "5 h 30 min behind you", "the same as for you". */
export function differenceWords({ aheadMinutes }: Elsewhere): string {
  const [hours, minutes] = [Math.floor(Math.abs(aheadMinutes) / 60), Math.abs(aheadMinutes) % 60];
  if (hours === 0 && minutes === 0) return t("conversation-local-same");
  const span =
    minutes === 0
      ? t("conversation-local-hours", { hours })
      : hours === 0
        ? t("conversation-local-minutes", { minutes })
        : t("conversation-local-both", { hours, minutes });
  return aheadMinutes > 0
    ? t("conversation-local-ahead", { span })
    : t("conversation-local-behind", { span });
}
