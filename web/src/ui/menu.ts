/** What an item may ask of the menu around it. */
export const MENU = Symbol("menu");
export type MenuContext = { close: () => void };
