/** Takes a picture of every view, light and dark, phone and wide, into screenshots/. */
import { isWished, looks, named, take } from "../stage/pictures.ts";
import { test } from "../stage/test.ts";
import { asked, setUp, views } from "../stage/views.ts";

const shown = views.filter(({ name }) => isWished(name));

for (const look of shown.length ? looks : []) {
  test(`every page, ${named(look)}`, async ({ enter, visitor, watch }) => {
    watch.expects(...asked);
    const set = await setUp((who) => enter(who, look), await visitor(look));
    for (const view of shown) {
      const { page, goto } = {
        page: set[view.who].page,
        goto: (path: string) => set[view.who].goto(path),
      };
      await view.show(page, set, goto);
      await take(page, view.name, look);
    }
  });
}
