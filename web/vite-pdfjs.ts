/**
 * Puts beside the app what pdf.js fetches by name: character maps, the fonts that documents may leave out, and the
 * decoder of JPEG 2000 that needs no compiled code. The version in the path makes them as lasting as hashed files.
 */
import { readFileSync, readdirSync } from "node:fs";
import type { Plugin } from "vite";

const home = new URL("node_modules/pdfjs-dist/", import.meta.url);
const wanted: Record<string, (name: string) => boolean> = {
  cmaps: (name) => name.endsWith(".bcmap") || name === "LICENSE",
  standard_fonts: () => true,
  wasm: (name) => name === "openjpeg_nowasm_fallback.js" || name === "LICENSE_OPENJPEG",
};

export function besidePdfjs(): Plugin {
  return {
    name: "beside-pdfjs",
    apply: "build",
    generateBundle() {
      const { version } = JSON.parse(readFileSync(new URL("package.json", home), "utf8")) as {
        version: string;
      };
      for (const [folder, takes] of Object.entries(wanted)) {
        for (const name of readdirSync(new URL(folder, home)).filter(takes)) {
          const source = readFileSync(new URL(`${folder}/${name}`, home));
          this.emitFile({
            type: "asset",
            fileName: `assets/pdfjs-${version}/${folder}/${name}`,
            source,
          });
        }
      }
    },
  };
}
