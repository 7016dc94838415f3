/**
 * Who is there with one in the conversation that this tab shows: whether the other person is online, and whether they
 * are typing. True for a moment and kept nowhere. What a screen shows of it settles: somebody who reloads does not
 * leave and come.
 */
import type { ClientFrame, Frame } from "./frames";
import type { Link } from "./socket";

export interface CompanySurroundings {
  say: (frame: ClientFrame) => void;
  visible: () => boolean;
}

const goneAfterMs = 5000;
const typingMs = 6000;
const typedEveryMs = 3000;

export class Company {
  /** Null while it is not known, or not to be known. */
  online = $state<boolean | null>(null);
  typing = $state(false);
  around: CompanySurroundings = { say: () => undefined, visible: () => false };
  private shown: string | null = null;
  private said: string | null = null;
  private typedAt = -Infinity;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;
  private goneTimer: ReturnType<typeof setTimeout> | undefined;

  /** The screen shows this conversation from now on. */
  open(conversation: string): void {
    this.forget();
    this.shown = conversation;
    this.attend();
  }

  close(conversation: string): void {
    if (this.shown !== conversation) return;
    this.forget();
    this.shown = null;
    this.attend();
  }

  /** Asks anew: the conversation turned, or the connection is another. */
  again(): void {
    this.said = null;
    if (this.shown !== null) this.attend();
  }

  /** The page was hidden, or is looked at again. */
  looked(): void {
    this.attend();
  }

  /** While the line is lost nobody can be told of; a short loss is not shown. */
  linked(link: Link): void {
    if (link === "open") return;
    this.said = null;
    this.settle(null);
  }

  hear(frame: Frame): void {
    if (frame.type === "presence" && frame.conversation === this.shown) {
      this.settle(frame.online ?? null);
      if (frame.online !== true) this.still();
    }
    if (frame.type === "typing" && frame.conversation === this.shown) {
      this.typing = true;
      clearTimeout(this.typingTimer);
      this.typingTimer = setTimeout(() => this.still(), typingMs);
    }
  }

  /** What was being typed has arrived. */
  arrived(conversation: string): void {
    if (conversation === this.shown) this.still();
  }

  /** A key was pressed here. */
  typed(conversation: string, now: number): void {
    if (conversation !== this.said || now - this.typedAt < typedEveryMs) return;
    this.typedAt = now;
    this.around.say({ type: "typing", conversation });
  }

  clear(): void {
    this.forget();
    this.shown = this.said = null;
  }

  private attend(): void {
    const conversation = this.around.visible() ? this.shown : null;
    if (conversation === this.said) return;
    this.said = conversation;
    this.around.say({ type: "attend", conversation });
    // Nothing is told to a page that nobody looks at.
    if (conversation === null) this.still();
  }

  /** Coming is shown at once, going after a while. */
  private settle(online: boolean | null): void {
    if (this.online !== true || online === true) {
      clearTimeout(this.goneTimer);
      this.goneTimer = undefined;
      this.online = online;
      return;
    }
    clearTimeout(this.goneTimer);
    this.goneTimer = setTimeout(() => (this.online = online), goneAfterMs);
  }

  private still(): void {
    clearTimeout(this.typingTimer);
    this.typing = false;
  }

  private forget(): void {
    this.still();
    clearTimeout(this.goneTimer);
    this.online = null;
    this.typedAt = -Infinity;
  }
}

export const company = new Company();
