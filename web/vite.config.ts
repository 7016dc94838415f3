import { svelte } from "@sveltejs/vite-plugin-svelte";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { fluent } from "./vite-fluent.ts";
import { besidePdfjs } from "./vite-pdfjs.ts";

// Where `npm run dev` finds a running server.
const server = process.env["PARLANCE_DEV_SERVER"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [fluent(), svelte(), besidePdfjs()],
  resolve: {
    alias: { $: fileURLToPath(new URL("./src", import.meta.url)) },
    // Without it Vitest would load Svelte's server build.
    ...(process.env["VITEST"] ? { conditions: ["browser"] } : {}),
  },
  build: {
    outDir: "dist",
    target: "es2022",
    // The polyfill is an inline-ish loader that the strict policy has no place for.
    // Nor are the files of a later part asked for by elements in the head: each costs the page a new reckoning of styles.
    modulePreload: { polyfill: false, resolveDependencies: () => [] },
    cssCodeSplit: false,
    // Data URLs are allowed for images only; files keep the policy simple.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // scripts/budget.mjs weighs the start page by it.
    manifest: true,
  },
  server: {
    proxy: {
      "/api": { target: server, ws: true },
      "/demo": { target: server },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts"],
    setupFiles: ["./src/setup.test-env.ts"],
    restoreMocks: true,
  },
});
