import { afterEach, expect, test } from "vitest";
import { pseudoLanguage, speak, t } from "./index";
import { pseudo } from "./pseudo";

afterEach(() => {
  speak({ locale: "en", dir: "ltr" });
});

test("the pseudo-locale changes words and leaves what people typed alone", () => {
  speak(pseudoLanguage);
  expect(t("shell-inbox")).toBe(pseudo("Inbox"));
  expect(t("conversation-title", { name: "Clara", job: "Logo" })).toContain("Clara");
  expect(document.documentElement.dir).toBe("rtl");
});
