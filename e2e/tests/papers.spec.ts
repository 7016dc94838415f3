import { expect, test } from "../stage/test.ts";
import type { Page } from "@playwright/test";
import { saved, type Sample } from "../stage/files.ts";
import type { Member, Who } from "../stage/member.ts";
import { broken, locked, plainLike, readable, scripted, served, zip } from "../stage/papers.ts";
import { sends, talking } from "../stage/scene.ts";
import { thread } from "../stage/pages.ts";

const twelve = [
  "Rye in January",
  ...Array.from({ length: 11 }, (_, at) => `Page ${at + 2} of the calendar`),
];

/** Clara before a conversation in which Felix sent a file; and the file's id. */
async function sent(enter: (who: Who) => Promise<Member>, sample: Sample) {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  const { files } = await sends(felix, conversation, "Here it is.", [sample]);
  await clara.goto(`/inbox/${conversation}`);
  const open = thread(clara.page).getByRole("button", { name: `Open ${sample.name}` });
  await expect(open).toBeVisible();
  return { clara, open, file: files[0] ?? "", conversation };
}

const pages = (page: Page) => page.getByRole("region", { name: "Pages" });
const contents = (page: Page) => page.getByRole("region", { name: "Contents" });

/** Which pages are drawn at the moment. */
async function drawn(page: Page): Promise<number[]> {
  return page
    .locator("[data-page]:has(canvas)")
    .evaluateAll((all) => all.map((one) => Number((one as HTMLElement).dataset["page"])));
}

test("a PDF is read in place by keyboard: its words can be selected, only pages near are drawn, and it is saved as it was sent", async ({
  enter,
}) => {
  const sample = readable("calendar.pdf", twelve);
  const { clara, open } = await sent(enter, sample);
  const { page } = clara;
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  await open.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Document: calendar.pdf" })).toBeVisible();
  await expect(pages(page)).toBeFocused();
  await expect(pages(page).getByText("Rye in January")).toBeAttached();
  // It is ink on paper, not an empty sheet.
  await expect
    .poll(() =>
      page.locator("[data-page='1'] canvas").evaluate((canvas: HTMLCanvasElement) => {
        const pen = canvas.getContext("2d");
        const { data } = pen?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
        let dark = 0;
        for (let at = 0; at < data.length; at += 4)
          if ((data[at] ?? 255) < 90 && data[at + 3] === 255) dark += 1;
        return dark;
      }),
    )
    .toBeGreaterThan(200);
  await page.getByText("Rye in January").selectText();
  expect(await page.evaluate(() => getSelection()?.toString())).toContain("Rye in January");
  expect((await drawn(page)).length).toBeLessThan(6);

  const number = page.getByRole("spinbutton", { name: "Page" });
  await expect(number).toHaveValue("1");
  await number.fill("9");
  await number.press("Enter");
  await expect(pages(page).getByText("Page 9 of the calendar")).toBeAttached();
  await expect.poll(async () => (await drawn(page)).includes(1)).toBe(false);
  expect((await drawn(page)).length).toBeLessThan(6);
  await pages(page).focus();
  await page.keyboard.press("End");
  await expect(number).toHaveValue("12");
  // Both are there at once: no page between is drawn, and the next key is not lost to a glide.
  expect(
    await pages(page).evaluate((all) => all.scrollHeight - all.clientHeight - all.scrollTop),
  ).toBeLessThan(1);
  await page.keyboard.press("Home");
  expect(await pages(page).evaluate((all) => all.scrollTop)).toBe(0);
  await expect(number).toHaveValue("1");

  const width = () => page.locator("[data-page='1']").evaluate((one) => one.clientWidth);
  const fitting = await width();
  await page.keyboard.press("+");
  await expect.poll(width).toBeGreaterThan(fitting);
  await page.keyboard.press("0");
  await expect.poll(width).toBe(fitting);

  const dialog = page.getByRole("dialog");
  const download = dialog.getByRole("link", { name: "Download calendar.pdf" });
  expect(await saved(page, download)).toEqual(sample.buffer);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(open).toBeFocused();
  expect(fetched.some((path) => /\/assets\/pdfjs-.*standard_fonts/.test(path))).toBe(true);
});

test("what draws a PDF is not fetched before one is opened, and no script of a document runs", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  const { files } = await sends(felix, conversation, "", [readable("a.pdf", ["An empty sheet"])]);
  await served(clara.context, files[0] ?? "", scripted("a.pdf", ["A sheet with a script"]));
  const fetched: string[] = [];
  clara.page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  const asked: string[] = [];
  clara.page.on("dialog", (dialog) => {
    asked.push(dialog.message());
    void dialog.dismiss();
  });
  await clara.goto(`/inbox/${conversation}`);
  const open = thread(clara.page).getByRole("button", { name: "Open a.pdf" });
  await expect(open).toBeVisible();
  await clara.page.waitForLoadState("networkidle");
  expect(fetched.filter((path) => /pdf|PdfViewer|zip/i.test(path))).toEqual([]);
  await open.click();
  await expect(pages(clara.page).getByText("A sheet with a script")).toBeAttached();
  expect(fetched.some((path) => /pdf\.worker/.test(path))).toBe(true);
  expect(asked).toEqual([]);
});

