import { describe, expect, test } from "vitest";
import { type Block, type Inline, parseMarkdown } from "./markdown";

/** A tree in short: what a person would see, with its marks named. */
function short(children: readonly Inline[]): string {
  return children
    .map((one) => {
      if (typeof one === "string") return one;
      if (one.kind === "code") return `<code ${one.text}>`;
      const inner = short(one.children);
      if (one.kind !== "link") return `<${one.kind} ${inner}>`;
      return `<link ${one.href}${one.host === null ? "" : ` (${one.host})`} ${inner}>`;
    })
    .join("");
}

function block(one: Block): string {
  if (one.kind === "code") return `code:${one.text}`;
  if (one.kind === "text") return short(one.children);
  return one.items
    .map(({ value, children }) => `${one.ordered ? value : "-"} ${short(children)}`)
    .join("|");
}

const shown = (text: string) => parseMarkdown(text).map(block);
const line = (text: string) => shown(text).join("¶");

describe("marks within a line", () => {
  test.each([
    ["**bold** and __bold__", "<strong bold> and <strong bold>"],
    ["*italic* and _italic_", "<em italic> and <em italic>"],
    ["***both***", "<strong <em both>>"],
    ["**bold with *italic* in it**", "<strong bold with <em italic> in it>"],
    ["(*so*), “_so_”!", "(<em so>), “<em so>”!"],
    ["你好**世界**吗", "你好<strong 世界>吗"],
    ["`code *as is*` and ``a ` b``", "<code code *as is*> and <code a ` b>"],
    ["**`x`**", "<strong <code x>>"],
  ])("%s", (text, tree) => expect(line(text)).toBe(tree));

  test.each([
    "2 * 3 * 4",
    "2*3*4",
    "snake_case_name and a__init__b",
    "**not closed",
    "* a star",
    "a ** b ** c",
    "****",
    "**",
    "****four****",
    "`not closed",
    "``` ` ``",
    "¯\\_(ツ)_/¯",
    "[text](/inbox)",
    "[](mailto:)",
    "a [b",
    "<b>not HTML</b> &amp;",
  ])("stays as typed: %s", (text) => expect(line(text).replace(/^- /, "* ")).toBe(text));

  test("marks do not reach over lines, and line breaks stay", () => {
    expect(shown("**one\ntwo** *three*\n\nfour")).toEqual(["**one\ntwo** <em three>\n\nfour"]);
  });

  test("what crosses is not nested wrongly", () => {
    expect(line("**a *b** c*")).toBe("<strong a *b> c*");
    expect(line("*a [b* c](https://example.com)")).toBe(
      "<em a [b> c](<link https://example.com/ https://example.com>)",
    );
  });
});

describe("blocks", () => {
  test("lists of dots and of numbers keep the numbers typed", () => {
    expect(shown("Bring:\n- rye\n* **oats**\n\n3. first\n7) second\nthen go")).toEqual([
      "Bring:",
      "- rye|- <strong oats>",
      "3 first|7 second",
      "then go",
    ]);
  });

  test("code blocks keep everything as it is; one that is not closed is words", () => {
    expect(shown("see\n```js\nlet *a* = 1;\n\n  - b\n```\ndone")).toEqual([
      "see",
      "code:let *a* = 1;\n\n  - b",
      "done",
    ]);
    expect(shown("```\nnot closed")).toEqual(["```\nnot closed"]);
  });

  test("nothing comes of nothing", () => {
    expect(parseMarkdown("")).toEqual([]);
    expect(parseMarkdown(" \n\n ")).toEqual([]);
  });
});

