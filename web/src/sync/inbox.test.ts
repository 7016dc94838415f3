import { afterEach, expect, test, vi } from "vitest";
import { api, ProblemError } from "$/api/client";
import { copy } from "./copy.svelte";
import type { Row } from "./frames";
import { inbox } from "./inbox.svelte";
import { takeRows, type Want } from "./replica";

type Answer = (page: { items: Row[]; next: string | null }) => void;

function row(day: number): Row {
  const last_at = `2026-01-${String(day).padStart(2, "0")}T00:00:00Z`;
  return {
    id: `c${day}`,
    job: { id: "j9" },
    other_version: 0,
    receipt: { delivered_seq: 0, read_seq: 0 },
    head: { version: day, unread: 0, archived: false, last_at },
  } as Row;
}

/** The wire, answered by the test. */
function wire() {
  const asks: {
    query: { cursor?: string; filter?: string; job?: string };
    cursor: string | undefined;
    answer: Answer;
    fail: () => void;
  }[] = [];
  vi.spyOn(api, "GET").mockImplementation(((_path: string, how: unknown) => {
    const { query } = (how as { params: { query: { cursor?: string } } }).params;
    const { cursor } = query;
    return new Promise((done, fail) => {
      const answer: Answer = (data) => done({ data, response: new Response() });
      asks.push({ query, cursor, answer, fail: () => fail(new TypeError("cut")) });
    });
  }) as never);
  return asks;
}

const shown = () => inbox.rows.map(({ id }) => id);

afterEach(() => {
  inbox.clear();
  copy.clear();
  vi.restoreAllMocks();
});

async function twoPages(asks: ReturnType<typeof wire>) {
  const first = inbox.reload();
  asks[0]!.answer({ items: [row(9), row(8)], next: "after 8" });
  await first;
  const second = inbox.more();
  asks[1]!.answer({ items: [row(7), row(6)], next: "after 6" });
  await second;
}

test("asking anew takes nothing off the list while its pages come in", async () => {
  const asks = wire();
  await twoPages(asks);
  expect(asks[1]!.cursor).toBe("after 8");
  const again = inbox.reload();
  asks[2]!.answer({ items: [row(10), row(9)], next: "after 9" });
  await vi.waitFor(() => expect(asks[3]?.cursor).toBe("after 9"));
  expect(shown()).toEqual(["c10", "c9", "c8", "c7", "c6"]);
  asks[3]!.answer({ items: [row(8), row(7)], next: "after 7" });
  await again;
  expect(asks).toHaveLength(4);
  expect(inbox.complete).toBe(false);
  expect(shown()).toEqual(["c10", "c9", "c8", "c7"]);
});

test("asking anew in vain leaves the list and its next page as they were", async () => {
  const asks = wire();
  await twoPages(asks);
  const again = inbox.reload();
  asks[2]!.fail();
  await again;
  expect(inbox.error).toBeInstanceOf(ProblemError);
  expect(shown()).toEqual(["c9", "c8", "c7", "c6"]);
  void inbox.more();
  expect(asks[3]!.cursor).toBe("after 6");
});

test("a choice has a list of its own, asked for by its name, and the everyday one stays as it was", async () => {
  const asks = wire();
  await twoPages(asks);
  inbox.choose({ filter: "starred", job: "j1" });
  expect(asks[2]!.query).toMatchObject({ filter: "starred", job: "j1" });
  const starred = { ...row(3), job: { id: "j1" } } as Row;
  starred.head.starred = true;
  asks[2]!.answer({ items: [starred], next: null });
  await vi.waitFor(() => expect(inbox.complete).toBe(true));
  expect(shown()).toEqual(["c3"]);
  expect(inbox.isWhole).toBe(false);
  inbox.choose({ filter: null, job: null });
  expect(asks).toHaveLength(3);
  expect(shown()).toEqual(["c9", "c8", "c7", "c6"]);
});

test("a row that left the list unheard is looked at again, and one that was heard of meanwhile is not", async () => {
  const asks = wire();
  await twoPages(asks);
  const wants: Want[] = [];
  copy.fetch = (want) => wants.push(want);
  const again = inbox.reload();
  copy.take((replica) =>
    takeRows(replica, [{ ...row(8), head: { ...row(8).head, version: 100 } } as Row]),
  );
  asks[2]!.answer({ items: [row(6)], next: null });
  await again;
  expect(wants).toEqual([
    { kind: "row", id: "c9" },
    { kind: "row", id: "c7" },
  ]);
});
