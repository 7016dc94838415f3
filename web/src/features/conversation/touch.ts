/** A long touch on an element, as a press of the other button is for a mouse. Knows elements only. */
const heldMs = 450;
const stillPx = 10;

/** An attachment: `act` runs once a finger has rested that long, but not on what has a touch of its own. */
export function held(
  act: () => void,
  besides = "textarea, button, a",
): (element: HTMLElement) => () => void {
  return (element) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let from = { x: 0, y: 0 };
    const stop = () => clearTimeout(timer);
    const down = (event: PointerEvent) => {
      stop();
      const own = event.target instanceof Element && event.target.closest(besides);
      if (event.pointerType !== "touch" || !event.isPrimary || own) return;
      from = { x: event.clientX, y: event.clientY };
      timer = setTimeout(() => {
        swallowClick();
        act();
      }, heldMs);
    };
    const move = (event: PointerEvent) => {
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > stillPx) stop();
    };
    element.addEventListener("pointerdown", down);
    element.addEventListener("pointermove", move);
    for (const end of ["pointerup", "pointercancel", "pointerleave"] as const) {
      element.addEventListener(end, stop);
    }
    return () => {
      stop();
      element.removeEventListener("pointerdown", down);
      element.removeEventListener("pointermove", move);
      for (const end of ["pointerup", "pointercancel", "pointerleave"] as const) {
        element.removeEventListener(end, stop);
      }
    };
  };
}

/** Lifting the finger may count as a press of what has come up under it; the next touch is a wish again. */
function swallowClick(): void {
  const stop = new AbortController();
  const how = { capture: true, once: true, signal: stop.signal };
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("click", swallow, how);
  addEventListener("pointerdown", () => stop.abort(), how);
}
