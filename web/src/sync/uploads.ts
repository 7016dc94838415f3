/**
 * Files on their way to the server, where they wait to be sent with a message. At most three go at once; each under
 * a key of its own, so that trying again after a lost answer leaves no second copy there. Nothing starts before it
 * was looked at, and what is refused beforehand never starts.
 */
import { ProblemError } from "$/api/problem";
import type { AttachedFile } from "./files";

export interface Upload {
  key: string;
  conversation: string;
  name: string;
  bytes: number;
  /** What is sent; null for one that an earlier visit has uploaded. */
  content: File | null;
  /**
   * `looking` and `asking` come before the start: the person is asked what becomes of what the file tells.
   * `refused` is before any request, `failed` after one.
   */
  state: "looking" | "asking" | "queued" | "waiting" | "sending" | "done" | "failed" | "refused";
  /** How many bytes have gone. */
  sent: number;
  /** Why it is refused or failed: a code, and the server's words where it gave some. */
  problem: { code: string; detail: string } | null;
  /** What the server knows it as, once done. */
  file: AttachedFile | null;
}

/** What the marketplace takes. */
export interface Bounds {
  endings: readonly string[];
  bytes: number;
  count: number;
}

export interface UploadsWorld {
  post: (
    upload: Upload,
    onprogress: (sent: number) => void,
    signal: AbortSignal,
  ) => Promise<AttachedFile>;
  discard: (file: string) => void;
  /** False while there is no point in trying. */
  online: () => boolean;
  /** The uploads of a conversation that are done. */
  keep: (conversation: string, files: readonly AttachedFile[]) => void;
  onchange: (all: readonly Upload[]) => void;
  newKey: () => string;
  later: (run: () => void, delayMs: number) => void;
}

const atOnceMax = 3;
const triesMax = 3;
const pauseMs = 800;
const pauseMaxMs = 30_000;

/** Why a file cannot be sent at all, as far as its name and size tell. */
export function refusalOf(file: Pick<File, "name" | "size">, bounds: Bounds): string | null {
  const ending = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase();
  if (ending === undefined || !bounds.endings.includes(ending)) return "file-type-not-allowed";
  if (file.size > bounds.bytes) return "file-too-large";
  return file.size === 0 ? "file-empty" : null;
}

export class Uploads {
  private items: Upload[] = [];
  private running = new Map<string, AbortController>();
  private tries = new Map<string, number>();
  private ended = false;

  constructor(private readonly world: UploadsWorld) {}

  /** Takes files in; answers those that may start, which are to be looked at first. */
  add(conversation: string, files: readonly File[], bounds: Bounds): Upload[] {
    let room = bounds.count - this.items.filter((one) => takesRoom(one, conversation)).length;
    const added = files.map((content): Upload => {
      let code = refusalOf(content, bounds);
      if (code === null && room <= 0) code = "too-many-files";
      if (code === null) room -= 1;
      return {
        key: this.world.newKey(),
        conversation,
        name: content.name,
        bytes: content.size,
        content,
        state: code === null ? "looking" : "refused",
        sent: 0,
        problem: code === null ? null : { code, detail: "" },
        file: null,
      };
    });
    this.items = [...this.items, ...added];
    this.tell();
    return added.filter(({ state }) => state === "looking");
  }

  /** What an earlier visit uploaded and did not send. */
  restore(conversation: string, files: readonly AttachedFile[]): void {
    const left = files.map((file): Upload => ({
      key: this.world.newKey(),
      conversation,
      name: file.name,
      bytes: file.bytes,
      content: null,
      state: "done",
      sent: file.bytes,
      problem: null,
      file,
    }));
    this.items = [...this.items, ...left];
    this.tell();
  }

  ask(key: string): void {
    this.change(key, { state: "asking" });
  }

  /** It was looked at: off it goes, as it is or as `content`. */
  go(key: string, content?: File): void {
    const changed = content ? { content, bytes: content.size } : {};
    this.change(key, { state: "queued", ...changed });
    this.pump();
  }

  retry(key: string): void {
    this.tries.delete(key);
    this.change(key, { state: "queued", sent: 0, problem: null });
    this.pump();
  }

