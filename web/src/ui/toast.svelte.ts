/**
 * Short notes that pass: what was just done, or why it was not. Anyone may `toast(...)`; `Toasts` shows them.
 * The words come translated from the caller. A failure stays until it is put away, so that nobody misses it.
 */

export type Toast = {
  id: number;
  text: string;
  tone: "plain" | "good" | "danger";
  /** What may be done about it: to take it back, usually. */
  action?: { label: string; run: () => void } | undefined;
};

const SHOWN_MS = 6000;
/** Time enough to reach what may be done about it. */
const ACTION_SHOWN_MS = 12_000;
const KEPT_MAX = 3;

let nextId = 1;
const shown = $state<Toast[]>([]);

export const toasts: readonly Toast[] = shown;

export function toast({
  text,
  tone = "plain",
  action,
}: { text: string } & Partial<Omit<Toast, "id" | "text">>): void {
  const id = nextId++;
  shown.push({ id, tone, text, action });
  if (shown.length > KEPT_MAX) shown.splice(0, shown.length - KEPT_MAX);
  if (tone !== "danger") setTimeout(() => dismissToast(id), action ? ACTION_SHOWN_MS : SHOWN_MS);
}

export function dismissToast(id: number): void {
  const at = shown.findIndex((one) => one.id === id);
  if (at >= 0) shown.splice(at, 1);
}
