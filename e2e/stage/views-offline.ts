/** Views of what has not gone, and of documents and archives that are looked at in place. */
import { expect, type Page } from "@playwright/test";
import type { Member } from "./member.ts";
import { types, waiting } from "./offline.ts";
import { composer, thread } from "./pages.ts";
import { broken, locked, plainLike, readable, served, zip } from "./papers.ts";
import { bakery, says, sends, talking } from "./scene.ts";
import type { Set, View } from "./views.ts";

/** What stands in the conversation between Clara and Amara about the bakery. */
export interface Papers {
  conversation: string;
}

const loaves = zip("Loaves for the printer.zip", [
  { name: "Read me first.txt" },
  { name: "pages/January rye.png", bytes: 4_200_000 },
  { name: "pages/February spelt.png", bytes: 3_900_000 },
  {
    name: "pages/March, the long baguette that does not fit on a line of a telephone.png",
    bytes: 5_100_000,
  },
  { name: "fonts/licence.pdf", bytes: 180_000, locked: true },
  { name: "../outside/gnp.\u202eexe.txt" },
]);
const crowd = zip(
  "A thousand loaves.zip",
  Array.from({ length: 1200 }, (_, at) => ({ name: `loaves/${at + 1}.txt`, content: "" })),
);
const nothing = zip("Empty.zip", [{ name: `${"loaves".repeat(8)}/`, content: "" }]);
const lines = [
  "Twelve loaves, one a month",
  "The names stand under the drawings,\nin ink, without gradients.",
  "Delivery on the first of October.",
];

export async function setUpPapers(clara: Member, amara: Member): Promise<Papers> {
  const { conversation } = await talking(clara, amara, bakery);
  const about: [string, ReturnType<typeof readable>, ReturnType<typeof readable>][] = [
    ["The offer.", readable("Offer.pdf", lines), readable("Offer.pdf", lines)],
    ["With its password.", readable("Locked.pdf", lines), locked("Locked.pdf")],
    ["Once more.", readable("Damaged.pdf", lines), broken("Damaged.pdf")],
    ["And the drawings.", plainLike(loaves), loaves],
    ["All of them.", plainLike(crowd), crowd],
    ["Nothing.", plainLike(nothing), nothing],
  ];
  for (const [text, taken, shown] of about) {
    const { files } = await sends(amara, conversation, text, [taken]);
    await served(clara.context, files[0] ?? "", shown);
  }
  await says(clara, conversation, "Thank you, I shall read it on the train.");
  // Whatever Amara writes there is refused: these views are about what does not go.
  await amara.context.route(`**/conversations/${conversation}/messages`, (route) =>
    route.fulfill({
      status: 403,
      contentType: "application/problem+json",
      json: {
        code: "job-closed",
        status: 403,
        detail: "The job is closed, so nothing can be sent in its conversations.",
        title: "",
        type: "",
      },
    }),
  );
  return { conversation };
}

/** Brings Amara before the conversation, with nothing left of an earlier view. */
async function afresh(
  page: Page,
  { papers }: Set,
  goto: (path: string) => Promise<void>,
): Promise<void> {
  const path = `/inbox/${papers.conversation}`;
  await goto(path);
  await expect(composer(page)).toBeVisible();
  await expect(thread(page).getByText(/Sending…/)).toHaveCount(0);
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const asked = indexedDB.open("parlance");
        asked.onerror = () => reject(asked.error);
        asked.onsuccess = () => {
          const emptied = asked.result.transaction("outbox", "readwrite");
          emptied.objectStore("outbox").clear();
          emptied.oncomplete = () => {
            asked.result.close();
            resolve();
          };
        };
      }),
  );
  await goto(path);
  await expect(composer(page)).toBeVisible();
  await expect(thread(page).getByText("Not sent.")).toHaveCount(0);
}

const open =
  (name: string, shown: (page: Page) => Promise<void>): View["show"] =>
  async (page, { papers }, goto) => {
    await goto(`/inbox/${papers.conversation}`);
    await thread(page)
      .getByRole("button", { name: `Open ${name}` })
      .click();
    await shown(page);
  };

const telling = (text: string | RegExp) => (page: Page) =>
  expect(page.getByRole("dialog").getByText(text)).toBeVisible();

export const offline: View[] = [
  {
    name: "conversation-offline",
    who: "amara",
    show: async (page, set, goto) => {
      await afresh(page, set, goto);
      // For this page alone, so that the next view finds its way.
      await page.evaluate(() => {
        Object.defineProperty(navigator, "onLine", { get: () => false, configurable: true });
        dispatchEvent(new Event("offline"));
      });
      await expect(page.getByText("You are offline.")).toBeVisible();
      await types(page, "I have read your list on the train.");
      await types(page, "Numbers 3 and 7 I would swap; the rest stays as it is.");
      await expect(waiting(page)).toHaveCount(2);
    },
  },
  {
    name: "conversation-unsent",
    who: "amara",
    show: async (page, set, goto) => {
      await afresh(page, set, goto);
      await types(page, "Numbers 3 and 7 I would swap; the rest stays as it is.");
      await expect(thread(page).getByRole("alert")).toContainText("The job is closed");
    },
  },
  {
    name: "inbox-unsent",
    who: "amara",
    show: async (page, set, goto) => {
      await afresh(page, set, goto);
      await types(page, "Numbers 3 and 7 I would swap; the rest stays as it is.");
      await expect(thread(page).getByRole("alert")).toContainText("The job is closed");
      await goto("/inbox");
      await expect(page.getByText("1 message was not sent.")).toBeVisible();
    },
  },
  {
    name: "conversation-pdf",
    who: "clara",
    show: open("Offer.pdf", async (page) => {
      await expect(page.getByRole("dialog").getByText("Twelve loaves, one a month")).toBeAttached();
      const inked = () =>
        page.locator("[data-page='1'] canvas").evaluate((canvas: HTMLCanvasElement) => {
          const pen = canvas.getContext("2d");
          const { data } = pen?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
          return [...data].filter((value, at) => at % 4 === 0 && value < 90).length;
        });
      await expect.poll(inked).toBeGreaterThan(200);
    }),
  },
  { name: "conversation-pdf-locked", who: "clara", show: open("Locked.pdf", telling(/password/)) },
  { name: "conversation-pdf-broken", who: "clara", show: open("Damaged.pdf", telling(/damaged/)) },
  {
    name: "conversation-zip",
    who: "clara",
    show: open("Loaves for the printer.zip", telling("Read me first.txt")),
  },
  {
    name: "conversation-zip-cut",
    who: "clara",
    show: open("A thousand loaves.zip", telling(/The first 1,000 files/)),
  },
  {
    name: "conversation-zip-empty",
    who: "clara",
    show: open("Empty.zip", telling("Nothing is in it")),
  },
];
