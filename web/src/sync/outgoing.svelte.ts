/** The outbox of this tab in its surroundings: network, storage, the thread it feeds. */
import { api, newKey, unwrap } from "$/api/client";
import { copy } from "./copy.svelte";
import { discardFile, type AttachedFile } from "./files";
import { drop, keep, recallAll } from "./keepsakes";
import { Outbox, type Unsent } from "./outbox";
import { takeOwn } from "./replica";

/** Older ones ask before they go: the moment may have passed. */
const freshMs = 10 * 60_000;
const answerWithinMs = 20_000;

class Outgoing {
  all = $state.raw<readonly Unsent[]>([]);
  private outbox: Outbox | null = null;

  start(account: string, online: () => boolean): void {
    this.outbox = new Outbox({
      online,
      post: ({ conversation, key, text, quote, files }) =>
        unwrap(
          api.POST("/api/v1/conversations/{id}/messages", {
            params: { path: { id: conversation }, header: { "Idempotency-Key": key } },
            body: { text, quote, files: files.map(({ id }) => id) },
            signal: AbortSignal.timeout(answerWithinMs),
          }),
        ),
      keep: (unsent) => keep(account, "outbox", unsent.key, JSON.stringify(unsent)),
      drop: (key) => drop(account, "outbox", key),
      onchange: (all) => (this.all = all),
      onsent: (conversation, entry) => {
        copy.take(takeOwn(copy.replica, conversation, entry));
        this.settle(conversation);
      },
      later: (run, delayMs) => void setTimeout(run, delayMs),
    });
    this.outbox.restore(leftBy(account));
  }

  stop(): void {
    this.outbox?.end();
    this.outbox = null;
    this.all = [];
  }

  send(
    conversation: string,
    text: string,
    quote: number | null,
    files: readonly AttachedFile[],
  ): void {
    const at = new Date().toISOString();
    this.outbox?.add({ key: newKey(), conversation, text, quote, files, at });
  }

  retry(key: string): void {
    this.outbox?.retry(key);
  }

  retryWithoutQuote(key: string): void {
    this.outbox?.retryWithoutQuote(key);
  }

  discard(key: string): void {
    const files = this.all.find((one) => one.key === key)?.files ?? [];
    this.outbox?.discard(key);
    for (const { id } of files) void discardFile(id);
  }

  wake(): void {
    this.outbox?.wake();
  }

  settle(conversation: string): void {
    const thread = copy.replica.threads.get(conversation);
    // Without a thread to show it there is nothing to bridge.
    const last = thread ? thread.last : Number.MAX_SAFE_INTEGER;
    this.outbox?.settle(conversation, last);
  }
}

function leftBy(account: string): Unsent[] {
  const found: Unsent[] = [];
  for (const [key, text] of recallAll(account, "outbox")) {
    const unsent = read(text);
    if (!unsent) drop(account, "outbox", key);
    else {
      const fresh = Date.now() - Date.parse(unsent.at) < freshMs;
      found.push({ ...unsent, key, state: fresh ? "waiting" : "failed", detail: null, seq: null });
    }
  }
  return found.sort((a, b) => a.at.localeCompare(b.at));
}

function read(text: string): Unsent | null {
  try {
    const value = JSON.parse(text) as Partial<Unsent> | null;
    const whole = value && typeof value.conversation === "string" && typeof value.text === "string";
    return whole ? ({ at: "", quote: null, files: [], ...value } as Unsent) : null;
  } catch {
    return null;
  }
}

export const outgoing = new Outgoing();
