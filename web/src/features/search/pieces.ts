/** What of a found text is to be marked, and which conversations go by the words that were typed. Pure. */

export interface Piece {
  text: string;
  marked: boolean;
}

/** Cuts a text at its highlights: [begin, length] in UTF-16 units, in order. */
export function pieces(text: string, highlights: readonly (readonly number[])[]): Piece[] {
  const cut: Piece[] = [];
  let at = 0;
  const add = (to: number, marked: boolean) => {
    if (to > at) cut.push({ text: text.slice(at, to), marked });
    at = Math.max(at, to);
  };
  for (const [begin = 0, length = 0] of highlights) {
    add(begin, false);
    add(begin + length, true);
  }
  add(text.length, false);
  return cut;
}

function folded(text: string): string[] {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}

/** Whether every word typed begins a word of one of these names. */
export function goesBy(typed: string, names: string[]): boolean {
  const wanted = folded(typed);
  const words = names.flatMap(folded);
  return wanted.length > 0 && wanted.every((one) => words.some((word) => word.startsWith(one)));
}
