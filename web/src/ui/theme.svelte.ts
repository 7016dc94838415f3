/**
 * The choice between light, dark and what the system says. Kept on this machine only.
 * `public/theme.js` reads the same key before the first paint; the two must agree on it.
 */

export type Theme = "system" | "light" | "dark";

const KEY = "parlance.theme";

function read(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "light" || kept === "dark" ? kept : "system";
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
    return "system";
  }
}

let chosen = $state<Theme>(read());

export const theme = {
  get chosen(): Theme {
    return chosen;
  },
  choose(next: Theme): void {
    chosen = next;
    show(next);
    try {
      if (next === "system") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, next);
    } catch {
      // As above: shown now, forgotten with the page.
    }
  },
};

function show(next: Theme): void {
  if (next === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = next;
}

// Another tab chose: follow it.
addEventListener("storage", (event) => {
  if (event.key !== KEY) return;
  chosen = read();
  show(chosen);
});
