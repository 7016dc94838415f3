/**
 * Reactions on their way. What one wishes is shown at once; of quick presses on the same emoji only the last
 * wish counts, and one request at a time is under way for it.
 */
import { react, unreact } from "./messages";

class Reacting {
  /** What is wished and not answered yet: given or taken back. */
  wishes = $state.raw<ReadonlyMap<string, boolean>>(new Map());
  private running = new Set<string>();

  /** The wishes about one message, by emoji. */
  of(conversation: string, seq: number): ReadonlyMap<string, boolean> {
    const start = name(conversation, seq, "");
    const found = [...this.wishes].filter(([key]) => key.startsWith(start));
    return new Map(found.map(([key, given]) => [key.slice(start.length), given]));
  }

  /** Ends when the server says so too; the refusal of a wish takes it back. */
  async set(conversation: string, seq: number, emoji: string, given: boolean): Promise<void> {
    const key = name(conversation, seq, emoji);
    this.change(key, given);
    if (this.running.has(key)) return;
    this.running.add(key);
    try {
      for (let done: boolean | undefined; done !== this.wishes.get(key);) {
        done = this.wishes.get(key);
        await (done ? react : unreact)(conversation, seq, emoji);
      }
    } finally {
      this.running.delete(key);
      this.change(key, undefined);
    }
  }

  private change(key: string, wish: boolean | undefined): void {
    const wishes = new Map(this.wishes);
    if (wish === undefined) wishes.delete(key);
    else wishes.set(key, wish);
    this.wishes = wishes;
  }
}

function name(conversation: string, seq: number, emoji: string): string {
  return `${conversation} ${seq} ${emoji}`;
}

export const reacting = new Reacting();
