import { describe, expect, test } from "vitest";
import { draftOf, faultsOf, most, named, warnsOtherwise, wordsOf, type Words } from "./draft";

const words: Words = {
  policy_line: "Stay on {marketplace}.",
  warning_title: "First",
  warning: ["Read this.\nTwo lines.", "Then that."],
  protection: "We help on {marketplace}.",
};

describe("the marketplace's words as they are typed", () => {
  test("paragraphs are apart by blank lines, and what is typed is what was there", () => {
    expect(wordsOf(draftOf(words))).toEqual(words);
    expect(wordsOf({ ...draftOf(words), warning: "\n One. \n \n\nTwo.\n" }).warning).toEqual([
      "One.",
      "Two.",
    ]);
  });

  test("what is empty or too long says so where it stands", () => {
    expect(faultsOf(draftOf(words))).toEqual({});
    const bare = faultsOf({ policyLine: " ", title: "", warning: "\n\n", protection: "" });
    expect(Object.keys(bare).sort()).toEqual(["policyLine", "protection", "title", "warning"]);
    const long = faultsOf({ ...draftOf(words), policyLine: "x".repeat(most.line + 1) });
    expect(Object.keys(long)).toEqual(["policyLine"]);
    const many = Array(most.paragraphs + 1)
      .fill("x")
      .join("\n\n");
    expect(Object.keys(faultsOf({ ...draftOf(words), warning: many }))).toEqual(["warning"]);
  });

  test("only a warning that reads otherwise is read again", () => {
    const before = { en: words };
    expect(warnsOtherwise({ en: { ...words, policy_line: "Stay." } }, before)).toBe(false);
    expect(warnsOtherwise({ en: words, de: { ...words, warning_title: "Zuerst" } }, before)).toBe(
      false,
    );
    expect(warnsOtherwise({ en: { ...words, warning: ["Other."] } }, before)).toBe(true);
    expect(warnsOtherwise({ en: { ...words, protection: "Other." } }, before)).toBe(true);
  });

  test("the name of the marketplace stands in its places", () => {
    const shown = named(words, "Loaf");
    expect([shown.policy_line, shown.protection]).toEqual(["Stay on Loaf.", "We help on Loaf."]);
  });
});
