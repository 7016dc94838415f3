/** Lists by choice, menus of conversations and saved replies, as people reach for them. */
import type { Locator, Page } from "@playwright/test";
import type { Member } from "./member.ts";

export const choices = (page: Page): Locator =>
  page.getByRole("navigation", { name: "Which conversations" });

export const choose = (page: Page, name: string): Promise<void> =>
  choices(page).getByRole("link", { name, exact: true }).click();

/** The line of the list that a row stands in, with its menu's button. */
export const lineOf = (page: Page, name: string, job: string): Locator =>
  page
    .getByRole("list", { name: "Conversations" })
    .getByRole("listitem")
    .filter({ hasText: name })
    .filter({ hasText: job });

export async function markRow(page: Page, name: string, job: string, act: string): Promise<void> {
  const line = lineOf(page, name, job);
  await line.hover();
  await line.getByRole("button", { name: /^What to do with the conversation/ }).click();
  await page.getByRole("menuitem", { name: act, exact: true }).click();
}

/** The same above the thread. */
export async function markOpen(page: Page, act: string): Promise<void> {
  await page
    .getByRole("main")
    .locator("header")
    .getByRole("button", { name: /^What to do with the conversation/ })
    .click();
  await page.getByRole("menuitem", { name: act, exact: true }).click();
}

export const toast = (page: Page): Locator => page.getByRole("region", { name: "Notes" });

export async function keepReply(who: Member, title: string, text: string): Promise<void> {
  await who.api.must("POST", "/saved-replies", { title, text });
}

export const options = (page: Page): Locator =>
  page.getByRole("listbox", { name: "Saved replies" }).getByRole("option");
