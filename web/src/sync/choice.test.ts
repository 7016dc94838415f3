import { expect, test } from "vitest";
import { counts, fits, type Filter } from "./choice";
import type { Head, Row } from "./frames";

function row(head: Partial<Head>, side: Row["side"] = "client"): Row {
  const standing = { state: "open", reason: null };
  const bare = { unread: 0, starred: false, muted: false, archived: false, standing };
  return { side, job: { id: "j1" }, head: { ...bare, ...head } } as Row;
}

const lists = (of: Row) =>
  [null, "unread", "starred", "muted", "archived"].filter((filter) =>
    fits(of, { filter: filter as Filter | null, job: null }),
  );

test("what is put away is in no list but that of its own and of its marks", () => {
  expect(lists(row({ unread: 2 }))).toEqual([null, "unread"]);
  expect(lists(row({ unread: 2, archived: true }))).toEqual(["archived"]);
  expect(lists(row({ archived: true, starred: true, muted: true }))).toEqual([
    "starred",
    "muted",
    "archived",
  ]);
});

test("a job leaves its own conversations only", () => {
  expect(fits(row({}), { filter: null, job: "j1" })).toBe(true);
  expect(fits(row({}), { filter: null, job: "j2" })).toBe(false);
  expect(fits(row({}), { filter: "starred", job: "j1" })).toBe(false);
});

test("of what is muted only an invitation that waits for this person counts", () => {
  const invited = { state: "invited", reason: null } as const;
  expect(counts(row({ unread: 1 }))).toBe(true);
  expect(counts(row({ unread: 0 }))).toBe(false);
  expect(counts(row({ unread: 1, muted: true }))).toBe(false);
  expect(counts(row({ unread: 1, archived: true }))).toBe(false);
  expect(counts(row({ unread: 1, muted: true, standing: invited }, "freelancer"))).toBe(true);
  expect(counts(row({ unread: 1, muted: true, standing: invited }, "client"))).toBe(false);
});

test("what the support desk reads is in none of one's own lists and counts nowhere", () => {
  expect(lists(row({ unread: 2, starred: true, muted: true }, "desk"))).toEqual([]);
  expect(counts(row({ unread: 2 }, "desk"))).toBe(false);
  expect(counts(row({ unread: 2 }, "person"))).toBe(true);
});
