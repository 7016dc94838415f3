import { cleanup, render } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import type { Schemas } from "$/api/types";
import { pseudoLanguage, speak } from "$/i18n";
import { session } from "$/sync/session.svelte";
import Header from "./Header.svelte";

afterEach(() => {
  cleanup();
  speak({ locale: "en", dir: "ltr" });
});

test("no word of the header bypasses Fluent", () => {
  speak(pseudoLanguage);
  session.me = { id: "x", name: "Åsa", email: "å@å" } as Schemas["Me"];
  const { container } = render(Header);
  const spoken = [...container.querySelectorAll("a, button, nav")].flatMap((element) => [
    element.getAttribute("aria-label") ?? "",
    element.children.length === 0 ? (element.textContent ?? "") : "",
  ]);
  const plain = spoken.filter((words) => /[a-z]{3}/i.test(words));
  expect(plain).toEqual([]);
});
