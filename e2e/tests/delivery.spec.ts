import type { Page } from "@playwright/test";
import { held } from "../stage/away.ts";
import { bringAxe, findings } from "../stage/axe.ts";
import type { Member } from "../stage/member.ts";
import { composer, message, thread, write } from "../stage/pages.ts";
import { acknowledged, invited, says, talking } from "../stage/scene.ts";
import { expect, test } from "../stage/test.ts";

const told = (page: Page, word: string) => thread(page).getByText(word, { exact: true });
const presence = (page: Page) => page.getByTestId("presence");
const typing = (page: Page) => page.getByTestId("typing");
const header = (page: Page) =>
  page
    .locator("header")
    .filter({ has: page.getByRole("heading", { name: "Felix Okafor", level: 1 }) });

/** Somebody's settings, as they are saved. */
const own = (member: Member) => () => member.api.get("/preferences");

test("a message is sent, then delivered, then read, and its author sees each as it happens", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  await bringAxe(clara.context);
  const { conversation } = await talking(clara, felix);
  await clara.goto(`/inbox/${conversation}`);
  const { page } = clara;
  await write(page, "Could you begin on Monday?");
  await expect(told(page, "Sent")).toBeVisible();
  // What he accepted he has read, and nothing since.
  await expect(told(page, "Read")).toHaveCount(1);
  await expect(told(page, "Delivered")).toHaveCount(0);

  // His list of conversations is a browser of his; he has not opened this one.
  await felix.goto("/inbox");
  await expect(told(page, "Delivered")).toBeVisible();
  await expect(told(page, "Sent")).toHaveCount(0);

  await felix.goto(`/inbox/${conversation}`);
  await expect(told(page, "Read")).toBeVisible();
  await expect(told(page, "Delivered")).toHaveCount(0);

  // Elsewhere in the app it is delivered as it arrives, and what was read stays read.
  await felix.goto("/settings");
  await write(page, "Or on Tuesday.");
  await expect(told(page, "Delivered")).toBeVisible();
  await expect(told(page, "Read")).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.reload();
  await expect(told(page, "Delivered")).toBeVisible();
  await expect(told(page, "Read")).toBeVisible();
});

test("an invitation is told as read once it was accepted, and not before", async ({ enter }) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await invited(clara, felix);
  await acknowledged(felix, conversation);
  await clara.goto(`/inbox/${conversation}`);
  await felix.goto(`/inbox/${conversation}`);
  await expect
    .poll(async () => (await felix.api.get(`/conversations/${conversation}`)).head.unread)
    .toBe(0);
  await expect(told(clara.page, "Sent")).toBeVisible();
  await expect(told(clara.page, "Delivered").or(told(clara.page, "Read"))).toHaveCount(0);
  await felix.page.getByRole("button", { name: "Accept" }).click();
  await expect(told(clara.page, "Read")).toBeVisible();
  await expect(told(clara.page, "Sent")).toHaveCount(0);
});

test("what one answers while reading further up is read as well", async ({ enter }) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  for (let line = 1; line <= 40; line += 1) await says(felix, conversation, `line ${line}`);
  await felix.goto(`/inbox/${conversation}`);
  await clara.goto(`/inbox/${conversation}`);
  await expect(message(felix.page, "line 40")).toBeInViewport();
  await thread(felix.page).hover();
  await expect(async () => {
    await felix.page.mouse.wheel(0, -3000);
    await expect(message(felix.page, "line 1")).toBeInViewport({ timeout: 500 });
  }).toPass();
  await write(clara.page, "A question, further down.");
  await expect(felix.page.getByRole("button", { name: "1 new message" })).toBeVisible();
  await expect(told(clara.page, "Delivered")).toBeVisible();
  // Writing moves his own mark past hers, and takes him down to it.
  await write(felix.page, "Still drawing.");
  await expect(message(felix.page, "A question, further down.")).toBeInViewport();
  await expect(told(clara.page, "Delivered")).toHaveCount(0);
  await expect(told(clara.page, "Read")).toBeVisible();
});

