import { expect, test } from "../stage/test.ts";
import type { Page } from "@playwright/test";
import { bringAxe, findings } from "../stage/axe.ts";
import { asked, setUp, views, type View } from "../stage/views.ts";

/** What sticks out of the window sideways, in words. */
async function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [`${scrollWidth} px in a window of ${clientWidth} px`] : [];
  });
}

/** What stands open over the page or waits for words in it: a change of the window must close none of it. */
async function standing(page: Page): Promise<string> {
  return page.evaluate(() => {
    const open = document.querySelectorAll("dialog[open], :popover-open");
    const names = [...open].map((one) => one.getAttribute("role") ?? one.localName);
    const fields = [...document.querySelectorAll("textarea")].map(({ value }) => value);
    return [location.pathname, ...names, ...fields].join(" ");
  });
}

// Each page is brought about once, then looked at in every one of these, in light and in dark.
const layouts = [
  { words: "1440 px", width: 1440, height: 900, dir: "ltr" },
  { words: "1440 px from right to left", width: 1440, height: 900, dir: "rtl" },
  { words: "a phone from right to left", width: 390, height: 844, dir: "rtl" },
  { words: "1440 px at 200 % zoom", width: 720, height: 450, dir: "ltr" },
  { words: "1280 px at 400 % zoom", width: 320, height: 640, dir: "ltr" },
] as const;

type Layout = (typeof layouts)[number];
type Scheme = "light" | "dark";

const other = (scheme: Scheme): Scheme => (scheme === "light" ? "dark" : "light");

/** Gives the window another size and direction, and waits until the page has drawn itself anew. */
async function lay(page: Page, { width, height, dir }: Layout): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.evaluate(async (turned) => {
    document.documentElement.dir = turned;
    // What floats is placed anew by a change of size only.
    dispatchEvent(new Event("resize"));
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  }, dir);
}

/** Everything that is wrong with one page in one layout: by all rules as it is, by those of colours in the other scheme. */
async function judge(page: Page, layout: Layout, scheme: Scheme): Promise<string[]> {
  const found = [
    ...(await findings(page)).map((one) => `${scheme}: ${one}`),
    ...(await overflowing(page)),
  ];
  const turned = other(scheme);
  await page.emulateMedia({ colorScheme: turned });
  const query = `(prefers-color-scheme: ${turned})`;
  expect(await page.evaluate((asked) => matchMedia(asked).matches, query), turned).toBe(true);
  found.push(...(await findings(page, "colours")).map((one) => `${turned}: ${one}`));
  return found.map((one) => `${layout.words}: ${one}`);
}

const isConversation = ({ name }: View) => name.startsWith("conversation");

for (const [words, part] of [
  ["conversations", views.filter(isConversation)],
  ["all others", views.filter((view) => !isConversation(view))],
] as const) {
  test(`axe finds nothing and nothing sticks out sideways on any page, light and dark, in every size and direction: ${words}`, async ({
    enter,
    visitor,
    watch,
  }) => {
    test.setTimeout(900_000);
    watch.expects(...asked);
    const how = { reducedMotion: "reduce" } as const;
    const set = await setUp((who) => enter(who, how), await visitor(how));
    for (const who of new Set(part.map((view) => view.who))) await bringAxe(set[who].context);
    const found: string[] = [];
    const schemes = new Map<Page, Scheme>();
    for (const view of part) {
      const { page } = set[view.who];
      const show = () => view.show(page, set, (path) => set[view.who].goto(path));
      let before: string | null = null;
      for (const layout of layouts) {
        if (before === null) {
          await page.setViewportSize(layout);
          await show();
        }
        await lay(page, layout);
        before ??= await standing(page);
        if ((await standing(page)) !== before) {
          // What the new size closed is opened again in it.
          await show();
          await lay(page, layout);
        }
        // Each look ends in the other scheme, in which the next one begins.
        const scheme = schemes.get(page) ?? "light";
        for (const one of await judge(page, layout, scheme)) found.push(`${view.name}: ${one}`);
        schemes.set(page, other(scheme));
      }
    }
    expect(found).toEqual([]);
  });
}
