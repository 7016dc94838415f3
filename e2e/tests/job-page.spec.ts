import { expect, test } from "../stage/test.ts";
import type { Page } from "@playwright/test";
import { held } from "../stage/away.ts";
import type { Member } from "../stage/member.ts";
import { composer, message, rowOf, thread, write } from "../stage/pages.ts";
import { calendar, jobOf, says, talking } from "../stage/scene.ts";

/** Has a shipped policy decide who begins. */
async function underPreset(
  sam: Member,
  name: string,
  change: (everywhere: Record<string, unknown>) => void = () => undefined,
): Promise<void> {
  const presets = await sam.api.get("/staff/contact-policy/presets");
  const { document } = presets.find((one: { name: string }) => one.name === name);
  change(document.everywhere);
  const { version } = await sam.api.get("/staff/contact-policy");
  const body = { expected_version: version, document, note: "For a test." };
  await sam.api.must("PUT", "/staff/contact-policy", body);
}

const chat = (page: Page) => page.getByRole("region", { name: "Your conversation with" });
const question = (page: Page) => page.getByRole("textbox", { name: "Your question" });

test("S45, S46, S47, S48: a writer finds a job, asks in the box on the left, and it is the conversation of the inbox", async ({
  enter,
}) => {
  const [sam, clara, felix] = [await enter("sam"), await enter("clara"), await enter("felix")];
  await underPreset(sam, "writer-asks");
  const { page } = felix;
  await felix.goto("/jobs");
  await page.getByRole("link", { name: "Find work" }).click();
  await page.getByRole("list", { name: "Open jobs" }).getByRole("link", { name: calendar }).click();
  await expect(page.getByRole("heading", { name: calendar, level: 1 })).toBeVisible();
  await expect(chat(page)).toContainText("Not sure about something? Ask before you begin");
  const [box, about] = [
    (await chat(page).boundingBox())!,
    (await page.getByRole("region", { name: "What is to be done" }).boundingBox())!,
  ];
  expect(box.x, "the chat box stands on the left").toBeLessThan(about.x);

  await chat(page).getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByText("Write your question first.")).toBeVisible();
  await question(page).fill("Which loaf opens the year?");
  await page.reload();
  await expect(question(page), "what was typed survives").toHaveValue("Which loaf opens the year?");
  await chat(page).getByRole("button", { name: "Send", exact: true }).dblclick();
  await page.getByRole("button", { name: "Got it, show conversation" }).click();
  await expect(message(page, "Which loaf opens the year?")).toBeVisible();

  await clara.goto("/inbox");
  await rowOf(clara.page, "Felix Okafor", calendar).click();
  await expect(message(clara.page, "Which loaf opens the year?")).toBeVisible();
  await write(clara.page, "Rye, of course.");
  await expect(message(page, "Rye, of course.")).toBeVisible();
  await write(page, "Rye it is.");
  await expect(message(clara.page, "Rye it is.")).toBeVisible();

  await chat(page).getByRole("link", { name: "Open in the inbox" }).click();
  await expect(thread(page)).toContainText("Rye it is.");
  await page.getByRole("link", { name: "Job details" }).click();
  await expect(page.getByRole("heading", { name: calendar, level: 1 })).toBeVisible();
  await expect(message(page, "Rye it is.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Close job" })).toHaveCount(0);
});

