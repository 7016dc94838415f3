/**
 * Where the keyboard's focus may go. Works on the elements it is given and remembers nothing.
 */
import { tick } from "svelte";

const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex]:not([tabindex="-1"])';

export function focusableInside(root: HTMLElement): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (element) => element.getClientRects().length > 0 && element.closest("[inert]") === null,
  );
}

/** Tab goes round inside a dialog; without this it would leave for the browser's own bar. */
export function keepFocusInside(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  if (event.key !== "Tab" || event.defaultPrevented) return;
  const stops = focusableInside(event.currentTarget);
  const first = stops.at(0);
  const last = stops.at(-1);
  if (!first || !last) return;
  const at = document.activeElement;
  const outside = !stops.some((stop) => stop === at);
  if (event.shiftKey && (at === first || outside)) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && (at === last || outside)) {
    event.preventDefault();
    first.focus();
  }
}

/** The heading of a page that is no conversation. */
export function pageHeading(): HTMLElement | null {
  return document.querySelector<HTMLElement>("[data-page-heading]");
}

/** After an act whose own control went with it: on to `place`, else a keyboard would begin at the page's top again. */
export async function stayNear(place: HTMLElement | null | undefined): Promise<void> {
  await tick();
  if (document.activeElement === document.body) place?.focus({ preventScroll: true });
}

/** Arrow, Home and End keys walk over `stops`; true when the key was used. */
export function walkFocus(event: KeyboardEvent, stops: HTMLElement[]): boolean {
  const at = stops.findIndex((stop) => stop === document.activeElement);
  const target = targetOf(event.key, at, stops.length);
  if (target === undefined) return false;
  event.preventDefault();
  stops[target]?.focus();
  return true;
}

function targetOf(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return at <= 0 ? count - 1 : at - 1;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
