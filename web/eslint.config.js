// The rooms of the web app and the doors between them (STYLE: `ui/` knows no
// data, only `sync/` touches the network, `features/` join them).
import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

/** Forbids a room to import from the rooms named. */
function closed(files, rooms, because) {
  return {
    files,
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: rooms.map((room) => ({
            group: [`$/${room}/**`, `**/${room}/**`],
            message: because,
          })),
        },
      ],
    },
  };
}

const noNetwork = [
  "error",
  ...["fetch", "WebSocket", "XMLHttpRequest", "EventSource"].map((name) => ({
    name,
    message: "Only api/ and sync/ touch the network.",
  })),
];

export default ts.config(
  { ignores: ["dist/**", "src/api/schema.d.ts", "src/i18n/keys.ts"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      "no-console": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-restricted-globals": noNetwork,
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/no-confusing-void-expression": "off",
      "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig },
    },
    rules: {
      "svelte/no-at-html-tags": "error",
      "svelte/no-inline-styles": ["error", { allowTransitions: false }],
      "svelte/button-has-type": "error",
      "svelte/no-navigation-without-resolve": "off",
      // State here is replaced whole, never changed in place.
      "svelte/prefer-svelte-reactivity": "off",
      "prefer-const": "off",
      "svelte/prefer-const": ["error", { excludedRunes: ["$props", "$derived"] }],
    },
  },
  closed(["src/ui/**"], ["api", "sync", "features", "routes"], "ui/ knows no data."),
  closed(
    ["src/api/**"],
    ["sync", "features", "ui", "routes"],
    "api/ is the wire and nothing else.",
  ),
  closed(["src/sync/**"], ["features", "ui", "routes"], "sync/ knows no screen."),
  closed(["src/i18n/**"], ["api", "sync", "features", "ui", "routes"], "i18n/ knows words only."),
  {
    files: ["src/features/**", "src/routes/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: ["$/api/client", "**/api/client", "openapi-fetch"],
              message: "Ask sync/, which is the only room that touches the network.",
            },
          ],
        },
      ],
    },
  },
  { files: ["src/api/**", "src/sync/**"], rules: { "no-restricted-globals": "off" } },
  { files: ["scripts/**"], rules: { "no-console": "off" } },
  {
    files: ["**/*.test.ts"],
    rules: { "max-lines-per-function": "off", "@typescript-eslint/no-non-null-assertion": "off" },
  },
);
