import { expect, test } from "../stage/test.ts";
import type { Page } from "@playwright/test";
import { choose, csv, tray } from "../stage/files.ts";
import { password, people, type Member, type Who } from "../stage/member.ts";
import { cutLine, kept, online, sends, shelf, types, waiting } from "../stage/offline.ts";
import { composer, message, rowOf, thread } from "../stage/pages.ts";
import { calendar, talking } from "../stage/scene.ts";

async function bothReading(enter: (who: Who) => Promise<Member>) {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const made = await talking(clara, felix);
  for (const one of [clara, felix]) await one.goto(`/inbox/${made.conversation}`);
  for (const one of [clara, felix]) await expect(composer(one.page)).toBeVisible();
  return { clara, felix, ...made };
}

async function cut(member: Member, ...pages: Page[]): Promise<void> {
  await member.context.setOffline(true);
  for (const page of [member.page, ...pages]) {
    await expect(page.getByText("You are offline.")).toBeVisible();
  }
}

const numbered = (who: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${who} writes ${at + 1} of ${count}`);

/** The messages on a page that these tests sent, in their order. */
async function said(page: Page): Promise<string[]> {
  return (await thread(page).innerText()).match(/(clara|felix) writes \d+ of \d+/g) ?? [];
}

test("a minute offline with twenty messages typed on both sides, the server killed meanwhile and while they go out: each stands there once, in order", async ({
  enter,
  server,
  watch,
}) => {
  watch.expects(...cutLine);
  const { clara, felix, conversation } = await bothReading(enter);
  const [hers, his] = [numbered("clara", 20), numbered("felix", 20)];
  const began = Date.now();
  for (const one of [clara, felix]) await cut(one);
  for (let at = 0; at < 20; at += 1) {
    await types(clara.page, hers[at] ?? "");
    await types(felix.page, his[at] ?? "");
    if (at === 10) await server.kill();
  }
  for (const { page } of [clara, felix]) {
    await expect(waiting(page)).toHaveCount(20);
    await expect(page.getByText("20 messages wait here")).toBeVisible();
  }
  expect((await shelf(clara.page)).toSorted()).toEqual(hers.toSorted());
  // The minute itself is what is asked for: a browser's timers and its storage have to bear it.
  await expect.poll(() => Date.now() - began, { timeout: 70_000 }).toBeGreaterThan(60_000);
  await server.start();

  // Once more while they go out: the server has taken her sixth, and dies before it says so.
  let taken = 0;
  await clara.page.route("**/messages", async (route) => {
    taken += 1;
    if (taken !== 6) return route.continue();
    await route.fetch();
    await server.kill();
    await route.abort("connectionreset");
    await server.start();
  });
  for (const one of [clara, felix]) await one.context.setOffline(false);
  for (const { page } of [clara, felix]) {
    await expect(page.getByText("You are offline.")).toHaveCount(0);
    await expect.poll(async () => (await said(page)).length, { timeout: 60_000 }).toBe(40);
    await expect(thread(page).getByText(/Waiting|Sending|Not sent/)).toHaveCount(0);
  }
  expect(taken, "the killed send was repeated").toBeGreaterThan(20);

  const log = await kept(felix, conversation);
  expect(log.filter((text) => text.startsWith("clara"))).toEqual(hers);
  expect(log.filter((text) => text.startsWith("felix"))).toEqual(his);
  for (const { page } of [clara, felix]) {
    expect(await said(page)).toEqual(log);
    await expect.poll(() => shelf(page)).toEqual([]);
    await page.reload();
    await expect.poll(() => said(page)).toEqual(log);
  }
});

test("what was written offline goes out by itself, once and in order, after the tab was closed and another page of the app opened", async ({
  enter,
  watch,
}) => {
  watch.expects(...cutLine);
  const { clara, felix, conversation } = await bothReading(enter);
  const asked = sends(clara.context);
  await cut(clara);
  for (const text of numbered("clara", 3)) await types(clara.page, text);
  await expect(waiting(clara.page)).toHaveCount(3);
  expect(await shelf(clara.page)).toHaveLength(3);
  await clara.page.close();
  expect(await kept(felix, conversation)).toEqual([]);

  await clara.context.setOffline(false);
  const later = await clara.anotherTab("/jobs");
  await expect(later.getByRole("link", { name: calendar })).toBeVisible();
  for (const text of numbered("clara", 3)) await expect(message(felix.page, text)).toBeVisible();
  await expect.poll(() => kept(felix, conversation)).toEqual(numbered("clara", 3));
  await expect.poll(() => shelf(later)).toEqual([]);
  expect([...asked.values()]).toEqual([1, 1, 1]);
});

test("a reload while offline loses nothing of what waits", async ({ enter, watch }) => {
  watch.expects(...cutLine);
  const { clara, felix, conversation } = await bothReading(enter);
  await cut(clara);
  for (const text of numbered("clara", 2)) await types(clara.page, text);
  await expect(waiting(clara.page)).toHaveCount(2);
  expect(await shelf(clara.page)).toHaveLength(2);
  await expect(clara.page.reload()).rejects.toThrow(/ERR_INTERNET_DISCONNECTED/);
  await clara.context.setOffline(false);
  await clara.goto(`/inbox/${conversation}`);
  await expect.poll(() => kept(felix, conversation)).toEqual(numbered("clara", 2));
  await expect.poll(() => said(clara.page)).toEqual(numbered("clara", 2));
  await expect(thread(clara.page).getByText(/Waiting|Sending/)).toHaveCount(0);
});

test("two tabs of one person show one queue and send each message once, in the order typed", async ({
  enter,
  watch,
}) => {
  watch.expects(...cutLine);
  const { clara, felix, conversation } = await bothReading(enter);
  const other = await clara.anotherTab(`/inbox/${conversation}`);
  await expect(composer(other)).toBeVisible();
  const asked = sends(clara.context);
  await cut(clara, other);
  const texts = numbered("clara", 10);
  for (const [at, text] of texts.entries()) await types(at % 2 === 0 ? clara.page : other, text);
  for (const page of [clara.page, other]) {
    await expect(waiting(page)).toHaveCount(10);
    expect(await said(page)).toEqual(texts);
  }

  // The first request is held until both tabs are back: neither may send what the other is sending.
  let [inFlight, most] = [0, 0];
  let open = (): void => undefined;
  const held = new Promise<void>((resolve) => (open = resolve));
  await clara.context.route("**/messages", async (route) => {
    inFlight += 1;
    most = Math.max(most, inFlight);
    await held;
    const answer = await route.fetch();
    inFlight -= 1;
    await route.fulfill({ response: answer });
  });
  await clara.context.setOffline(false);
  for (const page of [clara.page, other]) {
    await expect(page.getByText("You are offline.")).toHaveCount(0);
    await expect(thread(page).getByText("Sending…").first()).toBeVisible();
  }
  await expect.poll(() => [...asked.keys()]).toEqual([texts[0]]);
  open();
  for (const page of [clara.page, other]) {
    await expect.poll(() => said(page)).toEqual(texts);
    await expect(thread(page).getByText(/Waiting|Sending/)).toHaveCount(0);
  }
  expect(most).toBe(1);
  expect(Object.fromEntries(asked)).toEqual(Object.fromEntries(texts.map((text) => [text, 1])));
  expect(await kept(felix, conversation)).toEqual(texts);
});

test("what may not be sent any more waits for its author with the reason, to be copied or discarded, though the conversation is closed to them", async ({
  enter,
  watch,
}) => {
  watch.expects(...cutLine, /status of 403/);
  const { clara, felix, conversation, job } = await bothReading(enter);
  await cut(felix);
  await types(felix.page, "felix writes 1 of 1");
  await expect(waiting(felix.page)).toHaveCount(1);
  await clara.api.must("PUT", `/jobs/${job}/closure`);
  await online(felix);
  const left = felix.page.getByRole("group", { name: "Messages that were not sent" });
  await expect(left).toContainText("felix writes 1 of 1");
  await expect(left.getByRole("alert")).toContainText("Not sent.");
  await expect(left.getByRole("alert")).toContainText("closed");
  await expect(left.getByRole("button", { name: "Edit" })).toHaveCount(0);

  // It is told wherever its author is, and outlives the visit.
  await felix.goto("/jobs");
  const told = felix.page.getByRole("status").filter({ hasText: "1 message was not sent." });
  await told.getByRole("link", { name: "See why" }).click();
  await expect(left).toContainText("felix writes 1 of 1");
  await expect(told).toHaveCount(0);

  await felix.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await left.getByRole("button", { name: "Copy text" }).press("Enter");
  await expect
    .poll(() => felix.page.evaluate(() => navigator.clipboard.readText()))
    .toBe("felix writes 1 of 1");
  await left.getByRole("button", { name: "Discard" }).press("Enter");
  await expect(left).toHaveCount(0);
  await expect.poll(() => shelf(felix.page)).toEqual([]);
  await felix.page.reload();
  await expect(
    felix.page.getByRole("heading", { name: "This conversation is closed" }),
  ).toBeVisible();
  await expect(left).toHaveCount(0);
  // Open again, it is as if it had never been written.
  await clara.api.must("DELETE", `/jobs/${job}/closure`);
  await expect(composer(felix.page)).toBeVisible();
  expect(await kept(felix, conversation)).toEqual([]);
});

test("what was refused goes back to where one writes, and goes as another message", async ({
  enter,
  watch,
}) => {
  watch.expects(/status of 422/);
  const { clara, felix, conversation } = await bothReading(enter);
  await clara.page.route("**/messages", (route) => {
    const { text } = route.request().postDataJSON() as { text: string };
    if (!text.includes("too long")) return route.continue();
    return route.fulfill({
      status: 422,
      contentType: "application/problem+json",
      json: {
        code: "invalid-fields",
        status: 422,
        detail: "Shorten the text.",
        title: "",
        type: "",
      },
    });
  });
  await types(clara.page, "clara writes 1 of 1, too long");
  await expect(thread(clara.page).getByRole("alert")).toContainText("Not sent. Shorten the text.");
  await composer(clara.page).fill("What stood there already");
  await thread(clara.page).getByRole("button", { name: "Edit" }).press("Enter");
  await expect(composer(clara.page)).toBeFocused();
  await expect(composer(clara.page)).toHaveValue(
    "clara writes 1 of 1, too long\nWhat stood there already",
  );
  await expect(thread(clara.page).getByText("Not sent.")).toHaveCount(0);
  await types(clara.page, "clara writes 1 of 1");
  await expect(message(felix.page, "clara writes 1 of 1")).toBeVisible();
  expect(await kept(felix, conversation)).toEqual(["clara writes 1 of 1"]);
  await expect.poll(() => shelf(clara.page)).toEqual([]);
});

test("what waits outlives a session that ended, goes after signing in again, and is cleared by signing out and by somebody else", async ({
  enter,
  watch,
}) => {
  watch.expects(...cutLine, /status of 40[13]/);
  const { clara, felix, conversation } = await bothReading(enter);
  const signIn = async (who: Who) => {
    await clara.page.getByLabel("E-mail").fill(people[who].email);
    await clara.page.getByLabel("Password", { exact: true }).fill(password);
    await clara.page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(clara.page.getByRole("banner")).toBeVisible();
  };
  const devices: { id: string }[] = await clara.api.get("/sessions");
  await cut(clara);
  await types(clara.page, "clara writes 1 of 1");
  await expect(waiting(clara.page)).toHaveCount(1);
  // Ended from elsewhere, as "sign out that device" does.
  for (const { id } of devices) await clara.api.ask("DELETE", `/sessions/${id}`);
  await clara.context.setOffline(false);
  await expect(clara.page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  expect(await shelf(clara.page)).toEqual(["clara writes 1 of 1"]);
  expect(await kept(felix, conversation)).toEqual([]);
  await signIn("clara");
  await expect(message(felix.page, "clara writes 1 of 1")).toBeVisible();

  // A message that waits for its author, then the person's own wish to leave.
  await clara.page.route("**/messages", (route) =>
    route.fulfill({
      status: 403,
      contentType: "application/problem+json",
      json: { code: "job-closed", status: 403, detail: "The job is closed.", title: "", type: "" },
    }),
  );
  const leave = async () => {
    await clara.goto(`/inbox/${conversation}`);
    await types(clara.page, "clara writes a secret");
    await expect(thread(clara.page).getByRole("alert")).toContainText("The job is closed.");
    expect(await shelf(clara.page)).toEqual(["clara writes a secret"]);
  };
  await leave();
  await clara.page.getByRole("button", { name: "Account, Clara Winter" }).click();
  await clara.page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(clara.page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  expect(await shelf(clara.page)).toEqual([]);

  // Somebody else at the same browser finds nothing of it either.
  await signIn("clara");
  await leave();
  await clara.context.clearCookies();
  await clara.goto("/sign-in");
  expect(await shelf(clara.page)).toEqual(["clara writes a secret"]);
  await signIn("dana");
  await expect.poll(() => shelf(clara.page)).toEqual([]);
});

test("a browser that keeps nothing says so, asks before its tab is closed, and sends what waits all the same", async ({
  enter,
  watch,
}) => {
  watch.expects(...cutLine);
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  await clara.context.addInitScript(() =>
    Object.defineProperty(window, "indexedDB", { value: undefined }),
  );
  const { conversation } = await talking(clara, felix);
  await clara.goto(`/inbox/${conversation}`);
  await expect(composer(clara.page)).toBeVisible();
  await cut(clara);
  await expect(clara.page.getByText("This browser keeps nothing")).toHaveCount(0);
  for (const text of numbered("clara", 2)) await types(clara.page, text);
  await expect(clara.page.getByText("This browser keeps nothing")).toBeVisible();
  const asked = clara.page.waitForEvent("dialog");
  await clara.page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await online(clara);
  await expect.poll(() => kept(felix, conversation)).toEqual(numbered("clara", 2));
  await expect(clara.page.getByText("This browser keeps nothing")).toHaveCount(0);
});

test("files chosen offline say that they need the connection and this tab, and go with their message once it is back", async ({
  enter,
  watch,
}) => {
  watch.expects(...cutLine);
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  // What shows the files comes by itself, before it could be missing.
  const ready = clara.page.waitForResponse(/\/assets\/Tray-.*\.js$/);
  for (const one of [clara, felix]) await one.goto(`/inbox/${conversation}`);
  await (await ready).finished();
  await cut(clara);
  await choose(clara.page, csv("loaves.csv"));
  await expect(tray(clara.page)).toContainText("Leave this tab open until then");
  await types(clara.page, "clara writes 1 of 1");
  await expect(clara.page.getByText(/goes once you are online and its files/)).toBeVisible();
  const asked = clara.page.waitForEvent("dialog");
  await clara.page.close({ runBeforeUnload: true });
  await (await asked).dismiss();
  await online(clara);
  await expect(message(felix.page, "clara writes 1 of 1")).toBeVisible();
  await expect(thread(felix.page).getByText("loaves.csv")).toBeVisible();
  expect(await kept(felix, conversation)).toEqual(["clara writes 1 of 1"]);
  await expect(rowOf(clara.page, "Felix Okafor", calendar)).toContainText("clara writes 1 of 1");
});