describe("links", () => {
  test.each([
    [
      "see https://example.com/a_b_c?x=1#y.",
      "see <link https://example.com/a_b_c?x=1#y https://example.com/a_b_c?x=1#y>.",
    ],
    ["(https://example.com/a_(b))", "(<link https://example.com/a_(b) https://example.com/a_(b)>)"],
    ["**https://example.com/**", "<strong <link https://example.com/ https://example.com/>>"],
    [
      "mailto:clara@example.com, please",
      "<link mailto:clara@example.com mailto:clara@example.com>, please",
    ],
    ["[our page](https://example.com/x)", "<link https://example.com/x (example.com) our page>"],
    [
      "[*our* page](https://example.com/x)",
      "<link https://example.com/x (example.com) <em our> page>",
    ],
    ["[example.com](https://example.com/x)", "<link https://example.com/x example.com>"],
    [
      "[write](mailto:clara@example.com)",
      "<link mailto:clara@example.com (clara@example.com) write>",
    ],
    ["[wiki](https://example.com/a_(b))", "<link https://example.com/a_(b) (example.com) wiki>"],
  ])("%s", (text, tree) => expect(line(text)).toBe(tree));

  test.each([
    [
      "[https://bank.example](https://evil.example/)",
      "<link https://evil.example/ (evil.example) https://bank.example>",
    ],
    [
      "[bank.example.evil](https://bank.example/)",
      "<link https://bank.example/ (bank.example) bank.example.evil>",
    ],
    [
      "[bank.example](https://bank.example.evil/)",
      "<link https://bank.example.evil/ (bank.example.evil) bank.example>",
    ],
    [
      "https://bank.example@evil.example/",
      "<link https://bank.example@evil.example/ (evil.example) https://bank.example@evil.example/>",
    ],
    [
      "https://bank.example\\@evil.example/",
      "<link https://bank.example/@evil.example/ (bank.example) https://bank.example\\@evil.example/>",
    ],
    [
      "https://bаnk.example/",
      "<link https://xn--bnk-6cd.example/ (xn--bnk-6cd.example) https://bаnk.example/>",
    ],
  ])("a link names its true host when the words do not: %s", (text, tree) =>
    expect(line(text)).toBe(tree),
  );

  test.each([
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html,hello)",
    "[x](vbscript:x)",
    "[x](file:///etc/passwd)",
    "[x](//example.com)",
    "[x](blob:1)",
    "javascript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "https://",
    "http://?",
    "mailto:",
    "[x](ftp://a b)",
    `[x](https://example.com/${"a".repeat(2100)})`,
  ])("no link, only words: %s", (text) => {
    expect(JSON.stringify(parseMarkdown(text))).not.toContain('"link"');
    expect(line(text)).toBe(text);
  });

  test("only http, https and mailto ever come out, and nothing is lost, whatever goes in", () => {
    const parts = [
      "**",
      "*",
      "_",
      "__",
      "`",
      "``",
      "[",
      "](",
      ")",
      "(",
      " ",
      "a",
      "ß",
      "https://x.y",
      "javascript:a",
      "\n",
      "- ",
      "```\n",
      "世",
      "😀",
      "<b>",
      "http://",
    ];
    let state = 7;
    const next = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
    for (let round = 0; round < 3000; round += 1) {
      const text = Array.from({ length: 12 }, () => parts[Math.floor(next() * parts.length)]).join(
        "",
      );
      const tree = JSON.stringify(parseMarkdown(text));
      for (const [, href] of tree.matchAll(/"href":"([^"]*)"/g)) {
        expect(href).toMatch(/^(https?:\/\/|mailto:)/);
      }
      if (tree.includes('"link"')) continue;
      const said = (all: string) => all.replace(/[^ß世😀]/gu, "");
      expect(said(tree)).toBe(said(text));
    }
  });
});

describe("64 KiB of malice take no time", () => {
  const of = (part: string) => part.repeat(Math.ceil(65_536 / part.length)).slice(0, 65_536);
  const runs = Array.from({ length: 360 }, (_, at) => "`".repeat(at + 1)).join(" ");

  test.each([
    ["*", of("*")],
    ["**a ", of("**a ")],
    ["*a ", of("*a ")],
    ["*a _b ", of("*a _b ")],
    ["a*", of("a* ")],
    ["`", of("`")],
    ["` ``", of("` `` ")],
    ["growing runs of backticks", runs],
    ["[", of("[")],
    ["[a](", of("[a](")],
    ["[a]((", of("[a]((")],
    ["[a](x ... )", `${of("[a](h").slice(0, 65_535)})`],
    ["](", of("](")],
    ["[a](x(", `[a](${of("x")}`],
    ["](a(b)", of("[a](a(b)")],
    ["[*", of("[*a ")],
    ["[[a](https://a.b)", of("[[a](https://a.b)")],
    ["[https://a.b ", of("[https://a.b ")],
    ["https://", of("https://")],
    ["https://a.b)))", of("https://a.b)))")],
    ["https://(((", `https://a.b/${of("(")}`],
    ["https://)))", `https://a.b/${of(")")}`],
    ["hhhh", of("h")],
    ["mailto:", of("mailto:")],
    ["mailto:a@", of("mailto:a@ ")],
    ["```", of("```\n")],
    ["```a", of("```a\n")],
    ["- ", of("- a\n")],
    ["1. ", of("1. a\n- b\n")],
    ["blank lines", of("\n")],
    ["spaces", of(" ")],
    ["one word", of("a")],
  ])("%s", (_, text) => {
    // The processor's own time, of the quickest of a few runs: the machine may be busy, the parser may not.
    let took = Infinity;
    for (let run = 0; run < 20 && took >= 50; run += 1) {
      const from = process.cpuUsage();
      parseMarkdown(text);
      took = process.cpuUsage(from).user / 1000;
    }
    expect(took).toBeLessThan(50);
  });
});
