/** The uploads of this tab in their surroundings: network, storage, the marketplace's bounds. */
import { newKey } from "$/api/client";
import { discardFile, uploadFile, type AttachedFile } from "./files";
import { drop, keep, recallAll } from "./keepsakes";
import { marketplace } from "./marketplace.svelte";
import { Uploads, type Bounds, type Upload } from "./uploads";

/** The server sweeps what was not sent within a day; what is nearly swept is not offered any more. */
const freshMs = 20 * 3600_000;

const under = new Set<Upload["state"]>(["asking", "queued", "waiting", "sending"]);

interface Kept {
  at: number;
  files: AttachedFile[];
}

class Uploading {
  all = $state.raw<readonly Upload[]>([]);
  private uploads: Uploads | null = null;
  /** Whether closing this tab would lose some of it: bytes that have not gone are nowhere else. */
  readonly loose: boolean = $derived(this.all.some(({ state }) => under.has(state)));

  start(account: string, online: () => boolean): void {
    this.uploads = new Uploads({
      online,
      newKey,
      post: ({ conversation, name, content, key }, onprogress, signal) =>
        uploadFile(conversation, name, content ?? new Blob(), { key, onprogress, signal }),
      discard: (file) => void discardFile(file),
      keep: (conversation, files) => {
        if (files.length === 0) return drop(account, "files", conversation);
        const kept = { at: Date.now(), files: [...files] } satisfies Kept;
        keep(account, "files", conversation, JSON.stringify(kept));
      },
      onchange: (all) => (this.all = all),
      later: (run, delayMs) => void setTimeout(run, delayMs),
    });
    for (const [conversation, text] of recallAll(account, "files")) {
      const files = read(text);
      if (files.length === 0) drop(account, "files", conversation);
      else this.uploads.restore(conversation, files);
    }
  }

  stop(): void {
    this.uploads?.end();
    this.uploads = null;
    this.all = [];
  }

  /** What the marketplace takes; null as long as that is not known. */
  get bounds(): Bounds | null {
    const known = marketplace.value;
    if (!known) return null;
    const { file_bytes: bytes, files_per_message: count } = known.limits;
    return { endings: known.file_endings, bytes, count };
  }

  add(conversation: string, files: readonly File[]): Upload[] {
    return this.bounds ? (this.uploads?.add(conversation, files, this.bounds) ?? []) : [];
  }

  ask(key: string): void {
    this.uploads?.ask(key);
  }

  go(key: string, content?: File): void {
    this.uploads?.go(key, content);
  }

  retry(key: string): void {
    this.uploads?.retry(key);
  }

  remove(key: string): void {
    this.uploads?.remove(key);
  }

  take(conversation: string): AttachedFile[] {
    return this.uploads?.take(conversation) ?? [];
  }

  /** What was taken comes back, to go with another message. */
  giveBack(conversation: string, files: readonly AttachedFile[]): void {
    this.uploads?.restore(conversation, files);
  }

  wake(): void {
    this.uploads?.wake();
  }
}

function read(text: string): AttachedFile[] {
  try {
    const kept = JSON.parse(text) as Partial<Kept> | null;
    const fresh = typeof kept?.at === "number" && Date.now() - kept.at < freshMs;
    return fresh && Array.isArray(kept.files) ? kept.files : [];
  } catch {
    return [];
  }
}

export const uploading = new Uploading();
