import { describe, expect, it } from "vitest";
import { countLetters, lettersLeft } from "./letters";

describe("counting letters", () => {
  it("counts whole characters, as the server does", () => {
    expect(countLetters("𝒜b")).toBe(2);
    expect("𝒜b").toHaveLength(3);
  });

  it("says nothing far from the limit", () => {
    expect(lettersLeft("short", 100)).toBeUndefined();
    expect(lettersLeft("anything", undefined)).toBeUndefined();
  });

  it("says what is left in the last tenth, at the limit and past it", () => {
    expect(lettersLeft("x".repeat(90), 100)).toBe(10);
    expect(lettersLeft("x".repeat(100), 100)).toBe(0);
    expect(lettersLeft("x".repeat(103), 100)).toBe(-3);
  });

  it("is not misled by characters of two halves", () => {
    expect(lettersLeft("𝒜".repeat(60), 100)).toBeUndefined();
  });
});