test("who turns read receipts off is known to have received, by keyboard alone, and what was told stays told", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  await bringAxe(felix.context);
  const { conversation } = await talking(clara, felix);
  await says(clara, conversation, "One.");
  await clara.goto(`/inbox/${conversation}`);
  await felix.goto(`/inbox/${conversation}`);
  await expect(told(clara.page, "Sent").or(told(clara.page, "Delivered"))).toHaveCount(0);
  await expect(told(clara.page, "Read")).toBeVisible();

  await felix.goto("/settings");
  const receipts = felix.page.getByRole("switch", { name: "Read receipts" });
  await expect(receipts).toBeChecked();
  expect(await findings(felix.page)).toEqual([]);
  await receipts.focus();
  await felix.page.keyboard.press("Space");
  await expect(receipts).not.toBeChecked();
  await expect.poll(own(felix)).toMatchObject({ read_receipts: false });

  await write(clara.page, "Two.");
  await felix.goto(`/inbox/${conversation}`);
  await expect(message(felix.page, "Two.")).toBeVisible();
  await expect
    .poll(async () => (await felix.api.get(`/conversations/${conversation}`)).head.unread)
    .toBe(0);
  await expect(told(clara.page, "Delivered")).toBeVisible();
  await expect(told(clara.page, "Read")).toHaveCount(1);
  const row = await clara.api.get(`/conversations/${conversation}`);
  expect(row.receipt.read_seq).toBeLessThan(row.receipt.delivered_seq);
});

test("a setting that cannot be saved says so and shows what holds", async ({ enter, watch }) => {
  watch.expects(/Failed to load resource.*\/preferences/);
  const felix = await enter("felix");
  await felix.goto("/settings");
  const { page } = felix;
  await expect(page.getByRole("radio", { name: "Choose" })).toBeChecked();
  const receipts = page.getByRole("switch", { name: "Read receipts" });
  await page.route("**/api/v1/preferences", (route) =>
    route.request().method() === "PATCH" ? route.abort() : route.fallback(),
  );
  await receipts.press("Space");
  await expect(page.getByRole("alert")).toHaveCount(1);
  await expect(receipts).toBeChecked();
  await page.getByRole("radio", { name: "Hidden" }).click();
  await expect(page.getByRole("alert")).toHaveCount(2);
  await expect(page.getByRole("radio", { name: "Choose" })).toBeChecked();
  await page.unroute("**/api/v1/preferences");
  await receipts.press("Space");
  await expect(receipts).not.toBeChecked();
  await expect(page.getByRole("alert")).toHaveCount(1);
  await expect.poll(own(felix)).toMatchObject({ read_receipts: false, zone_source: "chosen" });
});

test("typing is seen while it lasts, moves nothing, and goes with the message or after a while", async ({
  enter,
}) => {
  const how = { reducedMotion: "reduce" } as const;
  const [clara, felix] = [await enter("clara", how), await enter("felix", how)];
  await bringAxe(clara.context);
  const { conversation } = await talking(clara, felix);
  await clara.goto(`/inbox/${conversation}`);
  await felix.goto(`/inbox/${conversation}`);
  await expect(presence(felix.page)).toHaveText("Online");
  const before = await composer(clara.page).boundingBox();
  await composer(felix.page).pressSequentially("Rye");
  await expect(typing(clara.page)).toHaveText("Felix Okafor is typing…");
  expect(await composer(clara.page).boundingBox()).toEqual(before);
  expect(await findings(clara.page)).toEqual([]);
  await composer(felix.page).press("Enter");
  await expect(message(clara.page, "Rye")).toBeVisible();
  await expect(typing(clara.page)).toHaveText("", { timeout: 4000 });
  // Three seconds after the first word of it he may say again that he types; then he stops.
  await expect(async () => {
    await composer(felix.page).pressSequentially(".");
    await expect(typing(clara.page)).toHaveText("Felix Okafor is typing…", { timeout: 500 });
  }).toPass();
  await expect(typing(clara.page)).toHaveText("", { timeout: 15_000 });
  await expect(typing(felix.page)).toHaveText("");
});

