import { expect, test } from "../stage/test.ts";
import type { Page } from "@playwright/test";
import { bringAxe, findings } from "../stage/axe.ts";
import { composer, message } from "../stage/pages.ts";
import { says, talking } from "../stage/scene.ts";

const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });
const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true });

async function change(page: Page, name: string, text: string, note: string): Promise<void> {
  await field(page, name).fill(text);
  await page.getByRole("textbox", { name: /^Why you change this/ }).fill(note);
  await save(page).click();
}

test("S35, S36: an admin words the line and the warning, sees how they read, and everybody reads them", async ({
  enter,
}) => {
  const [sam, clara, felix] = [await enter("sam"), await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await says(clara, conversation, "Rye in January.");
  await felix.goto(`/inbox/${conversation}`);
  await expect(message(felix.page, "Rye in January.")).toBeVisible();

  await bringAxe(sam.context);
  await sam.goto("/staff");
  await sam.page.getByRole("link", { name: "Wording" }).click();
  const { page } = sam;
  await expect(page.getByText("These are the words that Parlance comes with.")).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await field(page, "Line beneath the message box").fill("Talk on {marketplace} only.");
  const preview = page.getByRole("region", { name: "How people read it" });
  await expect(preview).toContainText(/Talk on (?!\{)\S+.* only\./);
  await expect(
    page.getByText("The warning stays as it is, so nobody reads it again."),
  ).toBeVisible();
  await save(page).click();
  await expect(page.getByText("Say in a few words why.")).toBeVisible();
  await field(page, "Title of the safety warning").fill("Read this first");
  await field(page, "Safety warning").fill("Never pay to get work.\n\nStay here.");
  await field(page, "Protection notice").fill("We help with what happens on {marketplace}.");
  await expect(preview).toContainText("Stay here.");
  await expect(page.getByText("every freelancer reads it again before going on")).toBeVisible();
  await page.getByRole("textbox", { name: /^Why you change this/ }).fill("Plainer.");
  await save(page).click();
  await expect(page.getByText("Version 1 is in force.").first()).toBeVisible();

  const warning = felix.page.getByRole("heading", { name: "Read this first" });
  await expect(warning, "without a reload").toBeVisible();
  await expect(felix.page.getByText("We help with what happens on")).toBeVisible();
  await expect(message(felix.page, "Rye in January.")).toHaveCount(0);
  await felix.page.getByRole("button", { name: "Got it, show conversation" }).click();
  await expect(message(felix.page, "Rye in January.")).toBeVisible();
  await expect(composer(felix.page)).toBeVisible();
  await expect(felix.page.getByText(/^Talk on .* only\.$/)).toBeVisible();
  await felix.goto("/help");
  await expect(felix.page.getByText("We help with what happens on")).toBeVisible();
});

test("S35: of two admins who save words the second is told, and an older version comes back", async ({
  enter,
  watch,
}) => {
  watch.expects(/status of 409 .*\/wording$/);
  const sam = await enter("sam");
  const { page } = sam;
  await sam.goto("/staff/wording");
  const before = await field(page, "Line beneath the message box").inputValue();
  const { languages } = await sam.api.get("/staff/wording");
  languages.en.policy_line = "Theirs.";
  const body = { expected_version: 0, languages, note: "Theirs." };
  await sam.api.must("PUT", "/staff/wording", body);
  await change(page, "Line beneath the message box", "Mine.", "Mine.");
  await expect(page.getByText("Somebody else has saved these words meanwhile.")).toBeVisible();
  await page.getByRole("button", { name: "Load their version" }).click();
  await expect(field(page, "Line beneath the message box")).toHaveValue("Theirs.");
  await page.getByRole("button", { name: "Roll back to version 0" }).click();
  await page
    .getByRole("dialog", { name: "Roll back to version 0?" })
    .getByRole("button", { name: "Roll back" })
    .click();
  await expect(field(page, "Line beneath the message box")).toHaveValue(before);
  await expect(page.getByText("Version 2 is in force.").first()).toBeVisible();
});

test("S35: words are written for another language and read there", async ({ enter }) => {
  const sam = await enter("sam");
  const { page } = sam;
  await sam.goto("/staff/wording");
  await page.getByLabel("Add a language").selectOption("German");
  await field(page, "Line beneath the message box").fill("Bitte bleibt auf {marketplace}.");
  await field(page, "Title of the safety warning").fill("Zuerst lesen");
  await field(page, "Safety warning").fill("Nie für Arbeit bezahlen.");
  await page.getByRole("textbox", { name: /^Why you change this/ }).fill("German.");
  await save(page).click();
  await expect(page.getByText("Write something here.")).toBeVisible();
  await field(page, "Protection notice").fill("Wir helfen auf {marketplace}.");
  await save(page).click();
  await expect(page.getByText("Version 1 is in force.").first()).toBeVisible();
  const german = await sam.api.get("/marketplace?language=de-at");
  expect([german.language, german.warning.title]).toEqual(["de", "Zuerst lesen"]);
  const french = await sam.api.get("/marketplace?language=fr");
  expect([french.language, french.warning.version]).toEqual(["en", 1]);
});
