import { afterEach, describe, expect, test, vi } from "vitest";

const line = { seq: 3, kind: "hired", read: false };

/** A server with one line; each request waits until it is let through. */
function server() {
  const asked: string[] = [];
  const doors: (() => void)[] = [];
  const read = { done: false };
  vi.stubGlobal("fetch", async (request: Request) => {
    asked.push(request.method);
    await new Promise<void>((open) => doors.push(open));
    if (request.method === "PUT") {
      read.done = true;
      return new Response(null, { status: 204 });
    }
    const unread = read.done ? 0 : 1;
    return Response.json({ items: [{ ...line, read: read.done }], next: null, unread });
  });
  return { asked, letThrough: () => doors.splice(0).forEach((open) => open()) };
}

describe("the bell", () => {
  afterEach(() => vi.unstubAllGlobals());

  test("what is marked read before the list has come is marked once it is there", async () => {
    const { asked, letThrough } = server();
    // The client takes the fetch that is there when it is made.
    const { bell } = await import("./bell.svelte");
    bell.unread = 1;
    const marked = bell.markRead();
    await vi.waitFor(() => expect(asked).toEqual(["GET"]));
    letThrough();
    await vi.waitFor(() => expect(asked).toEqual(["GET", "PUT"]));
    letThrough();
    await marked;
    expect(bell.unread).toBe(0);
    expect(bell.items.map(({ read }) => read)).toEqual([true]);
  });
});
