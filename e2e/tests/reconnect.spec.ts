import { expect, test } from "../stage/test.ts";
import type { Page } from "@playwright/test";
import type { Member, Who } from "../stage/member.ts";
import { composer, message, rowOf, thread } from "../stage/pages.ts";
import { calendar, says, talking } from "../stage/scene.ts";

/** What Chromium prints by itself when a line is cut: the tests below cut it. */
const cutLine = [/WebSocket connection to .* failed/, /net::ERR_/];

/** The messages on a page, in their order, that these tests sent. */
async function said(page: Page): Promise<string[]> {
  const all = (await thread(page).innerText()).match(/(clara|felix) says \d+ end/g);
  return all ?? [];
}

async function types(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press("Enter");
}

/** Clara and Felix before the conversation they both may write in. */
async function bothReading(enter: (who: Who) => Promise<Member>) {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const made = await talking(clara, felix);
  for (const one of [clara, felix]) await one.goto(`/inbox/${made.conversation}`);
  return { clara, felix, ...made };
}

test("S30: offline, what is written waits, what was missed arrives afterwards; nothing is lost, nothing doubled", async ({
  enter,
  watch,
}) => {
  watch.expects(...cutLine);
  const { clara, felix, conversation } = await bothReading(enter);
  await types(clara.page, "clara says 0 end");
  await expect(message(felix.page, "clara says 0 end")).toBeVisible();

  await clara.context.setOffline(true);
  await expect(clara.page.getByText("You are offline.")).toBeVisible();
  for (let at = 1; at <= 3; at += 1) await types(clara.page, `clara says ${at} end`);
  await expect(thread(clara.page).getByText("Waiting for the connection")).toHaveCount(3);
  for (let at = 1; at <= 5; at += 1) await says(felix, conversation, `felix says ${at} end`);
  await expect(message(felix.page, "felix says 5 end")).toBeVisible();
  await expect(message(felix.page, "clara says 1 end")).toHaveCount(0);

  await clara.context.setOffline(false);
  await expect(message(felix.page, "clara says 3 end")).toBeVisible();
  await expect(clara.page.getByText("You are offline.")).toHaveCount(0);
  await expect.poll(async () => (await said(clara.page)).length).toBe(9);
  await expect.poll(() => said(clara.page)).toEqual(await said(felix.page));
  expect(new Set(await said(felix.page)).size).toBe(9);
  await clara.page.reload();
  await expect.poll(() => said(clara.page)).toEqual(await said(felix.page));
});

for (const how of ["stop", "kill"] as const) {
  test(`S30: a server that ${how === "stop" ? "restarts" : "is killed and comes back"} loses and doubles nothing, and both pages catch up by themselves`, async ({
    enter,
    server,
    watch,
  }) => {
    watch.expects(...cutLine);
    const { clara, felix } = await bothReading(enter);
    await types(clara.page, "clara says 0 end");
    await expect(message(felix.page, "clara says 0 end")).toBeVisible();
    await server[how]();
    await expect(clara.page.getByText("Connection lost. Trying again…")).toBeVisible();
    await types(clara.page, "clara says 1 end");
    await types(felix.page, "felix says 1 end");
    await server.start();
    await expect(message(felix.page, "clara says 1 end")).toBeVisible({ timeout: 45_000 });
    await expect(message(clara.page, "felix says 1 end")).toBeVisible({ timeout: 45_000 });
    await expect(clara.page.getByText("Connection lost. Trying again…")).toHaveCount(0, {
      timeout: 45_000,
    });
    await types(felix.page, "felix says 2 end");
    await expect(message(clara.page, "felix says 2 end")).toBeVisible();
    for (const { page } of [clara, felix]) expect((await said(page)).length).toBe(4);
    await expect.poll(() => said(clara.page)).toEqual(await said(felix.page));
  });
}

test("S30: a send whose answer is lost is sent again and stands in the conversation once", async ({
  enter,
  watch,
}) => {
  watch.expects(...cutLine);
  const { clara, felix, conversation } = await bothReading(enter);
  let lost = 0;
  await clara.page.route("**/messages", async (route) => {
    if (lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    await route.abort("connectionreset");
  });
  await types(clara.page, "clara says 1 end");
  await types(clara.page, "clara says 2 end");
  await expect(message(felix.page, "clara says 2 end")).toBeVisible();
  for (const { page } of [clara, felix]) {
    await expect.poll(() => said(page)).toEqual(["clara says 1 end", "clara says 2 end"]);
  }
  await expect(thread(clara.page).getByText(/Sending|Not sent|Waiting/)).toHaveCount(0);
  expect(lost).toBe(1);
  const { entries } = await felix.api.get(`/conversations/${conversation}/entries`);
  const messages = entries.filter((one: { body: { kind: string } }) => one.body.kind === "message");
  expect(messages).toHaveLength(2);
});

test("a message that is refused says why, stays, and goes out on Retry", async ({
  enter,
  watch,
}) => {
  watch.expects(/status of 422/);
  const { clara, felix, conversation } = await bothReading(enter);
  let refuse = true;
  await clara.page.route("**/messages", (route) => {
    if (!refuse) return route.continue();
    return route.fulfill({
      status: 422,
      contentType: "application/problem+json",
      json: {
        type: "about:blank",
        title: "Refused",
        status: 422,
        code: "invalid-fields",
        detail: "Not like this.",
        request_id: "r",
      },
    });
  });
  await types(clara.page, "clara says 1 end");
  const failed = thread(clara.page).getByRole("alert");
  await expect(failed).toContainText("Not sent. Not like this.");
  await clara.page.reload();
  await expect(thread(clara.page).getByText("clara says 1 end")).toHaveCount(1);
  refuse = false;
  await thread(clara.page).getByRole("button", { name: "Retry" }).click();
  await expect(thread(clara.page).getByText(/Not sent|Sending/)).toHaveCount(0);
  const { entries } = await felix.api.get(`/conversations/${conversation}/entries`);
  expect(entries.at(-1).body.text).toBe("clara says 1 end");
});

test("what happened elsewhere while the connection was down is there afterwards: the job closed, and nothing to read", async ({
  enter,
  watch,
}) => {
  watch.expects(...cutLine, /status of 403 .*\/(entries|files)/);
  const { clara, felix, conversation, job } = await bothReading(enter);
  await says(clara, conversation, "clara says 1 end");
  await expect(message(felix.page, "clara says 1 end")).toBeVisible();
  await felix.context.setOffline(true);
  await expect(felix.page.getByText("You are offline.")).toBeVisible();
  await clara.api.must("PUT", `/jobs/${job}/closure`);
  await felix.context.setOffline(false);
  await expect(
    felix.page.getByRole("heading", { name: "This conversation is closed" }),
  ).toBeVisible();
  await expect(felix.page.getByText("clara says 1 end")).toHaveCount(0);
  await expect(rowOf(felix.page, "Clara Winter", calendar)).toContainText("Closed with the job");
});
