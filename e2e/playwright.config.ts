import { defineConfig } from "@playwright/test";
import { chromium } from "./chromium.ts";
import type { Ground } from "./stage/test.ts";

// Deadlines are generous because the machine may be busy; nothing waits for one to pass. A test that
// fails is never tried again: what fails once has a cause.
export default defineConfig<Ground>({
  testDir: "tests",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: "list",
  use: {
    browserName: "chromium",
    launchOptions: chromium,
    locale: "en-GB",
    timezoneId: "Europe/Lisbon",
    colorScheme: "light",
    viewport: { width: 1440, height: 900 },
    actionTimeout: 30_000,
    trace: "retain-on-failure",
  },
});
