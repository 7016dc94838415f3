/** Files to send: pictures, sound and others, made here so that nothing is taken from anybody. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { deflateSync, crc32 } from "node:zlib";
import type { Locator, Page } from "@playwright/test";
import { thread } from "./pages.ts";

export interface Sample {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

function chunk(kind: string, body: Buffer): Buffer {
  const framed = Buffer.alloc(body.length + 12);
  framed.writeUInt32BE(body.length);
  framed.write(kind, 4, "latin1");
  body.copy(framed, 8);
  framed.writeUInt32BE(crc32(framed.subarray(4, body.length + 8)), body.length + 8);
  return framed;
}

type Colour = readonly [number, number, number];

/** A picture of one colour that fades downwards. */
export function png(name: string, [red, green, blue]: Colour, width = 320, height = 240): Sample {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    const fade = 1 - (y / height) * 0.6;
    for (let x = 0; x < width; x += 1) {
      rows.set(
        [red * fade, green * fade, blue * fade].map(Math.floor),
        y * (1 + width * 3) + 1 + x * 3,
      );
    }
  }
  const buffer = Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
  return { name, mimeType: "image/png", buffer };
}

/** A second of a quiet tone. */
export function wav(name: string): Sample {
  const samples = 8000;
  const buffer = Buffer.alloc(44 + samples, 128);
  buffer.write("RIFF", 0, "latin1");
  buffer.writeUInt32LE(36 + samples, 4);
  buffer.write("WAVEfmt ", 8, "latin1");
  buffer.writeUInt32LE(16, 16);
  buffer.writeUInt16LE(1, 20);
  buffer.writeUInt16LE(1, 22);
  buffer.writeUInt32LE(8000, 24);
  buffer.writeUInt32LE(8000, 28);
  buffer.writeUInt16LE(1, 32);
  buffer.writeUInt16LE(8, 34);
  buffer.write("data", 36, "latin1");
  buffer.writeUInt32LE(samples, 40);
  for (let at = 0; at < samples; at += 1) buffer[44 + at] = 128 + Math.round(20 * Math.sin(at / 3));
  return { name, mimeType: "audio/wav", buffer };
}

export function csv(name: string, lines = 3): Sample {
  const rows = Array.from({ length: lines }, (_, at) => `${at + 1},loaf ${at + 1},rye\n`);
  return { name, mimeType: "text/csv", buffer: Buffer.from(`no,name,flour\n${rows.join("")}`) };
}

/** The smallest document that readers of PDF accept. */
export function pdf(name: string): Sample {
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
  ];
  let text = "%PDF-1.4\n";
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const start = text.length;
  text += `xref\n0 4\n0000000000 65535 f \n${places.join("")}trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`;
  return { name, mimeType: "application/pdf", buffer: Buffer.from(text, "latin1") };
}

/** An Exif segment, lying on its side, with a place in it. */
function placed(): Buffer {
  const made = Buffer.alloc(96);
  made.write("\xff\xe1\0\0Exif\0\0MM\0*", 0, "latin1");
  made.writeUInt16BE(made.length - 2, 2);
  made.writeUInt32BE(8, 14);
  const entry = (at: number, tag: number, kind: number, count: number, value: number) => {
    made.writeUInt16BE(tag, at);
    made.writeUInt16BE(kind, at + 2);
    made.writeUInt32BE(count, at + 4);
    if (kind === 3) made.writeUInt16BE(value, at + 8);
    else made.writeUInt32BE(value, at + 8);
  };
  made.writeUInt16BE(2, 18);
  entry(20, 0x0112, 3, 1, 6);
  entry(32, 0x8825, 4, 1, 38);
  made.writeUInt16BE(1, 48);
  entry(50, 2, 5, 3, 60);
  return made;
}

/** A photograph that the browser itself draws, with the place it was taken at written into it. */
export async function photo(page: Page, name: string): Promise<Sample> {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [320, 200];
    const pen = canvas.getContext("2d");
    if (!pen) throw new Error("no canvas");
    pen.fillStyle = "#b5763a";
    pen.fillRect(0, 0, 320, 200);
    pen.fillStyle = "#f3e3c8";
    pen.fillRect(40, 60, 240, 80);
    return canvas.toDataURL("image/jpeg", 0.9).split(",")[1] ?? "";
  });
  const drawn = Buffer.from(base64, "base64");
  const buffer = Buffer.concat([drawn.subarray(0, 2), placed(), drawn.subarray(2)]);
  return { name, mimeType: "image/jpeg", buffer };
}

export const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** Chooses files as with the paper clip. */
export async function choose(page: Page, ...files: Sample[]): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Attach files" }).click();
  await (await chooser).setFiles(files);
}

/** Lets files go over the conversation, or into the text, as the browser reports it. */
export async function bring(
  page: Page,
  how: "drop" | "paste",
  target: Locator,
  file: Sample,
): Promise<void> {
  const data = await page.evaluateHandle(
    ({ name, mimeType, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const made = new DataTransfer();
      made.items.add(new File([bytes], name, { type: mimeType }));
      return made;
    },
    { name: file.name, mimeType: file.mimeType, base64: file.buffer.toString("base64") },
  );
  if (how === "drop") {
    await thread(page).dispatchEvent("dragenter", { dataTransfer: data });
    await target.dispatchEvent("drop", { dataTransfer: data });
    return;
  }
  await target.evaluate(
    (element, clipboardData) =>
      element.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
      ),
    data,
  );
}

export const tray = (page: Page): Locator =>
  page.getByRole("list", { name: "Files to send" }).getByRole("listitem");

/** What a press on a control saves. */
export async function saved(page: Page, control: Locator): Promise<Buffer> {
  const download = page.waitForEvent("download");
  await control.click();
  return readFile(await (await download).path());
}
