/** The outbox of this tab in its surroundings: network, storage, other tabs. Comes after the page can be used. */
import { api, unwrap } from "$/api/client";
import type { Entry } from "./frames";
import { Outbox, type Word } from "./outbox";
import { IndexedShelf } from "./outbox-shelf";
import type { Unsent } from "./unsent";

const answerWithinMs = 20_000;

export interface Surroundings {
  account: string;
  online: () => boolean;
  onchange: (all: readonly Unsent[]) => void;
  onsent: (conversation: string, entry: Entry) => void;
  onsentelsewhere: (conversation: string) => void;
}

interface Said {
  account: string;
  word: Word;
}

/** One shelf for all sign-ins of this tab. */
const shelf = new IndexedShelf();

/** Begins with what an earlier visit left; what somebody else left in this browser is taken away. */
export function begin(around: Surroundings): { outbox: Outbox; end: () => void } {
  const { account } = around;
  const channel = new BroadcastChannel("parlance.outbox");
  let open = true;
  const outbox = new Outbox({
    ...around,
    shelf,
    post: ({ conversation, key, text, quote, files }) =>
      unwrap(
        api.POST("/api/v1/conversations/{id}/messages", {
          params: { path: { id: conversation }, header: { "Idempotency-Key": key } },
          body: { text, quote, files: files.map(({ id }) => id) },
          signal: AbortSignal.timeout(answerWithinMs),
        }),
      ),
    alone: async (name, work) => {
      await navigator.locks.request(name, work);
    },
    tell: (word) => {
      if (open) channel.postMessage({ account, word } satisfies Said);
    },
    pause: (delayMs, hurry) =>
      new Promise((resolve) => {
        hurry(resolve);
        setTimeout(resolve, delayMs);
      }),
    now: Date.now,
  });
  channel.onmessage = ({ data }: MessageEvent<Said>) => {
    if (data.account === account) void outbox.hear(data.word);
  };
  // A browser that keeps nothing has nothing to take away either.
  const cleared = shelf.keepOnly(account).catch(() => undefined);
  void cleared.then(() => outbox.restore());
  const end = () => {
    open = false;
    outbox.end();
    channel.close();
  };
  return { outbox, end };
}

/** At sign-out nothing stays, whoever wrote it. */
export async function forget(): Promise<void> {
  await shelf.keepOnly(null).catch(() => undefined);
}
