import { expect, test as base } from "../stage/test.ts";
import type { Page } from "@playwright/test";
import { Sink } from "../stage/sink.ts";
import { says, talking } from "../stage/scene.ts";

/** The stage with a server that mails through a relay. */
const test = base.extend<{ sink: Sink }>({
  sink: async ({}, use) => {
    const sink = await Sink.open();
    await use(sink);
    sink.close();
  },
  settings: async ({ sink }, use) => use({ PARLANCE_SMTP_URL: sink.url }),
});

/** Comes back to the page from another tab, upon which it asks anew. */
const looksAgain = (page: Page) =>
  page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));

test("a mail that the relay refused waits for the staff with its reason, and goes out when they retry", async ({
  enter,
  server,
  sink,
}) => {
  server.expects(/a task is given up/);
  const [clara, felix, sam] = [await enter("clara"), await enter("felix"), await enter("sam")];
  const { conversation } = await talking(clara, felix);
  // What the beginning of the conversation mailed is on its way before the relay turns.
  const to = (text: string) =>
    sink.mails.filter(
      (mail) => mail.to.includes(felix.email) && mail.parts.get("text/plain")?.includes(text),
    );
  await says(clara, conversation, "Before the trouble.");
  await expect.poll(() => to("Before the trouble.").length).toBe(1);
  const { page } = sam;
  await sam.goto("/staff");
  await page.getByRole("link", { name: "Set aside" }).click();
  await expect(page.getByText("Nothing is set aside")).toBeVisible();

  sink.refusal = "5.7.1 this relay takes nothing today";
  await says(clara, conversation, "Rye in January.");
  await expect.poll(async () => (await sam.api.get("/staff/tasks")).length).toBe(1);
  expect(sink.refused).toBe(1);
  const lines = page.getByRole("list", { name: "Work set aside" }).getByRole("listitem");
  await looksAgain(page);
  await expect(lines).toHaveCount(1);
  await expect(lines).toContainText("Mail");
  await expect(lines).toContainText("1 attempt");
  await expect(lines).toContainText("this relay takes nothing today");
  await expect(lines).not.toContainText(felix.email);
  await expect(lines).not.toContainText("Rye in January.");

  // The relay is as it was: the mail comes back with its reason.
  const retry = page.getByRole("button", { name: /^Retry: Mail/ });
  await retry.click();
  await expect(page.getByText("It is being tried again.")).toBeVisible();
  await expect.poll(async () => (await sam.api.get("/staff/tasks")).length).toBe(1);
  expect(sink.refused).toBe(2);
  await looksAgain(page);
  await expect(lines).toHaveCount(1);
  expect(to("Rye in January.")).toHaveLength(0);

  sink.refusal = null;
  await retry.focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => to("Rye in January.").length).toBe(1);
  await expect(page.getByText("Nothing is set aside")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Work set aside", level: 1 })).toBeFocused();
  expect(await sam.api.get("/staff/tasks")).toEqual([]);
});

test("a retry that fails is said at its line; one that somebody else began already is no failure", async ({
  enter,
  server,
  sink,
  watch,
}) => {
  watch.expects(/net::ERR_FAILED/, /status of 404 .*\/attempt/);
  server.expects(/a task is given up/);
  sink.refusal = "no such mailbox";
  const [clara, felix, sam] = [await enter("clara"), await enter("felix"), await enter("sam")];
  await talking(clara, felix);
  await expect.poll(async () => (await sam.api.get("/staff/tasks")).length).toBeGreaterThan(0);
  const { page } = sam;
  await sam.goto("/staff/tasks");
  const retry = page.getByRole("button", { name: /^Retry: Mail/ }).first();
  await page.route("**/attempt", (route) => route.abort());
  await retry.click();
  await expect(page.getByRole("alert")).toContainText("No answer came.");
  await page.unroute("**/attempt");

  sink.refusal = null;
  // The page keeps what it has while somebody else is faster.
  const known = await sam.api.get("/staff/tasks");
  await page.route("**/api/v1/staff/tasks", (route) => route.fulfill({ json: known }));
  for (const { id } of known) await sam.api.must("PUT", `/staff/tasks/${id}/attempt`);
  await retry.click();
  await expect(page.getByText("Somebody had it tried again already.")).toBeVisible();
  await page.unroute("**/api/v1/staff/tasks");
  await looksAgain(page);
  await expect(page.getByText("Nothing is set aside")).toBeVisible();
});
