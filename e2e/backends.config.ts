import { defineConfig } from "@playwright/test";
import { fileURLToPath } from "node:url";
import config from "./playwright.config.ts";
import type { Ground } from "./stage/test.ts";

/** Prints where it is, and gives whoever asks a database and a place for files. */
const backends =
  process.env["PARLANCE_BACKENDS"] ??
  fileURLToPath(new URL("../target/debug/examples/backends", import.meta.url));

// `make prove`: what the messenger does once more, on PostgreSQL and an object store.
export default defineConfig<Ground>(config, {
  testMatch: /\/(delivery|files|reconnect|revise|search|talk)\.spec\.ts$/,
  use: { onBackends: true },
  webServer: {
    command: JSON.stringify(backends),
    wait: { stdout: /backends at (?<parlance_backends_url>http:\S+)/ },
    gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
  },
});
