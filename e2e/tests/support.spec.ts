import { expect, test } from "../stage/test.ts";
import type { Member } from "../stage/member.ts";
import { message, rows, thread, write } from "../stage/pages.ts";
import { calendar, jobOf, talking } from "../stage/scene.ts";

const known = "How long does an invitation stay open?";
const unknown = "What is the weather in Lagos tomorrow?";

/** Opens a case from the account's menu, as anybody does. */
async function asks(who: Member, text: string): Promise<void> {
  const { page } = who;
  await who.goto("/inbox");
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitem", { name: "Ask support" }).click();
  await page.getByLabel("Your question").fill(text);
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page).toHaveURL(/\/inbox\/[0-9a-f-]{36}$/);
}

test("S44: the bot answers from an article, says when it does not know, and hands over to a person who answers live and by mail", async ({
  enter,
  server,
}) => {
  const [felix, sam] = [await enter("felix"), await enter("sam")];
  const { page } = felix;
  await sam.goto("/staff/cases");
  await expect(sam.page.getByText("Nobody waits for support.")).toBeVisible();

  await asks(felix, known);
  await expect(message(page, known)).toBeVisible();
  await expect(thread(page).getByText("Support bot").first()).toBeVisible();
  const link = thread(page).getByRole("link", { name: /Invitations/ });
  await expect(link).toHaveAttribute("href", /\/help\/articles\/invitations$/);
  await expect(
    thread(page)
      .getByText(/within 14 days|14 days/)
      .first(),
  ).toBeVisible();
  await expect(rows(page).filter({ hasText: "Support" }).filter({ hasText: known })).toBeVisible();

  await write(page, unknown);
  await expect(thread(page).getByText(/^I do not know/)).toBeVisible();
  await page.getByRole("button", { name: "Talk to a person" }).click();
  await expect(page.getByText("Support was asked to answer in person")).toBeVisible();
  await expect(page.getByText("Somebody from support will answer here.")).toBeVisible();
  await write(page, "Are you there?");

  // Without a reload: the queue was open all the while.
  const queued = sam.page.getByRole("list", { name: "Support" }).getByRole("listitem");
  await expect(queued).toHaveCount(1);
  await expect(queued).toContainText("Felix Okafor");
  await sam.page.getByRole("button", { name: "Take it: the case of Felix Okafor" }).click();
  await expect(sam.page.getByText("Nobody waits for support.")).toBeVisible();
  await sam.page.getByRole("link", { name: /^Mine/ }).click();
  await queued.getByRole("link", { name: known }).click();
  for (const said of [known, unknown, "Are you there?"]) {
    await expect(message(sam.page, said)).toBeVisible();
  }
  await expect(
    sam.page.getByRole("group", { name: "Case" }).getByText("With you", { exact: true }),
  ).toBeVisible();
  await write(sam.page, "Bring an umbrella.");

  await expect(message(page, "Bring an umbrella.")).toBeVisible();
  await expect(thread(page).getByText("Sam Rivera from support")).toBeVisible();
  const mailed = async () =>
    (await server.mails(felix.email)).find((mail) => mail.text.includes("Bring an umbrella."));
  await expect.poll(mailed).toBeDefined();
  expect((await mailed())!.subject).toContain("Support");
  await write(page, "Thank you.");
  await expect(message(sam.page, "Thank you.")).toBeVisible();
  await expect
    .poll(async () => (await server.mails(sam.email)).at(-1)?.text ?? "")
    .toContain("Thank you.");
  expect((await server.mails(sam.email)).at(-1)!.links.join()).toContain("/staff/cases/");

  await sam.page.getByRole("button", { name: "Close the case" }).click();
  await expect(page.getByText("Support has closed this conversation.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Message" })).toHaveCount(0);
  await expect(message(page, "Bring an umbrella.")).toBeVisible();
  await sam.page.getByRole("button", { name: "Open again" }).click();
  await write(page, "One more thing.");
  await expect(message(sam.page, "One more thing.")).toBeVisible();
});

