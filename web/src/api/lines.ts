/** An answer that comes line by line, each line one JSON text, while it is being worked out. */
import { unwrap, type Outcome } from "./client";
import { ProblemError } from "./problem";

type Stream = ReadableStream<Uint8Array<ArrayBuffer>>;

async function post(address: string, body: unknown, signal: AbortSignal): Promise<Outcome<Stream>> {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(address, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
    signal,
  });
  if (!response.ok) return { error: await response.json().catch(() => null), response };
  return { ...(response.body ? { data: response.body } : {}), response };
}

/** Posts `body` and gives each line as it comes. A line that broke off is no line. */
export async function* lines<T>(
  address: string,
  body: unknown,
  signal: AbortSignal,
): AsyncGenerator<T, void> {
  const stream = await unwrap(post(address, body, signal));
  let rest = "";
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new ProblemError({ code: "unreachable", status: 0 });
    });
    if (done) return;
    const texts = (rest + value).split("\n");
    rest = texts.pop() ?? "";
    for (const text of texts) yield JSON.parse(text) as T;
  }
}
