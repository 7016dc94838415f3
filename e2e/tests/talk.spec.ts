import { expect, test } from "../stage/test.ts";
import type { Page } from "@playwright/test";
import { composer, message, rowOf, send, thread, write } from "../stage/pages.ts";
import { calendar, jobOf, says, talking } from "../stage/scene.ts";

test("S15, S2: typed text appears in both browsers, with nothing but Chromium and no request to another host", async ({
  enter,
  server,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const hosts = new Set<string>();
  for (const { page } of [clara, felix]) {
    page.on("request", (request) => hosts.add(new URL(request.url()).host));
    page.on("websocket", (socket) => hosts.add(new URL(socket.url()).host));
  }
  const { conversation } = await talking(clara, felix);
  await clara.goto(`/inbox/${conversation}`);
  await felix.goto(`/inbox/${conversation}`);
  await write(clara.page, "Which bread do you draw first?");
  await expect(message(clara.page, "Which bread do you draw first?")).toBeVisible();
  await expect(message(felix.page, "Which bread do you draw first?")).toBeVisible();
  await composer(felix.page).fill("Rye.");
  await composer(felix.page).press("Enter");
  await expect(message(clara.page, "Rye.")).toBeVisible();
  await expect(thread(felix.page).getByText("Read", { exact: true })).toBeVisible();
  await expect(composer(felix.page)).toHaveValue("");
  expect([...hosts]).toEqual([new URL(server.url).host]);
  const extensions = await clara.page.evaluate(
    () => document.querySelectorAll("object, embed").length,
  );
  expect(extensions).toBe(0);
});

test("S15: whitespace alone is not sent, and Shift with Enter breaks the line", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await clara.goto(`/inbox/${conversation}`);
  const { page } = clara;
  await expect(send(page)).toBeDisabled();
  await composer(page).fill(" \n\t ");
  await expect(send(page)).toBeDisabled();
  await composer(page).press("Enter");
  await composer(page).fill("one");
  await composer(page).press("Shift+Enter");
  await composer(page).pressSequentially("two");
  await composer(page).press("Enter");
  await expect(thread(page).getByText("one\ntwo", { exact: true })).toBeVisible();
  // What one writes stands in the thread before it has reached the server.
  const said = async () => {
    const { entries } = await clara.api.get(`/conversations/${conversation}/entries`);
    return entries
      .filter((one: { body: { kind: string } }) => one.body.kind === "message")
      .map((one: { body: { text: string } }) => one.body.text);
  };
  await expect.poll(said).toEqual(["one\ntwo"]);
});

test("S15: a draft survives a reload, belongs to its conversation, and goes once it is sent", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await clara.goto(`/inbox/${conversation}`);
  const { page } = clara;
  await composer(page).fill("Not finished yet, but");
  await page.reload();
  await expect(composer(page)).toHaveValue("Not finished yet, but");
  await rowOf(page, "Inês Carvalho", "bakery").click();
  await expect(page.getByRole("heading", { name: "Inês Carvalho", level: 1 })).toBeVisible();
  await expect(composer(page)).toHaveValue("");
  await rowOf(page, "Felix Okafor", calendar).click();
  await expect(composer(page)).toHaveValue("Not finished yet, but");
  await composer(page).press("Enter");
  await expect(message(page, "Not finished yet, but")).toBeVisible();
  await page.reload();
  await expect(message(page, "Not finished yet, but")).toBeVisible();
  await expect(composer(page)).toHaveValue("");
});

test("a message too long is told so before it is sent, and nothing typed is lost", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await clara.goto(`/inbox/${conversation}`);
  const { page } = clara;
  await composer(page).fill("a".repeat(10_001));
  await expect(page.getByText("1 letter too many. Shorten the message to send it.")).toBeVisible();
  await expect(send(page)).toBeDisabled();
  await composer(page).fill("a".repeat(10_000));
  await send(page).click();
  await expect(thread(page).getByRole("button", { name: "Show the whole message" })).toBeVisible();
});

test("S4: one conversation shows each side its own controls", async ({ enter }) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await clara.goto(`/inbox/${conversation}`);
  await felix.goto(`/inbox/${conversation}`);
  const client = clara.page.getByRole("complementary", { name: "Details" });
  const freelancer = felix.page.getByRole("complementary", { name: "Details" });
  await expect(client.getByRole("link", { name: "See the job" })).toBeVisible();
  await expect(client.getByRole("link", { name: "See the profile" })).toBeVisible();
  await expect(freelancer.getByText("Felix Okafor")).toBeVisible();
  await expect(freelancer.getByRole("link", { name: "See the profile" })).toHaveCount(0);
  await expect(client.getByRole("listitem").filter({ hasText: "(you)" })).toContainText("Client");
  await expect(freelancer.getByRole("listitem").filter({ hasText: "(you)" })).toContainText(
    "Freelancer",
  );
  await client.getByRole("link", { name: "See the job" }).click();
  await expect(clara.page.getByRole("button", { name: "Close job" })).toBeVisible();
  await freelancer.getByRole("link", { name: "See the job" }).click();
  await expect(felix.page.getByRole("heading", { name: calendar, level: 1 })).toBeVisible();
  await expect(felix.page.getByRole("button", { name: "Close job" })).toHaveCount(0);
});

