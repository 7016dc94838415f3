import { expect, test } from "../stage/test.ts";
import type { Member } from "../stage/member.ts";
import { composer, rowOf, rows, thread } from "../stage/pages.ts";
import { bakery, calendar, freelancerCalled, jobOf } from "../stage/scene.ts";

const words = "Your harvest series is why I am writing. Would twelve loaves tempt you?";

async function opensProfile(client: Member, name: string): Promise<void> {
  await client.goto("/freelancers");
  await client.page.getByRole("link", { name }).click();
  await expect(client.page.getByRole("heading", { name, level: 1 })).toBeVisible();
}

async function contacts(client: Member, name: string): Promise<void> {
  await opensProfile(client, name);
  await client.page.getByRole("button", { name: "Contact" }).click();
  await expect(client.page.getByRole("dialog", { name: `Contact ${name}` })).toBeVisible();
}

const invitations = async (client: Member): Promise<number> =>
  (await client.api.get("/invitations?side=client")).items.length;

test("S7: without a job CONTACT explains that one must be posted first, and leads there", async ({
  enter,
}) => {
  const noor = await enter("noor");
  await contacts(noor, "Felix Okafor");
  const dialog = noor.page.getByRole("dialog");
  await expect(dialog.getByRole("heading", { name: "Post a job first" })).toBeVisible();
  await expect(dialog.getByRole("textbox")).toHaveCount(0);
  await expect(dialog.getByRole("button", { name: "Invite" })).toHaveCount(0);
  await dialog.getByRole("link", { name: "Post a job" }).click();
  await expect(noor.page).toHaveURL(/\/jobs\/new$/);

  const felix = await freelancerCalled(noor.api, "Felix Okafor");
  const anyJob = "00000000-0000-4000-8000-000000000000";
  const refused = await noor.api.ask("POST", "/invitations", {
    job: anyJob,
    freelancer: felix,
    text: words,
  });
  expect(refused.status).toBeGreaterThanOrEqual(403);
  expect(refused.status).toBeLessThan(500);
});

test("S9: CONTACT stands on the profiles of others and not on one's own", async ({ enter }) => {
  const dana = await enter("dana");
  await opensProfile(dana, "Felix Okafor");
  await expect(dana.page.getByRole("button", { name: "Contact" })).toBeVisible();
  await opensProfile(dana, "Dana Ilic");
  await expect(dana.page.getByRole("link", { name: "Edit profile" })).toBeVisible();
  await expect(dana.page.getByRole("button", { name: "Contact" })).toHaveCount(0);
});

test("S10: the invite dialog holds the focus, Escape closes it, and nothing is sent", async ({
  enter,
}) => {
  const clara = await enter("clara");
  const before = await invitations(clara);
  await contacts(clara, "Felix Okafor");
  const { page } = clara;
  await page.getByLabel("Job", { exact: true }).selectOption(calendar);
  await page.getByLabel("Your message").fill(words);

  // A native dialog lets the focus out to the browser's own bar, but never to the page behind it.
  const outside = () =>
    page.evaluate(() => {
      const at = document.activeElement;
      return at !== null && at !== document.body && at.closest("dialog") === null;
    });
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press(step < 6 ? "Tab" : "Shift+Tab");
    expect(await outside(), `after ${step + 1} steps`).toBe(false);
  }

  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Contact" })).toBeFocused();
  expect(await invitations(clara)).toBe(before);

  await page.getByRole("button", { name: "Contact" }).click();
  await expect(page.getByLabel("Your message")).toHaveValue(words);
});

test("S11: the drop-down lists exactly the client's own open jobs", async ({ enter }) => {
  const clara = await enter("clara");
  await contacts(clara, "Felix Okafor");
  const options = clara.page.getByLabel("Job", { exact: true }).locator("option:not([disabled])");
  const titles = async () =>
    (await options.allInnerTexts()).filter((title) => !title.startsWith("Choose")).sort();
  await expect.poll(titles).toEqual([calendar, bakery].sort());

  const closed = await jobOf(clara, bakery);
  await clara.api.must("PUT", `/jobs/${closed}/closure`);
  await clara.page.keyboard.press("Escape");
  await clara.page.getByRole("button", { name: "Contact" }).click();
  // With one open job left it is chosen already.
  await expect(clara.page.getByLabel("Job", { exact: true }).locator("option:checked")).toHaveText(
    calendar,
  );
  await expect(clara.page.getByLabel("Job", { exact: true })).not.toContainText(bakery);
});

