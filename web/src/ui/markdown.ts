/**
 * Light Markdown: text in, a tree of plain values out, never HTML. Bold, italic, code, lists, links; whatever does
 * not fit stays as it was typed. Each letter is looked at a bounded number of times, whatever somebody sends.
 */
import { bareLink, type Link, linkTo } from "./links";

export type Inline =
  | string
  | { kind: "strong"; children: Inline[] }
  | { kind: "em"; children: Inline[] }
  | { kind: "code"; text: string }
  | { kind: "link"; href: string; host: string | null; children: Inline[] };

export type Block =
  | { kind: "text"; children: Inline[] }
  | { kind: "code"; text: string }
  | { kind: "list"; ordered: boolean; items: { value: number; children: Inline[] }[] };

const fence = /^ {0,3}```[\w+#.-]{0,32}\s*$/;
const fenceEnd = /^ {0,3}```\s*$/;
const bullet = /^ {0,8}[-*•] {1,4}(?=\S)/;
const numbered = /^ {0,8}(\d{1,9})[.)] {1,4}(?=\S)/;

export function parseMarkdown(text: string): Block[] {
  const lines = text.split("\n");
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const ends = fenceEnds(lines);
  const close = () => {
    const kept = withoutBlankEdges(paragraph);
    if (kept.length > 0) blocks.push({ kind: "text", children: lineByLine(kept) });
    paragraph = [];
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const end = fence.test(line) ? ends[at + 1] : undefined;
    if (end !== undefined) {
      close();
      blocks.push({ kind: "code", text: lines.slice(at + 1, end).join("\n") });
      at = end;
    } else if (!addItem(blocks, line, paragraph.length === 0, close)) paragraph.push(line);
  }
  close();
  return blocks;
}

/** For each line, the first one from there on that can end a code block. */
function fenceEnds(lines: readonly string[]): (number | undefined)[] {
  const ends: (number | undefined)[] = [];
  let next: number | undefined;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    if (fenceEnd.test(lines[at] ?? "")) next = at;
    ends[at] = next;
  }
  return ends;
}

/** Adds a line to the list it belongs to, which may begin with it; false where it is none of a list. */
function addItem(blocks: Block[], line: string, follows: boolean, close: () => void): boolean {
  const dot = bullet.exec(line);
  const number = dot ? null : numbered.exec(line);
  const mark = dot ?? number;
  if (!mark) return false;
  const ordered = number !== null;
  const item = {
    value: Number(number?.[1] ?? 0),
    children: parseInline(line.slice(mark[0].length)),
  };
  const last = blocks.at(-1);
  if (follows && last?.kind === "list" && last.ordered === ordered) last.items.push(item);
  else {
    close();
    blocks.push({ kind: "list", ordered, items: [item] });
  }
  return true;
}

function withoutBlankEdges(lines: string[]): string[] {
  const isSaid = (line: string) => line.trim() !== "";
  const from = lines.findIndex(isSaid);
  return from < 0 ? [] : lines.slice(from, lines.findLastIndex(isSaid) + 1);
}

function lineByLine(lines: readonly string[]): Inline[] {
  const all: Inline[] = [];
  lines.forEach((line, at) => {
    if (at > 0) add(all, "\n");
    for (const one of parseInline(line)) add(all, one);
  });
  return all;
}

function add(to: Inline[], one: Inline): void {
  const last = to.length - 1;
  if (one === "") return;
  if (typeof one === "string" && typeof to[last] === "string") to[last] += one;
  else to.push(one);
}

/** Something begun and not ended yet: what was found since its mark. */
interface Open {
  mark: "" | "*" | "**" | "_" | "__" | "[";
  children: Inline[];
}

/** Marks stand at the edges of words, not within them, nor within a path. */
const inWord = /[\p{L}\p{N}\\/]/u;
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

class InlineReader {
  private at = 0;
  /** Bold, italic and a link stand open once each, so that nothing nests deeper than they are many. */
  private readonly stack: Open[] = [{ mark: "", children: [] }];
  /** For a run of one backtick and of two: none ends it from here on. */
  private readonly endless = [false, false];

  constructor(private readonly line: string) {}

  read(): Inline[] {
    const { line } = this;
    while (this.at < line.length) {
      const letter = line[this.at];
      if (letter === "`") this.code();
      else if (letter === "*" || letter === "_") this.emphasis(letter);
      else if (letter === "[") this.bracket();
      else if (letter === "]") this.endBracket();
      else this.plain();
    }
    while (this.stack.length > 1) this.giveUp();
    return this.top.children;
  }

  private get top(): Open {
    return this.stack.at(-1) as Open;
  }

  private say(text: string): void {
    add(this.top.children, text);
    this.at += text.length;
  }

  /** Words up to the next letter that may mean something. */
  private plain(): void {
    const { line, at } = this;
    const found = bareLink(line, at);
    if (found && !found.link) return this.say(found.text);
    if (found?.link) {
      this.top.children.push(asLink(found.link, [found.text]));
      this.at += found.text.length;
      return;
    }
    let end = at + 1;
    while (end < line.length && !"`*_[]hHmM".includes(line[end] ?? "")) end += 1;
    this.say(line.slice(at, end));
  }

  private code(): void {
    const { line, at } = this;
    const run = runOf(line, at);
    const end = run > 2 || this.endless[run - 1] ? -1 : endOfCode(line, at + run, run);
    if (run <= 2 && end < 0) this.endless[run - 1] = true;
    const text = end < 0 ? "" : line.slice(at + run, end);
    if (text.trim() === "") return this.say(line.slice(at, at + run));
    this.top.children.push({ kind: "code", text });
    this.at = end + run;
  }