test("S4, S5: one person is freelancer in one conversation and client in another, with the controls of each", async ({
  enter,
}) => {
  const [clara, dana, felix] = [await enter("clara"), await enter("dana"), await enter("felix")];
  const asFreelancer = await talking(clara, dana, calendar);
  const own = "Website for an editing practice";
  await jobOf(dana, own);
  const asClient = await talking(dana, felix, own);
  const details = dana.page.getByRole("complementary", { name: "Details" });
  const me = details.getByRole("listitem").filter({ hasText: "(you)" });

  await dana.goto(`/inbox/${asFreelancer.conversation}`);
  await expect(me).toContainText("Freelancer");
  await expect(details.getByRole("link", { name: "See the profile" })).toHaveCount(0);
  await rowOf(dana.page, "Felix Okafor", own).click();
  await expect(me).toContainText("Client");
  await expect(details.getByRole("link", { name: "See the profile" })).toBeVisible();

  const sides = new Map(
    (await dana.api.get("/conversations")).items.map((row: { id: string; side: string }) => [
      row.id,
      row.side,
    ]),
  );
  expect(sides.get(asFreelancer.conversation)).toBe("freelancer");
  expect(sides.get(asClient.conversation)).toBe("client");
});

/** Notes when each text appears in the thread, by the page's own clock. */
async function notesArrivals(page: Page): Promise<() => Promise<Record<string, number>>> {
  await thread(page).evaluate((log) => {
    const seen: Record<string, number> = {};
    Object.assign(window, { arrivals: seen });
    new MutationObserver(() => {
      for (const found of log.textContent?.match(/probe \d+ end/g) ?? [])
        seen[found] ??= Date.now();
    }).observe(log, { childList: true, subtree: true, characterData: true });
  });
  return () =>
    page.evaluate(() => (window as unknown as { arrivals: Record<string, number> }).arrivals);
}

test("S30: a message reaches the other browser well under a second after it was sent", async ({
  enter,
}, testInfo) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await clara.goto(`/inbox/${conversation}`);
  await felix.goto(`/inbox/${conversation}`);
  await expect(composer(clara.page)).toBeVisible();
  await expect(composer(felix.page)).toBeVisible();
  const arrivals = await notesArrivals(felix.page);
  await clara.page.evaluate(() => {
    const departures: Record<string, number> = {};
    Object.assign(window, { departures });
    addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "Enter" || !(event.target instanceof HTMLTextAreaElement)) return;
        departures[event.target.value] = Date.now();
      },
      true,
    );
  });
  const probes = Array.from({ length: 9 }, (_, at) => `probe ${at} end`);
  for (const probe of probes) {
    await composer(clara.page).fill(probe);
    await composer(clara.page).press("Enter");
    await expect(message(felix.page, probe)).toBeVisible();
  }
  const left = await clara.page.evaluate(
    () => (window as unknown as { departures: Record<string, number> }).departures,
  );
  const came = await arrivals();
  const took = probes
    .map((probe) => (came[probe] ?? Infinity) - (left[probe] ?? 0))
    .sort((a, b) => a - b);
  testInfo.annotations.push({ type: "milliseconds", description: took.join(" ") });
  expect(took[4], `of ${took.join(", ")} ms the middle one`).toBeLessThan(500);
});

test("history loads as one scrolls back, without a jump, and a link to a message leads to it", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  for (let line = 1; line <= 130; line += 1)
    await says(line % 3 ? clara : felix, conversation, `line ${line}`);
  await clara.goto(`/inbox/${conversation}`);
  const { page } = clara;
  await expect(message(page, "line 130")).toBeInViewport();
  await expect(message(page, "line 1")).toHaveCount(0);
  await thread(page).hover();
  await expect(async () => {
    await page.mouse.wheel(0, -4000);
    await expect(message(page, "line 1")).toBeInViewport({ timeout: 500 });
  }).toPass();
  await expect(message(page, "line 70")).toHaveCount(1);

  const { entries } = await clara.api.get(
    `/conversations/${conversation}/entries?after=20&limit=1`,
  );
  const [{ seq, body }] = entries;
  await clara.goto(`/inbox/${conversation}#m${seq}`);
  await expect(message(page, body.text)).toBeInViewport();
});

test("somebody who reads further up is not pulled down by a new message, but told of it", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  for (let line = 1; line <= 40; line += 1) await says(clara, conversation, `line ${line}`);
  await clara.goto(`/inbox/${conversation}`);
  const { page } = clara;
  await expect(message(page, "line 40")).toBeInViewport();
  await thread(page).hover();
  await expect(async () => {
    await page.mouse.wheel(0, -3000);
    await expect(message(page, "line 1")).toBeInViewport({ timeout: 500 });
  }).toPass();
  await says(felix, conversation, "Are you still there?");
  const pill = page.getByRole("button", { name: "1 new message" });
  await expect(pill).toBeVisible();
  await expect(message(page, "Are you still there?")).not.toBeInViewport();
  await pill.click();
  await expect(message(page, "Are you still there?")).toBeInViewport();
  await expect(pill).toHaveCount(0);
});
