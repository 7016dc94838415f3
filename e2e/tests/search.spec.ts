import { expect, test } from "../stage/test.ts";
import type { Locator, Page } from "@playwright/test";
import { csv } from "../stage/files.ts";
import { message, rows, thread, write } from "../stage/pages.ts";
import { bakery, calendar, invited, says, talking } from "../stage/scene.ts";
import { furtherAct } from "../stage/acts.ts";

const field = (page: Page): Locator =>
  page.getByRole("searchbox", { name: "Search your conversations" });
const results = (page: Page): Locator =>
  page.getByRole("list", { name: "What was found" }).getByRole("link");
const marks = (page: Page): Locator => results(page).locator("mark");

/** Types and waits until the answer to just that stands there. */
async function looksFor(page: Page, words: string): Promise<void> {
  await field(page).fill(words);
  await expect(page).toHaveURL((url) => (url.searchParams.get("q") ?? "") === words.trim());
}

test("a message is found by both sides as soon as it was sent, and opens at its place", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  for (const one of [clara, felix]) await one.goto("/inbox");
  // Looked for before it is said: it appears without another press.
  await looksFor(felix.page, "sourdough janu");
  await expect(felix.page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await expect(felix.page.getByText("“sourdough janu”")).toBeVisible();
  await clara.goto(`/inbox/${conversation}`);
  await write(clara.page, "Sourdough in January, **rye** in February.");
  await expect(results(felix.page)).toHaveCount(1);
  await looksFor(clara.page, "SOURDOUGH janu");
  for (const [page, other] of [
    [felix.page, "Clara Winter"],
    [clara.page, "Felix Okafor"],
  ] as const) {
    await expect(results(page)).toHaveCount(1);
    await expect(results(page)).toContainText(other);
    await expect(results(page)).toContainText(calendar);
    await expect(marks(page)).toHaveText(["Sourdough", "January"]);
  }
  await expect(results(clara.page)).toContainText("You: Sourdough in January");
  for (let n = 0; n < 60; n += 1) await says(felix, conversation, `And loaf number ${n}.`);
  await results(felix.page).click();
  await expect(felix.page).toHaveURL(new RegExp(`/inbox/${conversation}\\?q=.*#m\\d+$`));
  await expect(message(felix.page, "Sourdough in January, rye in February.")).toBeInViewport();
  await expect(results(felix.page), "what was found stays beside it").toHaveCount(1);
  await expect(results(felix.page)).toHaveAttribute("aria-current", "location");
  await felix.page.reload();
  await expect(field(felix.page)).toHaveValue("sourdough janu");
  await expect(results(felix.page)).toHaveCount(1);
});

