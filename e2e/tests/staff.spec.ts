import { expect, test } from "../stage/test.ts";
import { people, password } from "../stage/member.ts";
import { composer } from "../stage/pages.ts";
import { calendar, freelancerCalled, jobOf, talking } from "../stage/scene.ts";

test("S24: staff see refused starts counted by code, and who was refused", async ({ enter }) => {
  const [clara, noor, felix, sam] = [
    await enter("clara"),
    await enter("noor"),
    await enter("felix"),
    await enter("sam"),
  ];
  const job = await jobOf(clara, calendar);
  const dana = await freelancerCalled(clara.api, "Dana Ilic");
  const codes: string[] = [];
  for (const freelancer of [felix, noor, noor]) {
    const refused = await freelancer.api.ask("POST", "/invitations", {
      job,
      freelancer: dana,
      text: "May I?",
    });
    expect(refused.status).toBeGreaterThanOrEqual(403);
    codes.push(refused.body.code);
  }
  await sam.goto("/staff/refusals");
  const { page } = sam;
  const counts = page.getByRole("region", { name: "By reason" });
  await expect(counts.getByRole("listitem").filter({ hasText: codes[0]! })).toContainText(
    /\d+ times?/,
  );
  const recent = page.getByRole("list", { name: "Recent refusals" });
  await expect(recent.getByText("Felix Okafor").first()).toBeVisible();
  await expect(recent.getByText("Noor Haddad").first()).toBeVisible();
  await expect(page.getByText("May I?")).toHaveCount(0);
});

test("an admin suspends somebody: signed out everywhere at once, told so at the door, and restored again", async ({
  enter,
  visitor,
  watch,
}) => {
  watch.expects(/status of 40[13]/);
  const [sam, clara, felix] = [await enter("sam"), await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await felix.goto(`/inbox/${conversation}`);
  await expect(composer(felix.page)).toBeVisible();
  await sam.goto("/staff");
  const { page } = sam;
  await page.getByLabel("Find by name or e-mail").fill("felix");
  await expect(page.getByRole("list", { name: "Accounts" }).getByRole("listitem")).toHaveCount(1);
  await page.getByRole("button", { name: "Suspend Felix Okafor" }).click();
  const dialog = page.getByRole("dialog", { name: "Suspend Felix Okafor?" });
  await dialog.getByRole("button", { name: "Suspend" }).click();
  await expect(dialog.getByText("Say why, in a few words.")).toBeVisible();
  await dialog.getByLabel("Reason").fill("Asked for a deposit.");
  await dialog.getByRole("button", { name: "Suspend" }).click();
  await expect(page.getByText("Felix Okafor is suspended.")).toBeVisible();
  await expect(felix.page.getByRole("heading", { name: "Sign in" })).toBeVisible();

  const door = await visitor();
  const knock = () => door.api.ask("POST", "/session", { email: people.felix.email, password });
  expect((await knock()).body.code).toBe("account-suspended");
  await page.getByRole("button", { name: "Restore Felix Okafor" }).click();
  await expect(page.getByText("Felix Okafor may sign in again.")).toBeVisible();
  expect((await knock()).status).toBe(200);
});

test("an admin gives a role and takes it back; who has none finds no staff page", async ({
  enter,
  watch,
}) => {
  watch.expects(/status of 403 .*\/staff\//);
  const [sam, dana] = [await enter("sam"), await enter("dana")];
  await dana.goto("/staff");
  await expect(dana.page.getByText("Only for staff")).toBeVisible();
  await expect(dana.page.getByRole("link", { name: "Staff", exact: true })).toHaveCount(0);
  await sam.goto("/staff");
  await sam.page.getByLabel("Role of Dana Ilic").selectOption("Support");
  await expect(sam.page.getByText("The role of Dana Ilic is changed.")).toBeVisible();
  await dana.goto("/staff");
  await expect(dana.page.getByRole("list", { name: "Accounts" })).toContainText("Felix Okafor");
  await expect(dana.page.getByRole("button", { name: "Suspend Felix Okafor" })).toHaveCount(0);
  await sam.page.getByLabel("Role of Dana Ilic").selectOption("No staff role");
  await expect.poll(async () => (await dana.api.ask("GET", "/staff/accounts")).status).toBe(403);
});

test("S3: no page and no route speaks of paying, plans or credits", async ({ enter, server }) => {
  const clara = await enter("clara");
  const paying =
    /\b(upgrade|pricing|price list|subscribe|subscription|billing|per seat|premium|credits?|free trial|paid plan|your plan)\b/i;
  for (const path of [
    "/inbox",
    "/jobs",
    "/jobs/new",
    "/freelancers",
    "/invitations",
    "/notifications",
    "/profile",
    "/settings",
  ]) {
    await clara.goto(path);
    await expect(clara.page.getByRole("main").getByRole("heading").first()).toBeVisible();
    expect(await clara.page.getByRole("main").innerText(), path).not.toMatch(paying);
    expect(await clara.page.getByRole("banner").innerText(), path).not.toMatch(paying);
  }
  const description = await (await fetch(`${server.url}/api/v1/openapi.json`)).json();
  const routes = Object.keys(description.paths);
  expect(routes.length).toBeGreaterThan(20);
  expect(
    routes.filter((route) => /plan|price|pay|bill|subscri|credit|quota|checkout/i.test(route)),
  ).toEqual([]);
  const fields = JSON.stringify(Object.keys(description.components.schemas));
  expect(fields).not.toMatch(/Plan|Price|Payment|Billing|Subscription|Credit|Quota/);
});
