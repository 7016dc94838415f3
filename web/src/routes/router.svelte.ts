/**
 * The app's address: what stands in the address bar, as state, and how to
 * change it. Plain links work; this room turns them into moves without a
 * reload. It knows no page.
 */
interface Address {
  path: string;
  query: URLSearchParams;
  hash: string;
}

function read(): Address {
  return {
    path: location.pathname,
    query: new URLSearchParams(location.search),
    hash: location.hash,
  };
}

let address = $state.raw<Address>(read());

export const route = {
  get path() {
    return address.path;
  },
  get query() {
    return address.query;
  },
  get hash() {
    return address.hash;
  },
};

/** Goes to a path of this app. */
export function navigate(to: string, options: { replace?: boolean } = {}): void {
  const before = location.pathname;
  if (options.replace) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  address = read();
  if (before !== address.path) window.scrollTo(0, 0);
}

function ours(event: MouseEvent): HTMLAnchorElement | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = (event.target as Element | null)?.closest?.("a[href]");
  if (!(link instanceof HTMLAnchorElement)) return null;
  if (link.target !== "" || link.hasAttribute("download") || link.rel === "external") return null;
  // The server answers these paths itself.
  if (link.origin !== location.origin || /^\/(api|demo)(\/|$)/.test(link.pathname)) return null;
  return link;
}

/** Starts to follow links and the Back button; returns how to stop. */
export function listen(): () => void {
  const onclick = (event: MouseEvent) => {
    const link = ours(event);
    if (!link) return;
    // A jump inside the page (the skip link) is the browser's own work.
    if (link.pathname === location.pathname && link.hash !== "" && !link.dataset["route"]) return;
    event.preventDefault();
    const to = link.pathname + link.search + link.hash;
    navigate(to, { replace: link.href === location.href });
  };
  const onmove = () => {
    address = read();
  };
  document.addEventListener("click", onclick);
  window.addEventListener("popstate", onmove);
  window.addEventListener("hashchange", onmove);
  return () => {
    document.removeEventListener("click", onclick);
    window.removeEventListener("popstate", onmove);
    window.removeEventListener("hashchange", onmove);
  };
}
