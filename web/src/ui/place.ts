/**
 * Puts a floating panel under the control that opened it, inside the window, in either writing direction.
 * Uses the style object (CSSOM), which the content policy allows, never a style attribute.
 */

const GAP_PX = 6;
const EDGE_PX = 8;

export function placeBelow(anchor: HTMLElement, panel: HTMLElement, align: "start" | "end"): void {
  const at = anchor.getBoundingClientRect();
  const rightToLeft = getComputedStyle(anchor).direction === "rtl";
  const flushLeft = (align === "start") !== rightToLeft;
  const width = panel.offsetWidth;
  const wished = flushLeft ? at.left : at.right - width;
  const left = Math.max(
    EDGE_PX,
    Math.min(wished, document.documentElement.clientWidth - width - EDGE_PX),
  );
  const height = panel.offsetHeight;
  const below = at.bottom + GAP_PX;
  const above = at.top - GAP_PX - height;
  const fits = below + height <= innerHeight - EDGE_PX || above < EDGE_PX;
  panel.style.setProperty("inset", "auto");
  panel.style.setProperty("left", `${left}px`);
  panel.style.setProperty("top", `${fits ? below : above}px`);
}
