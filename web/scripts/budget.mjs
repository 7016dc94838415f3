// Weighs what the inbox loads before it can be used, compressed, against the
// budget, and proves that the page holds no inline script or style.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const budgetKb = 90;
const dist = new URL("../dist/", import.meta.url);
const html = readFileSync(new URL("index.html", dist), "utf8");
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

if (/<script(?![^>]*\bsrc=)[^>]*>/.test(html) || /<style|\sstyle=/.test(html)) {
  console.error("index.html holds an inline script or style, which the content policy refuses.");
  process.exit(1);
}

const files = new Set();
function collect(key) {
  const chunk = manifest[key];
  if (!chunk || files.has(chunk.file)) return;
  files.add(chunk.file);
  (chunk.imports ?? []).forEach(collect);
}
collect("index.html");
collect("src/features/inbox/InboxPage.svelte");
let bytes = gzipSync(readFileSync(new URL("theme.js", dist))).length;
for (const file of files) bytes += gzipSync(readFileSync(new URL(file, dist))).length;
const kb = bytes / 1000;
console.log(`start page of the inbox: ${kb.toFixed(1)} kB gzip of JavaScript (budget ${budgetKb})`);
if (kb > budgetKb) process.exit(1);
