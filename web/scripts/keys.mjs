// Writes src/i18n/keys.ts: the type of every message key and the names of its
// variables, so that a missing or misspelt key does not compile.
import { parse } from "@fluent/syntax";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const folder = new URL("../src/i18n/en/", import.meta.url);
const target = new URL("../src/i18n/keys.ts", import.meta.url);

function variables(node, found = new Set()) {
  if (Array.isArray(node)) node.forEach((item) => variables(item, found));
  else if (node && typeof node === "object") {
    if (node.type === "VariableReference") found.add(node.id.name);
    for (const value of Object.values(node)) variables(value, found);
  }
  return found;
}

const keys = new Map();
for (const file of readdirSync(folder).sort()) {
  if (!file.endsWith(".ftl")) continue;
  const section = file.replace(/\.ftl$/, "");
  const resource = parse(readFileSync(new URL(file, folder), "utf8"), {});
  for (const entry of resource.body) {
    if (entry.type === "Junk") throw new Error(`${file}: not Fluent: ${entry.content.trim()}`);
    if (entry.type !== "Message") continue;
    const name = entry.id.name;
    if (!name.startsWith(`${section}-`)) {
      throw new Error(`${file}: "${name}" must start with "${section}-"`);
    }
    if (keys.has(name)) throw new Error(`${file}: "${name}" stands twice`);
    keys.set(name, [...variables(entry.value)].sort());
  }
}

const lines = [...keys].map(([name, vars]) => {
  const shape = vars.map((v) => `${JSON.stringify(v)}: string | number | Date`).join("; ");
  return `  ${JSON.stringify(name)}: ${shape ? `{ ${shape} }` : "Record<string, never>"};`;
});
const text = `// Written by scripts/keys.mjs; do not edit.\nexport interface Messages {\n${lines.join("\n")}\n}\n`;
let before = "";
try {
  before = readFileSync(target, "utf8");
} catch {
  // The first run has nothing to compare with.
}
if (before !== text) writeFileSync(target, text);
