import { expect, test } from "../stage/test.ts";
import type { Locator, Page } from "@playwright/test";
import { held } from "../stage/away.ts";
import { agents, password, people } from "../stage/member.ts";
import { composer } from "../stage/pages.ts";
import { talking } from "../stage/scene.ts";

const better = "seven blue herons";

const devices = (page: Page): Locator =>
  page.getByRole("list", { name: "Browsers you are signed in with" }).getByRole("listitem");

async function changes(page: Page, current: string, next: string): Promise<void> {
  await page.getByLabel("Current password", { exact: true }).fill(current);
  await page.getByLabel("New password", { exact: true }).fill(next);
  await page.getByRole("button", { name: "Change password" }).click();
}

test("each browser is told with its name and since when, found from the account menu, and signed out at once", async ({
  enter,
}) => {
  const desk = await enter("clara");
  const phone = await enter("clara", { userAgent: agents.iphone });
  await phone.goto("/jobs");
  await expect(phone.page.getByRole("heading", { name: "Jobs", level: 1 })).toBeVisible();
  const { page } = desk;
  await desk.goto("/jobs");
  await page.getByRole("button", { name: "Account, Clara Winter" }).click();
  await page.getByRole("menuitem", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeFocused();
  await expect(devices(page)).toHaveCount(2);
  await expect(devices(page).first()).toContainText("This browser");
  await expect(devices(page).first()).toContainText("Chrome on Linux");
  await expect(devices(page).first().getByRole("button")).toHaveCount(0);
  const other = devices(page).filter({ hasText: "Safari on iPhone" });
  await expect(other).toContainText("Signed in");

  await other.getByRole("button", { name: "Sign out Safari on iPhone" }).click();
  await expect(page.getByText("Safari on iPhone is signed out.")).toBeVisible();
  await expect(devices(page)).toHaveCount(1);
  await expect(page.getByText("You are signed in nowhere else.")).toBeVisible();
  await expect(phone.page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expect(phone.page.getByText("You were signed out.")).toBeVisible();
  expect((await phone.api.ask("GET", "/me")).status).toBe(401);
  expect((await desk.api.ask("GET", "/me")).status).toBe(200);
});

test("who goes on before the first page has come still begins at the heading of the next", async ({
  enter,
}) => {
  const clara = await enter("clara");
  const { page } = clara;
  const jobs = await held(page, "**/assets/JobsPage-*.js");
  await clara.goto("/jobs");
  await jobs.asked;
  await page.getByRole("button", { name: "Account, Clara Winter" }).click();
  await page.getByRole("menuitem", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeFocused();
  jobs.letGo();
});

test("all other browsers are signed out together, those too that came since the page was drawn", async ({
  enter,
}) => {
  const desk = await enter("clara");
  await desk.signInWith(agents.firefox);
  const phone = await enter("clara", { userAgent: agents.iphone });
  await phone.goto("/inbox");
  await expect(phone.page.getByRole("heading", { name: "Inbox" })).toBeVisible();
  const { page } = desk;
  await desk.goto("/settings");
  await expect(devices(page)).toHaveCount(3);
  await desk.signInWith(agents.firefox);
  await page.getByRole("button", { name: "Sign out everywhere else" }).click();
  const question = page.getByRole("dialog", { name: "Sign out everywhere else?" });
  await question.getByRole("button", { name: "Cancel" }).click();
  expect((await phone.api.ask("GET", "/me")).status).toBe(200);
  await page.getByRole("button", { name: "Sign out everywhere else" }).click();
  await question.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(page.getByText("3 other browsers are signed out.")).toBeVisible();
  await expect(devices(page)).toHaveCount(1);
  await expect(phone.page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  expect(await desk.api.get("/sessions")).toHaveLength(1);
});

test("a browser that signs in meanwhile appears when the page is looked at again", async ({
  enter,
}) => {
  const desk = await enter("clara");
  const { page } = desk;
  await desk.goto("/settings");
  await expect(devices(page)).toHaveCount(1);
  await desk.signInWith(agents.firefox);
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(devices(page)).toHaveCount(2);
  await expect(devices(page).nth(1)).toContainText("Firefox on Linux");
});

test("another password signs the other browser out at once, keeps this one, and is the only one that opens", async ({
  enter,
  visitor,
}) => {
  const desk = await enter("clara");
  const phone = await enter("clara", { userAgent: agents.iphone });
  const felix = await enter("felix");
  const { conversation } = await talking(desk, felix);
  await phone.goto(`/inbox/${conversation}`);
  await expect(composer(phone.page)).toBeVisible();
  const { page } = desk;
  await desk.goto("/profile");
  await page.getByRole("link", { name: "Password and sign-ins" }).click();
  await expect(devices(page)).toHaveCount(2);
  await expect(page.getByText("Changing it signs out every other browser.")).toBeVisible();
  await changes(page, password, better);
  await expect(page.getByText("Your password is changed")).toBeVisible();
  await expect(devices(page)).toHaveCount(1);
  for (const field of ["Current password", "New password"]) {
    await expect(page.getByLabel(field, { exact: true })).toHaveValue("");
  }
  await expect(phone.page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  expect((await desk.api.ask("GET", "/me")).status).toBe(200);

  const door = await visitor();
  const knock = (word: string) =>
    door.api.ask("POST", "/session", { email: people.clara.email, password: word });
  expect((await knock(password)).body.code).toBe("sign-in-failed");
  expect((await knock(better)).status).toBe(200);
});

test("the bounds of a password are named before, and what is wrong is said at its field", async ({
  enter,
  watch,
}) => {
  watch.expects(/status of 422 .*\/me\/password/);
  const clara = await enter("clara");
  const { page } = clara;
  await clara.goto("/settings");
  const [current, next] = ["Current password", "New password"].map((label) =>
    page.getByLabel(label, { exact: true }),
  ) as [Locator, Locator];
  await expect(next).toHaveAccessibleDescription(/10 to 128 characters/);
  const change = page.getByRole("button", { name: "Change password" });
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/me/password")) asked.push(request.method());
  });
  await change.click();
  await expect(current).toBeFocused();
  await expect(current).toHaveAccessibleDescription(/Enter the password you have now\./);
  await current.fill("not this one");
  await next.fill("too short");
  await change.click();
  await expect(next).toBeFocused();
  await expect(next).toHaveAccessibleDescription(/One more character is needed\./);
  await next.fill("not this one");
  await change.click();
  await expect(next).toHaveAccessibleDescription(/the password you have already/);
  expect(asked).toEqual([]);

  await next.fill(better);
  await change.click();
  await expect(current).toBeFocused();
  await expect(current).toHaveAccessibleDescription(/This is not your password\./);
  await expect(next).toHaveValue(better);
  await changes(page, password, "clara@example.com");
  await expect(next).toBeFocused();
  await expect(next).toHaveAttribute("aria-invalid", "true");
  await expect(current).not.toHaveAttribute("aria-invalid", "true");
  expect(asked).toEqual(["PUT", "PUT"]);
  await next.fill(better);
  await next.press("Enter");
  await expect(page.getByText("Your password is changed")).toBeVisible();
});

test("what cannot be done is said where it was tried, and trying again does it", async ({
  enter,
  watch,
}) => {
  watch.expects(/Failed to load resource: net::ERR_FAILED/);
  const desk = await enter("clara");
  await desk.signInWith(agents.firefox);
  const { page } = desk;
  await page.route("**/api/v1/sessions", (route) => route.abort());
  await desk.goto("/settings");
  await expect(page.getByRole("alert")).toContainText("No answer came.");
  await page.unroute("**/api/v1/sessions");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(devices(page)).toHaveCount(2);

  await page.route("**/api/v1/sessions/*", (route) => route.abort());
  const end = page.getByRole("button", { name: "Sign out Firefox on Linux" });
  await end.press("Enter");
  await expect(devices(page).nth(1).getByRole("alert")).toContainText("No answer came.");
  await expect(end).toBeFocused();
  await page.unroute("**/api/v1/sessions/*");
  await end.press("Enter");
  await expect(devices(page)).toHaveCount(1);
  await expect(page.getByRole("alert")).toHaveCount(0);
});
