/** The stage with a scanner for viruses that does not run yet. */
import { Clamd } from "./clamd.ts";
import { test as base } from "./test.ts";

export const test = base.extend<{ clamd: Clamd }>({
  clamd: async ({}, use) => {
    const clamd = await Clamd.prepare();
    await use(clamd);
    await clamd.clear();
  },
  settings: async ({ clamd }, use) => use({ PARLANCE_CLAMAV_URL: clamd.url }),
});
