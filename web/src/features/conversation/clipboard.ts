/** Copies a message's words or its address, and says so. */
import { t } from "$/i18n";
import type { Entry } from "$/sync/frames";
import { toast } from "$/ui/toast.svelte";

export async function copyText({ body }: Entry): Promise<void> {
  if (body.kind === "message" || body.kind === "invitation") await copyWords(body.text);
}

export async function copyLink(conversation: string, seq: number): Promise<void> {
  await copyWords(`${location.origin}/inbox/${conversation}#m${seq}`);
}

export async function copyWords(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast({ text: t("conversation-copied"), tone: "good" });
  } catch {
    // Without HTTPS, or where the person forbade it, browsers offer no clipboard.
    toast({ text: t("conversation-copy-failed"), tone: "danger" });
  }
}
