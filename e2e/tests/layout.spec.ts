import { expect, test } from "../stage/test.ts";
import { composer, message, rowOf, thread } from "../stage/pages.ts";
import { calendar, says, talking } from "../stage/scene.ts";

test("from right to left the list stands at the right, one's own messages at the left", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await says(clara, conversation, "mine");
  await says(felix, conversation, "theirs");
  await clara.page.addInitScript(() => {
    addEventListener("DOMContentLoaded", () => document.documentElement.setAttribute("dir", "rtl"));
  });
  await clara.goto(`/inbox/${conversation}`);
  const box = async (at: ReturnType<typeof thread>) => (await at.boundingBox())!;
  await expect(message(clara.page, "theirs")).toBeVisible();
  const log = await box(thread(clara.page));
  expect((await box(rowOf(clara.page, "Felix Okafor", calendar))).x).toBeGreaterThan(
    log.x + log.width - 1,
  );
  const mine = await box(message(clara.page, "mine"));
  const theirs = await box(message(clara.page, "theirs"));
  expect(mine.x).toBeLessThan(theirs.x);
});

test("on a phone the panes are pages: the list, the thread with a way back, the details in a drawer", async ({
  enter,
}) => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const [clara, felix] = [await enter("clara", phone), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await says(felix, conversation, "On my way home.");
  await clara.goto("/inbox");
  const { page } = clara;
  await expect(thread(page)).toHaveCount(0);
  await rowOf(page, "Felix Okafor", calendar).tap();
  await expect(message(page, "On my way home.")).toBeVisible();
  await expect(rowOf(page, "Felix Okafor", calendar)).toBeHidden();
  for (const control of [
    page.getByRole("button", { name: "Send" }),
    page.getByRole("link", { name: "Back to the inbox" }),
  ]) {
    const box = (await control.boundingBox())!;
    expect(Math.min(box.height, box.width)).toBeGreaterThanOrEqual(36);
  }
  await composer(page).fill("Mind the rain.");
  await page.getByRole("button", { name: "Send" }).tap();
  await expect(message(page, "Mind the rain.")).toBeVisible();
  await page.getByRole("button", { name: "Details" }).tap();
  await expect(page.getByRole("dialog", { name: "Details" })).toContainText("Participants");
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).tap();
  await page.getByRole("link", { name: "Back to the inbox" }).tap();
  await expect(rowOf(page, "Felix Okafor", calendar)).toBeVisible();
  await page.getByRole("button", { name: "Menu" }).tap();
  await page.getByRole("menuitem", { name: "Jobs" }).tap();
  await expect(page.getByRole("heading", { name: "Jobs", level: 1 })).toBeVisible();
});

test("the chosen theme holds after a reload, whatever the system says", async ({ enter }) => {
  const clara = await enter("clara", { colorScheme: "light" });
  await clara.goto("/profile");
  const { page } = clara;
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await ground();
  await page.getByRole("radio", { name: "Dark" }).check();
  await expect.poll(ground).not.toBe(before);
  const dark = await ground();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Profile", level: 1 })).toBeVisible();
  expect(await ground()).toBe(dark);
});
