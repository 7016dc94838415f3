/** The saved replies that a slash calls up over the composer. They come with the first slash. */
import { Late } from "$/features/inbox/late.svelte";
import { takesReply } from "$/features/replies/find";
import { type Slash, slashAt } from "./slash";

type Steered = (event: KeyboardEvent) => boolean;

export class SlashList {
  readonly menu = new Late(() => import("$/features/replies/SlashMenu.svelte"));
  slash = $state.raw<Slash | null>(null);
  /** The id of the option that is chosen. */
  active = $state<string>();
  private steered: Steered | null = null;
  /** A reply wished for before the list was there to be asked. */
  private early: KeyboardEvent | null = null;

  async typed(text: string, caret: number | undefined): Promise<void> {
    this.early = null;
    this.slash = caret === undefined ? null : slashAt(text, caret);
    if (this.slash && !(await this.menu.come())) this.leave();
  }

  leave(): void {
    this.slash = null;
  }

  /** Where a reply goes in; there is then no slash any more. */
  taken(): number | undefined {
    const from = this.slash?.from;
    this.leave();
    return from;
  }

  /** Given by the list when it is there, and taken back. */
  readonly steer = (steered: Steered | null): void => {
    this.steered = steered;
    if (this.early) steered?.(this.early);
    this.early = null;
  };

  /** Whether a key was the list's: after a slash Enter sends nothing while the list may still come. */
  steers(event: KeyboardEvent): boolean {
    if (!this.slash) return false;
    if (this.steered) return this.steered(event);
    if (takesReply(event)) this.early = event;
    return this.early === event;
  }
}
