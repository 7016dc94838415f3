/**
 * Where this browser keeps messages that have not gone out: one IndexedDB store that all tabs share. A browser that
 * forbids it, is full or does not answer rejects, and whoever asked keeps them in memory and says so.
 */
import type { Kept } from "./unsent";

export interface Shelf {
  all: () => Promise<Kept[]>;
  put: (kept: Kept) => Promise<void>;
  /** Changes what is still there: what was cleared meanwhile does not come back. */
  change: (key: string, change: Partial<Kept>) => Promise<void>;
  drop: (key: string) => Promise<void>;
}

/** What one tab alone knows. */
export class MemoryShelf implements Shelf {
  private readonly kept = new Map<string, Kept>();

  async all(): Promise<Kept[]> {
    return [...this.kept.values()];
  }

  async put(kept: Kept): Promise<void> {
    this.kept.set(kept.key, kept);
  }

  async change(key: string, change: Partial<Kept>): Promise<void> {
    const there = this.kept.get(key);
    if (there) this.kept.set(key, { ...there, ...change });
  }

  async drop(key: string): Promise<void> {
    this.kept.delete(key);
  }
}

const database = "parlance";
const store = "outbox";
/** Some private windows never answer instead of refusing. */
const answerWithinMs = 4000;

function open(): Promise<IDBDatabase> {
  return within(
    new Promise((resolve, reject) => {
      const asked = indexedDB.open(database, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(store, { keyPath: "key" });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error ?? new Error("not opened"));
    }),
  );
}

function within<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error("the browser's storage does not answer"));
    const timer = setTimeout(late, answerWithinMs);
    void work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

export class IndexedShelf implements Shelf {
  private opened: Promise<IDBDatabase> | null = null;

  async all(): Promise<Kept[]> {
    return this.run("readonly", (kept) => kept.getAll() as IDBRequest<Kept[]>);
  }

  async put(kept: Kept): Promise<void> {
    await this.run("readwrite", (all) => all.put(kept));
  }

  async change(key: string, change: Partial<Kept>): Promise<void> {
    await this.run("readwrite", (all) => {
      const asked = all.get(key) as IDBRequest<Kept | undefined>;
      asked.onsuccess = () => {
        if (asked.result) all.put({ ...asked.result, ...change });
      };
      return asked;
    });
  }

  async drop(key: string): Promise<void> {
    await this.run("readwrite", (all) => all.delete(key));
  }

  /** Takes away all but what `account` wrote; with null, all. */
  async keepOnly(account: string | null): Promise<void> {
    await this.run("readwrite", (all) => {
      const asked = all.getAll() as IDBRequest<Kept[]>;
      asked.onsuccess = () => {
        for (const kept of asked.result) if (kept.account !== account) all.delete(kept.key);
      };
      return asked;
    });
  }

  /** One transaction; done when it is, not when its request is. */
  private async run<T>(
    mode: IDBTransactionMode,
    work: (kept: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> {
    const database = await this.database();
    return within(
      new Promise((resolve, reject) => {
        const transaction = database.transaction(store, mode);
        const asked = work(transaction.objectStore(store));
        transaction.oncomplete = () => resolve(asked.result);
        transaction.onabort = () => reject(transaction.error ?? new Error("given up"));
      }),
    );
  }

  private database(): Promise<IDBDatabase> {
    this.opened ??= open().then(
      (opened) => {
        // A later version of the app, or somebody who clears the browser, must not wait for this tab.
        opened.onversionchange = () => {
          this.opened = null;
          opened.close();
        };
        opened.onclose = () => (this.opened = null);
        return opened;
      },
      (error: unknown) => {
        this.opened = null;
        throw error;
      },
    );
    return this.opened;
  }
}
