/** Asks axe about a page. It is put there before the page's own scripts, so the content policy stays as it is. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { BrowserContext, Page } from "@playwright/test";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export async function bringAxe(context: BrowserContext): Promise<void> {
  await context.addInitScript({ content: source });
}

interface Finding {
  id: string;
  help: string;
  nodes: { target: unknown[]; failureSummary?: string }[];
}

/** The rules that look at colours: all there is to ask again when nothing but the colours changed. */
const ofColours = ["color-contrast", "link-in-text-block"];

/** What axe holds against the page, in words: by all its rules, or by those that look at colours. */
export async function findings(page: Page, rules: "all" | "colours" = "all"): Promise<string[]> {
  const violations = await page.evaluate(
    async (only) => {
      const { axe } = window as unknown as {
        axe: { run: (at: Document, how: object) => Promise<{ violations: Finding[] }> };
      };
      // Half-faded colours are nobody's: let what moves arrive first.
      await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined)));
      const how = only === null ? {} : { runOnly: { type: "rule", values: only } };
      const asked = { ...how, resultTypes: ["violations"], preload: false };
      return (await axe.run(document, asked)).violations;
    },
    rules === "all" ? null : ofColours,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help} at ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
  );
}
