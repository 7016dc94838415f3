/** The inbox: which rows are shown, newest first, page by page. */
import { api, ProblemError, unwrap, type Schemas } from "$/api/client";
import { copy } from "./copy.svelte";
import { delivering } from "./delivering";
import type { Row } from "./frames";
import { takeRows } from "./replica";

type RowPage = Schemas["Page_ConversationRow"];

const pageSize = 50;

/** Newest first; ids settle ties so that rows never dance. */
export function newestFirst(rows: Iterable<Row>): Row[] {
  return [...rows].sort((a, b) =>
    a.head.last_at === b.head.last_at
      ? a.id < b.id
        ? 1
        : -1
      : a.head.last_at < b.head.last_at
        ? 1
        : -1,
  );
}

class Inbox {
  loaded = $state(false);
  loading = $state(false);
  error = $state.raw<ProblemError | null>(null);
  /** All rows there are have been loaded. */
  complete = $state(false);
  private next: string | null = null;
  /** Rows older than this may have unknown neighbours and stay hidden. */
  private boundary = $state<string | null>(null);

  readonly rows = $derived.by(() => {
    const from = this.complete ? null : this.boundary;
    const sorted = newestFirst(copy.replica.rows.values());
    return from === null ? sorted : sorted.filter((row) => row.head.last_at >= from);
  });

  /** Loads the first page unless it is here. */
  open(): void {
    if (!this.loaded && !this.loading) void this.reload();
  }

  /** Fetches anew as many rows as were loaded; what is shown stays until all of them are here. */
  async reload(): Promise<void> {
    const wanted = this.loaded ? this.rows.length : 0;
    let page = await this.page(null);
    let taken = page?.items.length ?? 0;
    while (page?.next && taken < wanted) {
      page = await this.page(page.next);
      taken += page?.items.length ?? 0;
    }
    if (page) this.reached(page);
  }

  async more(): Promise<void> {
    if (this.loading || this.complete || !this.loaded) return;
    const page = await this.page(this.next);
    if (page) this.reached(page);
  }

  private async page(cursor: string | null): Promise<RowPage | null> {
    this.loading = true;
    try {
      const query = { limit: pageSize, ...(cursor ? { cursor } : {}) };
      const page = await unwrap(api.GET("/api/v1/conversations", { params: { query } }));
      copy.take(takeRows(copy.replica, page.items));
      delivering.rows(page.items);
      this.error = null;
      return page;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      this.error = error;
      return null;
    } finally {
      this.loading = false;
    }
  }

  /** Everything down to the end of `page` is here now. */
  private reached(page: RowPage): void {
    this.next = page.next ?? null;
    this.complete = this.next === null;
    this.boundary = page.items.at(-1)?.head.last_at ?? this.boundary;
    this.loaded = true;
  }

  clear(): void {
    this.loaded = this.loading = this.complete = false;
    this.next = this.boundary = this.error = null;
  }
}

export const inbox = new Inbox();
