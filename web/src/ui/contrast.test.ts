/// <reference types="node" />
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

// The colours as written, not as the test's browser reads them: the files are their one source.
const avatar = readFileSync("src/ui/Avatar.svelte", "utf8");
const css = readFileSync("src/ui/tokens.css", "utf8");

type Rgb = [number, number, number];
type Theme = "light" | "dark";

function token(name: string, theme: Theme): Rgb {
  const pair = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css);
  const one = new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(css);
  const hex = pair ? pair[theme === "light" ? 1 : 2]! : one?.[1];
  if (!hex) throw new Error(`no colour called ${name}`);
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255) as Rgb;
}

function luminance(color: Rgb): number {
  const [r, g, b] = color.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  ) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

function oklch(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return linear.map((part) => {
    const kept = Math.min(1, Math.max(0, part));
    return kept <= 0.0031308 ? kept * 12.92 : 1.055 * kept ** (1 / 2.4) - 0.055;
  }) as Rgb;
}

const grounds = ["ground", "surface", "raised"];
const texts: [text: string, ground: string][] = [
  ...["text", "muted"].flatMap((text) => grounds.map((ground): [string, string] => [text, ground])),
  ["accent", "ground"],
  ["accent", "surface"],
  ["accent", "accent-soft"],
  ["accent-strong", "ground"],
  ["on-accent", "accent"],
  ["on-accent", "accent-strong"],
  ["on-selected", "selected"],
  ["text", "own"],
  ["muted", "own"],
  ["text", "marked"],
  ["danger", "ground"],
  ["danger", "surface"],
  ["danger", "danger-soft"],
  ["text", "danger-soft"],
  ["on-danger", "danger"],
  ["on-danger", "danger-strong"],
  ["warning", "warning-soft"],
  ["text", "warning-soft"],
  ["good", "ground"],
  ["good", "good-soft"],
  ["text", "good-soft"],
];
const shapes: [shape: string, ground: string][] = [
  ["control-border", "ground"],
  ["control-border", "surface"],
  ["accent", "ground"],
  ["accent", "surface"],
  ["accent", "raised"],
  ["unread", "ground"],
  ["unread", "surface"],
  ["danger", "ground"],
];

describe.each<Theme>(["light", "dark"])("the colours of the %s theme", (theme) => {
  it.each(texts)("let %s be read on %s (4.5:1)", (text, ground) => {
    expect(contrast(token(text, theme), token(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(shapes)("let %s be seen on %s (3:1)", (shape, ground) => {
    expect(contrast(token(shape, theme), token(ground, theme))).toBeGreaterThanOrEqual(3);
  });

  it("let initials be read on every hue of an avatar (4.5:1)", () => {
    const pairs = [...avatar.matchAll(/oklch\(([\d.]+) ([\d.]+) var\(--hue\)\)/g)];
    expect(pairs).toHaveLength(4);
    const at = theme === "light" ? 0 : 1;
    const [ground, text] = [pairs[at]!, pairs[at + 2]!];
    for (let hue = 0; hue < 360; hue += 30) {
      const pair = [ground, text].map((one) => oklch(Number(one[1]), Number(one[2]), hue));
      expect(contrast(pair[0]!, pair[1]!), `hue ${hue}`).toBeGreaterThanOrEqual(4.5);
    }
  });
});
