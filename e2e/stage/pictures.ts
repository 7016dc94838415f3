/** How pages are looked at: light and dark, on a desk and on a telephone; and where their pictures go. */
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";

const folder = fileURLToPath(new URL("../screenshots", import.meta.url));

const viewports = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

export const looks = (["light", "dark"] as const).flatMap((colorScheme) =>
  viewports.map((viewport) => ({ colorScheme, viewport, reducedMotion: "reduce" as const })),
);

export type Look = (typeof looks)[number];

export const named = ({ colorScheme, viewport }: Look): string =>
  `${colorScheme}, ${viewport.width} px`;

/** VIEWS=job,invite takes only those whose names begin so. */
const wished = (process.env["VIEWS"] ?? "").split(",");

export const isWished = (name: string): boolean => wished.some((start) => name.startsWith(start));

export async function take(page: Page, name: string, look: Look): Promise<void> {
  await page.bringToFront();
  await page.screenshot({
    path: `${folder}/${name}-${look.colorScheme}-${look.viewport.width}.png`,
    animations: "disabled",
    caret: "hide",
  });
}