test("what was removed, edited away or belongs to others is not found", async ({ enter }) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const dana = await enter("dana");
  const { conversation } = await talking(clara, felix);
  await says(clara, conversation, "My number is 0000 wren");
  await says(clara, conversation, "The robin stays");
  for (const one of [clara, felix, dana]) await one.goto("/inbox");
  for (const { page } of [clara, felix]) {
    await looksFor(page, "wren");
    await expect(results(page)).toHaveCount(1);
  }
  await looksFor(dana.page, "wren");
  await expect(dana.page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await clara.goto(`/inbox/${conversation}`);
  await furtherAct(clara.page, "My number is 0000 wren", "Remove");
  await clara.page
    .getByRole("dialog", { name: "Remove this message?" })
    .getByRole("button", { name: "Remove message" })
    .click();
  // Gone from what stands there already, without another press.
  await expect(results(felix.page)).toHaveCount(0);
  await expect(felix.page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await looksFor(felix.page, "robin");
  await expect(results(felix.page)).toHaveCount(1);
});

test("nothing behind the safety warning is found until it was read", async ({ enter }) => {
  const [clara, yuki] = [await enter("clara"), await enter("yuki")];
  await invited(clara, yuki, bakery, "A wren for the sign of the bakery?");
  for (const one of [clara, yuki]) {
    await one.goto("/inbox");
    await looksFor(one.page, "wren");
  }
  await expect(results(clara.page)).toHaveCount(1);
  await expect(results(clara.page)).toContainText("Invitation");
  await expect(yuki.page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await yuki.goto("/inbox");
  await rows(yuki.page).filter({ hasText: bakery }).click();
  await yuki.page.getByRole("button", { name: "Got it, show conversation" }).click();
  await looksFor(yuki.page, "wren");
  await expect(results(yuki.page)).toHaveCount(1);
});

test("a search is narrowed by person, job, time and files, and Back undoes it", async ({
  enter,
}) => {
  const [clara, felix, dana] = [await enter("clara"), await enter("felix"), await enter("dana")];
  const one = await talking(clara, felix, calendar);
  const two = await talking(clara, dana, bakery);
  await says(felix, one.conversation, "Here is the plan");
  await says(dana, two.conversation, "A plan for the sign");
  const plan = csv("plan-of-loaves.csv");
  const at = `/conversations/${one.conversation}/files?name=${plan.name}`;
  const { id } = await felix.api.must("POST", at, plan.buffer);
  await felix.api.must("POST", `/conversations/${one.conversation}/messages`, {
    text: "",
    files: [id],
  });
  const { page } = clara;
  await clara.goto("/inbox");
  await looksFor(page, "plan");
  await expect(results(page)).toHaveCount(3);
  await expect(results(page).filter({ hasText: "plan-of-loaves.csv" }).locator("mark")).toHaveText(
    "plan",
  );
  await page.getByRole("button", { name: "Has a file" }).click();
  await expect(results(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Has a file" }).click();
  await page.getByRole("combobox", { name: "Person" }).selectOption({ label: "Dana Ilic" });
  await expect(results(page)).toHaveCount(1);
  await page.getByRole("combobox", { name: "Job" }).selectOption({ label: calendar });
  await expect(page.getByText("No message that fits these filters has “plan”.")).toBeVisible();
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await expect(results(page)).toHaveCount(3);
  await page.getByRole("combobox", { name: "Time" }).selectOption({ label: "Last 7 days" });
  await expect(results(page)).toHaveCount(3);
  // The words alone also lead to the conversations that go by them.
  await looksFor(page, "dana");
  await page.getByRole("combobox", { name: "Time" }).selectOption({ label: "Any time" });
  await expect(rows(page)).toContainText(["Dana Ilic"]);
  await expect(page.getByText("No message has “dana”.")).toBeVisible();
  await page.goBack();
  await expect(field(page)).toHaveValue("");
  await expect(rows(page).filter({ hasText: calendar }).first()).toBeVisible();
});

test("searching needs no mouse: a key leads there, arrows walk, Enter opens, Escape leaves", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  for (const text of ["First wren", "Second wren", "Third wren"]) {
    await says(felix, conversation, text);
  }
  const { page } = clara;
  await clara.goto("/inbox");
  await expect(field(page)).toBeVisible();
  await page.keyboard.press("/");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("wren");
  await expect(results(page)).toHaveCount(3);
  await page.keyboard.press("ArrowDown");
  await expect(results(page).nth(0)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(results(page).nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(message(page, "Second wren")).toBeInViewport();
  await expect(page).toHaveURL(/#m\d+$/);
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(results(page).nth(0)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(field(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(field(page)).toHaveValue("");
  await expect(results(page)).toHaveCount(0);
  await expect(rows(page).first()).toBeVisible();
  await expect(thread(page), "the conversation stays open").toBeVisible();
  // A slash within a message is a slash.
  const box = page.getByRole("textbox", { name: "Message" });
  await box.fill("and");
  await box.press("End");
  await page.keyboard.type("/or");
  await expect(box).toHaveValue("and/or");
});

test("on a phone what was found is a page, and Back returns to it", async ({ enter }) => {
  const phone = { viewport: { width: 390, height: 844 } };
  const [clara, felix] = [await enter("clara", phone), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await says(felix, conversation, "A wren on the roof");
  const { page } = clara;
  await clara.goto("/inbox");
  await looksFor(page, "roof");
  await results(page).click();
  await expect(message(page, "A wren on the roof")).toBeInViewport();
  await expect(results(page)).toBeHidden();
  await page.goBack();
  await expect(results(page)).toBeVisible();
  await expect(field(page)).toHaveValue("roof");
});

test("when the search fails it says so and can be tried again", async ({ enter, watch }) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await says(felix, conversation, "A wren on the roof");
  watch.expects(/api\/v1\/search/, /503/);
  const { page } = clara;
  await clara.goto("/inbox");
  await expect(field(page)).toBeVisible();
  await page.route("**/api/v1/search?*", (route) =>
    route.fulfill({
      status: 503,
      contentType: "application/problem+json",
      body: JSON.stringify({
        code: "busy",
        status: 503,
        detail: "The server has more to do than it can at the moment.",
      }),
    }),
  );
  await looksFor(page, "roof");
  await expect(page.getByText("The server has more to do")).toBeVisible();
  await page.unroute("**/api/v1/search?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(results(page)).toHaveCount(1);
});
