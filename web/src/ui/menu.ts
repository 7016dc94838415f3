import { focusableInside, walkFocus } from "./focus";

/** What an item may ask of the menu around it. */
export const MENU = Symbol("menu");
export type MenuContext = { close: () => void };

/** Arrows, Home and End walk over the items; Tab leaves the menu, which closes it. */
export function walkMenu(event: KeyboardEvent, panel: HTMLElement, close: () => void): void {
  if (event.key === "Tab") close();
  else walkFocus(event, focusableInside(panel));
}
