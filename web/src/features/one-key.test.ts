import { describe, expect, it } from "vitest";
import { OneKey } from "./one-key";

function counting(): OneKey {
  let made = 0;
  return new OneKey(() => `key ${++made}`);
}

describe("the key of what a form holds", () => {
  it("is the same when the same is tried again", () => {
    const key = counting();
    expect(key.for({ text: "hello" })).toBe("key 1");
    expect(key.for({ text: "hello" })).toBe("key 1");
  });

  it("is another one for other words, also when the first words come back", () => {
    const key = counting();
    expect(key.for({ text: "hello" })).toBe("key 1");
    expect(key.for({ text: "hello, you" })).toBe("key 2");
    expect(key.for({ text: "hello" })).toBe("key 3");
  });
});
