/**
 * What is in a zip, by its own table of contents: names, sizes, dates. Nothing is unpacked, and of the file only the
 * stretches that hold the table are fetched. Everything in it is a claim of whoever made it, so it is shown as text,
 * bounded, and with what could mislead made visible. Comes with the first zip that is opened.
 */
import { ZipReader, type Entry, type ReadableReader } from "@zip.js/zip.js/lib/zip-core-reader.js";

/** Entries listed. */
export const entriesMax = 1000;
/** Bytes that what is listed says it has unpacked. */
export const unpackedMax = 200 * 1024 * 1024;
/** Characters of a name that are shown. */
const nameChars = 300;

export interface ZipEntry {
  /** The folders it lies in, as they stand in the name; "" for none. */
  folder: string;
  name: string;
  bytes: number;
  /** Null where the archive gives none that can be true. */
  at: string | null;
  locked: boolean;
}

export interface ZipContents {
  entries: ZipEntry[];
  /** What ended the list before the archive ended. */
  cut: "entries" | "bytes" | null;
  /** Bytes that what is listed says it has unpacked. */
  bytes: number;
}

/**
 * Letters that change what stands around them or are not seen: controls, marks of direction, joiners, fillers. What
 * stands for a picture (a variation selector, a joiner between emojis) goes as well; a name is to be read, not admired.
 */
const misleading = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]|\u17b4|\u17b5/gu;

/** A name as text: what misleads is shown as a mark, what is endless is cut. */
export function plainName(name: string): string {
  const letters = [...name.replace(misleading, "\ufffd")];
  return letters.length > nameChars ? `${letters.slice(0, nameChars).join("")}…` : letters.join("");
}

export async function listZip(
  size: number,
  read: (from: number, length: number) => Promise<Uint8Array>,
): Promise<ZipContents> {
  const reader = new ZipReader(stretches(size, read));
  const found: ZipContents = { entries: [], cut: null, bytes: 0 };
  for await (const entry of reader.getEntriesGenerator()) {
    // A folder is told by what lies in it.
    if (entry.directory) continue;
    if (found.entries.length >= entriesMax) return { ...found, cut: "entries" };
    if (found.bytes + entry.uncompressedSize > unpackedMax) return { ...found, cut: "bytes" };
    found.bytes += entry.uncompressedSize;
    found.entries.push(shown(entry));
  }
  return found;
}

/** The archive may claim stretches beyond its end: it gets what there is. */
function stretches(
  size: number,
  read: (from: number, length: number) => Promise<Uint8Array>,
): ReadableReader {
  const readUint8Array = (from: number, length: number): Promise<Uint8Array> => {
    if (!(from >= 0 && from <= size)) throw new RangeError("beyond the archive");
    const there = Math.min(length, size - from);
    return there > 0 ? read(from, there) : Promise.resolve(new Uint8Array());
  };
  return { size, readUint8Array } as unknown as ReadableReader;
}

function shown(entry: Entry): ZipEntry {
  const path = entry.filename.replaceAll("\\", "/");
  const end = path.lastIndexOf("/");
  const at = entry.lastModDate;
  // Archives without a date say 1980, and some say what no calendar knows.
  const dated = at instanceof Date && at.getFullYear() > 1980 && at.getFullYear() < 2100;
  return {
    folder: plainName(path.slice(0, end + 1)),
    name: plainName(path.slice(end + 1)),
    bytes: entry.uncompressedSize,
    at: dated ? at.toISOString() : null,
    locked: entry.encrypted,
  };
}

/** By folder, in the order of the archive. */
export function byFolder(entries: readonly ZipEntry[]): { folder: string; entries: ZipEntry[] }[] {
  const folders = new Map<string, ZipEntry[]>();
  for (const entry of entries) {
    const there = folders.get(entry.folder);
    if (there) there.push(entry);
    else folders.set(entry.folder, [entry]);
  }
  return [...folders].map(([folder, each]) => ({ folder, entries: each }));
}
