/** Starts the app: words, styles, session, shell. */
import { mount } from "svelte";
import "$/ui/global.css";
import App from "$/routes/App.svelte";
import { match } from "$/routes/match";
import { routes } from "$/routes/table";
import { pseudoLanguage, speak } from "$/i18n";
import { marketplace } from "$/sync/marketplace.svelte";
import { session } from "$/sync/session.svelte";

// Only in development: `?pseudo` shows what a translation or RTL would break.
if (import.meta.env.DEV && location.search.includes("pseudo")) speak(pseudoLanguage);

// The page at this address comes while the session is asked for; whoever shows it says so if it cannot be had.
match(routes, location.pathname)
  ?.route.load()
  .catch(() => undefined);

// The shell says so when the session cannot be read; without the marketplace's
// facts the app still runs under its own name; the safety warning asks again.
void session.load();
marketplace.load().catch(() => undefined);

const target = document.getElementById("app");
if (!target) throw new Error("index.html has no #app");
mount(App, { target });
