/** The help centre, as its readers and those who look after it see it. */
import { expect, type Page } from "@playwright/test";
import type { View } from "./views.ts";

const heading = (page: Page, name: string) =>
  expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();

/** What people say of an article and ask support; saying it again changes nothing. */
async function said({ clara, felix, amara }: Parameters<View["show"]>[1]): Promise<void> {
  const { items } = await clara.api.get("/help/articles/invitations/comments");
  if (items.length > 0) return;
  const comments = "/help/articles/invitations/comments";
  await felix.api.must("PUT", "/help/articles/invitations/vote", { helpful: true });
  await amara.api.must("PUT", "/help/articles/invitations/vote", { helpful: false });
  await felix.api.must("POST", comments, {
    text: "It would help to know whether the client sees that I have read the invitation.",
  });
  await clara.api.must("POST", comments, { text: "Clear. Thank you." });
  await felix.api.must("POST", "/help/requests", {
    subject: "The client does not answer",
    text: "I asked for the sizes on Monday and on Wednesday.\nThe sheet has to go to the printer on Friday.",
    reason: "job-closed",
  });
  await amara.api.must("POST", "/help/requests", {
    subject: "I cannot change my address",
    text: "My old address ends this month.",
  });
}

export const helping: View[] = [
  {
    name: "help",
    who: "nobody",
    show: async (page, _, goto) => {
      await goto("/help");
      await heading(page, "Help centre");
      await expect(page.getByRole("link", { name: "Sending files" })).toBeVisible();
    },
  },
  {
    name: "help-answer",
    who: "clara",
    show: async (page, _, goto) => {
      await goto("/help?q=my%20file%20is%20too%20large");
      await expect(page.getByText("This article fits best")).toBeVisible();
    },
  },
  {
    name: "help-no-answer",
    who: "nobody",
    show: async (page, _, goto) => {
      await goto("/help?q=when%20do%20I%20get%20my%20tax%20refund");
      await expect(page.getByText("Nothing here answers this for certain")).toBeVisible();
    },
  },
  {
    name: "help-article",
    who: "clara",
    show: async (page, set, goto) => {
      await said(set);
      await goto("/help/articles/invitations");
      await heading(page, "Invitations");
      await expect(page.getByText("Clear. Thank you.")).toBeVisible();
    },
  },
  {
    name: "help-article-outside",
    who: "nobody",
    show: async (page, _, goto) => {
      await goto("/help/articles/sending-files");
      await heading(page, "Sending files");
    },
  },
  {
    name: "help-request",
    who: "felix",
    show: async (page, _, goto) => {
      await goto("/help/request?reason=job-closed");
      await heading(page, "Send a request");
      await page.getByRole("button", { name: "Send request" }).click();
      await expect(page.getByText("Describe what happened.")).toBeVisible();
    },
  },
  {
    name: "help-request-outside",
    who: "nobody",
    show: async (page, _, goto) => {
      await goto("/help/request");
      await expect(page.getByText("Sign in to send a request")).toBeVisible();
    },
  },
  {
    name: "staff-help",
    who: "sam",
    show: async (page, _, goto) => {
      await goto("/staff/help");
      await expect(page.getByRole("link", { name: "Sending files" })).toBeVisible();
    },
  },
  {
    name: "staff-help-article",
    who: "sam",
    show: async (page, set, goto) => {
      const [now] = (await set.sam.api.get("/staff/help/articles")).filter(
        (one: { slug: string }) => one.slug === "what-to-ask",
      );
      if (now.version === 0) {
        const { title, text } = now;
        const body = { language: "en", title, text, published: true, version: 0 };
        await set.sam.api.must("PUT", "/staff/help/articles/what-to-ask", body);
      }
      await goto("/staff/help/articles/what-to-ask");
      await expect(page.getByText(/^Version 1 by/)).toBeVisible();
    },
  },
  {
    name: "staff-requests",
    who: "sam",
    show: async (page, set, goto) => {
      await said(set);
      await goto("/staff/requests");
      await expect(page.getByText("My old address ends this month.")).toBeVisible();
    },
  },
];
