/** Takes a picture of every view, light and dark, phone and wide, into screenshots/. */
import { fileURLToPath } from "node:url";
import { test } from "../stage/test.ts";
import { asked, setUp, views } from "../stage/views.ts";

/** VIEWS=job,invite takes only those whose names begin so. */
const wished = (process.env["VIEWS"] ?? "").split(",");
const shown = views.filter(({ name }) => wished.some((start) => name.startsWith(start)));

const folder = fileURLToPath(new URL("../screenshots", import.meta.url));

for (const colorScheme of ["light", "dark"] as const) {
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    test(`every page, ${colorScheme}, ${viewport.width} px`, async ({ enter, visitor, watch }) => {
      watch.expects(...asked);
      const how = { colorScheme, viewport, reducedMotion: "reduce" } as const;
      const set = await setUp((who) => enter(who, how), await visitor(how));
      for (const view of shown) {
        const { page, goto } = {
          page: set[view.who].page,
          goto: (path: string) => set[view.who].goto(path),
        };
        await view.show(page, set, goto);
        await page.bringToFront();
        await page.screenshot({
          path: `${folder}/${view.name}-${colorScheme}-${viewport.width}.png`,
          animations: "disabled",
          caret: "hide",
        });
      }
    });
  }
}
