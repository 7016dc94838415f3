import { expect, test } from "../stage/test.ts";
import { act, bubbleOf, editor, furtherAct, nowhere, reaction } from "../stage/acts.ts";
import { composer, message, rowOf, thread, write } from "../stage/pages.ts";
import { bakery, calendar, says, talking } from "../stage/scene.ts";

test("an edit is seen live on both sides, said to be one, and there after a reload", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  for (const one of [clara, felix]) await one.goto(`/inbox/${conversation}`);
  await write(clara.page, "Rye in Januray.");
  await expect(message(felix.page, "Rye in Januray.")).toBeVisible();
  await act(clara.page, "Rye in Januray.", "Edit");
  await expect(editor(clara.page)).toBeFocused();
  await editor(clara.page).fill("Something else entirely");
  await editor(clara.page).press("Escape");
  await expect(editor(clara.page)).toHaveCount(0);
  await expect(message(clara.page, "Rye in Januray.")).toBeVisible();
  await act(clara.page, "Rye in Januray.", "Edit");
  await expect(editor(clara.page)).toHaveValue("Rye in Januray.");
  await editor(clara.page).fill("Rye in January.");
  await editor(clara.page).press("Enter");
  for (const { page } of [clara, felix]) {
    await expect(message(page, "Rye in January.")).toBeVisible();
    await expect(bubbleOf(page, "Rye in January.").getByText("edited")).toHaveAttribute(
      "title",
      /^Edited on .*\d\d:\d\d/,
    );
    await nowhere(page, "Januray");
    await expect(rowOf(page, "", calendar).first()).toContainText("Rye in January.");
    await page.reload();
    await expect(message(page, "Rye in January.")).toBeVisible();
    await expect(bubbleOf(page, "Rye in January.").getByText("edited")).toBeVisible();
    await nowhere(page, "Januray");
  }
  // Only one's own can be put differently.
  await bubbleOf(felix.page, "Rye in January.").hover();
  await expect(felix.page.getByRole("button", { name: "Reply" })).toBeVisible();
  await expect(felix.page.getByRole("button", { name: "Edit" })).toHaveCount(0);
});

test("a removed text is in neither page, live and after a reload", async ({ enter }) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await says(clara, conversation, "My number is 0000");
  for (const one of [clara, felix]) await one.goto(`/inbox/${conversation}`);
  await act(felix.page, "My number is 0000", "Reply");
  await write(felix.page, "Better not here.");
  await expect(message(clara.page, "Better not here.")).toBeVisible();
  await expect(clara.page.getByRole("button", { name: /Go to this message/ })).toBeVisible();
  await furtherAct(clara.page, "My number is 0000", "Remove");
  const question = clara.page.getByRole("dialog", { name: "Remove this message?" });
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(question).toHaveCount(0);
  await expect(bubbleOf(clara.page, "My number is 0000").first()).toBeFocused();
  await furtherAct(clara.page, "My number is 0000", "Remove");
  await question.getByRole("button", { name: "Remove message" }).click();
  const looks = [
    [clara.page, "You removed this message"],
    [felix.page, "Clara Winter removed a message"],
  ] as const;
  for (const [page, words] of looks) {
    await expect(message(page, words)).toBeVisible();
    await expect(bubbleOf(page, "Better not here.")).toContainText("This message was removed");
    await nowhere(page, "My number is");
    await page.reload();
    await expect(message(page, words)).toBeVisible();
    await nowhere(page, "My number is");
    await bubbleOf(page, words).hover();
    await expect(page.getByRole("group", { name: "What to do with this message" })).toHaveCount(0);
  }
  const { entries } = await felix.api.get(`/conversations/${conversation}/entries`);
  expect(JSON.stringify(entries)).not.toContain("My number is");
});

test("reactions toggle, count and name who, live on both sides", async ({ enter }) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await says(clara, conversation, "Ten sheets to spoil?");
  for (const one of [clara, felix]) await one.goto(`/inbox/${conversation}`);
  const said = "Ten sheets to spoil?";
  await act(felix.page, said, "React");
  await felix.page.getByRole("button", { name: "React with 👍" }).click();
  const [hers, his] = [reaction(clara.page, said, "👍"), reaction(felix.page, said, "👍")];
  await expect(his).toHaveAccessibleName("👍 1, You");
  await expect(his).toHaveAttribute("aria-pressed", "true");
  await expect(hers).toHaveAccessibleName("👍 1, Felix Okafor");
  await expect(hers).toHaveAttribute("aria-pressed", "false");
  await hers.click();
  await expect(hers).toHaveAccessibleName("👍 2, You and Felix Okafor");
  await expect(his).toHaveAccessibleName("👍 2, You and Clara Winter");
  await his.click();
  await expect(his).toHaveAccessibleName("👍 1, Clara Winter");
  await felix.page.reload();
  await expect(his).toHaveAccessibleName("👍 1, Clara Winter");
  await hers.click();
  await expect(hers).toHaveCount(0);
  await expect(his).toHaveCount(0);

  // One of all the others, found by name, from within the content policy.
  await act(clara.page, said, "React");
  await clara.page.getByRole("button", { name: "More emojis" }).click();
  await clara.page.getByRole("searchbox", { name: "Find an emoji" }).fill("croissant");
  await clara.page.getByRole("button", { name: "croissant" }).click();
  await expect(reaction(felix.page, said, "🥐")).toHaveAccessibleName("🥐 1, Clara Winter");
});

