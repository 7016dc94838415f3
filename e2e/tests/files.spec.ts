import { expect, test } from "../stage/test.ts";
import type { Page } from "@playwright/test";
import type { Member } from "../stage/member.ts";
import { bubbleOf } from "../stage/acts.ts";
import { bring, choose, csv, pdf, photo, png, saved, sha256, tray, wav } from "../stage/files.ts";
import { composer, message, send, thread } from "../stage/pages.ts";
import { talking } from "../stage/scene.ts";

async function both(
  enter: (who: "clara" | "felix") => Promise<Member>,
): Promise<{ clara: Member; felix: Member; conversation: string }> {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await clara.goto(`/inbox/${conversation}`);
  await felix.goto(`/inbox/${conversation}`);
  await expect(composer(clara.page)).toBeVisible();
  await expect(composer(felix.page)).toBeVisible();
  return { clara, felix, conversation };
}

const download = (page: Page, name: string) =>
  thread(page).getByRole("link", { name: `Download ${name}` });

test("files that were chosen, dropped and pasted arrive at the other side, byte for byte", async ({
  enter,
}) => {
  const { clara, felix } = await both(enter);
  const [chosen, dropped, pasted] = [pdf("Offer.pdf"), csv("loaves.csv"), csv("Preise März.csv")];
  await choose(clara.page, chosen);
  await bring(clara.page, "drop", clara.page.locator("[data-drop]"), dropped);
  await bring(clara.page, "paste", composer(clara.page), pasted);
  await expect(tray(clara.page)).toHaveCount(3);
  await expect(tray(clara.page).getByText("Ready to send")).toHaveCount(3);
  await expect(clara.page.getByText("Drop files to attach them")).toHaveCount(0);
  await composer(clara.page).fill("Here is all I have.");
  await composer(clara.page).press("Enter");
  await expect(tray(clara.page)).toHaveCount(0);
  await expect(message(felix.page, "Here is all I have.")).toBeVisible();
  for (const { name, buffer } of [chosen, dropped, pasted]) {
    const bytes = await saved(felix.page, download(felix.page, name));
    expect(sha256(bytes), name).toBe(sha256(buffer));
  }
});

test("files go without a word, and a draft of one's words and files outlives a reload", async ({
  enter,
}) => {
  const { clara, felix } = await both(enter);
  const { page } = clara;
  await expect(send(page)).toBeDisabled();
  await choose(page, png("rye.png", [160, 96, 40]));
  await expect(tray(page).getByText("Ready to send")).toBeVisible();
  await page.reload();
  await expect(tray(page).getByText("rye.png")).toBeVisible();
  await send(page).click();
  await expect(felix.page.getByRole("button", { name: "Look at rye.png" })).toBeVisible();
  await expect(tray(page)).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("button", { name: "Look at rye.png" })).toBeVisible();
  await expect(tray(page)).toHaveCount(0);
});

test("the bounds are named before, and what exceeds them is told before any upload", async ({
  enter,
}) => {
  const { clara } = await both(enter);
  const { page } = clara;
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") asked.push(request.url());
  });
  const clip = page.getByRole("button", { name: "Attach files" });
  await expect(clip).toHaveAttribute("title", /up to 10 MB each: doc, .*rar/);
  await expect(clip).toHaveAccessibleDescription(/Files up to 10 MB each: doc, .*rar/);
  const big = { ...pdf("big.pdf"), buffer: Buffer.alloc(10 * 1024 * 1024 + 1, "x") };
  const empty = { ...csv("empty.csv"), buffer: Buffer.alloc(0) };
  const program = { name: "tool.exe", mimeType: "", buffer: Buffer.from("MZ") };
  await choose(page, big, empty, program);
  await expect(tray(page)).toHaveCount(3);
  await expect(tray(page).nth(0)).toContainText("Too large: 10 MB is the most.");
  await expect(tray(page).nth(1)).toContainText("This file is empty.");
  await expect(tray(page).nth(2)).toContainText("This kind of file cannot be sent here.");
  await expect(send(page)).toBeDisabled();
  for (let left = 2; left >= 0; left -= 1) {
    await tray(page)
      .first()
      .getByRole("button", { name: /^Remove/ })
      .click();
    await expect(tray(page)).toHaveCount(left);
    await expect(composer(page)).toBeFocused();
  }
  await choose(page, ...Array.from({ length: 11 }, (_, at) => csv(`${at}.csv`)));
  await expect(tray(page).getByText("Only 10 files go with one message.")).toHaveCount(1);
  await expect(tray(page).getByText("Ready to send")).toHaveCount(10);
  expect(asked.filter((url) => url.includes("/files?"))).toHaveLength(10);
});

