import { defineConfig } from "@playwright/test";
import config from "./playwright.config.ts";

// `make prove`: what Lighthouse says of the inbox. One page at a time, since it is the time that is measured.
export default defineConfig(config, {
  testDir: "quality",
  testMatch: "*.ts",
  timeout: 600_000,
  workers: 1,
  // Recording a page takes its time away.
  use: { ...config.use, trace: "off" },
});
