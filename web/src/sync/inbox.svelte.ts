/**
 * The inbox: which rows a list shows, newest first, page by page. There is one list for each choice of conversations;
 * all of them look at the same rows of the copy.
 */
import { api, ProblemError, unwrap, type Schemas } from "$/api/client";
import { type Choice, everyday, fits, isSameChoice } from "./choice";
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

/** One list and how far it is loaded. */
class List {
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
    const mine = [...copy.replica.rows.values()].filter((row) => fits(row, this.choice));
    const sorted = newestFirst(mine);
    return from === null ? sorted : sorted.filter((row) => row.head.last_at >= from);
  });

  constructor(readonly choice: Choice) {}

  /** Fetches anew as many rows as were loaded; what is shown stays until all of them are here. */
  async reload(): Promise<void> {
    const wanted = this.loaded ? this.rows.length : 0;
    const before = copy.replica.rows;
    const found = new Set<string>();
    let page = await this.page(null, found);
    while (page?.next && found.size < wanted) page = await this.page(page.next, found);
    if (!page) return;
    this.reached(page);
    this.doubt(before, found);
  }

  async more(): Promise<void> {
    if (this.loading || this.complete || !this.loaded) return;
    const page = await this.page(this.next);
    if (page) this.reached(page);
  }

  private async page(cursor: string | null, found?: Set<string>): Promise<RowPage | null> {
    this.loading = true;
    try {
      const { filter, job } = this.choice;
      const query = {
        limit: pageSize,
        ...(filter ? { filter } : {}),
        ...(job ? { job } : {}),
        ...(cursor ? { cursor } : {}),
      };
      const page = await unwrap(api.GET("/api/v1/conversations", { params: { query } }));
      copy.take((replica) => takeRows(replica, page.items));
      delivering.rows(page.items);
      page.items.forEach(({ id }) => found?.add(id));
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

  /** A row that seemed to belong here and was in no answer has left the list unheard: it is looked at. */
  private doubt(before: ReadonlyMap<string, Row>, found: ReadonlySet<string>): void {
    for (const row of this.rows) {
      const within = this.complete || row.head.last_at > (this.boundary ?? "");
      if (within && !found.has(row.id) && before.get(row.id) === row) {
        copy.fetch({ kind: "row", id: row.id });
      }
    }
  }
}

/** Lists kept for a quick return, beside the everyday one. */
const keptMax = 8;

class Inbox {
  private everyday = new List(everyday);
  private others: List[] = [];
  private shown = $state.raw(this.everyday);

  get choice(): Choice {
    return this.shown.choice;
  }
  get rows(): Row[] {
    return this.shown.rows;
  }
  get loaded(): boolean {
    return this.shown.loaded;
  }
  get error(): ProblemError | null {
    return this.shown.error;
  }
  get complete(): boolean {
    return this.shown.complete;
  }
  /** Every row that may count as unread is here. */
  get isWhole(): boolean {
    return this.everyday.loaded && this.everyday.complete;
  }

  /** Shows the list of a choice, and loads its first page unless it is here. */
  choose(choice: Choice): void {
    const found = [this.everyday, ...this.others].find((list) => isSameChoice(list.choice, choice));
    if (!found) this.others = [new List(choice), ...this.others].slice(0, keptMax);
    this.shown = found ?? this.others[0] ?? this.everyday;
    if (!this.shown.loaded && !this.shown.loading) void this.shown.reload();
  }

  /** Fetches the list anew; the others are fetched when they are shown again. */
  async reload(): Promise<void> {
    for (const list of [this.everyday, ...this.others]) {
      if (list !== this.shown) list.loaded = false;
    }
    await this.shown.reload();
  }

  async more(): Promise<void> {
    await this.shown.more();
  }

  clear(): void {
    this.everyday = new List(everyday);
    this.others = [];
    this.shown = this.everyday;
  }
}

export const inbox = new Inbox();
