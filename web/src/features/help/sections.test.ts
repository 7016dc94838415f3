import { expect, test } from "vitest";
import { sections } from "./sections";

test("an article falls into what stands under each heading", () => {
  const text = "First.\n\nSecond.\n## One\ntext\n### **Two** \nmore\n#no\n# no\n";
  expect(sections(text)).toEqual([
    { heading: "", level: 2, text: "First.\n\nSecond." },
    { heading: "One", level: 2, text: "text" },
    { heading: "Two", level: 3, text: "more\n#no\n# no" },
  ]);
  expect(sections("  \n")).toEqual([]);
});

test("what looks like a tag is text", () => {
  const [only] = sections('## <img src=x onerror="alert(1)">\n<script>alert(1)</script>');
  expect(only?.heading).toBe('<img src=x onerror="alert(1)">');
  expect(only?.text).toBe("<script>alert(1)</script>");
});
