// Writes src/api/schema.d.ts from the OpenAPI description that the server
// generates. Operations are set in place instead of under their ids, which
// nothing here refers to.
import openapi, { astToString } from "openapi-typescript";
import { readFileSync, writeFileSync } from "node:fs";

const source = new URL("../../docs/api/openapi.json", import.meta.url);
const target = new URL("../src/api/schema.d.ts", import.meta.url);

const description = JSON.parse(readFileSync(source, "utf8"));
for (const path of Object.values(description.paths)) {
  for (const operation of Object.values(path)) delete operation.operationId;
}
const tree = await openapi(description, { defaultNonNullable: false });
writeFileSync(target, `// Written by scripts/gen.mjs; do not edit.\n${astToString(tree)}`);
