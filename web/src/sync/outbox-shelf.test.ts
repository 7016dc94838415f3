import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { IndexedShelf } from "./outbox-shelf";
import type { Kept } from "./unsent";

function kept(key: string, account = "felix"): Kept {
  const at = "2026-01-01T00:00:00Z";
  const words = { conversation: "a", text: `text ${key}`, quote: null, files: [], at };
  return { ...words, key, account, order: 1, refusal: null };
}

const keys = async (shelf: IndexedShelf) => (await shelf.all()).map(({ key }) => key);

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
});

describe("the shelf", () => {
  test("keeps for every tab and visit what one put there, until it is dropped", async () => {
    const [one, two] = [new IndexedShelf(), new IndexedShelf()];
    await one.put(kept("1"));
    await two.put(kept("2"));
    expect(await keys(one)).toEqual(["1", "2"]);
    expect((await new IndexedShelf().all())[0]).toEqual(kept("1"));
    await two.drop("1");
    expect(await keys(one)).toEqual(["2"]);
  });

  test("changes what is there, and brings nothing back that was cleared", async () => {
    const shelf = new IndexedShelf();
    await shelf.put(kept("1"));
    const refusal = { code: "job-closed", detail: "Closed." };
    await shelf.change("1", { refusal });
    expect((await shelf.all())[0]).toEqual({ ...kept("1"), refusal });
    await shelf.keepOnly(null);
    await shelf.change("1", { refusal: null });
    expect(await shelf.all()).toEqual([]);
  });

  test("keeps what one account wrote and takes away what others did", async () => {
    const shelf = new IndexedShelf();
    await shelf.put(kept("his"));
    await shelf.put(kept("hers", "clara"));
    await shelf.keepOnly("clara");
    expect(await keys(shelf)).toEqual(["hers"]);
  });

  test("does not stand in the way of a later version, and says that it keeps nothing then", async () => {
    const shelf = new IndexedShelf();
    await shelf.put(kept("1"));
    const later = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open("parlance", 2);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error ?? new Error("refused"));
    });
    await expect(shelf.put(kept("2"))).rejects.toThrow();
    later.close();
  });

  test.each([
    ["there is none", undefined],
    [
      "the browser refuses it",
      {
        open: () => {
          throw new DOMException("no", "SecurityError");
        },
      },
    ],
  ])("rejects where %s, and works once it is there", async (_, factory) => {
    vi.stubGlobal("indexedDB", factory);
    const shelf = new IndexedShelf();
    await expect(shelf.put(kept("1"))).rejects.toThrow();
    await expect(shelf.all()).rejects.toThrow();
    vi.stubGlobal("indexedDB", new IDBFactory());
    await shelf.put(kept("1"));
    expect(await keys(shelf)).toEqual(["1"]);
  });

  test("one that never answers is given up after a while", async () => {
    vi.useFakeTimers();
    vi.stubGlobal("indexedDB", { open: () => ({}) });
    const asked = new IndexedShelf().put(kept("1"));
    const refused = expect(asked).rejects.toThrow("does not answer");
    await vi.advanceTimersByTimeAsync(5000);
    await refused;
    vi.useRealTimers();
  });
});