test("a renamed program is refused for what is in it, and the words go without it", async ({
  enter,
  watch,
}) => {
  watch.expects(/status of 422 .*\/files/);
  const { clara, felix, conversation } = await both(enter);
  const { page } = clara;
  const program = Buffer.concat([Buffer.from("MZ\x90\0", "latin1"), Buffer.alloc(512, 1)]);
  await choose(page, { name: "offer.pdf", mimeType: "application/pdf", buffer: program });
  await expect(tray(page)).toContainText("What is in this file is not what its name says");
  await composer(page).fill("Without it, then.");
  await expect(page.getByText("1 file could not be uploaded and stays behind.")).toBeVisible();
  await send(page).click();
  await expect(message(felix.page, "Without it, then.")).toBeVisible();
  await expect(tray(page)).toHaveCount(1);
  expect((await clara.api.get(`/conversations/${conversation}/files`)).items).toEqual([]);
});

test("an upload under way can be given up, and Send waits for one that is not", async ({
  enter,
}) => {
  const { clara, felix } = await both(enter);
  const { page } = clara;
  let hold: (() => void)[] = [];
  await page.route("**/files?*", async (route) => {
    await new Promise<void>((go) => hold.push(go));
    await route.continue().catch(() => undefined);
  });
  await choose(page, csv("first.csv"), csv("second.csv"));
  await expect.poll(() => hold.length).toBe(2);
  await expect(tray(page).getByRole("progressbar")).toHaveCount(2);
  await page.getByRole("button", { name: "Remove first.csv" }).click();
  await expect(tray(page)).toHaveCount(1);
  await composer(page).fill("With one of them.");
  await composer(page).press("Enter");
  await expect(page.getByText("The message goes once its files are uploaded.")).toBeVisible();
  await expect(composer(page)).toHaveValue("With one of them.");
  hold.forEach((go) => go());
  hold = [];
  await expect(message(felix.page, "With one of them.")).toBeVisible();
  await expect(download(felix.page, "second.csv")).toBeVisible();
  await expect(download(felix.page, "first.csv")).toHaveCount(0);
});

test("what was uploaded and removed is taken away on the server", async ({ enter }) => {
  const { clara } = await both(enter);
  const { page } = clara;
  const answer = page.waitForResponse((one) => one.url().includes("/files?"));
  await choose(page, csv("loaves.csv"));
  const { id } = (await (await answer).json()) as { id: string };
  await expect(tray(page).getByText("Ready to send")).toBeVisible();
  expect((await clara.api.ask("DELETE", `/attachments/${crypto.randomUUID()}`)).status).toBe(404);
  const gone = page.waitForResponse((one) => one.request().method() === "DELETE");
  await page.getByRole("button", { name: "Remove loaves.csv" }).click();
  expect((await gone).status()).toBe(204);
  expect((await clara.api.ask("DELETE", `/attachments/${id}`)).status).toBe(404);
});