  /** Takes it away, wherever it has got to. */
  remove(key: string): void {
    const item = this.find(key);
    if (!item) return;
    this.forget(key);
    if (item.file) this.world.discard(item.file.id);
    this.keep(item.conversation);
    this.pump();
  }

  /** Hands over what is done, to be sent with a message; what was refused is put away. */
  take(conversation: string): AttachedFile[] {
    const mine = this.items.filter((one) => one.conversation === conversation);
    const files: AttachedFile[] = [];
    for (const { key, state, file } of mine) {
      if (file) files.push(file);
      if (file || state === "refused") this.forget(key);
    }
    this.keep(conversation);
    return files;
  }

  /** The way is open again. */
  wake(): void {
    for (const { key, state } of this.items) {
      if (state === "waiting") this.change(key, { state: "queued" });
    }
    this.pump();
  }

  end(): void {
    this.ended = true;
    for (const control of this.running.values()) control.abort();
  }

  private pump(): void {
    for (const item of this.items) {
      if (this.ended || this.running.size >= atOnceMax) return;
      if (item.state !== "queued" || this.running.has(item.key)) continue;
      if (this.world.online()) this.start(item);
      else this.change(item.key, { state: "waiting" });
    }
  }

  private start(item: Upload): void {
    const control = new AbortController();
    this.running.set(item.key, control);
    this.change(item.key, { state: "sending" });
    const progress = (sent: number) => this.change(item.key, { sent: Math.min(sent, item.bytes) });
    void this.world.post(item, progress, control.signal).then(
      (file) => this.arrived(item, control, file),
      (error: unknown) => this.failed(item, control, error),
    );
  }

  private arrived(item: Upload, control: AbortController, file: AttachedFile): void {
    if (this.ended) return;
    if (this.running.get(item.key) !== control) return this.world.discard(file.id);
    this.running.delete(item.key);
    this.change(item.key, { state: "done", sent: item.bytes, file });
    this.keep(item.conversation);
    this.pump();
  }

  private failed(item: Upload, control: AbortController, error: unknown): void {
    if (this.ended || this.running.get(item.key) !== control) return;
    this.running.delete(item.key);
    const problem =
      error instanceof ProblemError ? error : new ProblemError({ code: "unreachable", status: 0 });
    const passing = problem.unanswered || problem.status === 429 || problem.status === 503;
    if (problem.status === 401 || (passing && !this.world.online())) {
      this.change(item.key, { state: "waiting", sent: 0 });
      return this.pump();
    }
    const tried = (this.tries.get(item.key) ?? 0) + 1;
    this.tries.set(item.key, tried);
    if (passing && tried < triesMax) {
      const delayMs = Math.min(problem.retryAfterMs ?? pauseMs * 2 ** (tried - 1), pauseMaxMs);
      this.world.later(() => this.again(item.key), delayMs);
    } else {
      const { code, detail } = problem;
      this.change(item.key, { state: "failed", sent: 0, problem: { code, detail } });
    }
    this.pump();
  }

  private again(key: string): void {
    if (this.ended || this.running.has(key) || this.find(key)?.state !== "sending") return;
    this.change(key, { state: "queued", sent: 0 });
    this.pump();
  }

  private forget(key: string): void {
    this.running.get(key)?.abort();
    this.running.delete(key);
    this.tries.delete(key);
    this.items = this.items.filter((one) => one.key !== key);
    this.tell();
  }

  private keep(conversation: string): void {
    const done = this.items.filter((one) => one.conversation === conversation);
    this.world.keep(
      conversation,
      done.flatMap(({ file }) => file ?? []),
    );
  }

  private find(key: string): Upload | undefined {
    return this.items.find((one) => one.key === key);
  }

  private change(key: string, change: Partial<Upload>): void {
    this.items = this.items.map((one) => (one.key === key ? { ...one, ...change } : one));
    this.tell();
  }

  private tell(): void {
    if (!this.ended) this.world.onchange(this.items);
  }
}

function takesRoom({ conversation, state }: Upload, wanted: string): boolean {
  return conversation === wanted && state !== "refused";
}
