import { expect, test } from "../stage/test.ts";
import type { Page } from "@playwright/test";
import { furtherAct } from "../stage/acts.ts";
import { bringAxe, findings } from "../stage/axe.ts";
import type { Member } from "../stage/member.ts";
import { composer, message, thread, write } from "../stage/pages.ts";
import { calendar, jobOf, says, talking } from "../stage/scene.ts";

async function both(
  enter: (who: "clara" | "felix") => Promise<Member>,
): Promise<{ clara: Member; felix: Member; conversation: string }> {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  for (const { context } of [clara, felix]) await bringAxe(context);
  await clara.goto(`/inbox/${conversation}`);
  await felix.goto(`/inbox/${conversation}`);
  await expect(composer(clara.page)).toBeVisible();
  await expect(composer(felix.page)).toBeVisible();
  return { clara, felix, conversation };
}

const beside = (page: Page) => page.getByRole("region", { name: "Agreed points" });
const group = (page: Page, name: string) => beside(page).getByRole("list", { name });
const dialog = (page: Page) => page.getByRole("dialog", { name: "Propose an agreed point" });
const propose = (page: Page) =>
  dialog(page).getByRole("button", { name: "Propose", exact: true }).click();

test("a message and a short text are proposed, confirmed by the other without a reload, and stand in the list of both", async ({
  enter,
}) => {
  const { clara, felix } = await both(enter);
  await expect(beside(clara.page)).toContainText("Propose what matters");
  await write(felix.page, "300 for all twelve");
  await expect(message(clara.page, "300 for all twelve")).toBeVisible();
  await furtherAct(clara.page, "300 for all twelve", "Propose as agreed point");
  await expect(dialog(clara.page)).toContainText("300 for all twelve");
  await propose(clara.page);
  await expect(dialog(clara.page)).toHaveCount(0);

  await expect(group(clara.page, "Waiting for Felix Okafor")).toContainText("300 for all twelve");
  await expect(group(felix.page, "Waiting for you")).toContainText("300 for all twelve");
  await expect(thread(clara.page)).toContainText("Waiting for Felix Okafor to confirm");
  const point = thread(felix.page).getByRole("group", {
    name: "Clara Winter proposes an agreed point",
  });
  await point.getByRole("button", { name: /^Confirm/ }).click();
  await expect(group(felix.page, "Agreed")).toContainText("300 for all twelve");
  await expect(group(clara.page, "Agreed")).toContainText("300 for all twelve");
  await expect(thread(clara.page)).toContainText("You and Felix Okafor agreed");
  await expect(thread(felix.page).getByRole("group", { name: /agreed$/ })).toBeFocused();

  await beside(felix.page).getByRole("button", { name: "Propose a point" }).click();
  await propose(felix.page);
  await expect(dialog(felix.page)).toContainText("Write what you want to agree on.");
  await dialog(felix.page).getByRole("textbox").fill("Two rounds of changes");
  await dialog(felix.page).getByRole("switch", { name: "This is the brief of the job" }).check();
  await propose(felix.page);
  const waiting = group(clara.page, "Waiting for you");
  await expect(waiting).toContainText("Two rounds of changes");
  await expect(waiting).toContainText("Brief of the job");
  await waiting.getByRole("button", { name: "Confirm: Two rounds of changes" }).click();
  await expect(group(felix.page, "Agreed").getByRole("listitem")).toHaveCount(2);
  await felix.page.reload();
  await expect(group(felix.page, "Agreed").getByRole("listitem")).toHaveCount(2);
});

test("a point is proposed, declined and taken back by keyboard, and axe finds nothing to say", async ({
  enter,
}) => {
  const { clara, felix, conversation } = await both(enter);
  await says(felix, conversation, "All of it tomorrow");
  const said = thread(clara.page).getByRole("article").filter({ hasText: "All of it tomorrow" });
  await said.focus();
  await clara.page.keyboard.press("p");
  await expect(dialog(clara.page)).toContainText("All of it tomorrow");
  await dialog(clara.page).getByRole("button", { name: "Propose", exact: true }).focus();
  await clara.page.keyboard.press("Enter");
  await expect(said).toBeFocused();

  const decline = group(felix.page, "Waiting for you").getByRole("button", { name: /^Decline/ });
  expect(await findings(felix.page)).toEqual([]);
  await decline.focus();
  await felix.page.keyboard.press("Enter");
  await expect(thread(clara.page)).toContainText("Felix Okafor declined a point");
  await expect(thread(felix.page)).toContainText("You declined a point");
  await expect(group(clara.page, "Waiting for Felix Okafor")).toHaveCount(0);

  await beside(clara.page).getByRole("button", { name: "Propose a point" }).focus();
  await clara.page.keyboard.press("Enter");
  await expect(dialog(clara.page).getByRole("textbox")).toBeFocused();
  await clara.page.keyboard.type("By Friday");
  expect(await findings(clara.page)).toEqual([]);
  await dialog(clara.page).getByRole("button", { name: "Propose", exact: true }).focus();
  await clara.page.keyboard.press("Enter");
  const back = group(clara.page, "Waiting for Felix Okafor").getByRole("button", {
    name: "Take back: By Friday",
  });
  await back.focus();
  await clara.page.keyboard.press("Enter");
  await expect(thread(felix.page)).toContainText("Clara Winter took back a point");
  await expect(felix.page.getByText("By Friday")).toHaveCount(0);
});

test("S51: work that both have to confirm begins once they agreed on the brief", async ({
  enter,
}) => {
  const { clara, felix, conversation } = await both(enter);
  const job = await jobOf(clara, calendar);
  await clara.goto(`/jobs/${job}`);
  const required = clara.page.getByLabel("Before work begins");
  await required.selectOption("You have agreed on the brief with the freelancer");
  await says(felix, conversation, "Twelve loaves in ink.");
  await says(clara, conversation, "Yes, by Friday.");
  await felix.goto(`/jobs/${job}`);
  const panel = felix.page.getByRole("region", { name: "A conversation comes before work" });
  await expect(panel).toContainText("Work on this job begins once both have confirmed");
  const { seq } = await felix.api.must("POST", `/conversations/${conversation}/points`, {
    text: "Twelve loaves in ink by Friday",
    brief: true,
  });
  await clara.goto(`/inbox/${conversation}`);
  await group(clara.page, "Waiting for you")
    .getByRole("button", { name: /^Confirm/ })
    .click();
  await expect(panel, "without a reload").toContainText("That is done: work can begin.");
  expect(seq).toBeGreaterThan(0);
});
