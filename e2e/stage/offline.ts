/** What is written without a connection: where it lies, and what of it has gone. */
import {
  expect,
  type BrowserContext,
  type Locator,
  type Page,
  type Request,
} from "@playwright/test";
import type { Member } from "./member.ts";
import { composer, thread } from "./pages.ts";

/** What Chromium prints by itself when a line is cut. */
export const cutLine = [/WebSocket connection to .* failed/, /net::ERR_/];

export async function types(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press("Enter");
}

/** What waits at the end of a thread. */
export const waiting = (page: Page): Locator =>
  thread(page).getByText("Waiting for the connection");

/** The messages of a conversation as the server keeps them, oldest first. */
export async function kept(member: Member, conversation: string): Promise<string[]> {
  const { entries } = await member.api.get(`/conversations/${conversation}/entries?limit=100`);
  return entries
    .filter((one: { body: { kind: string } }) => one.body.kind === "message")
    .map((one: { body: { text: string } }) => one.body.text);
}

/** What lies on this browser's shelf, as the browser itself says. */
export async function shelf(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open("parlance");
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    try {
      if (!database.objectStoreNames.contains("outbox")) return [];
      return await new Promise<string[]>((resolve, reject) => {
        const asked = database.transaction("outbox").objectStore("outbox").getAll();
        asked.onsuccess = () => resolve(asked.result.map(({ text }) => text as string));
        asked.onerror = () => reject(asked.error);
      });
    } finally {
      database.close();
    }
  });
}

/** Each message that a browser has asked the server to take, by its key. */
export function sends(context: BrowserContext): Map<string, number> {
  const asked = new Map<string, number>();
  context.on("request", (request: Request) => {
    if (request.method() !== "POST" || !request.url().endsWith("/messages")) return;
    const { text } = request.postDataJSON() as { text: string };
    asked.set(text, (asked.get(text) ?? 0) + 1);
  });
  return asked;
}

export async function online(member: Member, page = member.page): Promise<void> {
  await member.context.setOffline(false);
  await expect(page.getByText("You are offline.")).toHaveCount(0);
}
