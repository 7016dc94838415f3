/** Views of lists by choice, of what is marked, and of saved replies. */
import { expect, type Page } from "@playwright/test";
import { choose, keepReply, lineOf, options } from "./marks.ts";
import { composer } from "./pages.ts";
import { calendar } from "./scene.ts";
import type { Set, View } from "./views.ts";

/** What these views need, set once: a conversation of each mark, and some replies. */
export async function mark({ clara }: Pick<Set, "clara">, of: Record<string, string>) {
  for (const [noun, id] of Object.entries(of)) {
    await clara.api.must("PUT", `/conversations/${id}/${noun}`);
  }
  await keepReply(clara, "How we pay", "Half when you begin, half when the files are here.");
  await keepReply(clara, "Opening hours", "The bakery is open from five to one, on Sundays too.");
  await keepReply(clara, "Thank you", "Thank you, this is lovely.");
}

const more = /^What to do with the conversation/;

async function replies(page: Page, open: string, goto: (path: string) => Promise<void>) {
  await goto(`/inbox/${open}`);
  await expect(composer(page)).toBeVisible();
  await page.getByRole("button", { name: "Saved replies" }).click();
  await expect(options(page)).toHaveCount(3);
}

export const marking: View[] = [
  {
    name: "inbox-starred",
    who: "clara",
    show: async (page, _, goto) => {
      await goto("/inbox?filter=starred");
      await expect(lineOf(page, "Felix Okafor", calendar)).toContainText("Starred");
    },
  },
  {
    name: "inbox-archived",
    who: "clara",
    show: async (page, _, goto) => {
      await goto("/inbox");
      await choose(page, "Archived");
      await expect(lineOf(page, "Dana Ilic", "bakery")).toContainText("Archived");
    },
  },
  {
    name: "inbox-muted",
    who: "clara",
    show: async (page, _, goto) => {
      await goto("/inbox?filter=muted");
      await expect(lineOf(page, "Amara Diallo", calendar)).toContainText("Muted");
    },
  },
  ...(["unread", "starred", "muted", "archived"] as const).map((filter): View => ({
    name: `inbox-none-${filter}`,
    who: "noor",
    show: async (page, _, goto) => {
      await goto(`/inbox?filter=${filter}`);
      await expect(page.getByRole("heading", { name: `Nothing ${filter}` })).toBeVisible();
    },
  })),
  {
    name: "inbox-row-menu",
    who: "clara",
    show: async (page, _, goto) => {
      await goto("/inbox");
      const line = lineOf(page, "Felix Okafor", calendar);
      await line.hover();
      await line.getByRole("button", { name: more }).click();
      await expect(page.getByRole("menuitem", { name: "Mute" })).toBeVisible();
    },
  },
  {
    name: "inbox-filter-menu",
    who: "clara",
    show: async (page, _, goto) => {
      await goto("/inbox");
      await page.getByRole("button", { name: "More filters" }).click();
      await expect(page.getByRole("menuitem", { name: calendar })).toBeVisible();
    },
  },
  {
    name: "inbox-of-job",
    who: "clara",
    show: async (page, _, goto) => {
      await goto("/inbox");
      await page.getByRole("button", { name: "More filters" }).click();
      await page.getByRole("menuitem", { name: calendar }).click();
      await expect(page.getByRole("link", { name: `Show without: ${calendar}` })).toBeVisible();
    },
  },
  {
    name: "conversation-menu",
    who: "clara",
    show: async (page, { revised }, goto) => {
      await goto(`/inbox/${revised}`);
      await expect(composer(page)).toBeVisible();
      await page.getByRole("main").locator("header").getByRole("button", { name: more }).click();
      await expect(page.getByRole("menuitem", { name: "Unmute" })).toBeVisible();
    },
  },
  {
    name: "conversation-replies",
    who: "clara",
    show: async (page, { open }, goto) => replies(page, open, goto),
  },
  {
    name: "conversation-replies-slash",
    who: "clara",
    show: async (page, { open }, goto) => {
      await goto(`/inbox/${open}`);
      await composer(page).fill("/");
      await expect(options(page)).toHaveCount(3);
    },
  },
  {
    name: "conversation-replies-all",
    who: "clara",
    show: async (page, { open }, goto) => {
      await replies(page, open, goto);
      await page.getByRole("button", { name: "Manage" }).click();
      await expect(page.getByRole("button", { name: "Edit Thank you" })).toBeVisible();
    },
  },
  {
    name: "conversation-replies-new",
    who: "clara",
    show: async (page, { open }, goto) => {
      await replies(page, open, goto);
      await page.getByRole("button", { name: "Manage" }).click();
      await page.getByRole("button", { name: "New reply" }).click();
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await expect(page.getByText("Give it a title.")).toBeVisible();
    },
  },
];
