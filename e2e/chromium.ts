/**
 * The one browser of these tests: Debian's Chromium, with nothing added and nothing phoned home. The build without a
 * window's frame draws the same pages and leaves the machine a third more time for them.
 */
import type { LaunchOptions } from "@playwright/test";

export const chromium: LaunchOptions = {
  executablePath: process.env["PARLANCE_CHROMIUM"] ?? "/usr/bin/chromium-headless-shell",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};
