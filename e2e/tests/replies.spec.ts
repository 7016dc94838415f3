import { away, held } from "../stage/away.ts";
import { expect, test } from "../stage/test.ts";
import { keepReply, options } from "../stage/marks.ts";
import { composer, message, send } from "../stage/pages.ts";
import { talking } from "../stage/scene.ts";

test("a slash on an empty line finds a reply, and it goes out only when it is sent", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await keepReply(felix, "My rates", "I draw for 40 an hour.");
  await keepReply(felix, "My hours", "I work from nine to five.");
  await keepReply(felix, "Thanks", "Thank you for asking.");
  await felix.goto(`/inbox/${conversation}`);
  await clara.goto(`/inbox/${conversation}`);
  const { page } = felix;
  await composer(page).click();
  await page.keyboard.type("Hello Clara,");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("/");
  await expect(options(page)).toHaveText([/My hours/, /My rates/, /Thanks/]);
  await page.keyboard.type("my");
  await expect(options(page)).toHaveCount(2);
  await page.keyboard.press("ArrowDown");
  await expect(options(page).nth(1)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(composer(page)).toHaveValue("Hello Clara,\nI draw for 40 an hour.");
  await expect(options(page)).toHaveCount(0);
  await page.keyboard.type(" And you?");
  await expect(message(clara.page, "I draw for 40 an hour.")).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(clara.page.getByRole("log")).toContainText("I draw for 40 an hour. And you?");

  // Escape gives the slash back, and what fits nothing is a message like others.
  await page.keyboard.type("/th");
  await expect(options(page)).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(options(page)).toHaveCount(0);
  await expect(composer(page)).toHaveValue("/th");
  await page.keyboard.type("ud");
  await expect(page.getByText("No reply by that name")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(message(clara.page, "/thud")).toBeVisible();
});

test("what one wrote is kept as a reply, changed, deleted and brought back", async ({ enter }) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await clara.goto(`/inbox/${conversation}`);
  const { page } = clara;
  const button = page.getByRole("button", { name: "Saved replies" });
  await composer(page).fill("The bakery opens at five.");
  await button.click();
  await expect(page.getByText("No saved replies yet. Write something")).toBeVisible();
  await page.getByRole("button", { name: "Save as reply" }).click();
  const dialog = page.getByRole("dialog", { name: "New saved reply" });
  await expect(dialog.getByLabel("Text")).toHaveValue("The bakery opens at five.");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("Give it a title.")).toBeVisible();
  await dialog.getByLabel("Title").fill("Opening hours");
  await dialog.getByRole("button", { name: "Save" }).click();

  const list = page.getByRole("dialog", { name: "Saved replies" });
  await list.getByRole("button", { name: "Edit Opening hours" }).click();
  const form = page.getByRole("dialog", { name: "Change a saved reply" });
  await form.getByLabel("Text").fill("The bakery opens at six.");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(list.getByText("The bakery opens at six.")).toBeVisible();
  await list.getByRole("button", { name: "Delete Opening hours" }).click();
  await expect(list.getByText("No saved replies yet")).toBeVisible();
  await list.getByRole("button", { name: "Undo" }).click();
  await expect(list.getByText("The bakery opens at six.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(composer(page)).toBeFocused();
  await expect(composer(page)).toHaveValue("The bakery opens at five.");

  await composer(page).fill("");
  await button.click();
  await page.getByRole("combobox", { name: "Find a reply" }).fill("open");
  await page.keyboard.press("Enter");
  await expect(composer(page)).toHaveValue("The bakery opens at six.");
  await expect(composer(page)).toBeFocused();
  await send(page).click();
  await expect(message(page, "The bakery opens at six.")).toBeVisible();
  // Nobody else's.
  expect(await felix.api.get("/saved-replies")).toEqual([]);
});

test("a reply that is chosen before one's replies have come is put in when they do, and nothing is sent meanwhile", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await keepReply(felix, "My rates", "I draw for 40 an hour.");
  await keepReply(felix, "My hours", "I work from nine to five.");
  const { page } = felix;
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/messages")) sent.push(request.postData() ?? "");
  });
  await felix.goto(`/inbox/${conversation}`);
  const list = await held(page, "**/assets/SlashMenu-*.js");
  const replies = await held(page, "**/api/v1/saved-replies");
  await composer(page).click();
  await page.keyboard.type("/rates");
  await page.keyboard.press("Enter");
  await list.asked;
  await expect(composer(page)).toHaveValue("/rates");
  list.letGo();
  await replies.asked;
  await expect(page.getByText("Looking among your saved replies.")).toBeVisible();
  replies.letGo();
  await expect(composer(page)).toHaveValue("I draw for 40 an hour.");
  await expect(composer(page)).toBeFocused();

  await composer(page).fill("");
  const again = await held(page, "**/api/v1/saved-replies");
  await page.getByRole("button", { name: "Saved replies" }).click();
  await page.getByRole("combobox", { name: "Find a reply" }).fill("hours");
  await page.keyboard.press("Enter");
  await again.asked;
  again.letGo();
  await expect(composer(page)).toHaveValue("I work from nine to five.");
  expect(sent).toEqual([]);
});

test("where one's replies cannot come, it says why, and what begins with a slash is a message like others", async ({
  enter,
  watch,
}) => {
  watch.expects(/status of 503/);
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await felix.goto(`/inbox/${conversation}`);
  await clara.goto(`/inbox/${conversation}`);
  const { page } = felix;
  await page.route("**/api/v1/saved-replies", (route) => route.fulfill(away));
  await composer(page).click();
  await page.keyboard.type("/rates");
  await expect(page.getByText("Too much is going on.")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(message(clara.page, "/rates")).toBeVisible();
});