test("S46: a job page is read by who takes part, says why nothing can be asked, and is nobody else's", async ({
  enter,
  watch,
}) => {
  watch.expects(/status of 404 .*\/postings\//);
  const [sam, clara, felix, yuki] = [
    await enter("sam"),
    await enter("clara"),
    await enter("felix"),
    await enter("yuki"),
  ];
  const { job } = await talking(clara, felix);
  await felix.goto(`/jobs/${job}`);
  await expect(composer(felix.page)).toBeVisible();
  await yuki.goto(`/jobs/${job}`);
  await expect(chat(yuki.page)).toContainText("Make a proposal: Clara Winter is told at once");
  await expect(question(yuki.page)).toHaveCount(0);
  await underPreset(sam, "client-invites", (everywhere) => {
    const starts = everywhere["starts"] as Record<string, unknown>;
    starts["proposal"] = { who: "nobody", must_accept: false };
  });
  await yuki.page.reload();
  await expect(yuki.page.getByRole("heading", { name: "This job is not here" })).toBeVisible();
  await clara.api.must("PUT", `/jobs/${job}/silence`);
  await expect(composer(felix.page)).toHaveCount(0);
  await expect(
    felix.page.getByText("The client has turned messages about this job off"),
  ).toBeVisible();
  const support = chat(felix.page).getByRole("link", { name: "Ask support" });
  await expect(support).toHaveAttribute("href", new RegExp(`job=${job}&reason=messaging-off`));
});

test("S52, S53: suggested questions are put into the message as text, and those answered are ticked", async ({
  enter,
}) => {
  const [sam, clara, felix] = [await enter("sam"), await enter("clara"), await enter("felix")];
  await underPreset(sam, "writer-asks");
  const job = await jobOf(clara, calendar);
  await clara.goto(`/jobs/${job}`);
  const who = clara.page.getByRole("checkbox", { name: "Who is it for?" });
  const where = clara.page.getByRole("checkbox", { name: "Where will it appear?" });
  // Several in a row, faster than they are saved.
  const saving = await held(clara.page, "**/answered-questions", "PUT");
  await who.check();
  await saving.asked;
  await where.check();
  await expect(who).toBeChecked();
  await expect(where).toBeChecked();
  await where.uncheck();
  saving.letGo();
  const answered = async () => {
    const [group] = (await clara.api.get(`/postings/${job}`)).questions;
    return group.questions.filter((one: { answered: boolean }) => one.answered).length;
  };
  await expect.poll(answered).toBe(1);
  await clara.page.reload();
  await expect(who).toBeChecked();
  await expect(where).not.toBeChecked();
  await expect(clara.page.getByText("Answered questions ticked by Clara Winter")).toBeVisible();

  const { page } = felix;
  await felix.goto(`/jobs/${job}`);
  for (const group of ["Topic and objective", "Tone and voice", "Samples", "What to avoid"]) {
    await expect(page.getByRole("heading", { name: group })).toBeVisible();
  }
  await expect(page.getByRole("button", { name: "Who is it for?" })).toHaveCount(0);
  await expect(chat(page)).toContainText("Answered in the description: Who is it for?");
  await page.getByRole("button", { name: "Should it sound formal or casual?" }).click();
  await expect(question(page)).toHaveValue("Should it sound formal or casual?");
  await expect(question(page)).toBeFocused();
  await page.getByRole("button", { name: "Where will it appear?" }).click();
  await question(page).press("End");
  await question(page).pressSequentially(" In print?");
  await expect(question(page)).toHaveValue(
    "Should it sound formal or casual?\nWhere will it appear? In print?",
  );
  expect((await felix.api.get("/conversations")).items, "nothing was sent by itself").toEqual([]);
  await chat(page).getByRole("button", { name: "Send", exact: true }).click();
  await page.getByRole("button", { name: "Got it, show conversation" }).click();
  await expect(thread(page)).toContainText("Where will it appear? In print?");

  await chat(page).getByText("Suggested questions").click();
  await page.getByRole("button", { name: "Is there one that it should not resemble?" }).click();
  await expect(composer(page)).toHaveValue("Is there one that it should not resemble?");
  await expect(thread(page)).not.toContainText("Is there one that it should not resemble?");
});

test("S49, S50, S51: a job can ask for a conversation before work, shows it by an icon, and says when it is done", async ({
  enter,
}) => {
  const [sam, clara, felix] = [await enter("sam"), await enter("clara"), await enter("felix")];
  await underPreset(sam, "writer-asks", (everywhere) => (everywhere["can_start"] = "always"));
  const job = await jobOf(clara, calendar);
  const { page } = felix;
  const mark = page.getByRole("img", { name: "A conversation comes before work" });
  await felix.goto(`/jobs/${job}`);
  await expect(page.getByRole("heading", { name: calendar, level: 1 })).toBeVisible();
  await expect(mark).toHaveCount(0);

  await clara.goto(`/jobs/${job}`);
  const required = clara.page.getByLabel("Before work begins");
  await required.selectOption("You have answered the freelancer");
  await expect(
    clara.page.getByText("Conversation before work changed by Clara Winter"),
  ).toBeVisible();
  await page.reload();
  await expect(mark).toHaveCount(1);
  const panel = page.getByRole("region", { name: "A conversation comes before work" });
  await expect(panel).toContainText("It can begin once the freelancer has written to the client.");
  await felix.goto("/jobs/work");
  const listed = page.getByRole("list", { name: "Open jobs" }).getByRole("listitem");
  await expect(listed.filter({ has: mark })).toHaveCount(1);
  await expect(listed.filter({ has: mark })).toContainText(calendar);

  await felix.goto(`/jobs/${job}`);
  await question(page).fill("Which loaf opens the year?");
  await chat(page).getByRole("button", { name: "Send", exact: true }).click();
  await page.getByRole("button", { name: "Got it, show conversation" }).click();
  await expect(panel).toContainText("It can begin once the client has answered the freelancer.");
  const { items } = await clara.api.get("/conversations");
  const begun = items.find((one: { job: { id: string } }) => one.job.id === job);
  await says(clara, begun.id, "Rye.");
  await expect(panel, "without a reload").toContainText("That is done: work can begin.");
});

test("a job is posted as a pitch request, and its page says so", async ({ enter }) => {
  const clara = await enter("clara");
  await clara.goto("/jobs/new");
  const { page } = clara;
  await page.getByLabel("Title").fill("Ideas for a bread book");
  await page.getByLabel("Description").fill("Two pages each.");
  await page.getByLabel("Kind").selectOption("Pitch request");
  await page.getByRole("button", { name: "Post a job" }).click();
  await expect(page.getByRole("heading", { name: "Ideas for a bread book" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Pitch request");
});

test("S52: an admin edits the suggested questions for a kind of jobs, and of two who save the second is told", async ({
  enter,
  watch,
}) => {
  watch.expects(/status of 409 .*\/staff\/questions/);
  const [sam, clara] = [await enter("sam"), await enter("clara")];
  await sam.goto("/staff/questions");
  const { page } = sam;
  await page.getByRole("button", { name: "Add a group" }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Give the group a title.")).toBeVisible();
  const group = page.getByRole("listitem").last();
  await group.getByLabel("Title").fill("Deadlines");
  await group.getByRole("checkbox", { name: "Contract" }).uncheck();
  await group.getByRole("checkbox", { name: "Assignment" }).uncheck();
  await group
    .getByLabel("Questions, one a line")
    .fill("By when?\n\nIs there a first draft before?");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Version 1")).toBeVisible();
  const post = async (kind: string) => {
    const body = { title: "A text", description: "About bread.", kind };
    return (await clara.api.must("POST", "/jobs", body)).id as string;
  };
  const titles = async (kind: string) => {
    const { questions } = await clara.api.get(`/postings/${await post(kind)}`);
    return questions.map((one: { title: string }) => one.title);
  };
  expect(await titles("pitch_request")).toContain("Deadlines");
  expect(await titles("contract")).not.toContain("Deadlines");

  const { groups } = await sam.api.get("/staff/questions");
  await sam.api.must("PUT", "/staff/questions", { expected_version: 1, groups: groups.slice(1) });
  await page.getByRole("button", { name: "Remove group Deadlines" }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Somebody else has saved the suggested questions")).toBeVisible();
  await page.getByRole("button", { name: "Load their version" }).click();
  await expect(page.getByText("Version 2")).toBeVisible();
});
