import { describe, expect, it } from "vitest";
import { hueOf, initialsOf } from "./avatar";

describe("the picture of a person without one", () => {
  it("takes the first letters of the first and the last word", () => {
    expect(initialsOf("Clara Maria Okafor")).toBe("CO");
    expect(initialsOf("felix")).toBe("F");
    expect(initialsOf("  noor   amin ")).toBe("NA");
  });

  it("keeps whole characters and passes over signs", () => {
    expect(initialsOf("(Dana) Ünal")).toBe("DÜ");
    expect(initialsOf("𝒜da 𝓑")).toBe("𝒜𝓑");
    expect(initialsOf("李 小龙")).toBe("李小");
  });

  it("has nothing to show for an empty name and does not fail", () => {
    expect(initialsOf("   ")).toBe("");
  });

  it("gives one name one hue of the twelve, always", () => {
    for (const name of ["Clara Okafor", "Felix Brandt", "Noor Amin", "李 小龙", ""]) {
      expect(hueOf(name)).toBe(hueOf(name));
      expect(hueOf(name)).toBeGreaterThanOrEqual(0);
      expect(hueOf(name)).toBeLessThan(12);
      expect(Number.isInteger(hueOf(name))).toBe(true);
    }
  });
});
