/** Fetches a file's bytes, or a stretch of them. The answer has the shape that `unwrap` takes. */
interface Answer {
  data?: Uint8Array<ArrayBuffer>;
  error?: unknown;
  response: Response;
}

/** What was asked for and not given back is an answer that cannot be used. */
const unusable = new Response(null, { status: 502 });

export async function bytes(
  address: string,
  { from, length, signal }: { from?: number; length?: number; signal: AbortSignal },
): Promise<Answer> {
  const stretch = from !== undefined && length !== undefined;
  const headers = stretch ? { Range: `bytes=${from}-${from + length - 1}` } : undefined;
  const response = await fetch(address, { signal, ...(headers ? { headers } : {}) });
  if (!response.ok) return { error: await response.json().catch(() => null), response };
  const data = new Uint8Array(await response.arrayBuffer());
  if (stretch && (response.status !== 206 || data.length !== length)) {
    return { error: null, response: unusable };
  }
  return { data, response };
}
