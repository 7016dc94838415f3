import { expect, test } from "vitest";
import { className } from "./draft.svelte";

test("a class is kept under plain letters, digits and hyphens", () => {
  expect(className("Superhero")).toBe("superhero");
  expect(className("  Émile’s rush jobs, 24 h! ")).toBe("emile-s-rush-jobs-24-h");
  expect(className("仕事")).toBe("");
  expect(className("x".repeat(60))).toHaveLength(40);
});
