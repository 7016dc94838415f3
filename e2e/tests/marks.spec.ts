import { expect, test } from "../stage/test.ts";
import { choices, choose, lineOf, markOpen, markRow, toast } from "../stage/marks.ts";
import { bubble, composer, dot, message, rowOf, rows, thread, write } from "../stage/pages.ts";
import { bakery, calendar, jobOf, says, talking } from "../stage/scene.ts";

test("a star is seen in every tab, by nobody else, and found again by the filter", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  await talking(clara, felix);
  await clara.goto("/inbox");
  const second = await clara.anotherTab("/inbox?filter=starred");
  await expect(second.getByText("Nothing starred")).toBeVisible();
  await felix.goto("/inbox");
  await expect(rowOf(felix.page, "Clara Winter", calendar)).toBeVisible();

  await markRow(clara.page, "Felix Okafor", calendar, "Star");
  await expect(rowOf(clara.page, "Felix Okafor", calendar)).toContainText("Starred");
  await expect(rowOf(second, "Felix Okafor", calendar)).toBeVisible();
  await second.reload();
  await expect(rows(second)).toHaveCount(1);
  await expect(rowOf(felix.page, "Clara Winter", calendar)).not.toContainText("Starred");

  await rowOf(second, "Felix Okafor", calendar).click();
  await expect(second).toHaveURL(/\/inbox\/.+\?filter=starred$/);
  await markOpen(second, "Remove the star");
  await expect(rowOf(clara.page, "Felix Okafor", calendar)).not.toContainText("Starred");
});

test("what is archived leaves the list and the dot, comes back by undo, and by the next message", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await says(clara, conversation, "Have you found the rye?");
  await felix.goto("/inbox");
  const tab = await felix.anotherTab("/jobs");
  const row = rowOf(felix.page, "Clara Winter", calendar);
  await expect(row).toContainText("1 unread");
  await expect(dot(tab)).toBeVisible();

  await markRow(felix.page, "Clara Winter", calendar, "Archive");
  await expect(row).toHaveCount(0);
  await expect(dot(tab)).toHaveCount(0);
  await toast(felix.page).getByRole("button", { name: "Undo" }).click();
  await expect(row).toBeVisible();
  await expect(dot(tab)).toBeVisible();

  await row.click();
  await expect(message(felix.page, "Have you found the rye?")).toBeVisible();
  await expect(dot(tab)).toHaveCount(0);
  await markOpen(felix.page, "Archive");
  await expect(felix.page).toHaveURL(/\/inbox$/);
  await expect(row).toHaveCount(0);
  await choose(felix.page, "Archived");
  await expect(row).toContainText("Archived");
  await choose(felix.page, "All");
  await expect(row).toHaveCount(0);

  await says(clara, conversation, "I found some.");
  await expect(row).toContainText("I found some.");
  await expect(dot(tab)).toBeVisible();
});

test("what is muted shows its messages without a dot, a mail or an announcement", async ({
  enter,
  server,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  const other = await talking(clara, felix, bakery);
  await felix.goto("/inbox");
  await markRow(felix.page, "Clara Winter", calendar, "Mute");
  const row = rowOf(felix.page, "Clara Winter", calendar);
  await expect(row).toContainText("Muted");

  await says(clara, conversation, "A word in silence.");
  await expect(row).toContainText("A word in silence.");
  await expect(row).toContainText("1 unread");
  await expect(dot(felix.page)).toHaveCount(0);
  // The other conversation is told as ever, and by then the silent one would have been.
  await says(clara, other.conversation, "A word aloud.");
  await expect(felix.page.getByTestId("announcer")).toContainText(bakery);
  await expect(bubble(felix.page)).toHaveAccessibleName("Messages, 1 unread");
  await expect
    .poll(
      async () =>
        (await server.mails()).filter((mail) => mail.text.includes("A word aloud.")).length,
    )
    .toBe(1);
  expect((await server.mails()).filter((mail) => mail.text.includes("silence"))).toEqual([]);

  await markRow(felix.page, "Clara Winter", calendar, "Unmute");
  await expect(bubble(felix.page)).toHaveAccessibleName("Messages, 2 unread");
  await says(clara, conversation, "A word afterwards.");
  await expect
    .poll(
      async () => (await server.mails()).filter((mail) => mail.text.includes("afterwards")).length,
    )
    .toBe(1);
  expect((await server.mails()).filter((mail) => mail.text.includes("silence"))).toEqual([]);
});

test("marked as unread, a conversation is left, counts everywhere, and opens at the mark", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await says(clara, conversation, "One");
  await says(clara, conversation, "Two");
  await felix.goto(`/inbox/${conversation}`);
  const second = await felix.anotherTab("/jobs");
  await felix.page.bringToFront();
  await expect(message(felix.page, "Two")).toBeVisible();
  await expect(dot(second)).toHaveCount(0);

  await markOpen(felix.page, "Mark as unread");
  await expect(felix.page).toHaveURL(/\/inbox$/);
  const row = rowOf(felix.page, "Clara Winter", calendar);
  await expect(row).toContainText("1 unread");
  await expect(dot(second)).toBeVisible();
  await choose(felix.page, "Unread");
  await expect(row).toBeVisible();

  await row.click();
  await expect(thread(felix.page).getByText("New", { exact: true })).toBeVisible();
  await expect(dot(second)).toHaveCount(0);
  // What one reads stays in the list of unread ones until one goes on.
  await expect(row).toBeVisible();
  await choose(felix.page, "All");
  await markRow(felix.page, "Clara Winter", calendar, "Mark as unread");
  await markRow(felix.page, "Clara Winter", calendar, "Mark as read");
  await expect(dot(second)).toHaveCount(0);
});

