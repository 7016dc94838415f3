/** Where things stand on a page, by the names people and screen readers know them by. */
import type { Locator, Page } from "@playwright/test";

export const rows = (page: Page): Locator =>
  page.getByRole("list", { name: "Conversations" }).getByRole("link");

/** The row of the conversation with somebody about a job. */
export const rowOf = (page: Page, name: string, job: string): Locator =>
  rows(page).filter({ hasText: name }).filter({ hasText: job });

export const thread = (page: Page): Locator => page.getByRole("log");

export const message = (page: Page, text: string): Locator =>
  thread(page).getByText(text, { exact: true });

export const composer = (page: Page): Locator => page.getByRole("textbox", { name: "Message" });

export const send = (page: Page): Locator =>
  page.getByRole("button", { name: "Send", exact: true });

/** The message bubble at the top of every page. */
export const bubble = (page: Page): Locator =>
  page.getByRole("banner").getByRole("link", { name: /^Messages/ });

export const dot = (page: Page): Locator => page.getByTestId("unread-dot");

export async function write(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await send(page).click();
}
