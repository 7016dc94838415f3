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

/** What axe holds against the page, in words. */
export async function findings(page: Page): Promise<string[]> {
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: (at: Document, how: object) => Promise<{ violations: Finding[] }> };
    };
    // Half-faded colours are nobody's: let what moves arrive first.
    await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined)));
    return (await axe.run(document, { resultTypes: ["violations"] })).violations;
  });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help} at ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
  );
}
