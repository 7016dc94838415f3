/** Marking a conversation, and what is said and offered afterwards. */
import "./words";
import { inboxAddress } from "$/features/inbox/choices";
import { problemText } from "$/features/problem";
import { t } from "$/i18n";
import { navigate, route } from "$/routes/router.svelte";
import { fits } from "$/sync/choice";
import { copy } from "$/sync/copy.svelte";
import type { Row } from "$/sync/frames";
import { inbox } from "$/sync/inbox.svelte";
import { type Mark, markUnread, setMark } from "$/sync/marks";
import { session } from "$/sync/session.svelte";
import { threads } from "$/sync/threads.svelte";
import { stayNear } from "$/ui/focus";
import { toast } from "$/ui/toast.svelte";

const field = { star: "starred", mute: "muted", archive: "archived" } as const;

export async function toggle(row: Row, mark: Mark): Promise<void> {
  const on = !row.head[field[mark]];
  await attempt(async () => {
    await setMark(row.id, mark, on);
    const text = said(row, mark, on);
    if (text) toast({ text, action: { label: t("marks-undo"), run: () => undo(row, mark, !on) } });
    leave(row);
  });
}

function undo(row: Row, mark: Mark, on: boolean): void {
  void attempt(() => setMark(row.id, mark, on));
}

/** A star is seen where it is set; the others say what follows from them. */
function said({ head, other }: Row, mark: Mark, on: boolean): string | null {
  if (mark === "star") return null;
  if (mark === "mute") return on ? t("marks-muted") : t("marks-unmuted");
  if (!on) return t("marks-unarchived");
  return head.muted ? t("marks-archived-muted") : t("marks-archived", { name: other.name });
}

/** From the newest thing that the other person said, where that is known. */
export async function unread(row: Row): Promise<void> {
  const me = session.me?.id;
  const heard = copy.replica.threads
    .get(row.id)
    ?.entries.findLast(
      ({ by, body }) =>
        by.kind === "account" && by.id !== me && /^(message|invitation|removed)$/.test(body.kind),
    );
  const from = heard?.seq ?? row.head.last?.seq ?? row.head.last_seq;
  await attempt(async () => {
    await markUnread(row.id, from);
    toast({ text: t("marks-unread-done") });
    // Whoever goes on looking at it would read it again.
    if (isOpen(row)) navigate(inboxAddress(inbox.choice));
    await stayNear(heading());
  });
}

export async function read(row: Row): Promise<void> {
  await threads.markRead(row.id, row.head.last_seq, true);
}

function isOpen({ id }: Row): boolean {
  return route.path === `/inbox/${id}`;
}

/** A conversation that left the list it was opened from is left too. */
function leave({ id }: Row): void {
  const row = copy.replica.rows.get(id);
  const gone = row && !fits(row, inbox.choice);
  if (gone && isOpen(row)) navigate(inboxAddress(inbox.choice));
  if (gone) void stayNear(heading());
}

function heading(): HTMLElement | null {
  return document.querySelector<HTMLElement>("[data-inbox-title]");
}

async function attempt(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    toast({ text: problemText(error), tone: "danger" });
  }
}
