import { describe, expect, it, vi } from "vitest";
import { ProblemError } from "$/api/client";
import { Listing, type PageOf } from "./listing.svelte";

type Ask = {
  cursor: string | undefined;
  answer: (page: PageOf<string>) => void;
  refuse: (error: unknown) => void;
};

function asked(): { listing: Listing<string>; asks: Ask[] } {
  const asks: Ask[] = [];
  const listing = new Listing<string>(
    (cursor) => new Promise((answer, refuse) => asks.push({ cursor, answer, refuse })),
  );
  return { listing, asks };
}

const unreachable = () => new ProblemError({ code: "unreachable", status: 0 });

describe("a list that comes in pages", () => {
  it("appends the next page and knows the end", async () => {
    const { listing, asks } = asked();
    const first = listing.load();
    asks[0]!.answer({ items: ["a"], next: "c1" });
    await first;
    expect(listing.hasMore).toBe(true);
    const second = listing.more();
    expect(asks[1]!.cursor).toBe("c1");
    asks[1]!.answer({ items: ["b"], next: null });
    await second;
    expect(listing.items).toEqual(["a", "b"]);
    expect(listing.hasMore).toBe(false);
  });

  it("keeps the answer to the newest question when answers overtake", async () => {
    const { listing, asks } = asked();
    const older = listing.load();
    const newer = listing.load();
    asks[1]!.answer({ items: ["new"], next: null });
    await newer;
    asks[0]!.answer({ items: ["old"], next: "c" });
    await older;
    expect(listing.items).toEqual(["new"]);
    expect(listing.hasMore).toBe(false);
  });

  it("drops a further page of a list that was asked anew meanwhile", async () => {
    const { listing, asks } = asked();
    const first = listing.load();
    asks[0]!.answer({ items: ["a"], next: "c1" });
    await first;
    const more = listing.more();
    const again = listing.load();
    asks[2]!.answer({ items: ["x"], next: null });
    await again;
    asks[1]!.answer({ items: ["b"], next: null });
    await more;
    expect(listing.items).toEqual(["x"]);
    expect(listing.fetchingMore).toBe(false);
  });

  it("asks anew for as much as is shown, and shows it until all of it is there", async () => {
    const { listing, asks } = asked();
    const first = listing.load();
    asks[0]!.answer({ items: ["a"], next: "c1" });
    await first;
    const second = listing.more();
    asks[1]!.answer({ items: ["b"], next: "c2" });
    await second;
    const again = listing.load();
    asks[2]!.answer({ items: ["x"], next: "d1" });
    await vi.waitFor(() => expect(asks[3]?.cursor).toBe("d1"));
    expect(listing.items).toEqual(["a", "b"]);
    asks[3]!.answer({ items: ["a"], next: "d2" });
    await again;
    expect(listing.items).toEqual(["x", "a"]);
    expect(listing.hasMore).toBe(true);
    expect(asks).toHaveLength(4);
  });

  it("fails in place at first, and keeps what it shows later", async () => {
    const { listing, asks } = asked();
    const first = listing.load();
    asks[0]!.refuse(unreachable());
    await first;
    expect(listing.state).toBe("failed");
    const second = listing.load();
    expect(listing.state).toBe("loading");
    asks[1]!.answer({ items: ["a"], next: null });
    await second;
    const third = listing.load();
    asks[2]!.refuse(unreachable());
    await third;
    expect(listing.state).toBe("ready");
    expect(listing.items).toEqual(["a"]);
    expect(listing.problem?.code).toBe("unreachable");
  });

  it("does not ask twice for the same further page", async () => {
    const { listing, asks } = asked();
    const first = listing.load();
    asks[0]!.answer({ items: ["a"], next: "c1" });
    await first;
    void listing.more();
    void listing.more();
    expect(asks).toHaveLength(2);
  });
});
