import { defineConfig } from "@playwright/test";
import config from "./playwright.config.ts";

// `make screenshots`: no test of anything, but every page and state as a picture, to be looked at.
export default defineConfig(config, {
  testDir: "pictures",
  testMatch: "*.ts",
  timeout: 1_200_000,
});
