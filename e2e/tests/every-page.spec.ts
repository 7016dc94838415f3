import { expect, test } from "../stage/test.ts";
import type { Page } from "@playwright/test";
import { bringAxe, findings } from "../stage/axe.ts";
import { asked, setUp, views } from "../stage/views.ts";

/** What sticks out of the window sideways, in words. */
async function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [`${scrollWidth} px in a window of ${clientWidth} px`] : [];
  });
}

// Each way of looking goes over every page: both themes, both directions, phone, wide and magnified.
const ways = [
  { words: "light, wide", colorScheme: "light", width: 1440, height: 900, dir: "ltr" },
  {
    words: "dark, wide, from right to left",
    colorScheme: "dark",
    width: 1440,
    height: 900,
    dir: "rtl",
  },
  {
    words: "light, on a phone, from right to left",
    colorScheme: "light",
    width: 390,
    height: 844,
    dir: "rtl",
  },
  {
    words: "dark, 1280 px at 400 % zoom",
    colorScheme: "dark",
    width: 320,
    height: 640,
    dir: "ltr",
  },
  {
    words: "light, 1440 px at 200 % zoom",
    colorScheme: "light",
    width: 720,
    height: 450,
    dir: "ltr",
  },
] as const;

for (const { words, colorScheme, width, height, dir } of ways) {
  test(`axe finds nothing and nothing sticks out sideways on any page: ${words}`, async ({
    enter,
    visitor,
    watch,
  }) => {
    test.setTimeout(900_000);
    watch.expects(...asked);
    const how = { colorScheme, viewport: { width, height }, reducedMotion: "reduce" } as const;
    const set = await setUp((who) => enter(who, how), await visitor(how));
    const prepared = new Set<string>();
    const found: string[] = [];
    for (const view of views) {
      const { context, page } = set[view.who];
      if (!prepared.has(view.who)) {
        prepared.add(view.who);
        await bringAxe(context);
        await context.addInitScript((turned) => {
          addEventListener("DOMContentLoaded", () => (document.documentElement.dir = turned));
        }, dir);
      }
      await view.show(page, set, (path) => set[view.who].goto(path));
      for (const one of [...(await findings(page)), ...(await overflowing(page))]) {
        found.push(`${view.name}: ${one}`);
      }
    }
    expect(found).toEqual([]);
  });
}
