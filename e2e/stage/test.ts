/**
 * What every browser test begins with: a server of its own with the demo marketplace, people who sit at
 * browsers of their own, and the watch that fails the test when anything goes wrong unseen.
 */
import { test as base, expect, type BrowserContextOptions } from "@playwright/test";
import { Api, Member, password, people, type Who } from "./member.ts";
import { backends, Server } from "./server.ts";
import { Watch } from "./watch.ts";

/** What a server stands on. */
export interface Ground {
  /** PostgreSQL and an object store, in place of SQLite and a folder. */
  onBackends: boolean;
}

interface Stage extends Ground {
  /** Settings the server is started with, beside the stage's own. */
  settings: Record<string, string>;
  server: Server;
  watch: Watch;
  /** A browser nobody is signed in to. */
  visitor: (options?: BrowserContextOptions) => Promise<Member>;
  /** Somebody of the demo, signed in, in a browser of their own. */
  enter: (who: Who, options?: BrowserContextOptions) => Promise<Member>;
}

export const test = base.extend<Stage>({
  onBackends: [false, { option: true }],
  settings: [{}, { option: true }],

  server: async ({ onBackends, settings }, use, testInfo) => {
    const ground = onBackends ? await backends() : {};
    const server = await Server.start({ ...ground, ...settings });
    await use(server);
    await server.clear();
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach("server.log", { body: server.log, contentType: "text/plain" });
    }
    expect(server.complaints(), "what the server logged as an error").toEqual([]);
  },

  watch: async ({ server }, use) => {
    const watch = new Watch(() => server.url);
    await use(watch);
    expect(watch.problems, "what went wrong unseen").toEqual([]);
  },

  visitor: async ({ browser, server, watch, contextOptions }, use) => {
    const contexts: { close: () => Promise<void> }[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ ...contextOptions, ...options });
      contexts.push(context);
      watch.over(context);
      const home = () => server.url;
      const page = await context.newPage();
      return new Member("", "", context, page, new Api(context.request, home), home);
    });
    for (const context of contexts) await context.close();
  },

  enter: async ({ server, visitor }, use) => {
    await use(async (who, options) => {
      const { email, name } = people[who];
      const { context, page, api } = await visitor(options);
      await api.must("POST", "/session", { email, password });
      return new Member(name, email, context, page, api, () => server.url);
    });
  },
});

export { expect };
