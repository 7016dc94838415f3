import { cleanup, render } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";
import Turns from "./Turns.test-env.svelte";

function place(): { takeTurn: () => () => boolean; leave: () => void } {
  let taken: (() => () => boolean) | undefined;
  const { unmount } = render(Turns, { ready: (takeTurn) => (taken = takeTurn) });
  if (!taken) throw new Error("the place was not made");
  return { takeTurn: taken, leave: unmount };
}

describe("turns of what is loaded for one place", () => {
  afterEach(cleanup);

  it("belong to the newest load, whichever answers last", () => {
    const { takeTurn } = place();
    const first = takeTurn();
    expect(first()).toBe(true);
    const second = takeTurn();
    expect(first()).toBe(false);
    expect(second()).toBe(true);
  });

  it("are nobody's once the place was left", () => {
    const { takeTurn, leave } = place();
    const last = takeTurn();
    leave();
    expect(last()).toBe(false);
  });

  it("of two places have nothing to do with each other", () => {
    const [one, other] = [place(), place()];
    const mine = one.takeTurn();
    other.takeTurn();
    other.leave();
    expect(mine()).toBe(true);
  });
});
