/**
 * The files that wait to go with the next message of one conversation, and the wish to send it that waits for them.
 * Knows no elements.
 */
import type { AttachedFile } from "$/sync/files";
import { uploading } from "$/sync/uploads.svelte";
import type { Upload } from "$/sync/uploads";

const under = new Set<Upload["state"]>(["looking", "asking", "queued", "waiting", "sending"]);

export class Tray {
  /** Send was pressed; the message goes once nothing of this is under way any more. */
  wished = $state(false);
  /** It did not go after all: something failed meanwhile. */
  halted = $state(false);
  private failedBefore = 0;

  readonly all: readonly Upload[] = $derived.by(() =>
    uploading.all.filter((one) => one.conversation === this.conversation),
  );
  readonly busy: boolean = $derived.by(() => this.all.some(({ state }) => under.has(state)));
  readonly failed: number = $derived.by(
    () => this.all.filter(({ state }) => state === "failed").length,
  );
  /** Whether there is something to send, or will be. */
  readonly full: boolean = $derived.by(() =>
    this.all.some(({ state }) => state === "done" || under.has(state)),
  );

  constructor(readonly conversation: string) {}

  wish(): void {
    this.wished = true;
    this.halted = false;
    this.failedBefore = this.failed;
  }

  calm(): void {
    this.wished = false;
    this.halted = false;
  }

  /** What was wished can be done now, or not after all; answers which. */
  due(): boolean {
    if (!this.wished || this.busy) return false;
    this.wished = false;
    this.halted = this.failed > this.failedBefore;
    return !this.halted;
  }

  take(): AttachedFile[] {
    this.calm();
    return uploading.take(this.conversation);
  }
}
