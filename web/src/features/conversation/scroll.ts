/**
 * Where a thread stands in its box: pinned to its end until the reader moves
 * away, and held still while history is put before it. Knows elements only.
 */
const nearPx = 64;
const marginPx = 16;

export class ThreadScroll {
  private pinned = true;
  private readonly watcher: ResizeObserver;
  private readonly onscroll = () => this.moved();

  constructor(
    private readonly box: HTMLElement,
    content: HTMLElement,
    private readonly onpinned: (pinned: boolean) => void,
  ) {
    // The box shrinks when the composer grows, the content when texts unfold.
    this.watcher = new ResizeObserver(() => {
      if (this.pinned) this.toEnd();
      else this.moved();
    });
    this.watcher.observe(box);
    this.watcher.observe(content);
    box.addEventListener("scroll", this.onscroll, { passive: true });
  }

  toEnd(): void {
    this.box.scrollTop = this.box.scrollHeight;
    this.pin(true);
  }

  /** Moves this box only: `scrollIntoView` would move the page around it too. */
  show(element: Element, block: "start" | "center"): void {
    const at = element.getBoundingClientRect();
    const view = this.box.getBoundingClientRect();
    const space = block === "start" ? marginPx : Math.max(0, (view.height - at.height) / 2);
    this.pinned = false;
    this.box.scrollTop += at.top - view.top - space;
    this.moved();
  }

  /** Puts the view back to the same distance from the end. */
  hold(fromEnd: number): void {
    if (this.pinned) this.toEnd();
    else this.box.scrollTop = this.box.scrollHeight - fromEnd;
  }

  stop(): void {
    this.watcher.disconnect();
    this.box.removeEventListener("scroll", this.onscroll);
  }

  private moved(): void {
    const { scrollHeight, scrollTop, clientHeight } = this.box;
    this.pin(scrollHeight - scrollTop - clientHeight < nearPx);
  }

  private pin(pinned: boolean): void {
    this.pinned = pinned;
    this.onpinned(pinned);
  }
}

/** The number of the last entry whose beginning is in view; 0 when none is. */
export function lastSeen(box: HTMLElement): number {
  const bottom = box.getBoundingClientRect().bottom;
  const drawn = [...box.querySelectorAll<HTMLElement>("[data-line], [data-message]")];
  for (let at = drawn.length - 1; at >= 0; at -= 1) {
    const one = drawn[at];
    if (one && one.getBoundingClientRect().top < bottom - 8) return Number(one.id.slice(1)) || 0;
  }
  return 0;
}
