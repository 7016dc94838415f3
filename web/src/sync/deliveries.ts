/**
 * Tells the server what reached this browser, so that its author sees it delivered: gathered for a moment, each number
 * once. What is read meanwhile needs no word of its own. Where no answer came it is said again when the line is back.
 */

export interface Arrived {
  id: string;
  seq: number;
}

export interface DeliverySurroundings {
  put: (arrived: Arrived[]) => Promise<void>;
  /** Up to where the server knows this to have been read. */
  readSeq: (id: string) => number;
  /** Whether saying it again later may help. */
  isPassing: (error: unknown) => boolean;
  later: (run: () => void, delayMs: number) => () => void;
}

const gatherMs = 600;
/** The server takes as many at once. */
const atOnce = 50;

export class Deliveries {
  private waiting = new Map<string, number>();
  private told = new Map<string, number>();
  private cancel: (() => void) | null = null;
  private telling = false;
  private ended = false;

  constructor(private readonly around: DeliverySurroundings) {}

  /** Everything of the other side's up to `seq` is here. */
  arrived(id: string, seq: number): void {
    if (seq <= Math.max(this.told.get(id) ?? 0, this.waiting.get(id) ?? 0)) return;
    this.waiting.set(id, seq);
    this.wake();
  }

  /** Says what waits, as when the connection is back. */
  wake(): void {
    if (this.ended || this.waiting.size === 0) return;
    this.cancel ??= this.around.later(() => {
      this.cancel = null;
      void this.tell();
    }, gatherMs);
  }

  /** Nothing more is said. */
  end(): void {
    this.ended = true;
    this.cancel?.();
    this.cancel = null;
    this.waiting.clear();
  }

  private async tell(): Promise<void> {
    if (this.telling) return;
    this.telling = true;
    const batch = this.take();
    let again = false;
    try {
      if (batch.length > 0) await this.around.put(batch);
      again = batch.length > 0;
    } catch (error) {
      if (this.around.isPassing(error)) this.putBack(batch);
    } finally {
      this.telling = false;
    }
    if (again) this.wake();
  }

  private take(): Arrived[] {
    const batch: Arrived[] = [];
    for (const [id, seq] of this.waiting) {
      if (batch.length === atOnce) break;
      this.waiting.delete(id);
      if (seq <= this.around.readSeq(id)) continue;
      this.told.set(id, seq);
      batch.push({ id, seq });
    }
    return batch;
  }

  private putBack(batch: readonly Arrived[]): void {
    if (this.ended) return;
    for (const { id, seq } of batch) {
      if (this.told.get(id) === seq) this.told.delete(id);
      this.waiting.set(id, Math.max(seq, this.waiting.get(id) ?? 0));
    }
  }
}
