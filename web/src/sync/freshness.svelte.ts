/**
 * When a list that is no conversation may have changed on the server: something was announced, or the tab was away.
 * It says only "ask again"; a stamp that changes too often costs a request and nothing else.
 */
import { bell } from "./bell.svelte";

class Freshness {
  #returns = $state(0);

  constructor() {
    if (typeof document === "undefined") return;
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.#returns += 1;
    });
  }

  get stamp(): string {
    return `${this.#returns}.${bell.unread}`;
  }
}

export const freshness = new Freshness();
