/**
 * Reads the words of the app when it is built: a message comes to the browser as the pattern it is, and costs the start
 * of a page no parsing.
 */
import { FluentResource } from "@fluent/bundle";
import type { Plugin } from "vite";

export function fluent(): Plugin {
  return {
    name: "fluent",
    enforce: "pre",
    transform(source, id) {
      if (!id.endsWith(".ftl")) return null;
      const { body } = new FluentResource(source);
      // A long literal is read faster as JSON than as code.
      const code = `export default JSON.parse(${JSON.stringify(JSON.stringify(body))});`;
      return { code, map: null };
    },
  };
}
