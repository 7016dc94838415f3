import { expect, test } from "../stage/test.ts";
import type { Member } from "../stage/member.ts";
import { composer, message, rowOf, write } from "../stage/pages.ts";
import { bakery, calendar, jobOf, says, talking } from "../stage/scene.ts";

/** A page may ask for entries at the very moment they are closed to it. */
const closedMeanwhile = /status of 403 .*\/(entries|files)/;

async function closes(client: Member, job: string): Promise<void> {
  await client.goto(`/jobs/${job}`);
  await client.page.getByRole("button", { name: "Close job" }).click();
  const question = client.page.getByRole("dialog", { name: "Close this job?" });
  await expect(question).toContainText("nobody can write");
  await question.getByRole("button", { name: "Close job" }).click();
  await expect(client.page.getByRole("button", { name: "Re-open job" })).toBeVisible();
}

test("S25: when the job closes, its conversation closes in both browsers at once: hidden, explained, its row kept", async ({
  enter,
  watch,
}) => {
  watch.expects(closedMeanwhile);
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation, job } = await talking(clara, felix);
  await says(clara, conversation, "This is about the rye.");
  await felix.goto(`/inbox/${conversation}`);
  const reading = await clara.anotherTab(`/inbox/${conversation}`);
  await expect(message(felix.page, "This is about the rye.")).toBeVisible();
  await expect(message(reading, "This is about the rye.")).toBeVisible();
  await composer(felix.page).fill("half a thought");
  await closes(clara, job);

  for (const page of [felix.page, reading]) {
    await expect(page.getByRole("heading", { name: "This conversation is closed" })).toBeVisible();
    await expect(page.getByText(/They come back .* re-open/)).toBeVisible();
    await expect(composer(page)).toHaveCount(0);
    expect(await page.content()).not.toContain("This is about the rye.");
  }
  // Who closed it is told how to open it again; the other one cannot.
  const seeJob = { name: "See the job" };
  await expect(reading.getByRole("main").getByRole("link", seeJob)).toHaveCount(2);
  // The details of a conversation lead to its job on both sides.
  await expect(felix.page.getByRole("main").getByRole("link", seeJob)).toHaveCount(1);
  const row = rowOf(felix.page, "Clara Winter", calendar);
  await expect(row).toBeVisible();
  await expect(row).toContainText("Closed with the job");
  for (const member of [clara, felix]) {
    const post = await member.api.ask("POST", `/conversations/${conversation}/messages`, {
      text: "late",
    });
    expect([post.status, post.body.code]).toEqual([403, "job-closed"]);
    const read = await member.api.ask("GET", `/conversations/${conversation}/entries`);
    expect([read.status, read.body.code]).toEqual([403, "job-closed"]);
  }
  await felix.page.reload();
  await expect(
    felix.page.getByRole("heading", { name: "This conversation is closed" }),
  ).toBeVisible();
  expect(await felix.page.content()).not.toContain("This is about the rye.");
});

test("S25: re-opening brings the conversation back in both browsers, as it was, and both can write", async ({
  enter,
  watch,
}) => {
  watch.expects(closedMeanwhile);
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation, job } = await talking(clara, felix);
  await says(clara, conversation, "This is about the rye.");
  await felix.goto(`/inbox/${conversation}`);
  await composer(felix.page).fill("half a thought");
  await closes(clara, job);
  await expect(
    felix.page.getByRole("heading", { name: "This conversation is closed" }),
  ).toBeVisible();
  await clara.page.getByRole("button", { name: "Re-open job" }).click();
  await expect(clara.page.getByRole("button", { name: "Close job" })).toBeVisible();

  await expect(message(felix.page, "This is about the rye.")).toBeVisible();
  await expect(composer(felix.page)).toHaveValue("half a thought");
  await composer(felix.page).press("Enter");
  await clara.goto(`/inbox/${conversation}`);
  await expect(message(clara.page, "half a thought")).toBeVisible();
  await write(clara.page, "And the whole one?");
  await expect(message(felix.page, "And the whole one?")).toBeVisible();

  await clara.goto(`/jobs/${job}`);
  const history = clara.page.getByRole("region", { name: "History" });
  for (const what of ["Posted by", "Closed by", "Re-opened by"]) {
    await expect(history.getByText(`${what} Clara Winter`)).toBeVisible();
  }
});

test("S26: the freelancer has no control that closes a conversation, nor one on the job's page", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation, job } = await talking(clara, felix);
  await felix.goto(`/inbox/${conversation}`);
  await expect(composer(felix.page)).toBeVisible();
  const main = felix.page.getByRole("main");
  // Archiving is no closing: it puts a conversation out of one's own list, and a new message brings it back.
  const closing = /close|end|leave|delete|finish/i;
  const names: string[] = [];
  for (const role of ["button", "link", "menuitem", "checkbox", "switch"] as const) {
    for (const control of await main.getByRole(role).all()) {
      const name = (await control.getAttribute("aria-label")) ?? (await control.innerText());
      if (!/Clara Winter/.test(name)) names.push(name.trim());
    }
  }
  expect(names).toContain("Send");
  expect(names.filter((name) => closing.test(name) && name !== "Send")).toEqual([]);

  await felix.goto(`/jobs/${job}`);
  await expect(felix.page.getByRole("heading", { name: calendar, level: 1 })).toBeVisible();
  await expect(felix.page.getByRole("button", { name: "Close job" })).toHaveCount(0);
  const refused = await felix.api.ask("PUT", `/jobs/${job}/closure`);
  expect(refused.status).toBeGreaterThanOrEqual(403);
  expect(refused.status).toBeLessThanOrEqual(404);
  expect((await clara.api.get(`/jobs/${job}`)).phase).toBe("open");
});

test("a job is posted, its half-written form survives, mistakes are named, and a double click posts once", async ({
  enter,
}) => {
  const clara = await enter("clara");
  await clara.goto("/jobs/new");
  const { page } = clara;
  await page.getByRole("button", { name: "Post a job" }).click();
  await expect(page.getByText("Give the job a title.")).toBeVisible();
  await expect(page.getByText("Describe the job in a few words.")).toBeVisible();
  await expect(page.getByLabel("Title")).toBeFocused();
  await page.getByLabel("Title").fill("Paper bags, printed");
  await page.getByLabel("Description").fill("Two sizes, one colour.");
  await page.getByRole("button", { name: "Post a job" }).dblclick();
  await expect(page.getByRole("heading", { name: "Paper bags, printed" })).toBeVisible();
  const { items } = await clara.api.get("/jobs?phase=open");
  const made = items.filter((one: { title: string }) => one.title === "Paper bags, printed");
  expect(made).toHaveLength(1);
  await clara.goto("/jobs?phase=closed");
  await expect(page.getByRole("link", { name: "Labels for last year's jam" })).toBeVisible();
  await expect(page.getByRole("link", { name: bakery })).toHaveCount(0);
  await jobOf(clara, "Labels for last year's jam");
});
