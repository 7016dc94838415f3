import { expect, test } from "../stage/test.ts";
import { message, write } from "../stage/pages.ts";
import { calendar, jobOf, talking } from "../stage/scene.ts";

const article = "/help/articles/invitations";

test("S29: somebody signed out reads the help centre, asks it in their own words, and learns where to go on", async ({
  visitor,
}) => {
  const nobody = await visitor();
  const { page } = nobody;
  await nobody.goto("/sign-in");
  await page.getByRole("link", { name: "Help centre" }).click();
  await expect(page.getByRole("heading", { name: "Help centre", level: 1 })).toBeVisible();
  const list = page.getByRole("list", { name: "Articles" });
  await expect(list.getByRole("link", { name: "Sending files" })).toBeVisible();

  const search = page.getByRole("searchbox");
  await search.fill("How long does an invitation stay open?");
  await expect(page.getByText("This article fits best")).toBeVisible();
  await page
    .getByRole("list", { name: "Articles that fit best" })
    .getByRole("link")
    .first()
    .click();
  await expect(page.getByRole("heading", { name: "Invitations", level: 1 })).toBeVisible();
  await expect(page.getByRole("heading", { name: "When you are invited" })).toBeVisible();
  await expect(page.getByText("Sign in to say whether it helped")).toBeVisible();
  await expect(page.getByRole("button", { name: "Post comment" })).toHaveCount(0);

  await page.goBack();
  await search.fill("What is the weather in Lagos tomorrow?");
  await expect(page.getByText("Nothing here answers this for certain")).toBeVisible();
  await page.getByRole("link", { name: "Send a request" }).first().click();
  await expect(page.getByRole("heading", { name: "Sign in to send a request" })).toBeVisible();
  await page.getByRole("link", { name: "Sign in" }).last().click();
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fhelp%2Frequest/);
});

test("S58: a person's vote counts once however they change it, and comments are read, written and removed", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  await felix.api.must("PUT", `${article}/vote`, { helpful: true });
  const { page } = clara;
  await clara.goto("/inbox");
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitem", { name: "Help" }).click();
  await page
    .getByRole("list", { name: "Articles", exact: true })
    .getByRole("link", { name: "Invitations" })
    .click();
  const yes = page.getByRole("button", { name: "Yes", exact: true });
  const no = page.getByRole("button", { name: "No", exact: true });
  await expect(page.getByText("1 of 1 found it helpful")).toBeVisible();
  await no.click();
  await expect(page.getByText("1 of 2 found it helpful")).toBeVisible();
  await expect(no).toHaveAttribute("aria-pressed", "true");
  await yes.click();
  await yes.click();
  await expect(page.getByText("2 of 2 found it helpful")).toBeVisible();
  await page.reload();
  await expect(yes).toHaveAttribute("aria-pressed", "true");

  await page.getByRole("button", { name: "Post comment" }).click();
  await expect(page.getByText("Write your comment first.")).toBeVisible();
  const hostile = '<img src=x onerror="document.title=1"> and **plain**';
  await page.getByLabel("Your comment").fill(hostile);
  await page.getByRole("button", { name: "Post comment" }).click();
  const comments = page.getByRole("list", { name: "Comments" }).getByRole("listitem");
  await expect(comments).toHaveCount(1);
  await expect(comments).toContainText(hostile);

  await felix.goto(article);
  await expect(felix.page.getByText(hostile)).toBeVisible();
  await expect(felix.page.getByRole("button", { name: /^Remove/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Remove your comment" }).click();
  await expect(page.getByText("No comments yet.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Comments" })).toBeFocused();
});

test("S58: a request with its job and reason becomes a conversation in which support answers", async ({
  enter,
}) => {
  const [clara, felix, sam] = [await enter("clara"), await enter("felix"), await enter("sam")];
  await talking(clara, felix, calendar);
  const job = await jobOf(clara, calendar);
  await clara.api.must("PUT", `/jobs/${job}/closure`);
  const { page } = felix;
  await felix.goto(`/help/request?job=${job}&reason=job-closed`);
  await expect(
    page.getByText("Support is also told what stood in the way: job-closed"),
  ).toBeVisible();
  await expect(page.getByLabel("Job")).toHaveValue(job);
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page.getByText("Describe what happened.")).toBeVisible();
  await page.getByLabel("Subject").fill("She does not answer");
  await page.getByLabel("What happened").fill("Since Monday.\nI need the sizes.");
  await page.reload();
  await expect(page.getByLabel("Subject")).toHaveValue("She does not answer");
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page.getByRole("heading", { name: "Your request is sent" })).toBeVisible();

  await sam.goto("/staff");
  await sam.page.getByRole("link", { name: "Requests" }).click();
  const [line] = [sam.page.getByRole("list", { name: "Requests" }).getByRole("listitem")];
  await expect(line).toHaveCount(1);
  for (const said of [
    "She does not answer",
    "I need the sizes.",
    felix.email,
    calendar,
    "job-closed",
  ])
    await expect(line).toContainText(said);

  await page.getByRole("link", { name: "Open the conversation" }).click();
  await line.getByRole("link", { name: "Answer it" }).click();
  await write(sam.page, "I write to her.");
  await expect(message(page, "I write to her.")).toBeVisible();
});

test("S29: support changes an article in plain Markdown, readers see it, and what a colleague saved is not written over", async ({
  enter,
  visitor,
  watch,
}) => {
  watch.expects(/status of 409 .*\/staff\/help\/articles/);
  const [sam, reader] = [await enter("sam"), await visitor()];
  const { page } = sam;
  await sam.goto("/staff/help");
  await page
    .getByRole("list", { name: "Articles of the help centre" })
    .getByRole("link", { name: "Invitations" })
    .click();
  const text = page.getByRole("textbox", { name: "Text", exact: true });
  await expect(text).toHaveValue(/14 days/);
  await text.fill("Only by letter.\n\n## <b>How</b>\n\nWith a **stamp**.");
  await expect(page.getByRole("heading", { name: "<b>How</b>" })).toBeVisible();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved. Readers see this version now.")).toBeVisible();
  await expect(page.getByText(/^Version 1 by/)).toBeVisible();
  await reader.goto(article);
  await expect(reader.page.getByText("Only by letter.")).toBeVisible();
  await expect(reader.page.getByRole("heading", { name: "<b>How</b>" })).toBeVisible();
  await expect(reader.page.getByText("stamp", { exact: true })).toHaveCSS(
    "font-weight",
    /[67]\d\d/,
  );

  await sam.api.must("PUT", "/staff/help/articles/invitations", {
    language: "en",
    title: "Invitations",
    text: "By pigeon.",
    published: true,
    version: 1,
  });
  await text.fill("By balloon.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Somebody else has saved this article meanwhile.")).toBeVisible();
  await page.getByRole("button", { name: "Load their version" }).click();
  await expect(text).toHaveValue("By pigeon.");
  await expect(page.getByLabel("Your text")).toHaveValue("By balloon.");
  await page.getByRole("button", { name: "Put into the form: version 1" }).click();
  await expect(text).toHaveValue(/Only by letter/);
});