test("S12, S8: an empty text is refused where it stands; the personal text reaches the invitee, who never applied", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  await felix.goto("/inbox");
  await expect(felix.page.getByText("No conversations yet")).toBeVisible();

  const before = await invitations(clara);
  await contacts(clara, "Felix Okafor");
  const { page } = clara;
  await page.getByLabel("Job", { exact: true }).selectOption(calendar);
  for (const empty of ["", "  \n "]) {
    await page.getByLabel("Your message").fill(empty);
    await page.getByRole("button", { name: "Invite" }).click();
    await expect(page.getByLabel("Your message")).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByText("Write a few words to Felix Okafor.")).toBeVisible();
    await expect(page.getByLabel("Your message")).toBeFocused();
  }
  expect(await invitations(clara)).toBe(before);

  await page.getByLabel("Your message").fill(words);
  await page.getByRole("button", { name: "Invite" }).click();
  await expect(page.getByRole("dialog", { name: "Invitation sent" })).toBeVisible();

  await rowOf(felix.page, "Clara Winter", calendar).click();
  await felix.page.getByRole("button", { name: "Got it, show conversation" }).click();
  await expect(thread(felix.page)).toContainText(words);
  await expect(thread(felix.page)).toContainText(calendar);
});

test("S13: INVITE shows the pending state and leads to the conversation, where nothing can be written yet", async ({
  enter,
}) => {
  const clara = await enter("clara");
  await contacts(clara, "Felix Okafor");
  const { page } = clara;
  await page.getByLabel("Job", { exact: true }).selectOption(calendar);
  await page.getByLabel("Your message").fill(words);
  await page.getByRole("button", { name: "Invite" }).click();
  const sent = page.getByRole("dialog", { name: "Invitation sent" });
  await expect(sent.getByText("Pending", { exact: true })).toBeVisible();
  await sent.getByRole("link", { name: "Open the conversation" }).click();

  await expect(page.getByText("Waiting for Felix Okafor to answer")).toBeVisible();
  await expect(thread(page)).toContainText(words);
  await expect(composer(page)).toHaveCount(0);
  await expect(rowOf(page, "Felix Okafor", calendar)).toHaveAttribute("aria-current", "page");

  await clara.goto("/invitations?side=client");
  const line = page.getByRole("article").filter({ hasText: "Felix Okafor" });
  await expect(line.getByText("Pending", { exact: true })).toBeVisible();
});

test("S13: a double click makes one invitation", async ({ enter }) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const before = await invitations(clara);
  await contacts(clara, "Felix Okafor");
  const { page } = clara;
  await page.getByLabel("Job", { exact: true }).selectOption(calendar);
  await page.getByLabel("Your message").fill(words);
  await page.getByRole("button", { name: "Invite" }).dblclick();
  await expect(page.getByRole("dialog", { name: "Invitation sent" })).toBeVisible();
  expect(await invitations(clara)).toBe(before + 1);
  await felix.goto("/inbox");
  await expect(rows(felix.page)).toHaveCount(1);
});

test("S13: an answer that got lost on its way is asked for again and still makes one invitation", async ({
  enter,
  watch,
}) => {
  watch.expects(/ERR_CONNECTION_RESET|ERR_FAILED/);
  const clara = await enter("clara");
  const before = await invitations(clara);
  await contacts(clara, "Felix Okafor");
  const { page } = clara;
  let lost = 0;
  await page.route("**/api/v1/invitations", async (route) => {
    if (route.request().method() !== "POST" || lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    await route.abort("connectionreset");
  });
  await page.getByLabel("Job", { exact: true }).selectOption(calendar);
  await page.getByLabel("Your message").fill(words);
  await page.getByRole("button", { name: "Invite" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
  await expect(page.getByLabel("Your message")).toHaveValue(words);
  await page.getByRole("button", { name: "Invite" }).click();
  await expect(page.getByRole("dialog", { name: "Invitation sent" })).toBeVisible();
  expect(lost).toBe(1);
  expect(await invitations(clara)).toBe(before + 1);
});
