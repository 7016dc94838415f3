/**
 * A list that comes in pages: what is there, whether more may come, and why it failed if it did. Each page screen
 * holds one. An answer to an older question never replaces the answer to a newer one.
 */
import { ProblemError } from "$/api/client";

export type PageOf<Item> = { items: Item[]; next?: string | null };

export class Listing<Item> {
  items = $state.raw<Item[]>([]);
  state = $state<"loading" | "ready" | "failed">("loading");
  problem = $state.raw<ProblemError | null>(null);
  fetchingMore = $state(false);
  #next = $state<string | null>(null);
  #turn = 0;
  readonly #fetch: (cursor: string | undefined) => Promise<PageOf<Item>>;

  constructor(fetch: (cursor: string | undefined) => Promise<PageOf<Item>>) {
    this.#fetch = fetch;
  }

  get hasMore(): boolean {
    return this.#next !== null;
  }

  /** Fetches as much as is shown, at least a page; what is shown stays until all of it is there. */
  async load(): Promise<void> {
    const turn = ++this.#turn;
    if (this.state === "failed") this.state = "loading";
    try {
      const wanted = this.items.length;
      let page = await this.#fetch(undefined);
      let items = page.items;
      while (turn === this.#turn && page.next && items.length < wanted) {
        page = await this.#fetch(page.next);
        items = [...items, ...page.items];
      }
      if (turn !== this.#turn) return;
      this.items = items;
      this.#next = page.next ?? null;
      this.state = "ready";
      this.problem = null;
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    }
  }

  async more(): Promise<void> {
    if (this.#next === null || this.fetchingMore) return;
    const turn = this.#turn;
    this.fetchingMore = true;
    try {
      const page = await this.#fetch(this.#next);
      if (turn !== this.#turn) return;
      this.items = [...this.items, ...page.items];
      this.#next = page.next ?? null;
      this.problem = null;
    } catch (error) {
      if (turn === this.#turn) this.problem = asProblem(error);
    } finally {
      this.fetchingMore = false;
    }
  }

  /** Changes the shown items after an act whose answer is already known. */
  change(change: (items: Item[]) => Item[]): void {
    this.items = change(this.items);
  }

  #fail(error: unknown): void {
    this.problem = asProblem(error);
    // A list that is already shown stays: old lines are worth more than an error page.
    if (this.state !== "ready") this.state = "failed";
  }
}

function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  throw error;
}
