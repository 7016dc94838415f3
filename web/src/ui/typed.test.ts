import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { asStored, isBlank } from "./typed";

interface Case {
  /** Cases of length alone say what is repeated instead. */
  typed?: string;
  stored?: string;
  rule?: string;
}

const golden = JSON.parse(readFileSync("../crates/core/vectors/messages.json", "utf8")) as Case[];
const cases = golden.flatMap(({ typed, ...expected }) =>
  typed === undefined ? [] : [{ typed, ...expected }],
);

describe("typed text", () => {
  it("is blank exactly where the server says that it is empty", () => {
    expect(cases.some(({ rule }) => rule === "empty")).toBe(true);
    for (const { typed, rule } of cases) {
      expect(isBlank(typed), JSON.stringify(typed)).toBe(rule === "empty");
    }
  });

  it("is sent as the server will store it", () => {
    const kept = cases.filter(({ stored }) => stored !== undefined);
    expect(kept.length).toBeGreaterThan(5);
    for (const { typed, stored } of kept) {
      expect(asStored(typed), JSON.stringify(typed)).toBe(stored);
    }
  });
});
