import { expect, test } from "../stage/test.ts";
import type { Member } from "../stage/member.ts";
import { composer, message, rowOf, thread } from "../stage/pages.ts";
import { calendar, invitationText, invited, says, talking } from "../stage/scene.ts";

/** Everything a page holds: the document, what the app remembers and what is stored. */
async function everything(member: Member): Promise<string> {
  return member.page.evaluate(
    () => document.documentElement.outerHTML + document.title + JSON.stringify(localStorage),
  );
}

test("S22: no text is in the page, and none came over the network, until the warning is acknowledged", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { page } = felix;
  let carried = "";
  page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => (carried += payload.toString())),
  );
  page.on("response", (response) => {
    if (!response.url().includes("/api/")) return;
    response.text().then(
      (text) => (carried += text),
      () => undefined,
    );
  });
  await felix.goto("/inbox");
  await expect(page.getByText("No conversations yet")).toBeVisible();
  await invited(clara, felix);
  const row = rowOf(page, "Clara Winter", calendar);
  await expect(row).toContainText("Read the safety warning first");
  await row.click();

  await expect(page.getByRole("heading", { name: "Before you read this" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Got it, show conversation" })).toBeVisible();
  for (const path of ["/invitations", "/notifications", "/inbox"]) {
    if (path !== "/inbox") await felix.goto(path);
    await expect(page.getByText("Clara Winter").first()).toBeVisible();
    expect(await everything(felix), path).not.toContain("ink drawings");
  }
  expect(carried).toContain("Clara Winter");
  expect(carried).not.toContain("ink drawings");

  await felix.goto("/inbox");
  await rowOf(page, "Clara Winter", calendar).click();
  await page.getByRole("button", { name: "Got it, show conversation" }).click();
  await expect(message(page, invitationText)).toBeVisible();
});

test("S22: an invitation cannot be accepted before the warning is acknowledged", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation, invitation } = await invited(clara, felix);
  await felix.goto("/invitations");
  const line = felix.page.getByRole("article").filter({ hasText: "Clara Winter" });
  await expect(line.getByText("The text is shown after the safety warning.")).toBeVisible();
  await expect(line.getByRole("button")).toHaveCount(0);
  const early = await felix.api.ask("PUT", `/invitations/${invitation}/answer`, {
    answer: "accepted",
  });
  expect([early.status, early.body.code]).toEqual([403, "warning-not-acknowledged"]);

  await line.getByRole("link", { name: "Read the safety warning first" }).click();
  await expect(felix.page).toHaveURL(new RegExp(conversation));
  await expect(felix.page.getByRole("button", { name: "Accept" })).toHaveCount(0);
  await felix.page.getByRole("button", { name: "Got it, show conversation" }).click();
  await expect(felix.page.getByRole("button", { name: "Accept" })).toBeVisible();
});

test("S23: after the acknowledgement the message shows as received, in every open tab: sender, time, text and job", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await invited(clara, felix);
  await felix.goto(`/inbox/${conversation}`);
  const other = await felix.anotherTab(`/inbox/${conversation}`);
  await expect(other.getByRole("button", { name: "Got it, show conversation" })).toBeVisible();
  await felix.page.getByRole("button", { name: "Got it, show conversation" }).click();
  for (const page of [felix.page, other]) {
    await expect(message(page, invitationText)).toBeVisible();
    await expect(thread(page).getByText("Clara Winter")).toBeVisible();
    await expect(thread(page).getByText(`about ${calendar}`)).toBeVisible();
    const time = thread(page).locator("time[title]").last();
    await expect(time).toHaveText(/^\d\d:\d\d$/);
    await expect(page.getByRole("button", { name: "Got it, show conversation" })).toHaveCount(0);
  }
});

test("S23: the warning does not return, neither after a reload nor with later messages", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await felix.goto(`/inbox/${conversation}`);
  await expect(composer(felix.page)).toBeVisible();
  await says(clara, conversation, "The first loaf is rye.");
  await expect(message(felix.page, "The first loaf is rye.")).toBeVisible();
  await felix.page.reload();
  await expect(message(felix.page, "The first loaf is rye.")).toBeVisible();
  await expect(felix.page.getByRole("heading", { name: "Before you read this" })).toHaveCount(0);
});

test("S22: the client never sees the warning", async ({ enter }) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await invited(clara, felix);
  await clara.goto(`/inbox/${conversation}`);
  await expect(message(clara.page, invitationText)).toBeVisible();
  await expect(clara.page.getByRole("heading", { name: "Before you read this" })).toHaveCount(0);
});
