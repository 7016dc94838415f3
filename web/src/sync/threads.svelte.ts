/**
 * What a screen may ask of one conversation: open it, read back, mark it read,
 * acknowledge the warning, answer the invitation. The loaded entries live in
 * the replica; who takes part and the invitation live here.
 */
import { api, ProblemError, unwrap, type Schemas } from "$/api/client";
import { copy } from "./copy.svelte";
import { delivering } from "./delivering";
import { answerInvitation } from "./invitations";
import { discard, dropThread, openThread, takeHead, takeOlder, takeRows } from "./replica";

type Conversation = Schemas["Conversation"];

/** Threads kept for a quick return; the socket resumes no more than twenty. */
const keptMax = 12;
const olderSize = 100;

class Threads {
  details = $state.raw<ReadonlyMap<string, Conversation>>(new Map());
  /** Why a conversation or its entries could not be fetched. */
  errors = $state.raw<ReadonlyMap<string, ProblemError>>(new Map());
  private reading = new Map<string, number>();
  /** How far it had been read when the thread was opened. */
  private opened = new Map<string, number>();
  private recent: string[] = [];

  open(id: string): void {
    this.recent = [...this.recent.filter((one) => one !== id), id];
    for (const old of this.recent.splice(0, this.recent.length - keptMax)) {
      copy.replica = dropThread(copy.replica, old);
    }
    if (!this.opened.has(id)) {
      const row = copy.replica.rows.get(id);
      if (row) this.opened.set(id, row.head.read_seq);
    }
    copy.take((replica) => openThread(replica, id));
    void this.refresh(id);
  }

  /** Fetches the conversation itself: its row, who takes part, the invitation. */
  async refresh(id: string): Promise<void> {
    try {
      const path = { path: { id } };
      this.keep(await unwrap(api.GET("/api/v1/conversations/{id}", { params: path })));
      this.explain(id, null);
    } catch (error) {
      if (error instanceof ProblemError) this.explain(id, error);
    }
  }

  private keep(conversation: Conversation): void {
    const { id, kind, side, other, other_time_zone, other_version } = conversation;
    const { receipt, job, head } = conversation;
    const row = { id, kind, side, other, other_time_zone, other_version, receipt, job, head };
    this.details = new Map(this.details).set(id, conversation);
    copy.take((replica) => takeRows(replica, [row]));
    delivering.rows([row]);
    if (this.recent.includes(id) && !this.opened.has(id)) this.opened.set(id, head.read_seq);
  }

  explain(id: string, error: ProblemError | null): void {
    if (!error && !this.errors.has(id)) return;
    const errors = new Map(this.errors);
    if (error) errors.set(id, error);
    else errors.delete(id);
    this.errors = errors;
  }

  /** Nothing is kept of what does not exist for the person any more. */
  forget(id: string): void {
    const details = new Map(this.details);
    if (details.delete(id)) this.details = details;
  }

  /** Loads the page before what is loaded; true when something came. */
  async older(id: string): Promise<boolean> {
    const thread = copy.replica.threads.get(id);
    if (!thread?.current || thread.after === 0) return false;
    const page = await unwrap(
      api.GET("/api/v1/conversations/{id}/entries", {
        params: { path: { id }, query: { before: thread.after + 1, limit: olderSize } },
      }),
    );
    copy.take((replica) => takeOlder(replica, page));
    return page.after < thread.after;
  }

  /** Loads back until `seq` is there; false when it cannot be reached. */
  async reach(id: string, seq: number): Promise<boolean> {
    for (;;) {
      const thread = copy.replica.threads.get(id);
      if (!thread?.current || seq > thread.last || seq < 1) return false;
      if (seq > thread.after) return true;
      if (!(await this.older(id).catch(() => false))) return false;
    }
  }

  /** Says that the person has seen everything up to `seq`; `again` where it was marked as unread meanwhile. */
  async markRead(id: string, seq: number, again = false): Promise<void> {
    const marker = copy.replica.rows.get(id)?.head.read_seq ?? 0;
    const told = this.reading.get(id) ?? 0;
    // Writing moves the marker past what the other person wrote meanwhile, and tells them nothing of it.
    const owed = this.newestOfOther(id, seq) > Math.max(told, this.opened.get(id) ?? marker);
    if (seq <= Math.max(marker, told) && !owed && !again) return;
    this.reading.set(id, Math.max(seq, told));
    try {
      const head = await unwrap(
        api.PUT("/api/v1/conversations/{id}/read", { params: { path: { id } }, body: { seq } }),
      );
      copy.take((replica) => takeHead(replica, id, head));
    } catch {
      // Not read as far as the server knows; the next look says it again.
      this.reading.delete(id);
    }
  }

  private newestOfOther(id: string, upTo: number): number {
    const other = copy.replica.rows.get(id)?.other.id;
    const entries = copy.replica.threads.get(id)?.entries ?? [];
    const found = entries.findLast(
      ({ seq, by }) => seq <= upTo && by.kind === "account" && by.id === other,
    );
    return found?.seq ?? 0;
  }

  async acknowledge(id: string, version: number): Promise<void> {
    const conversation = await unwrap(
      api.PUT("/api/v1/conversations/{id}/acknowledgement", {
        params: { path: { id } },
        body: { version },
      }),
    );
    this.keep(conversation);
    // What was withheld is shown now: the loaded rendering is out of date.
    copy.take((replica) => discard(replica, id));
  }

  async answer(invitation: string, answer: Schemas["Answer"]): Promise<void> {
    const answered = await answerInvitation(invitation, answer);
    await this.refresh(answered.conversation);
  }

  clear(): void {
    this.details = new Map();
    this.errors = new Map();
    this.reading.clear();
    this.opened.clear();
    this.recent = [];
  }
}

export const threads = new Threads();
