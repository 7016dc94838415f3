// Fails when a template holds literal words: every visible string goes
// through Fluent. Looks at text nodes and at the attributes people hear or read.
// Fails too when a file says words of a section that comes late without fetching them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "svelte/compiler";

const root = fileURLToPath(new URL("../src/", import.meta.url));
const spoken = new Set(["aria-label", "title", "placeholder", "alt", "label", "aria-description"]);
const word = /\p{L}{2,}/u;
const found = [];

function report(file, source, node, text) {
  const line = source.slice(0, node.start).split("\n").length;
  found.push(`${file}:${line}: literal text ${JSON.stringify(text.trim().slice(0, 60))}`);
}

function walk(node, file, source) {
  if (Array.isArray(node)) return node.forEach((item) => walk(item, file, source));
  if (!node || typeof node !== "object") return;
  if (node.type === "Text" && word.test(node.data)) report(file, source, node, node.data);
  if (node.type === "Attribute") {
    const texts = Array.isArray(node.value) ? node.value.filter((v) => v.type === "Text") : [];
    for (const t of texts)
      if (spoken.has(node.name) && word.test(t.data)) report(file, source, t, t.data);
    return;
  }
  for (const [key, value] of Object.entries(node)) {
    if (key !== "parent" && key !== "css" && key !== "instance" && key !== "module")
      walk(value, file, source);
  }
}

/** Sections with a `words.ts` of their own are no part of the start page. */
const late = readdirSync(join(root, "features"), { recursive: true })
  .filter((path) => path.endsWith("words.ts"))
  .map((path) => readFileSync(join(root, "features", path), "utf8"))
  .flatMap((source) => /i18n\/en\/(\w+)\.ftl/.exec(source)?.[1] ?? []);

function fetchesItsWords(path, source) {
  for (const section of late) {
    const said = new RegExp(`\\bt\\(\\s*["\`]${section}-`).exec(source);
    const own = path.startsWith(join("features", section));
    const words = own ? '"./words"' : `"$/features/${section}/words"`;
    if (!said || source.includes(words)) continue;
    const line = source.slice(0, said.index).split("\n").length;
    found.push(`${path}:${line}: says words of "${section}" and does not import ${words}`);
  }
}

for (const path of readdirSync(root, { recursive: true })) {
  if (!/\.(svelte|ts)$/.test(path) || path.endsWith(".d.ts")) continue;
  const source = readFileSync(join(root, path), "utf8");
  if (!path.endsWith(".test.ts")) fetchesItsWords(path, source);
  if (!path.endsWith(".svelte")) continue;
  walk(parse(source, { modern: true }).fragment, path, source);
}
if (found.length > 0) {
  console.error(found.join("\n"));
  process.exit(1);
}