for (const [words, made, told] of [
  ["damaged", broken, "The document is damaged"],
  ["protected by a password", locked, "It is protected by a password."],
] as const) {
  test(`a PDF that is ${words} says so and can still be saved`, async ({ enter }) => {
    const sample = readable("offer.pdf", ["What was sent"]);
    const { clara, open, file } = await sent(enter, sample);
    await served(clara.context, file, made("offer.pdf"));
    await open.click();
    const dialog = clara.page.getByRole("dialog");
    await expect(dialog.getByRole("alert")).toContainText("This file cannot be shown here");
    await expect(dialog.getByRole("alert")).toContainText(told);
    await expect(dialog.getByRole("link", { name: "Download", exact: true })).toBeVisible();
    await clara.page.keyboard.press("Escape");
    await expect(open).toBeFocused();
  });
}

test("a file whose conversation was closed meanwhile is not shown, and says why", async ({
  enter,
  watch,
}) => {
  watch.expects(/status of 40[34]/);
  const { clara, open, file } = await sent(enter, readable("offer.pdf", ["What was sent"]));
  await clara.context.route(`**/attachments/${file}`, (route) =>
    route.fulfill({
      status: 403,
      contentType: "application/problem+json",
      json: { code: "job-closed", status: 403, detail: "The job is closed.", title: "", type: "" },
    }),
  );
  await open.click();
  await expect(clara.page.getByRole("dialog").getByRole("alert")).toContainText(
    "The job is closed.",
  );
});

test("what is in a zip is listed without unpacking it, from a stretch of it, with names that mislead made plain", async ({
  enter,
}) => {
  const filler = "r".repeat(200_000);
  const made = zip("loaves.zip", [
    { name: "list.csv" },
    { name: "pictures/rye.png", content: filler },
    { name: "pictures/spelt.png", bytes: 3_000_000 },
    { name: "../../etc/passwd" },
    { name: "gnp.\u202eexe.txt" },
    { name: "a\u0007b\u200bc.txt" },
    { name: "C:\\loaves\\<img src=x onerror=alert(1)>.html" },
    { name: "secret.txt", locked: true },
  ]);
  const { clara, open, file } = await sent(enter, plainLike(made));
  await served(clara.context, file, made);
  const ranges: string[] = [];
  clara.page.on("request", (request) => {
    if (request.url().endsWith(file)) ranges.push(request.headers()["range"] ?? "whole");
  });
  await open.press("Enter");
  const list = contents(clara.page);
  await expect(list).toBeFocused();
  await expect(list.getByRole("listitem")).toHaveCount(8);
  await expect(list).toContainText("8 files");
  await expect(list.getByRole("listitem").filter({ hasText: "spelt.png" })).toContainText("2.9");
  await expect(list.getByRole("listitem").filter({ hasText: "rye.png" })).toContainText(
    /2 Mar|Mar 2/,
  );
  await expect(list.getByRole("heading", { name: "../../etc/" })).toBeVisible();
  await expect(list.getByText("gnp.\ufffdexe.txt", { exact: true })).toBeVisible();
  await expect(list.getByText("a\ufffdb\ufffdc.txt", { exact: true })).toBeVisible();
  await expect(list.getByText("<img src=x onerror=alert(1)>.html", { exact: true })).toBeVisible();
  const secret = list.getByRole("listitem").filter({ hasText: "secret.txt" });
  await expect(secret.getByRole("img", { name: "Protected by a password" })).toBeVisible();
  await expect(list).toContainText("their names can be read");
  // Only the table of contents was asked for, never the file.
  expect(ranges.length).toBeGreaterThan(0);
  for (const range of ranges) {
    const [from = 0, to = 0] = /(\d+)-(\d+)/.exec(range)?.slice(1).map(Number) ?? [];
    expect(range).not.toBe("whole");
    expect(to - from).toBeLessThan(10_000);
  }
});

test("a zip of the server's own keeping is listed by the ranges that it hands out", async ({
  enter,
}) => {
  const names = Array.from({ length: 40 }, (_, at) => ({ name: `loaf ${at + 1}.txt` }));
  const { clara, open } = await sent(enter, zip("loaves.zip", names));
  await open.click();
  await expect(contents(clara.page).getByRole("listitem")).toHaveCount(40);
});

for (const [words, packed, shown, told] of [
  [
    "more than a thousand files",
    Array.from({ length: 1001 }, (_, at) => ({ name: `${at}.txt`, content: "" })),
    1000,
    "The first 1,000 files are listed",
  ],
  [
    "more than 200 MB",
    Array.from({ length: 5 }, (_, at) => ({ name: `${at}.txt`, bytes: 60 * 1024 * 1024 })),
    3,
    "more than 200",
  ],
] as const) {
  test(`a zip that announces ${words} is listed up to there, and says so`, async ({ enter }) => {
    const made = zip("bomb.zip", packed);
    const { clara, open, file } = await sent(enter, plainLike(made));
    await served(clara.context, file, made);
    await open.click();
    await expect(contents(clara.page).getByRole("listitem")).toHaveCount(shown);
    await expect(contents(clara.page)).toContainText(told);
  });
}

test("a zip without files and one whose table is damaged say so", async ({ enter }) => {
  const empty = zip("empty.zip", [{ name: "loaves/", content: "" }]);
  const { clara, open, file } = await sent(
    enter,
    plainLike(zip("empty.zip", [{ name: "a".repeat(20) }])),
  );
  const padded = Buffer.alloc(zip("empty.zip", [{ name: "a".repeat(20) }]).buffer.length);
  empty.buffer.copy(padded, padded.length - empty.buffer.length);
  await served(clara.context, file, { ...empty, buffer: padded });
  await open.click();
  await expect(clara.page.getByRole("heading", { name: "Nothing is in it" })).toBeVisible();
  await clara.page.keyboard.press("Escape");
  await served(clara.context, file, { ...empty, buffer: Buffer.alloc(padded.length, 7) });
  await open.click();
  await expect(clara.page.getByRole("alert")).toContainText("The archive is damaged");
});
