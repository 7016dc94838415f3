/** The present moment for everything that shows a time: one clock for the page, a tick each half minute. */

const TICK_MS = 30_000;

let moment = $state(new Date());
setInterval(() => (moment = new Date()), TICK_MS);

export function now(): Date {
  return moment;
}
