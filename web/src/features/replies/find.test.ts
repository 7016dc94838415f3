import { expect, test } from "vitest";
import { slashAt } from "$/features/conversation/slash";
import type { SavedReply } from "$/sync/replies";
import { found, walked } from "./find";

const replies = ["My hours", "Rates", "Thanks for asking"].map(
  (title) => ({ id: title, title, text: title, created_at: "" }) as SavedReply,
);
const titles = (typed: string) => found(replies, typed).map(({ title }) => title);

test("every word typed must stand in the title, and what begins with it comes first", () => {
  expect(titles("")).toEqual(["My hours", "Rates", "Thanks for asking"]);
  expect(titles("r")).toEqual(["Rates", "My hours", "Thanks for asking"]);
  expect(titles(" ASK thanks ")).toEqual(["Thanks for asking"]);
  expect(titles("nothing")).toEqual([]);
});

test("arrows go round", () => {
  expect([walked("ArrowDown", 2, 3), walked("ArrowUp", 0, 3), walked("ArrowDown", 0, 3)]).toEqual([
    0, 2, 1,
  ]);
  expect([walked("Enter", 0, 3), walked("ArrowDown", 0, 0)]).toEqual([null, null]);
});

test("a slash asks only where it begins an otherwise empty line", () => {
  const at = (text: string, caret = text.length) => slashAt(text, caret);
  expect(at("/")).toEqual({ from: 0, typed: "" });
  expect(at("/my ho")).toEqual({ from: 0, typed: "my ho" });
  expect(at("Hello\n/th")).toEqual({ from: 6, typed: "th" });
  expect(at("Hello\n/th\nBye", 9)).toEqual({ from: 6, typed: "th" });
  for (const text of ["", "a/", " /", "/etc/hosts", `/${"x".repeat(61)}`, "/a\nb"]) {
    expect(at(text), text).toBeNull();
  }
  expect(at("/th and more", 3)).toBeNull();
  expect(at("/", 0)).toBeNull();
});
