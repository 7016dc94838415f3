import { describe, expect, it } from "vitest";
import { draftOf, faultsOf, groupOf, isSound } from "./draft";

const group = {
  title: "Tone",
  kinds: ["contract" as const],
  class: null,
  questions: ["Formal?", "Which person?"],
};

describe("a group of suggested questions as it is typed", () => {
  it("reads back as it was", () => {
    expect(groupOf(draftOf(group))).toEqual(group);
    expect(groupOf(draftOf({ ...group, class: "rush" })).class).toBe("rush");
  });

  it("takes each line that says something for a question", () => {
    const draft = { ...draftOf(group), texts: "\n  Formal? \n\n Which person?\n" };
    expect(groupOf(draft).questions).toEqual(group.questions);
  });

  it("says what is missing, and that a question stands twice", () => {
    const empty = { title: " ", kinds: [], class: "", texts: " \n" };
    expect(Object.keys(faultsOf(empty))).toEqual(["title", "kinds", "texts"]);
    const twice = { ...draftOf(group), texts: "Formal?\n Formal?" };
    expect(Object.keys(faultsOf(twice))).toEqual(["texts"]);
    expect([isSound([draftOf(group)]), isSound([draftOf(group), twice])]).toEqual([true, false]);
  });
});
