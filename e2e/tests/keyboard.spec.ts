import { expect, test } from "../stage/test.ts";
import type { Locator, Page } from "@playwright/test";
import { composer, message, rowOf, rows } from "../stage/pages.ts";
import { acknowledged, bakery, calendar, invited, jobOf, talking } from "../stage/scene.ts";

/** Walks with Tab until the control has the focus, as somebody without a mouse does. */
async function walksTo(page: Page, control: Locator, steps = 60): Promise<void> {
  await expect(control).toBeVisible();
  for (let step = 0; step < steps; step += 1) {
    if (await control.evaluate((at) => at === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`no focus on ${control} within ${steps} steps`);
}

async function presses(page: Page, control: Locator, key = "Enter"): Promise<void> {
  await walksTo(page, control);
  await page.keyboard.press(key);
}

test("the main path needs no mouse: sign in, contact, invite, read the warning, accept, write", async ({
  visitor,
}) => {
  const [client, freelancer] = [await visitor(), await visitor()];
  for (const [member, email] of [
    [client, "clara@example.com"],
    [freelancer, "felix@example.com"],
  ] as const) {
    await member.goto("/sign-in");
    await walksTo(member.page, member.page.getByLabel("E-mail"));
    await member.page.keyboard.type(email);
    await walksTo(member.page, member.page.getByLabel("Password", { exact: true }));
    await member.page.keyboard.type("parlance-demo");
    await member.page.keyboard.press("Enter");
    await expect(member.page.getByRole("heading", { name: "Inbox" })).toBeVisible();
  }

  const { page } = client;
  await presses(
    page,
    page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Freelancers" }),
  );
  await expect(page.getByRole("heading", { name: "Freelancers", level: 1 })).toBeFocused();
  await presses(page, page.getByRole("link", { name: "Felix Okafor" }));
  await presses(page, page.getByRole("button", { name: "Contact" }));
  await expect(page.getByRole("dialog", { name: "Contact Felix Okafor" })).toBeVisible();
  await walksTo(page, page.getByLabel("Job", { exact: true }));
  await page.keyboard.type("Illu");
  await walksTo(page, page.getByLabel("Your message"));
  await page.keyboard.type("Twelve loaves?");
  await presses(page, page.getByRole("button", { name: "Invite" }));
  await presses(page, page.getByRole("link", { name: "Open the conversation", exact: true }));
  await expect(page.getByText("Waiting for Felix Okafor to answer")).toBeVisible();

  const other = freelancer.page;
  await presses(other, rowOf(other, "Clara Winter", calendar));
  await presses(other, other.getByRole("button", { name: "Got it, show conversation" }));
  await expect(message(other, "Twelve loaves?")).toBeVisible();
  await presses(other, other.getByRole("button", { name: "Accept" }), "Space");
  await walksTo(other, composer(other));
  await other.keyboard.type("Gladly.");
  await other.keyboard.press("Enter");
  await expect(message(page, "Gladly.")).toBeVisible();
  await walksTo(page, composer(page));
  await page.keyboard.type("Rye first.");
  await presses(page, page.getByRole("button", { name: "Send" }));
  await expect(message(other, "Rye first.")).toBeVisible();
});

test("the list is walked with the arrows, menus and dialogs close with Escape and give the focus back", async ({
  enter,
}) => {
  const clara = await enter("clara");
  await clara.goto("/inbox");
  const { page } = clara;
  await expect(rowOf(page, "Inês Carvalho", bakery)).toBeVisible();
  await walksTo(page, rows(page).first());
  await page.keyboard.press("ArrowDown");
  await expect(rows(page).nth(1)).toBeFocused();
  await page.keyboard.press("End");
  await expect(rows(page).last()).toBeFocused();
  await page.keyboard.press("Home");
  await expect(rows(page).first()).toBeFocused();

  const account = page.getByRole("button", { name: "Account, Clara Winter" });
  await account.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Profile" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Settings" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(account).toBeFocused();
  await expect(page.getByRole("menu")).toHaveCount(0);
});

test("the focus stays near when the control that had it goes with what it did", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await invited(clara, felix);
  await acknowledged(felix, conversation);
  const { page } = felix;
  await felix.goto("/jobs");
  await page.getByRole("button", { name: "Notifications, 1 unread" }).press("Enter");
  await page.getByRole("button", { name: "Mark all as read" }).press("Enter");
  await expect(page.getByRole("heading", { name: "Notifications" })).toBeFocused();
  await felix.goto(`/inbox/${conversation}`);
  await page.getByRole("button", { name: "Decline" }).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Decline" }).press("Enter");
  await expect(page.getByRole("note")).toContainText("The invitation was declined");
  await expect(page.getByRole("heading", { name: "Clara Winter", level: 1 })).toBeFocused();

  await clara.goto(`/jobs/${await jobOf(clara, calendar)}`);
  const title = clara.page.getByRole("heading", { name: calendar, level: 1 });
  await clara.page.getByRole("button", { name: "Close job" }).press("Enter");
  await clara.page.getByRole("dialog").getByRole("button", { name: "Close job" }).press("Enter");
  await expect(title).toBeFocused();
  await clara.page.getByRole("button", { name: "Re-open job" }).press("Enter");
  await expect(clara.page.getByRole("button", { name: "Close job" })).toBeVisible();
  await expect(title).toBeFocused();
});

test("the first Tab offers to skip the head of the page, and what has the focus shows it", async ({
  enter,
}) => {
  const clara = await enter("clara");
  await clara.goto("/jobs");
  const { page } = clara;
  await expect(page.getByRole("heading", { name: "Jobs", level: 1 })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeInViewport();
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press("Tab");
    const shown = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return "outside";
      // A row's link draws its ring around the whole row, by what it generates.
      const rings = [null, "::after", "::before"].map((part) => getComputedStyle(at, part));
      const ring = rings.some(
        ({ outlineStyle, outlineWidth }) =>
          outlineStyle !== "none" && parseFloat(outlineWidth) >= 1,
      );
      return ring ? "shown" : at.outerHTML;
    });
    expect(["shown", "outside"]).toContain(shown);
  }
});

test("what another person writes is said to a screen reader once, wherever one is", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await clara.goto(`/inbox/${conversation}`);
  await felix.goto("/jobs");
  await expect(felix.page.getByRole("heading", { name: "Jobs", level: 1 })).toBeVisible();
  await expect(composer(clara.page)).toBeVisible();
  await felix.page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const live = (target instanceof Element ? target : target.parentElement)?.closest(
          "[aria-live], [role=status]",
        );
        if (live?.textContent?.includes("Clara Winter")) said.push(live.textContent.trim());
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await composer(clara.page).fill("Hello over there.");
  await composer(clara.page).press("Enter");
  await expect
    .poll(() => felix.page.evaluate(() => (window as unknown as { said: string[] }).said.length))
    .toBeGreaterThan(0);
  const said = await felix.page.evaluate(() => (window as unknown as { said: string[] }).said);
  expect(new Set(said).size).toBe(1);
});
