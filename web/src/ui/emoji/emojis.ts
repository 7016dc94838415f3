/**
 * All emojis with their English names, for the picker: by group, and found by words. Large, so only the picker,
 * which is fetched when wished for, may import it.
 */
import data from "emoji-picker-element-data/en/emojibase/data.json";
import type { PlainKey } from "$/i18n";

export interface Emoji {
  glyph: string;
  name: string;
  /** By tone from 1 (light) to 5 (dark), where it has them. */
  tones: readonly string[];
  words: readonly string[];
}

export interface Group {
  name: PlainKey;
  emojis: Emoji[];
}

/** Newer ones would be empty boxes on most machines (2023). */
const versionMax = 15.1;
const foundMax = 90;

/** By the group numbers of the data; 2 are parts that are no emojis of their own. */
const names: [number, PlainKey][] = [
  [0, "ui-emoji-group-smileys"],
  [1, "ui-emoji-group-people"],
  [3, "ui-emoji-group-nature"],
  [4, "ui-emoji-group-food"],
  [5, "ui-emoji-group-travel"],
  [6, "ui-emoji-group-activities"],
  [7, "ui-emoji-group-objects"],
  [8, "ui-emoji-group-symbols"],
  [9, "ui-emoji-group-flags"],
];

interface Datum {
  emoji: string;
  annotation: string;
  tags?: string[];
  shortcodes?: string[];
  group: number;
  version: number;
  skins?: { emoji: string; tone: number | number[] }[];
}

function read({ emoji, annotation, tags = [], shortcodes = [], skins = [] }: Datum): Emoji {
  const texts = [annotation, ...tags, ...shortcodes].join(" ").toLowerCase();
  const tones = [1, 2, 3, 4, 5].map((tone) => skins.find((skin) => skin.tone === tone)?.emoji);
  return {
    glyph: emoji,
    name: annotation,
    tones: tones.every((one) => one !== undefined) ? tones : [],
    words: [...new Set(texts.split(/[\s_:]+/u))],
  };
}

const known = (data as Datum[]).filter(({ version }) => version <= versionMax);

export const groups: readonly Group[] = names.map(([number, name]) => ({
  name,
  emojis: known.filter(({ group }) => group === number).map(read),
}));

/** Those of which each word asked for begins one of their own. */
export function findEmojis(wish: string): Emoji[] {
  const asked = wish
    .toLowerCase()
    .split(/[\s_:]+/u)
    .filter(Boolean);
  const fits = ({ words }: Emoji) =>
    asked.every((one) => words.some((word) => word.startsWith(one)));
  return groups.flatMap(({ emojis }) => emojis.filter(fits)).slice(0, foundMax);
}

export function toned({ glyph, tones }: Emoji, tone: number): string {
  return tones[tone - 1] ?? glyph;
}