test("S44: a case is given to a colleague, who is told, and back to the queue, and everybody at the desk sees it live", async ({
  enter,
  watch,
}) => {
  watch.expects(/status of 404 .*\/conversations\//);
  // What his page asks anew when the case went back may come after his seat was taken.
  watch.expects(/status of 404 .*\/support\/cases\//, /status of 403 .*\/support\/people/);
  const [felix, sam, marc] = [await enter("felix"), await enter("sam"), await enter("marc")];
  const account = (await marc.api.get("/me")).id;
  await sam.api.must("PUT", `/staff/accounts/${account}/role`, { role: "support" });
  const { conversation } = await felix.api.must("POST", "/support/cases", { text: unknown });
  const at = `/staff/cases/${conversation.id}`;
  await sam.goto(at);
  await marc.goto(at);
  const bar = (who: Member) => who.page.getByRole("group", { name: "Case" });
  await bar(sam).getByRole("button", { name: "Give to" }).click();
  await sam.page.getByRole("menuitem", { name: "Marc Lefèvre" }).click();
  await expect(bar(sam).getByText("With Marc Lefèvre")).toBeVisible();
  await expect(bar(marc).getByText("With you", { exact: true })).toBeVisible();
  await marc.page.getByRole("button", { name: /^Notifications/ }).click();
  await expect(marc.page.getByText(`A colleague gave you the case “${unknown}”`)).toBeVisible();
  await marc.page.keyboard.press("Escape");
  await write(marc.page, "I look into it.");
  await expect(message(sam.page, "I look into it.")).toBeVisible();
  await expect(thread(sam.page).getByText("Marc Lefèvre").first()).toBeVisible();
  await bar(marc).getByRole("button", { name: "Give back" }).click();
  await expect(bar(sam).getByText("Nobody has it")).toBeVisible();

  // Whoever loses their seat reads on nowhere, what they have open included.
  await sam.api.must("PUT", `/staff/accounts/${account}/role`, { role: null });
  await expect(marc.page.getByRole("heading", { name: "No such conversation" })).toBeVisible();
  await expect(message(marc.page, "I look into it.")).toHaveCount(0);
  await marc.goto("/staff/cases");
  await expect(marc.page.getByText(unknown)).toHaveCount(0);
});

test("S44: the desk finds what was said in a case, whoever asked, and reads on there", async ({
  enter,
}) => {
  const [felix, sam] = [await enter("felix"), await enter("sam")];
  const { conversation } = await felix.api.must("POST", "/support/cases", {
    text: "My heron flew away.",
  });
  const indexed = async () => (await sam.api.get("/support/search?q=heron")).items.length;
  await expect.poll(indexed).toBe(1);
  await sam.goto("/staff/cases");
  const { page } = sam;
  await page.getByRole("searchbox", { name: "Search in all cases" }).fill("Heron fl");
  const found = page.getByRole("list", { name: "What was said in cases" }).getByRole("link");
  await expect(found).toHaveCount(1);
  await expect(found).toContainText("Felix Okafor");
  await found.click();
  await expect(page).toHaveURL(new RegExp(`/staff/cases/${conversation.id}#m1$`));
  await expect(message(page, "My heron flew away.")).toBeVisible();
  await page.goBack();
  await page.getByRole("searchbox", { name: "Search in all cases" }).fill("ostrich");
  await expect(page.getByText("No message of a case has words that begin like")).toBeVisible();
  await page.getByRole("link", { name: "Back to the queues" }).click();
  await expect(page.getByRole("navigation", { name: "Queues" })).toBeVisible();
});

test("S57: a question from a closed conversation takes its job and the reason along to the desk", async ({
  enter,
}) => {
  const [clara, felix, sam] = [await enter("clara"), await enter("felix"), await enter("sam")];
  const { conversation } = await talking(clara, felix, calendar);
  await clara.api.must("PUT", `/jobs/${await jobOf(clara, calendar)}/closure`);
  await felix.goto(`/inbox/${conversation}`);
  await felix.page.getByRole("link", { name: "Ask support" }).click();
  await expect(felix.page.getByText(`About “${calendar}”`)).toBeVisible();
  await felix.page.getByLabel("Your question").fill(known);
  await felix.page.getByRole("button", { name: "Ask", exact: true }).click();
  await felix.page.getByRole("button", { name: "Talk to a person" }).click();
  await expect(felix.page.getByText("Support was asked to answer in person")).toBeVisible();
  await sam.goto("/staff/cases");
  const line = sam.page.getByRole("list", { name: "Support" }).getByRole("listitem");
  for (const said of ["Felix Okafor", known, calendar, "job-closed"]) {
    await expect(line).toContainText(said);
  }

  // Also from the page of a job about which nothing was said yet.
  const cape = { title: "A cape with pockets", description: "Red, and it must fly." };
  const { id } = await clara.api.must("POST", "/jobs", cape);
  const starts = { job_page: { who: "freelancer", must_accept: false } };
  await sam.api.must("PUT", `/staff/jobs/${id}/contact-rules`, { changes: { starts } });
  await clara.api.must("PUT", `/jobs/${id}/silence`);
  await felix.goto(`/jobs/${id}`);
  await felix.page.getByRole("link", { name: "Ask support" }).click();
  await expect(felix.page.getByText(`About “${cape.title}”`)).toBeVisible();
  await expect(felix.page.getByText(/messaging-off/)).toBeVisible();
});
