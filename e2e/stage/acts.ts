/** What can be done with a message, as people reach for it. */
import { expect, type Locator, type Page } from "@playwright/test";
import { thread } from "./pages.ts";

/** The whole message that says `text`, with what stands around its words. */
export const bubbleOf = (page: Page, text: string): Locator =>
  thread(page).getByRole("article").filter({ hasText: text });

/** One of the acts beside a message, with the mouse. */
export async function act(page: Page, text: string, name: string): Promise<void> {
  const message = bubbleOf(page, text).first();
  await message.hover();
  await message.getByRole("button", { name, exact: true }).click();
}

/** One of the acts behind "More". */
export async function furtherAct(page: Page, text: string, name: string): Promise<void> {
  await act(page, text, "More");
  await page.getByRole("menuitem", { name, exact: true }).click();
}

export const reaction = (page: Page, text: string, emoji: string): Locator =>
  bubbleOf(page, text)
    .getByRole("list", { name: "Reactions" })
    .getByRole("button", { name: emoji });

export const editor = (page: Page): Locator => page.getByRole("textbox", { name: "New wording" });

/** Nothing of a text is anywhere in the page, in words or in attributes. */
export async function nowhere(page: Page, text: string): Promise<void> {
  await expect.poll(async () => (await page.content()).includes(text)).toBe(false);
}
