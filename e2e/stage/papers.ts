/**
 * Documents and archives, made here: readable ones, and such as a reader has to be told about. What a server may refuse
 * to take is served in the place of what it took: a page has to bear it all the same.
 */
import { crc32 } from "node:zlib";
import type { BrowserContext } from "@playwright/test";
import type { Sample } from "./files.ts";

/** A PDF of its objects, numbered from 1, the first of which is the catalogue. */
function document(name: string, objects: string[], trailer = ""): Sample {
  let text = "%PDF-1.4\n";
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const start = text.length;
  const size = objects.length + 1;
  text += `xref\n0 ${size}\n0000000000 65535 f \n${places.join("")}`;
  text += `trailer\n<</Size ${size}/Root 1 0 R${trailer}>>\nstartxref\n${start}\n%%EOF\n`;
  return { name, mimeType: "application/pdf", buffer: Buffer.from(text, "latin1") };
}

/** One page for each text, of A5, in a font that the document leaves to its reader. */
function paged(
  name: string,
  texts: readonly string[],
  { trailer = "", more = [] as string[], action = "<</S/GoTo/D[5 0 R/Fit]>>" } = {},
): Sample {
  const first = 5;
  const kids = texts.map((_, at) => `${first + at * 2} 0 R`).join(" ");
  const pages = texts.flatMap((text, at) => {
    const lines = text.split("\n").map((line) => `(${line}) Tj T*`);
    const drawn = `0.86 0.72 0.5 rg 40 430 340 110 re f 0 g BT /F1 18 Tf 26 TL 40 390 Td ${lines.join(" ")} ET`;
    return [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Resources<</Font<</F1 3 0 R>>>>/Contents ${first + at * 2 + 1} 0 R>>`,
      `<</Length ${drawn.length}>>stream\n${drawn}\nendstream`,
    ];
  });
  return document(
    name,
    [
      "<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R>>",
      `<</Type/Pages/Kids[${kids}]/Count ${texts.length}>>`,
      "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
      action,
      ...pages,
      ...more,
    ],
    trailer,
  );
}

export const readable = (name: string, texts: readonly string[]): Sample => paged(name, texts);

/** Brings a script that would say that it ran. */
export const scripted = (name: string, texts: readonly string[]): Sample =>
  paged(name, texts, { action: "<</S/JavaScript/JS(app.alert\\(1\\))>>" });

/** Begins and ends like a PDF; between is nothing that a reader finds its way in. */
export function broken(name: string): Sample {
  const inside = "1 0 obj\n<</Type/Catalog\nstartxref\n999999\n";
  const buffer = Buffer.from(`%PDF-1.4\n${inside}%%EOF\n`, "latin1");
  return { name, mimeType: "application/pdf", buffer };
}

/** Asks for a password that nobody here knows. */
export function locked(name: string): Sample {
  const key = "00".repeat(32);
  const more = [`<</Filter/Standard/V 1/R 2/O<${key}>/U<${"11".repeat(32)}>/P -4>>`];
  const id = `/Encrypt 7 0 R/ID[<${"22".repeat(16)}><${"22".repeat(16)}>]`;
  return paged(name, ["Nobody reads this."], { trailer: id, more });
}

interface Packed {
  name: string;
  /** What the archive says it has unpacked. */
  bytes?: number;
  locked?: boolean;
  content?: string;
}

/** A zip of stored entries under a table of contents that says what it is told to say. */
export function zip(name: string, packed: readonly Packed[]): Sample {
  // 2 March 2026, 10:20.
  const [time, day] = [(10 << 11) | (20 << 5), ((2026 - 1980) << 9) | (3 << 5) | 2];
  const parts: Buffer[] = [];
  const table: Buffer[] = [];
  let place = 0;
  for (const one of packed) {
    const title = Buffer.from(one.name);
    const words = Buffer.from(one.content ?? "Rye, January");
    const flags = 0x0800 | (one.locked ? 1 : 0);
    const head = Buffer.alloc(30);
    head.write("PK\x03\x04", 0, "latin1");
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(flags, 6);
    head.writeUInt16LE(time, 10);
    head.writeUInt16LE(day, 12);
    head.writeUInt32LE(crc32(words), 14);
    head.writeUInt32LE(words.length, 18);
    head.writeUInt32LE(one.bytes ?? words.length, 22);
    head.writeUInt16LE(title.length, 26);
    const entry = Buffer.alloc(46);
    entry.write("PK\x01\x02", 0, "latin1");
    entry.writeUInt16LE(20, 4);
    head.copy(entry, 6, 4, 30);
    entry.writeUInt32LE(place, 42);
    parts.push(head, title, words);
    table.push(entry, title);
    place += head.length + title.length + words.length;
  }
  const contents = Buffer.concat(table);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(packed.length, 8);
  end.writeUInt16LE(packed.length, 10);
  end.writeUInt32LE(contents.length, 12);
  end.writeUInt32LE(place, 16);
  const buffer = Buffer.concat([...parts, contents, end]);
  return { name, mimeType: "application/zip", buffer };
}

/** A plain zip of as many bytes as another, to be sent in its place. */
export function plainLike({ name, buffer }: Sample): Sample {
  const inside = "loaf.txt";
  const around = zip(name, [{ name: inside, content: "" }]).buffer.length;
  return zip(name, [{ name: inside, content: "r".repeat(buffer.length - around) }]);
}

/** From now on the browser gets other bytes for a file than the server has; as a whole, or the stretch it asks for. */
export async function served(context: BrowserContext, file: string, other: Sample): Promise<void> {
  await context.route(`**/api/v1/attachments/${file}`, (route) => {
    const { mimeType: contentType, buffer } = other;
    const asked = /^bytes=(\d+)-(\d+)$/.exec(route.request().headers()["range"] ?? "");
    if (!asked) return route.fulfill({ status: 200, contentType, body: buffer });
    const body = buffer.subarray(Number(asked[1]), Number(asked[2]) + 1);
    return route.fulfill({ status: 206, contentType, body });
  });
}