  private emphasis(letter: "*" | "_"): void {
    const { line, at } = this;
    const run = runOf(line, at);
    const [before, after] = [line[at - 1] ?? " ", line[at + run] ?? " "];
    let left = run > 3 ? 0 : run;
    if (left > 0 && before.trim() !== "" && !isWordy(after)) left -= this.ends(letter, left);
    if (left > 0 && after.trim() !== "" && !isWordy(before)) left -= this.begins(letter, left);
    // What neither ended nor began anything is a letter like others.
    if (run > 3) this.say(line.slice(at, at + run));
    else {
      add(this.top.children, letter.repeat(left));
      this.at += run;
    }
  }

  /** Ends what stands open, the innermost first; answers how many marks that took. */
  private ends(letter: "*" | "_", most: number): number {
    let taken = 0;
    for (;;) {
      const marks = [letter, letter + letter];
      // Two end what two began, whatever one began within.
      const exact = this.stack.find(({ mark }) => mark === marks[most - 1]);
      const inner = exact ?? this.stack.findLast(({ mark }) => marks.includes(mark));
      if (!inner || taken + inner.mark.length > most) return taken;
      while (this.top !== inner) this.giveUp();
      this.stack.pop();
      taken += inner.mark.length;
      const kind = inner.mark.length === 2 ? "strong" : "em";
      if (inner.children.length > 0) this.top.children.push({ kind, children: inner.children });
      else add(this.top.children, inner.mark + inner.mark);
    }
  }

  private begins(letter: "*" | "_", most: number): number {
    let taken = 0;
    for (const mark of [`${letter}${letter}`, letter] as ("*" | "**" | "_" | "__")[]) {
      const fits = taken + mark.length <= most && !this.stack.some((open) => open.mark === mark);
      if (!fits) continue;
      this.stack.push({ mark, children: [] });
      taken += mark.length;
    }
    return taken;
  }

  private bracket(): void {
    const before = this.stack.findLast(({ mark }) => mark === "[");
    // Of several only the last can begin a link.
    while (before && this.stack.includes(before)) this.giveUp();
    this.stack.push({ mark: "[", children: [] });
    this.at += 1;
  }

  private endBracket(): void {
    const open = this.stack.find(({ mark }) => mark === "[");
    const link = open && this.line[this.at + 1] === "(" ? linkTo(this.line, this.at + 2) : null;
    if (!open || !link) return this.say("]");
    while (this.top !== open) this.giveUp();
    const children = withoutLinks(open.children);
    if (textOf(children).trim() === "") return this.say("]");
    this.stack.pop();
    this.top.children.push(asLink(link, children));
    this.at += 2 + link.text.length + 1;
  }

  /** What stands open was no beginning after all. */
  private giveUp(): void {
    const { mark, children } = this.stack.pop() as Open;
    add(this.top.children, mark);
    for (const one of children) add(this.top.children, one);
  }
}

function parseInline(line: string): Inline[] {
  return new InlineReader(line).read();
}

function runOf(line: string, from: number): number {
  let end = from;
  while (line[end] === line[from] && end < line.length) end += 1;
  return end - from;
}

/** Where a run of exactly so many backticks begins. */
function endOfCode(line: string, from: number, run: number): number {
  for (let at = line.indexOf("`", from); at >= 0;) {
    const length = runOf(line, at);
    if (length === run) return at;
    at = line.indexOf("`", at + length);
  }
  return -1;
}

function isWordy(letter: string): boolean {
  return inWord.test(letter) && !unspaced.test(letter);
}

/** Links do not stand in links. */
function withoutLinks(children: readonly Inline[]): Inline[] {
  const plain: Inline[] = [];
  for (const one of children) {
    if (typeof one === "string" || one.kind === "code") add(plain, one);
    else if (one.kind === "link") add(plain, textOf(one.children));
    else plain.push({ kind: one.kind, children: withoutLinks(one.children) });
  }
  return plain;
}

/** The words alone, or with the hosts of links that do not begin with them. */
export function textOf(children: readonly Inline[], withHosts = false): string {
  return children
    .map((one) => {
      if (typeof one === "string") return one;
      if (one.kind === "code") return one.text;
      const words = textOf(one.children, withHosts);
      return withHosts && one.kind === "link" && one.host !== null
        ? `${words} (${one.host})`
        : words;
    })
    .join("");
}

/** The words of a whole text on one line, for where there is room for no more. Links name their true host. */
export function plainLine(text: string): string {
  const words = parseMarkdown(text).map((block) => {
    if (block.kind === "code") return block.text;
    if (block.kind === "text") return textOf(block.children, true);
    const marks = block.items.map(({ value }) => (block.ordered ? `${value}. ` : "• "));
    return block.items.map(({ children }, at) => `${marks[at]}${textOf(children, true)}`).join(" ");
  });
  return words.join(" ").replace(/\s+/gu, " ").trim();
}

/** Names the true host unless the words begin with it, so that no link seems to lead elsewhere. */
function asLink({ href, host }: Link, children: Inline[]): Inline {
  const words = textOf(children)
    .trim()
    .replace(/^(https?:\/\/|mailto:)/i, "")
    .toLowerCase();
  const says = words.startsWith(host) && /^($|[/?#])/.test(words.slice(host.length));
  return { kind: "link", href, host: says ? null : host, children };
}
