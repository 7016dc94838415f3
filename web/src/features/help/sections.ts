/** An article in its parts: what stands before the first heading, and what under each. Pure: text in, text out. */
import { plainLine } from "$/ui/markdown";

export interface Section {
  /** Without its marks; empty for what stands before the first heading. */
  heading: string;
  /** How deep it stands: 2 right below the title. */
  level: 2 | 3;
  text: string;
}

// As the server finds them, which ranks by them.
const mark = /^(#{2,6}) +(.*)$/;

export function sections(text: string): Section[] {
  const found: Section[] = [{ heading: "", level: 2, text: "" }];
  for (const line of text.split("\n")) {
    const heading = mark.exec(line);
    if (heading) {
      const level = heading[1]?.length === 2 ? 2 : 3;
      found.push({ heading: plainLine(heading[2] ?? ""), level, text: "" });
    } else {
      const last = found.at(-1);
      if (last) last.text += `${line}\n`;
    }
  }
  return found
    .map((section) => ({ ...section, text: section.text.trim() }))
    .filter(({ heading, text: said }) => heading !== "" || said !== "");
}
