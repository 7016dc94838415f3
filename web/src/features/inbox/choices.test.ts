import { expect, test } from "vitest";
import { choiceOf, inboxAddress } from "./choices";

const job = "018f3a52-0000-4000-8000-00000000000a";
const choice = (query: string) => choiceOf(new URLSearchParams(query));

test("a choice survives the address", () => {
  for (const filter of [null, "unread", "starred", "muted", "archived"] as const) {
    for (const about of [null, job]) {
      const wanted = { filter, job: about };
      const address = inboxAddress(wanted, "c1");
      expect(address.startsWith("/inbox/c1")).toBe(true);
      expect(choice(address.split("?")[1] ?? "")).toEqual(wanted);
    }
  }
  expect(inboxAddress({ filter: null, job: null })).toBe("/inbox");
});

test("what is no choice chooses nothing", () => {
  for (const query of ["", "filter=", "filter=lost", "job=", "job=1", "filter=UNREAD&job=../me"]) {
    expect(choice(query)).toEqual({ filter: null, job: null });
  }
});