test("conversations are chosen by job, and the address keeps the choice", async ({ enter }) => {
  const [clara, felix, dana] = [await enter("clara"), await enter("felix"), await enter("dana")];
  await talking(clara, felix);
  await talking(clara, dana, bakery);
  await clara.goto("/inbox");
  await expect(rowOf(clara.page, "Dana Ilic", bakery)).toBeVisible();
  await clara.page.getByRole("button", { name: "More filters" }).click();
  await clara.page.getByRole("menuitem", { name: bakery }).click();
  await expect(rowOf(clara.page, "Felix Okafor", calendar)).toHaveCount(0);
  await expect(rowOf(clara.page, "Dana Ilic", bakery)).toBeVisible();
  const job = await jobOf(clara, bakery);
  await expect(clara.page).toHaveURL(`${new URL(clara.page.url()).origin}/inbox?job=${job}`);
  await clara.page.reload();
  await expect(rowOf(clara.page, "Dana Ilic", bakery)).toBeVisible();
  await choose(clara.page, "Starred");
  await expect(clara.page.getByText("No conversations here about this job")).toBeVisible();
  await clara.page.getByRole("link", { name: `Show without: ${bakery}` }).click();
  await expect(clara.page.getByText("Nothing starred")).toBeVisible();
  await clara.page.getByRole("link", { name: "Show all conversations" }).click();
  await expect(rowOf(clara.page, "Felix Okafor", calendar)).toBeVisible();
});

test("menus of rows open by keyboard, by the other button and by a long touch", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  await talking(clara, felix);
  await clara.goto("/inbox");
  const { page } = clara;
  const row = rowOf(page, "Felix Okafor", calendar);
  await row.focus();
  await page.keyboard.press("Tab");
  const button = lineOf(page, "Felix Okafor", calendar).getByRole("button");
  await expect(button).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Star" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Mark as unread" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(button).toBeFocused();

  await row.click({ button: "right" });
  await page.getByRole("menuitem", { name: "Star" }).click();
  await expect(row).toContainText("Starred");

  const phone = await enter("clara", { viewport: { width: 390, height: 844 }, hasTouch: true });
  await phone.goto("/inbox");
  const touched = rowOf(phone.page, "Felix Okafor", calendar);
  const box = (await touched.boundingBox())!;
  const finger = await phone.context.newCDPSession(phone.page);
  const points = [{ x: box.x + 80, y: box.y + 30 }];
  await finger.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: points });
  await expect(phone.page.getByRole("menuitem", { name: "Remove the star" })).toBeVisible();
  await finger.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await phone.page.getByRole("menuitem", { name: "Remove the star" }).click();
  await expect(touched).not.toContainText("Starred");
  await expect(phone.page).toHaveURL(/\/inbox$/);
});

test("the first unread message is one press away while it stands above", async ({ enter }) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  for (let n = 1; n <= 340; n += 1) await says(clara, conversation, `Line ${n}`);
  await felix.goto(`/inbox/${conversation}`);
  await expect(message(felix.page, "Line 340")).toBeVisible();
  const jump = felix.page.getByRole("button", { name: "Go to the first unread message" });
  await jump.click();
  await expect(message(felix.page, "Line 1")).toBeInViewport();
  await expect(jump).toHaveCount(0);
  await felix.page.getByRole("button", { name: /new messages?|Newest messages/ }).click();
  await expect(message(felix.page, "Line 340")).toBeInViewport();
  await expect(jump).toHaveCount(0);
  await expect(choices(felix.page)).toBeVisible();
  await write(felix.page, "All read.");
  await expect(composer(felix.page)).toHaveValue("");
});
