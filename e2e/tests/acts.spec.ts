import { expect, test } from "../stage/test.ts";
import { act, bubbleOf, editor, reaction } from "../stage/acts.ts";
import { bringAxe, findings } from "../stage/axe.ts";
import { composer, message, thread } from "../stage/pages.ts";
import { says, talking } from "../stage/scene.ts";

test("all of it needs no mouse: walk to a message, react, answer, put it differently, remove it", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await says(felix, conversation, "Which loaf opens the year?");
  await says(clara, conversation, "Rye.");
  await says(felix, conversation, "Good.");
  await clara.goto(`/inbox/${conversation}`);
  await felix.goto(`/inbox/${conversation}`);
  const { page } = clara;
  const { keyboard } = page;
  await expect(message(page, "Good.")).toBeVisible();
  await composer(page).focus();
  for (let step = 0; step < 12; step += 1) {
    await keyboard.press("Shift+Tab");
    if (await bubbleOf(page, "Good.").evaluate((at) => at.contains(document.activeElement))) break;
  }
  await bubbleOf(page, "Good.").focus();
  await keyboard.press("ArrowUp");
  await expect(bubbleOf(page, "Rye.")).toBeFocused();
  await keyboard.press("ArrowUp");
  await expect(bubbleOf(page, "Which loaf")).toBeFocused();
  await expect(bubbleOf(page, "Which loaf")).toHaveAccessibleName(
    /^Felix Okafor, \d\d:\d\d: Which loaf opens the year\?$/,
  );
  await keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "React", exact: true })).toBeFocused();
  await keyboard.press("Enter");
  await keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "React with 👍" })).toBeFocused();
  await keyboard.press("Enter");
  await expect(reaction(felix.page, "Which loaf", "👍")).toHaveAccessibleName("👍 1, Clara Winter");

  await bubbleOf(page, "Which loaf").focus();
  await keyboard.press("r");
  await expect(composer(page)).toBeFocused();
  await keyboard.type("Rye, I sadi.");
  await keyboard.press("Enter");
  await expect(message(felix.page, "Rye, I sadi.")).toBeVisible();
  await keyboard.press("ArrowUp");
  await expect(editor(page)).toBeFocused();
  await keyboard.press("Control+a");
  await keyboard.type("Rye, I said.");
  await keyboard.press("Enter");
  await expect(message(felix.page, "Rye, I said.")).toBeVisible();
  await expect(composer(page)).toBeFocused();

  await bubbleOf(page, "Rye, I said.").focus();
  await keyboard.press("Delete");
  await expect(page.getByRole("dialog", { name: "Remove this message?" })).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Remove message" }).focus();
  await keyboard.press("Enter");
  await expect(message(felix.page, "Clara Winter removed a message")).toBeVisible();
  await expect(bubbleOf(page, "You removed this message")).toBeFocused();

  // A menu gives the focus back to where it came from.
  await bubbleOf(page, "Good.").focus();
  await page.getByRole("button", { name: "More", exact: true }).press("Enter");
  await expect(page.getByRole("menuitem", { name: "Copy text" })).toBeFocused();
  await keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "More", exact: true })).toBeFocused();
});

test("what a panel holds is there as soon as the panel is, however fast the next key comes", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await says(felix, conversation, "Good.");
  await clara.goto(`/inbox/${conversation}`);
  await bubbleOf(clara.page, "Good.").focus();
  for (const [button, holds] of [
    ["React", "button"],
    ["More", "[role=menuitem]"],
  ] as const) {
    const opener = clara.page.getByRole("button", { name: button, exact: true });
    const filled = await opener.evaluate(async (at: HTMLButtonElement, inside) => {
      at.click();
      // Nothing that waits for its turn with keys and clicks has run yet.
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
      const panel = document.querySelector("[popover]:popover-open");
      return { open: panel !== null, filled: panel?.querySelector(inside) != null };
    }, holds);
    expect(filled).toEqual({ open: true, filled: true });
    await clara.page.keyboard.press("Escape");
  }
});

test("text and link are copied, and the link leads back to the message", async ({ enter }) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await says(felix, conversation, "**Rye** keeps.");
  const { context, page } = clara;
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await clara.goto(`/inbox/${conversation}`);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await act(page, "keeps.", "More");
  await page.getByRole("menuitem", { name: "Copy text" }).click();
  await expect(page.getByText("Copied")).toBeVisible();
  expect(await copied()).toBe("**Rye** keeps.");
  await act(page, "keeps.", "More");
  await page.getByRole("menuitem", { name: "Copy link" }).click();
  await expect.poll(copied).toMatch(new RegExp(`/inbox/${conversation}#m\\d+$`));
  await page.goto(await copied());
  await expect(bubbleOf(page, "keeps.")).toBeFocused();
});

test("a long touch brings the acts of a message up as a sheet", async ({ enter }) => {
  const how = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
  const [clara, felix] = [await enter("clara", how), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await says(felix, conversation, "Which loaf opens the year?");
  await bringAxe(clara.context);
  await clara.goto(`/inbox/${conversation}`);
  const { page } = clara;
  const at = await message(page, "Which loaf opens the year?").boundingBox();
  const spot = { x: (at?.x ?? 0) + 20, y: (at?.y ?? 0) + 8 };
  const touch = await clara.context.newCDPSession(page);
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [spot] });
  const sheet = page.getByRole("dialog", { name: "What to do with this message" });
  await expect(sheet).toBeVisible();
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await expect(sheet.getByRole("button", { name: "Reply" })).toBeVisible();
  await expect(sheet.getByRole("button", { name: "Edit" })).toHaveCount(0);
  expect(await findings(page)).toEqual([]);
  await sheet.getByRole("button", { name: "React with 🎉" }).tap();
  await expect(sheet).toHaveCount(0);
  await expect(reaction(page, "Which loaf", "🎉")).toHaveAccessibleName("🎉 1, You");
});

test("an emoji goes into the text where one stands in it, and the picker is walked with arrows", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await bringAxe(clara.context);
  await clara.goto(`/inbox/${conversation}`);
  const { page } = clara;
  await composer(page).fill("Rye please");
  await composer(page).evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(3, 3));
  await page.getByRole("button", { name: "Emoji", exact: true }).click();
  const search = page.getByRole("searchbox", { name: "Find an emoji" });
  await expect(search).toBeFocused();
  expect(await findings(page)).toEqual([]);
  await page.getByRole("button", { name: "Food and drink" }).click();
  const grid = page.getByRole("group", { name: "Food and drink" }).last();
  await expect(grid.getByRole("button", { name: "grapes" })).toBeVisible();
  await search.focus();
  await page.keyboard.press("ArrowDown");
  await expect(grid.getByRole("button", { name: "grapes" })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await expect(grid.getByRole("button", { name: "melon", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(composer(page)).toHaveValue("Rye🍈 please");
  await expect(composer(page)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(thread(page).getByText("Rye🍈 please", { exact: true })).toBeVisible();
});