test("a photograph that tells its place is announced, and goes without it, the right way up", async ({
  enter,
}) => {
  const { clara, felix } = await both(enter);
  const { page } = clara;
  const taken = await photo(page, "loaf.jpg");
  const uploads: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/files?")) uploads.push(request.url());
  });
  await choose(page, taken);
  await expect(tray(page)).toContainText("This picture tells where it was taken.");
  await composer(page).fill("The loaf.");
  await composer(page).press("Enter");
  await expect(page.getByText("Say first what becomes of the location.")).toBeVisible();
  expect(uploads).toEqual([]);
  await page.getByRole("button", { name: "Remove location: loaf.jpg" }).click();
  await expect(message(felix.page, "The loaf.")).toBeVisible();
  await felix.page.getByRole("button", { name: "Look at loaf.jpg" }).click();
  const viewer = felix.page.getByRole("dialog", { name: "Pictures" });
  const bytes = await saved(felix.page, viewer.getByRole("link", { name: "Download loaf.jpg" }));
  expect(bytes.includes(Buffer.from([0x88, 0x25]))).toBe(false);
  expect(bytes.includes(Buffer.from("Exif"))).toBe(true);
  expect(sha256(bytes)).not.toBe(sha256(taken.buffer));
  // 320 by 200, lying on its side: it is shown upright.
  const upright = await viewer
    .getByRole("img")
    .evaluate((image: HTMLImageElement) => image.naturalHeight > image.naturalWidth);
  expect(upright).toBe(true);
});

test("pictures are looked at by keyboard alone", async ({ enter }) => {
  const { clara, felix } = await both(enter);
  await choose(clara.page, png("one.png", [200, 60, 40]), png("two.png", [40, 90, 200]));
  await expect(tray(clara.page).getByText("Ready to send")).toHaveCount(2);
  await send(clara.page).click();
  const { page } = felix;
  const first = page.getByRole("button", { name: "Look at one.png" });
  await expect(first).toBeVisible();
  await first.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Pictures" });
  await expect(dialog.getByRole("img", { name: "one.png" })).toBeVisible();
  await expect(dialog).toContainText("1 of 2");
  await page.keyboard.press("ArrowRight");
  await expect(dialog.getByRole("img", { name: "two.png" })).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(dialog).toContainText("2 of 2");
  await page.keyboard.press("ArrowLeft");
  await expect(dialog).toContainText("1 of 2");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(first).toBeFocused();
});

test("a deliverable is marked by one and found by the other, who goes to its message", async ({
  enter,
}) => {
  const { clara, felix } = await both(enter);
  await choose(felix.page, pdf("Final.pdf"), csv("notes.csv"));
  await expect(tray(felix.page).getByText("Ready to send")).toHaveCount(2);
  await composer(felix.page).fill("Done.");
  await send(felix.page).click();
  await expect(download(clara.page, "Final.pdf")).toBeVisible();
  const list = clara.page.getByRole("list", { name: "Files", exact: true });
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await clara.page.getByRole("radio", { name: "Deliverables" }).check();
  await expect(clara.page.getByText("No file is marked as deliverable yet.")).toBeVisible();
  await thread(felix.page).getByRole("button", { name: "More about Final.pdf" }).click();
  await felix.page.getByRole("menuitem", { name: "Mark as deliverable" }).click();
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await expect(list).toContainText("Final.pdf");
  await expect(bubbleOf(clara.page, "Done.")).toContainText("Deliverable");
  await list.getByRole("link", { name: "Final.pdf" }).click();
  await expect(bubbleOf(clara.page, "Done.")).toBeFocused();
  await list.getByRole("button", { name: "More about Final.pdf" }).click();
  await clara.page.getByRole("menuitem", { name: "Not a deliverable" }).click();
  await expect(clara.page.getByText("No file is marked as deliverable yet.")).toBeVisible();
  await expect(bubbleOf(felix.page, "Done.")).not.toContainText("Deliverable");
});

test("sound plays where it stands", async ({ enter }) => {
  const { clara, felix } = await both(enter);
  await choose(clara.page, wav("hello.wav"));
  await expect(tray(clara.page).getByText("Ready to send")).toBeVisible();
  await send(clara.page).click();
  const player = thread(felix.page).locator("audio");
  await expect(player).toHaveAttribute("aria-label", /hello\.wav/);
  const length = await player.evaluate(async (audio: HTMLAudioElement) => {
    audio.muted = true;
    await audio.play();
    return audio.duration;
  });
  expect(length).toBeCloseTo(1, 1);
});