test("one sees that the other is there, not that they reload, and nothing of who hides it", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await clara.goto(`/inbox/${conversation}`);
  await expect(presence(clara.page)).toHaveText("Offline");
  await felix.goto("/inbox");
  await expect(presence(clara.page)).toHaveText("Online");
  await presence(clara.page).evaluate((at) => {
    const words = [at.textContent?.trim()];
    Object.assign(window, { words });
    new MutationObserver(() => words.push(at.textContent?.trim())).observe(at, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  await felix.page.reload();
  await says(felix, conversation, "Back again.");
  await expect(message(clara.page, "Back again.")).toBeVisible();
  await felix.page.goto("about:blank");
  await expect(presence(clara.page)).toHaveText("Offline");
  const words = await clara.page.evaluate(() => (window as unknown as { words: string[] }).words);
  expect(new Set(words.slice(0, -1))).toEqual(new Set(["Online"]));

  await felix.goto("/inbox");
  await expect(presence(clara.page)).toHaveText("Online");
  await felix.api.must("PATCH", "/preferences", { presence: false });
  await expect(presence(clara.page)).toHaveCount(0);
});

test("the other's local time is shown as they let it be known: from their browser, chosen, or not at all", async ({
  enter,
}) => {
  const clara = await enter("clara", { timezoneId: "Europe/Lisbon" });
  const felix = await enter("felix", { timezoneId: "Asia/Tokyo" });
  const { conversation } = await talking(clara, felix);
  await clara.goto(`/inbox/${conversation}`);
  await expect(header(clara.page)).toContainText("for Felix Okafor, the same as for you");
  await felix.goto("/settings");
  const { page } = felix;
  // Of what is pressed while one change is on its way the last counts.
  const change = await held(page, "**/api/v1/preferences", "PATCH");
  await page.getByRole("radio", { name: "Hidden" }).click();
  await change.asked;
  await page.getByRole("radio", { name: "Choose" }).click();
  await page.getByRole("radio", { name: "This browser" }).click();
  change.letGo();
  await expect(page.getByText("This browser is in Asia/Tokyo")).toBeVisible();
  await expect.poll(own(felix)).toMatchObject({ zone_source: "browser", time_zone: "Asia/Tokyo" });
  await expect(page.getByRole("radio", { name: "This browser" })).toBeChecked();
  await expect(header(clara.page)).toContainText(/for Felix Okafor, [89] hours ahead of you/);
  const details = clara.page.getByRole("complementary", { name: "Details" });
  await expect(details).toContainText(/for Felix Okafor, [89] hours ahead of you/);

  await page.getByRole("radio", { name: "Choose" }).click();
  const zone = page.getByRole("combobox", { name: "Time zone" });
  await expect(zone).toHaveValue("Asia/Tokyo");
  await zone.fill("Mars");
  await zone.press("Enter");
  await expect(page.getByText("No such time zone is known.")).toBeVisible();
  await zone.fill("new york");
  await zone.press("Enter");
  await expect(zone).toHaveValue("America/New_York");
  await expect(page.getByText("No such time zone is known.")).toHaveCount(0);
  await expect(header(clara.page)).toContainText(/for Felix Okafor, [45] hours behind you/);
  await page.reload();
  await expect(zone).toHaveValue("America/New_York");

  await page.getByRole("radio", { name: "Hidden" }).click();
  await expect(header(clara.page)).not.toContainText("for Felix Okafor");
});

test("a browser says where it is once after the start, unless another zone was chosen", async ({
  enter,
}) => {
  const sam = await enter("sam", { timezoneId: "Asia/Kolkata" });
  expect(await own(sam)()).toMatchObject({ zone_source: "browser", time_zone: null });
  await sam.goto("/inbox");
  await expect
    .poll(own(sam))
    .toMatchObject({ time_zone: expect.stringMatching(/Kolkata|Calcutta/) });
  const patches: string[] = [];
  sam.page.on("request", (request) => {
    if (request.method() === "PATCH") patches.push(request.url());
  });
  const asked = sam.page.waitForResponse(/\/api\/v1\/preferences$/);
  await sam.page.reload();
  await asked;
  const felix = await enter("felix", { timezoneId: "Asia/Kolkata" });
  const askedToo = felix.page.waitForResponse(/\/api\/v1\/preferences$/);
  await felix.goto("/inbox");
  await askedToo;
  expect(await own(felix)()).toMatchObject({ zone_source: "chosen", time_zone: "Europe/London" });
  expect(patches).toEqual([]);
});
