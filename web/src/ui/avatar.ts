/**
 * The picture of a person who has none: initials, and a hue that is always the same for the same name.
 * Pure text in, pure text out; must never look anything up.
 */

/** First letters of the first and the last word, whole characters also outside the basic plane. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== "");
  const first = firstLetter(words.at(0));
  const last = words.length > 1 ? firstLetter(words.at(-1)) : "";
  return (first + last).toLocaleUpperCase();
}

function firstLetter(word: string | undefined): string {
  const letters = [...(word ?? "")];
  return letters.find((letter) => /[\p{L}\p{N}]/u.test(letter)) ?? letters[0] ?? "";
}

/** One of twelve hues, by FNV-1a over the name. */
export function hueOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const letter of name.normalize("NFC")) {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  // The low bits of FNV alone tell short names hardly apart; a last stir spreads them.
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b) >>> 0;
  return ((hash ^ (hash >>> 16)) >>> 0) % 12;
}
