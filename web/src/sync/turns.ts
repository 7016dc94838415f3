/**
 * Whose turn it is where what is shown is loaded again and again: a load takes a turn as it begins, and once
 * another has begun, or the place was left, what it brings is of no use. For a component, as it is made.
 */
import { onDestroy } from "svelte";

export function turns(): () => () => boolean {
  let last = 0;
  onDestroy(() => void (last += 1));
  return () => {
    const mine = (last += 1);
    return () => mine === last;
  };
}
