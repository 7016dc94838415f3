/** Support: asking, the bot, the queues and a case at the desk. */
import { expect, type Page } from "@playwright/test";
import { away } from "./away.ts";
import type { View } from "./views.ts";

type Set = Parameters<View["show"]>[1];

const subjects = {
  bot: "How long does an invitation stay open?",
  waiting: "What is the weather in Lagos tomorrow?",
  answered: "My old address ends this month. Can you move my account to another one?",
  closed: "Where do I see what I sent?",
};

/** The cases that the views show, by what they are about; opening them again changes nothing. */
async function cases({ felix, amara, sam }: Set): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const who of [felix, amara]) {
    const { items } = await who.api.get("/conversations?limit=100");
    for (const { id, kind, job } of items) if (kind === "support") found.set(job.title, id);
  }
  // What the views of the help centre asked for stands among them.
  if (Object.values(subjects).every((title) => found.has(title))) return found;
  const asked = async (who: Set["felix"], text: string): Promise<string> => {
    const { conversation } = await who.api.must("POST", "/support/cases", { text });
    found.set(text, conversation.id);
    return conversation.id;
  };
  await asked(felix, subjects.bot);
  const waiting = await asked(felix, subjects.waiting);
  await felix.api.must("PUT", `/support/cases/${waiting}/handover`);
  const answered = await asked(amara, subjects.answered);
  const me = (await sam.api.get("/me")).id;
  await sam.api.must("PUT", `/support/cases/${answered}/assignee`, { account: me });
  await sam.api.must("POST", `/conversations/${answered}/messages`, {
    text: "Yes. Confirm the new address from there, and I move the account over today.",
  });
  await amara.api.must("POST", `/conversations/${answered}/messages`, {
    text: "I confirmed it a minute ago, thank you.",
  });
  const closed = await asked(amara, subjects.closed);
  await sam.api.must("PUT", `/support/cases/${closed}/closure`);
  return found;
}

const shown = (page: Page, text: RegExp | string) =>
  expect(page.getByRole("log").getByText(text).first()).toBeVisible();

/** The page of one of the cases. */
async function of(set: Set, title: string, base: string): Promise<string> {
  const all = await cases(set);
  const found = [...all].find(([name]) => title.startsWith(name.replace(/…$/, "")));
  return `${base}/${found?.[1]}`;
}

export const supporting: View[] = [
  {
    // Before any of the cases below is there.
    name: "staff-cases-none",
    who: "sam",
    show: async (page, _, goto) => {
      await goto("/staff/cases?queue=mine");
      await expect(page.getByText("You have no case. Take one that waits.")).toBeVisible();
    },
  },
  {
    name: "support-ask",
    who: "felix",
    show: async (page, _, goto) => {
      await goto("/help/talk?reason=job-closed");
      await expect(page.getByLabel("Your question")).toBeVisible();
    },
  },
  {
    name: "support-ask-outside",
    who: "nobody",
    show: async (page, _, goto) => {
      await goto("/help/talk");
      await expect(page.getByText("Sign in to ask support")).toBeVisible();
    },
  },
  {
    name: "support-bot",
    who: "felix",
    show: async (page, set, goto) => {
      await goto(await of(set, subjects.bot, "/inbox"));
      await shown(page, "Support bot");
      await expect(page.getByRole("button", { name: "Talk to a person" })).toBeVisible();
    },
  },
  {
    name: "support-answered",
    who: "amara",
    show: async (page, set, goto) => {
      await goto(await of(set, subjects.answered, "/inbox"));
      await shown(page, /I move the account over today/);
    },
  },
  {
    name: "support-closed",
    who: "amara",
    show: async (page, set, goto) => {
      await goto(await of(set, subjects.closed, "/inbox"));
      await expect(page.getByText(/Support has closed this conversation/)).toBeVisible();
    },
  },
  {
    name: "staff-cases",
    who: "sam",
    show: async (page, set, goto) => {
      await cases(set);
      await goto("/staff/cases");
      await expect(page.getByRole("link", { name: subjects.waiting })).toBeVisible();
    },
  },
  {
    name: "staff-cases-search",
    who: "sam",
    show: async (page, set, goto) => {
      await cases(set);
      const indexed = async () => (await set.sam.api.get("/support/search?q=account")).items.length;
      await expect.poll(indexed).toBeGreaterThan(0);
      await goto("/staff/cases?q=account");
      await expect(page.getByRole("list", { name: "What was said in cases" })).toBeVisible();
    },
  },
  {
    name: "staff-cases-search-none",
    who: "sam",
    show: async (page, _, goto) => {
      await goto("/staff/cases?q=ostrich");
      await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
    },
  },
  {
    name: "support-ask-refused",
    who: "felix",
    show: async (page, _, goto) => {
      await page.route("**/api/v1/support/cases", (route) => route.fulfill(away));
      await goto("/help/talk");
      await page.getByLabel("Your question").fill("Who sees what I ask here?");
      await page.getByRole("button", { name: "Ask", exact: true }).click();
      await expect(page.getByRole("alert")).toBeVisible();
      await page.unroute("**/api/v1/support/cases");
    },
  },
  {
    name: "staff-case",
    who: "sam",
    show: async (page, set, goto) => {
      await goto(await of(set, subjects.answered, "/staff/cases"));
      await shown(page, /I confirmed it a minute ago/);
      await expect(page.getByRole("group", { name: "Case" })).toBeVisible();
    },
  },
  {
    // The last of Sam's: the list goes on asking, and goes on being refused.
    name: "staff-cases-failing",
    who: "sam",
    show: async (page, _, goto) => {
      await page.route(/\/support\/cases\?/, (route) => route.fulfill(away));
      await goto("/staff/cases?queue=open");
      await expect(page.getByRole("alert")).toBeVisible();
    },
  },
];
