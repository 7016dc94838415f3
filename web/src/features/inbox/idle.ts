/** How long it may take until the page has a moment to spare, where the browser cannot say when it has. */
const SOON_MS = 500;

/** Runs `work` once the page has nothing else to do; gives the way to call it off. */
export function idle(work: () => void): () => void {
  // Safari learnt it late.
  if (!("requestIdleCallback" in window)) {
    const timer = setTimeout(work, SOON_MS);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(work);
  return () => cancelIdleCallback(asked);
}
