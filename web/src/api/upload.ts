/**
 * Sends one file's bytes as they are. Only `XMLHttpRequest` tells how far a body has gone. The answer has the shape
 * that `unwrap` takes.
 */
export interface Sending {
  key: string;
  onprogress: (sent: number) => void;
  signal: AbortSignal;
}

/** A line on which nothing moves for so long is taken for broken. */
const silenceMs = 45_000;

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** Rejects when no answer came. */
export function upload<T>(address: string, body: Blob, sending: Sending): Promise<Answer<T>> {
  const { key, onprogress, signal } = sending;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let silence: ReturnType<typeof setTimeout> | undefined;
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(() => request.abort(), silenceMs);
    };
    const abort = () => request.abort();
    request.open("POST", address);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("Idempotency-Key", key);
    request.upload.onprogress = ({ loaded }) => {
      heard();
      onprogress(loaded);
    };
    request.onload = () => resolve(answerOf(request));
    request.onerror = request.onabort = () => reject(new Error("no answer"));
    request.onloadend = () => {
      clearTimeout(silence);
      signal.removeEventListener("abort", abort);
    };
    signal.addEventListener("abort", abort);
    heard();
    if (signal.aborted) reject(new Error("given up"));
    else request.send(body);
  });
}

function answerOf<T>({ status, responseText }: XMLHttpRequest): Answer<T> {
  const response = new Response(null, { status });
  try {
    const value: unknown = JSON.parse(responseText);
    return response.ok ? { data: value as T, response } : { error: value, response };
  } catch {
    return { error: null, response };
  }
}
