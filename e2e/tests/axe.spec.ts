import { expect, test } from "../stage/test.ts";
import { bringAxe, findings } from "../stage/axe.ts";
import { asked, setUp, views } from "../stage/views.ts";

for (const colorScheme of ["light", "dark"] as const) {
  for (const [words, viewport] of [
    ["wide", { width: 1440, height: 900 }],
    ["on a phone", { width: 390, height: 844 }],
  ] as const) {
    test(`axe finds nothing on any page, ${colorScheme}, ${words}`, async ({
      enter,
      visitor,
      watch,
    }) => {
      test.setTimeout(600_000);
      watch.expects(...asked);
      const how = { colorScheme, viewport, reducedMotion: "reduce" } as const;
      const set = await setUp((who) => enter(who, how), await visitor(how));
      const found: string[] = [];
      for (const view of views) {
        const member = set[view.who];
        if (view === views.find((one) => one.who === view.who)) await bringAxe(member.context);
        await view.show(member.page, set, (path) => member.goto(path));
        for (const finding of await findings(member.page)) found.push(`${view.name}: ${finding}`);
      }
      expect(found).toEqual([]);
    });
  }
}
