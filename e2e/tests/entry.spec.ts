import { expect, test } from "../stage/test.ts";
import type { Member } from "../stage/member.ts";
import type { Server } from "../stage/server.ts";
import { bubble, composer, rowOf } from "../stage/pages.ts";
import { bakery } from "../stage/scene.ts";

/** From nothing to the inbox, as a new person does it: form, mail, link, password. */
async function joins(person: Member, server: Server, name: string, email: string): Promise<void> {
  const { page } = person;
  await person.goto("/sign-up");
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("violin rye window");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();

  await page.goto(await newestLink(server, email, 1));
  await page.getByLabel("Password", { exact: true }).fill("violin rye window");
  await page.getByRole("button", { name: "Confirm address" }).click();
  await expect(page.getByText("No conversations yet")).toBeVisible();
  await expect(bubble(page)).toBeVisible();
}

/** The link of the newest mail to an address, once there are so many. */
async function newestLink(server: Server, email: string, count: number): Promise<string> {
  await expect.poll(async () => (await server.mails(email)).length).toBe(count);
  const mail = (await server.mails(email)).at(-1);
  const link = mail?.links.find((one) => one.includes("/verify?token="));
  expect(link, "the mail's link").toBeDefined();
  return link ?? "";
}

test("S1: a new client signs up, confirms the address and reaches the inbox, then posts a job", async ({
  visitor,
  server,
}) => {
  const client = await visitor();
  await joins(client, server, "Mira Sandoval", "mira@example.com");
  const { page } = client;
  await page.getByRole("link", { name: "Jobs" }).click();
  await page.getByRole("link", { name: "Post a job" }).click();
  await page.getByLabel("Title").fill("Poster for a reading");
  await page.getByLabel("Description").fill("One poster, A2, two colours.");
  await page.getByRole("button", { name: "Post a job" }).click();
  await expect(page.getByRole("heading", { name: "Poster for a reading" })).toBeVisible();
});

test("S1: a new freelancer signs up, confirms the address and reaches the inbox, then publishes a profile", async ({
  visitor,
  enter,
  server,
}) => {
  const freelancer = await visitor();
  await joins(freelancer, server, "Jonas Weber", "jonas@example.com");
  const { page } = freelancer;
  await page.getByRole("link", { name: "Publish your profile" }).click();
  await page.getByLabel("Headline").fill("Bookbinder, small editions");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.getByRole("switch", { name: "Offers work" }).click();
  await expect(page.getByText("Your profile is published.")).toBeVisible();

  const clara = await enter("clara");
  await clara.goto("/freelancers");
  await clara.page.getByLabel("Find by name").fill("jonas");
  const list = clara.page.getByRole("list", { name: "Freelancers" });
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await expect(list).toContainText("Bookbinder, small editions");
});

test("S1: somebody signed out gets the sign-in page in the browser, 401 from the API, and goes on where they wanted to", async ({
  visitor,
}) => {
  const nobody = await visitor();
  for (const path of ["/me", "/conversations", "/jobs", "/invitations", "/notifications"]) {
    const { status, body } = await nobody.api.ask("GET", path);
    expect([status, body.code], path).toEqual([401, "not-signed-in"]);
  }
  const { page } = nobody;
  await nobody.goto("/jobs/new");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.getByRole("button", { name: /Clara Winter/ }).click();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Post a job" })).toBeVisible();
});

test("a wrong password and an unknown address get the same answer, and what was typed stays", async ({
  visitor,
  watch,
}) => {
  watch.expects(/status of 401 .*\/session$/);
  const nobody = await visitor();
  const { page } = nobody;
  await nobody.goto("/sign-in");
  const said: string[] = [];
  for (const email of ["clara@example.com", "nobody@example.com"]) {
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password", { exact: true }).fill("not the password");
    const answered = page.waitForResponse(/\/session$/);
    await page.getByRole("button", { name: "Sign in" }).click();
    expect((await answered).status()).toBe(401);
    await expect(page.getByRole("alert")).toBeVisible();
    said.push(await page.getByRole("alert").innerText());
    await expect(page.getByLabel("E-mail")).toHaveValue(email);
  }
  expect(said[0]).toBe(said[1]);
  expect(said[0]).not.toBe("");
});

test("an address that is not confirmed yet is told so and can have another mail", async ({
  visitor,
  server,
  watch,
}) => {
  watch.expects(/status of 403 .*\/session$/);
  const person = await visitor();
  const account = { email: "late@example.com", password: "violin rye window", name: "Lately Here" };
  await person.api.must("POST", "/accounts", account);
  await person.goto("/sign-in");
  const { page } = person;
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("This address is not confirmed yet")).toBeVisible();
  await page.getByRole("button", { name: "Send a new mail" }).click();
  await expect(page.getByText("Another mail is on its way.")).toBeVisible();
  await expect.poll(async () => (await server.mails(account.email)).length).toBe(2);
});

test("whoever signed up first with somebody else's address gets nothing by her confirming it", async ({
  visitor,
  server,
  watch,
}) => {
  watch.expects(/status of 422 .*\/verifications$/);
  const email = "mine@example.com";
  const thief = await visitor();
  const theirs = { email, password: "nine green kites fly", name: "Not Mina" };
  await thief.api.must("POST", "/accounts", theirs);
  const unasked = await newestLink(server, email, 1);
  const mina = await visitor();
  await mina.api.must("POST", "/accounts", {
    email,
    password: "violin rye window",
    name: "Mina Own",
  });
  const hers = await newestLink(server, email, 2);
  const { page } = mina;
  const confirm = async (link: string) => {
    await page.goto(link);
    await page.getByLabel("Password", { exact: true }).fill("violin rye window");
    await page.getByRole("button", { name: "Confirm address" }).click();
  };
  await confirm(unasked);
  await expect(page.getByRole("alert")).toContainText("do not belong together");
  await expect(page.getByRole("button", { name: "Send a new mail" })).toBeVisible();
  await confirm(hers);
  await expect(page.getByRole("button", { name: "Account, Mina Own" })).toBeVisible();
  const session = { email, password: theirs.password };
  expect((await thief.api.ask("POST", "/session", session)).status).toBe(401);
});

test("signing out in one tab ends the other one too and leaves no draft behind", async ({
  enter,
}) => {
  const clara = await enter("clara");
  const other = await clara.anotherTab("/jobs");
  await expect(other.getByRole("heading", { name: "Jobs" })).toBeVisible();
  await clara.goto("/inbox");
  const { page } = clara;
  await rowOf(page, "Inês Carvalho", bakery).click();
  await composer(page).fill("nobody else may read this");
  await page.getByRole("button", { name: "Account, Clara Winter" }).click();
  // The page that goes shows no form of its own: what one typed into that would go with it.
  await page.evaluate(() => {
    const note = () => {
      if (document.querySelector("input[type=password]")) sessionStorage.setItem("form", "seen");
    };
    new MutationObserver(note).observe(document, { childList: true, subtree: true });
  });
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.getItem("form"))).toBe(null);
  await expect(other.getByRole("heading", { name: "Sign in" })).toBeVisible();
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  expect(kept).not.toContain("nobody else may read this");
});

test("an address that leads nowhere says so and leads back", async ({ enter }) => {
  const clara = await enter("clara");
  await clara.goto("/nowhere/at/all");
  await expect(clara.page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  await clara.page.getByRole("link", { name: "Go to the inbox" }).click();
  await expect(clara.page).toHaveURL(/\/inbox$/);
});