test("an answer shows what it answers on both sides, and a press goes there through all the history", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await says(clara, conversation, "The paper is 30 by 40, rough.");
  // In tens: a hundred and sixty at once are more than a slow machine's server takes in.
  const lines = Array.from({ length: 160 }, (_, at) => `line ${at + 1}`);
  while (lines.length > 0) {
    await Promise.all(lines.splice(0, 10).map((line) => says(felix, conversation, line)));
  }
  const { entries } = await clara.api.get(
    `/conversations/${conversation}/entries?after=0&limit=10`,
  );
  const seq = entries.find((one: { body: { text?: string } }) =>
    one.body.text?.includes("30 by 40"),
  ).seq;
  await felix.goto(`/inbox/${conversation}#m${seq}`);
  await clara.goto(`/inbox/${conversation}`);
  await act(felix.page, "30 by 40", "Reply");
  await expect(composer(felix.page)).toBeFocused();
  await composer(felix.page).fill("Rough is fine.");
  // What is answered waits with the draft.
  await felix.page.reload();
  await expect(composer(felix.page)).toHaveValue("Rough is fine.");
  await expect(felix.page.getByRole("button", { name: /^Clara Winter: The paper/ })).toBeVisible();
  await felix.page.getByRole("button", { name: "Do not answer this message" }).click();
  await expect(felix.page.getByRole("button", { name: /^Clara Winter: The paper/ })).toHaveCount(0);
  await act(felix.page, "30 by 40", "Reply");
  await composer(felix.page).press("Enter");
  for (const [{ page }, name] of [
    [clara, "You"],
    [felix, "Clara Winter"],
  ] as const) {
    const answer = bubbleOf(page, "Rough is fine.");
    const quote = answer.getByRole("button", { name: `${name}: The paper is 30 by 40, rough.` });
    await expect(quote).toBeVisible();
    await page.reload();
    await expect(quote).toBeVisible();
    await quote.click();
    await expect(page.locator(`#m${seq}`)).toBeFocused();
    await expect(page.locator(`#m${seq}`)).toBeInViewport();
  }
});

test("too late is said where it happens, and nothing typed is lost", async ({ enter, watch }) => {
  watch.expects(/status of 403 .*\/messages\/\d+/);
  const clara = await enter("clara");
  await clara.goto("/inbox");
  const { page } = clara;
  await rowOf(page, "Inês Carvalho", bakery).click();
  await expect(composer(page)).toBeVisible();
  // An hour is long over for what the demo's people wrote, so nothing offers it.
  await composer(page).press("ArrowUp");
  await expect(editor(page)).toHaveCount(0);
  // A page that believes otherwise hears it from the server.
  await page.route("**/api/v1/marketplace?*", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ json: { ...(await answer.json()), revise_seconds: 1e9 } });
  });
  await page.reload();
  await expect(composer(page)).toBeVisible();
  await expect(async () => {
    await composer(page).press("ArrowUp");
    await expect(editor(page)).toBeVisible({ timeout: 500 });
  }).toPass();
  const before = await editor(page).inputValue();
  await editor(page).fill("Put much better now");
  await editor(page).press("Enter");
  await expect(page.getByRole("alert")).toContainText("60 minutes after it was sent");
  await expect(editor(page)).toHaveValue("Put much better now");
  await expect(editor(page)).toBeFocused();
  await page.reload();
  await expect(message(page, before)).toBeVisible();
  await expect(async () => {
    await composer(page).press("ArrowUp");
    await expect(editor(page)).toHaveValue("Put much better now", { timeout: 500 });
  }).toPass();
  await editor(page).press("Escape");
  await expect(composer(page)).toBeFocused();
  await furtherAct(page, before, "Remove");
  const question = page.getByRole("dialog");
  await question.getByRole("button", { name: "Remove message" }).click();
  await expect(question).toContainText("60 minutes after it was sent");
});

test("a reaction that is refused is taken back and said beside its message", async ({
  enter,
  watch,
}) => {
  watch.expects(/status of 429/);
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await says(felix, conversation, "Which loaf?");
  await clara.goto(`/inbox/${conversation}`);
  const { page } = clara;
  await page.route("**/reactions/**", (route) =>
    route.fulfill({
      status: 429,
      contentType: "application/problem+json",
      body: JSON.stringify({
        type: "urn:parlance:problem:rate-limited",
        title: "Too many",
        status: 429,
        code: "rate-limited",
        detail: "That was too much at once. Try again in 3 s; nothing is lost.",
        request_id: "1",
      }),
    }),
  );
  await act(page, "Which loaf?", "React");
  await page.getByRole("button", { name: "React with 👀" }).click();
  await expect(bubbleOf(page, "Which loaf?").getByRole("alert")).toContainText("Try again in 3 s");
  await expect(reaction(page, "Which loaf?", "👀")).toHaveCount(0);
});

test("an answer to what is removed meanwhile is not lost: its words go without the quote", async ({
  enter,
  watch,
}) => {
  watch.expects(/status of 409 .*\/messages/);
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await says(clara, conversation, "Sourdough?");
  await felix.goto(`/inbox/${conversation}`);
  const { page } = felix;
  await act(page, "Sourdough?", "Reply");
  const { entries } = await clara.api.get(`/conversations/${conversation}/entries`);
  const { seq } = entries.at(-1);
  await clara.api.must("DELETE", `/conversations/${conversation}/messages/${seq}`);
  await expect(message(page, "Clara Winter removed a message")).toBeVisible();
  await write(page, "Always sourdough.");
  await expect(page.getByRole("alert")).toContainText("taken back");
  await page.getByRole("button", { name: "Retry without the quote" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(message(page, "Always sourdough.")).toBeVisible();
  await expect(thread(page).getByText("Sent", { exact: true })).toBeVisible();
  const after = await clara.api.get(`/conversations/${conversation}/entries`);
  expect(after.entries.at(-1).body).toMatchObject({ text: "Always sourdough.", quote: null });
});
