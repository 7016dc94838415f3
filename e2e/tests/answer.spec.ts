import { expect, test } from "../stage/test.ts";
import { composer, message, rowOf, thread, write } from "../stage/pages.ts";
import { acknowledged, calendar, invitationText, invited } from "../stage/scene.ts";

test("S14: once the invitation is accepted both can write, and each sees it happen without a reload", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await invited(clara, felix);
  await acknowledged(felix, conversation);
  const early = await clara.api.ask("POST", `/conversations/${conversation}/messages`, {
    text: "Hello?",
  });
  expect([early.status, early.body.code]).toEqual([403, "invitation-pending"]);

  await clara.goto(`/inbox/${conversation}`);
  await expect(clara.page.getByText("Waiting for Felix Okafor to answer")).toBeVisible();
  await expect(composer(clara.page)).toHaveCount(0);
  await felix.goto(`/inbox/${conversation}`);
  await expect(composer(felix.page)).toHaveCount(0);
  await felix.page.getByRole("button", { name: "Accept" }).click();

  await expect(composer(felix.page)).toBeVisible();
  await expect(composer(clara.page)).toBeVisible();
  await expect(thread(felix.page)).toContainText("You accepted the invitation");
  await expect(thread(clara.page)).toContainText("Felix Okafor accepted the invitation");
  await write(felix.page, "With pleasure.");
  await expect(message(clara.page, "With pleasure.")).toBeVisible();
  await write(clara.page, "Then let us begin with January.");
  await expect(message(felix.page, "Then let us begin with January.")).toBeVisible();
});

test("S14: declining asks once, ends the pending state on both sides and says so in the composer's place", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation, job } = await invited(clara, felix);
  await acknowledged(felix, conversation);
  await clara.goto(`/inbox/${conversation}`);
  await expect(clara.page.getByRole("button", { name: "Withdraw" })).toBeVisible();
  await felix.goto(`/inbox/${conversation}`);
  await felix.page.getByRole("button", { name: "Decline" }).click();
  const question = felix.page.getByRole("dialog", { name: "Decline this invitation?" });
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(felix.page.getByRole("button", { name: "Accept" })).toBeVisible();
  await felix.page.getByRole("button", { name: "Decline" }).click();
  await question.getByRole("button", { name: "Decline" }).click();

  for (const { page } of [clara, felix]) {
    await expect(page.getByRole("note")).toContainText("The invitation was declined");
    await expect(composer(page)).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Withdraw" })).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Accept" })).toHaveCount(0);
  }
  const late = await clara.api.ask("POST", `/conversations/${conversation}/messages`, {
    text: "Why?",
  });
  expect([late.status, late.body.code]).toEqual([403, "invitation-declined"]);
  const freelancer = (await felix.api.get("/me")).id;
  const again = await clara.api.ask("POST", "/invitations", { job, freelancer, text: "Please?" });
  expect([again.status, again.body.code]).toEqual([403, "invitation-declined"]);
});

test("S14: withdrawing ends the pending state on both sides, and the client may invite again with one's own words", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await invited(clara, felix);
  await acknowledged(felix, conversation);
  await felix.goto(`/inbox/${conversation}`);
  await expect(felix.page.getByRole("button", { name: "Accept" })).toBeVisible();
  await clara.goto(`/inbox/${conversation}`);
  const { page } = clara;
  await page.getByRole("button", { name: "Withdraw" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();

  await expect(page.getByRole("note")).toContainText("You withdrew this invitation.");
  await expect(page.getByRole("button", { name: "Invite again" })).toBeVisible();
  await expect(felix.page.getByRole("note")).toContainText("withdrawn");
  await expect(felix.page.getByRole("button", { name: "Accept" })).toHaveCount(0);
  await expect(felix.page.getByRole("button", { name: "Invite again" })).toHaveCount(0);

  await page.getByRole("button", { name: "Invite again" }).click();
  const dialog = page.getByRole("dialog", { name: "Contact Felix Okafor" });
  await expect(dialog.getByLabel("Job", { exact: true }).locator("option:checked")).toHaveText(
    calendar,
  );
  await dialog.getByLabel("Your message").fill("I closed the wrong window. Once more, then.");
  await dialog.getByRole("button", { name: "Invite" }).click();
  await expect(page.getByText("Waiting for Felix Okafor to answer")).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await expect(message(felix.page, "I closed the wrong window. Once more, then.")).toBeVisible();
  await felix.page.getByRole("button", { name: "Accept" }).click();
  await expect(composer(felix.page)).toBeVisible();
});

test("an answer that comes after the withdrawal is told what happened, and nothing is half done", async ({
  enter,
  watch,
}) => {
  watch.expects(/status of 409 .*\/answer$/);
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation, invitation } = await invited(clara, felix);
  await acknowledged(felix, conversation);
  await felix.goto("/invitations");
  const line = felix.page.getByRole("article").filter({ hasText: "Clara Winter" });
  await expect(line.getByText(invitationText)).toBeVisible();
  // The page is kept from hearing of it, as when both act at once.
  await felix.context.setOffline(true);
  await clara.api.must("PUT", `/invitations/${invitation}/answer`, { answer: "withdrawn" });
  const late = await felix.api.ask("PUT", `/invitations/${invitation}/answer`, {
    answer: "accepted",
  });
  expect([late.status, late.body.code]).toEqual([409, "invitation-withdrawn"]);
  await felix.context.setOffline(false);
  await expect(line.getByText("Withdrawn", { exact: true })).toBeVisible();
  await expect(line.getByRole("button", { name: "Accept" })).toHaveCount(0);
});

test("an invitation can be accepted and declined from the list, and simply be left", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const first = await invited(clara, felix);
  await acknowledged(felix, first.conversation);
  await felix.goto("/invitations");
  const line = felix.page.getByRole("article").filter({ hasText: calendar });
  await expect(line.getByRole("button", { name: "Decline" })).toBeVisible();
  await line.getByRole("button", { name: "Accept" }).click();
  await expect(line.getByText("Accepted", { exact: true })).toBeVisible();
  await line.getByRole("link", { name: "Open the conversation with Clara Winter" }).click();
  await expect(composer(felix.page)).toBeVisible();
  await expect(rowOf(felix.page, "Clara Winter", calendar)).toBeVisible();
});
