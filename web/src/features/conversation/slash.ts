/** What stands after a slash that begins an otherwise empty line, up to the caret; null where there is none. Pure. */
export interface Slash {
  from: number;
  typed: string;
}

export function slashAt(text: string, caret: number): Slash | null {
  const from = caret === 0 ? 0 : text.lastIndexOf("\n", caret - 1) + 1;
  const line = text.slice(from, caret);
  const ends = caret === text.length || text[caret] === "\n";
  return ends && /^\/[^/]{0,60}$/.test(line) ? { from, typed: line.slice(1) } : null;
}
