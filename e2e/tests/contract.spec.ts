import { expect, test } from "../stage/test.ts";
import type { Page } from "@playwright/test";
import type { Member } from "../stage/member.ts";
import { composer, message, write } from "../stage/pages.ts";
import { acknowledged, calendar, jobOf, sends, talking } from "../stage/scene.ts";
import { pdf } from "../stage/files.ts";

const plan = pdf("plan.pdf");

const messageButton = (page: Page) => page.getByRole("main").getByText("Message", { exact: true });

test("S32: a freelancer proposes, the client hires, and Message at the top right of the contract begins the one conversation", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const job = await jobOf(clara, calendar);
  await felix.goto(`/jobs/${job}`);
  await felix.page.getByRole("button", { name: "Send proposal" }).click();
  await expect(felix.page.getByText("Say what you offer first.")).toBeVisible();
  await felix.page.getByLabel("What you offer").fill("Twelve loaves in ink, by the first of May.");
  await felix.page.getByRole("button", { name: "Send proposal" }).click();
  await expect(felix.page.getByText("Waiting for an answer")).toBeVisible();

  await clara.goto(`/jobs/${job}`);
  const proposals = clara.page.getByRole("list", { name: "Proposals for this job" });
  await expect(proposals).toContainText("Twelve loaves in ink, by the first of May.");
  await clara.page.getByRole("button", { name: "Hire Felix Okafor" }).click();
  await expect(clara.page).toHaveURL(/\/contracts\//);
  await expect(clara.page.getByRole("heading", { name: calendar, level: 1 })).toBeVisible();
  await expect(clara.page.getByText("Hired by Clara Winter")).toBeVisible();

  await felix.page.reload();
  await felix.page.getByRole("link", { name: "Open the contract" }).click();
  await expect(felix.page.getByText("Active", { exact: true })).toBeVisible();
  for (const page of [clara.page, felix.page]) {
    const [button, heading] = [
      (await messageButton(page).boundingBox())!,
      (await page.getByRole("heading", { name: calendar, level: 1 }).boundingBox())!,
    ];
    expect(button.x, "Message stands at the right").toBeGreaterThan(heading.x + heading.width);
    expect(button.y, "and at the top").toBeLessThan(heading.y + heading.height);
  }
  await messageButton(felix.page).click();
  const dialog = felix.page.getByRole("dialog", { name: "Write to Clara Winter" });
  await dialog.getByRole("button", { name: "Send" }).click();
  await expect(dialog.getByText("Write your message first.")).toBeVisible();
  await dialog.getByLabel("Your message").fill("Shall I begin with the rye?");
  await dialog.getByRole("button", { name: "Send" }).click();
  await felix.page.getByRole("button", { name: "Got it, show conversation" }).click();
  await expect(message(felix.page, "Shall I begin with the rye?")).toBeVisible();

  await clara.page.reload();
  await messageButton(clara.page).click();
  await expect(message(clara.page, "Shall I begin with the rye?")).toBeVisible();
  await write(clara.page, "With the rye.");
  await expect(message(felix.page, "With the rye.")).toBeVisible();
  const about = (await felix.api.get("/conversations")).items.filter(
    (row: { job: { id: string } }) => row.job.id === job,
  );
  expect(about, "one conversation of the two").toHaveLength(1);
});

test("S25, S32: while the contract is active a closed job closes nothing; deliverables stand on its page; its end closes the conversation", async ({
  enter,
  watch,
}) => {
  watch.expects(/status of 403 .*\/entries/);
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation, job } = await talking(clara, felix);
  const { seq, files } = await sends(felix, conversation, "The rye", [plan]);
  const path = `/conversations/${conversation}/messages/${seq}/deliverables/${files[0]}`;
  await felix.api.must("PUT", path);
  const contract = await clara.api.must("POST", "/contracts", {
    job,
    freelancer: (await felix.api.get("/me")).id,
  });
  await felix.goto(`/inbox/${conversation}`);
  await expect(composer(felix.page)).toBeVisible();
  await clara.api.must("PUT", `/jobs/${job}/closure`);
  await felix.page.reload();
  await write(felix.page, "The contract goes on.");
  await expect(message(felix.page, "The contract goes on.")).toBeVisible();

  await clara.goto(`/contracts/${contract.id}`);
  const region = clara.page.getByRole("region", { name: "Files and deliverables" });
  await expect(region).toContainText(plan.name);
  await expect(region).toContainText("Deliverable");
  await clara.page.getByRole("button", { name: "End contract" }).click();
  const question = clara.page.getByRole("dialog", { name: "End this contract?" });
  await question.getByRole("button", { name: "End contract" }).click();
  await expect(clara.page.getByText("Ended", { exact: true })).toBeVisible();
  await expect(clara.page.getByText("Ended by Clara Winter")).toBeVisible();
  await expect(
    felix.page.getByRole("heading", { name: "This conversation is closed" }),
  ).toBeVisible();
});

