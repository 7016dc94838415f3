import { afterEach, describe, expect, it, vi } from "vitest";
import { lines } from "./lines";
import { ProblemError } from "./problem";

function answers(status: number, ...pieces: string[]) {
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(control) {
      for (const piece of pieces) control.enqueue(new TextEncoder().encode(piece));
      control.close();
    },
  });
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(stream, { status })));
}

async function all(): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const line of lines("/x", {}, new AbortController().signal)) found.push(line);
  return found;
}

describe("an answer line by line", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("gives every line, however the network cuts it", async () => {
    answers(200, '{"n":1}\n{"n"', ":2}", '\n{"n":3}\n');
    expect(await all()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  it("keeps what broke off to itself", async () => {
    answers(200, '{"n":1}\n{"n":');
    expect(await all()).toEqual([{ n: 1 }]);
  });

  it("throws the problem of a refusal", async () => {
    answers(409, '{"code":"rehearsal-under-way","status":409,"detail":"Another."}');
    await expect(all()).rejects.toMatchObject({ code: "rehearsal-under-way" });
    answers(409, '{"code":"rehearsal-under-way","status":409,"detail":"Another."}');
    await expect(all()).rejects.toBeInstanceOf(ProblemError);
  });
});