test("S51: the freelancer's Start button explains itself until what was required was said", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const job = await jobOf(clara, calendar);
  const required = { conversation_required: "client_replied" };
  await clara.api.must("PUT", `/jobs/${job}/conversation-requirement`, required);
  await felix.api.must("POST", `/postings/${job}/proposals`, { text: "Gladly." });
  const { id } = await clara.api.must("POST", "/contracts", {
    job,
    freelancer: (await felix.api.get("/me")).id,
  });
  const { page } = felix;
  await felix.goto(`/contracts/${id}`);
  const start = page.getByRole("button", { name: "Start work" });
  await expect(start).toBeDisabled();
  await expect(page.getByText("It can begin once the freelancer has written")).toBeVisible();
  const begun = await felix.api.must("POST", `/contracts/${id}/messages`, { text: "Which paper?" });
  await acknowledged(felix, begun.id);
  await page.reload();
  await expect(page.getByText("It can begin once the client has answered")).toBeVisible();
  await clara.api.must("POST", `/conversations/${begun.id}/messages`, { text: "Rough." });
  await expect(start, "without a reload").toBeEnabled();
  await start.click();
  await expect(page.getByText("Work begun by Felix Okafor")).toBeVisible();
  await clara.goto(`/contracts/${id}`);
  await expect(clara.page.getByRole("button", { name: "Start work" })).toHaveCount(0);
  await expect(clara.page.getByText(/^Begun on/)).toBeVisible();
});

test("a proposal is withdrawn by its freelancer, and another one declined by the client", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const job = await jobOf(clara, calendar);
  await felix.api.must("POST", `/postings/${job}/proposals`, { text: "For 300." });
  const { page } = felix;
  await felix.goto(`/jobs/${job}`);
  await page.getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByText("Withdrawn", { exact: true })).toBeVisible();
  await page.getByLabel("What you offer").fill("For 250.");
  await page.getByRole("button", { name: "Send proposal" }).click();
  await expect(page.getByText("Waiting for an answer")).toBeVisible();
  await clara.goto(`/jobs/${job}`);
  await clara.page.getByRole("button", { name: "Decline the proposal of Felix Okafor" }).click();
  await expect(clara.page.getByText("Declined", { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByText("Declined", { exact: true })).toBeVisible();
  await expect(page.getByLabel("What you offer")).toHaveCount(0);
});

test("each hears of a proposal and of being hired as it happens, behind the bell and by mail, and is led there", async ({
  enter,
  server,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const job = await jobOf(clara, calendar);
  await clara.goto("/freelancers");
  const text = "Twelve loaves <in> ink.";
  await felix.api.must("POST", `/postings/${job}/proposals`, { text });
  const bell = clara.page.getByRole("button", { name: /^Notifications/ });
  await expect(bell).toHaveAccessibleName("Notifications, 1 unread");
  await bell.click();
  await clara.page.getByRole("link", { name: /Felix Okafor made a proposal for/ }).click();
  await expect(clara.page).toHaveURL(new RegExp(`/jobs/${job}$`));
  await expect(clara.page.getByRole("button", { name: "Hire Felix Okafor" })).toBeVisible();
  const told = async (of: Member, what: string) =>
    (await server.mails(of.email)).filter((mail) => mail.text.includes(what));
  await expect.poll(async () => (await told(clara, text)).length).toBe(1);
  expect((await told(clara, text))[0]!.links).toEqual([expect.stringMatching(`/jobs/${job}$`)]);

  const freelancer = (await felix.api.get("/me")).id;
  await clara.api.must("POST", "/contracts", { job, freelancer });
  await expect.poll(async () => (await told(felix, "hired you for")).length).toBe(1);
  await felix.page.goto((await told(felix, "hired you for"))[0]!.links[0]!);
  await expect(felix.page.getByText("Hired by Clara Winter")).toBeVisible();
  await expect(felix.page.getByRole("button", { name: /^Notifications/ })).toHaveAccessibleName(
    "Notifications, 1 unread",
  );
});

test("a client turns to whoever made a proposal, about that job, and goes on in the same conversation", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const job = await jobOf(clara, calendar);
  await felix.api.must("POST", `/postings/${job}/proposals`, { text: "Twelve loaves in ink." });
  const { page } = clara;
  await clara.goto(`/jobs/${job}`);
  await page.getByRole("button", { name: "Message Felix Okafor" }).click();
  const dialog = page.getByRole("dialog", { name: "Contact Felix Okafor" });
  await expect(dialog.getByLabel("Job")).toHaveValue(job);
  await dialog.getByLabel("Your message").fill("Which paper would you take?");
  await dialog.getByRole("button", { name: "Invite" }).click();
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("link", { name: "Message Felix Okafor" }).click();
  await expect(page).toHaveURL(/\/inbox\//);
  await expect(page.getByText("Which paper would you take?").first()).toBeVisible();
});
