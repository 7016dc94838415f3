import { describe, expect, test } from "vitest";
import { tellsPlace, withoutPlace } from "./exif";

const bytes = (...parts: (number[] | string | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === "string" ? [...part].map((letter) => letter.charCodeAt(0)) : [...part],
    ),
  );

function segment(kind: number, body: Uint8Array): Uint8Array {
  const length = body.length + 2;
  return bytes([0xff, kind, length >> 8, length & 0xff], body);
}

type Order = "little" | "big";

/** One directory of a TIFF: each entry is a tag, a type and four bytes as a number. */
function directory(order: Order, entries: [number, number, number][]): Uint8Array {
  const made = new DataView(new ArrayBuffer(2 + entries.length * 12 + 4));
  const little = order === "little";
  made.setUint16(0, entries.length, little);
  entries.forEach(([tag, type, value], index) => {
    const at = 2 + index * 12;
    made.setUint16(at, tag, little);
    made.setUint16(at + 2, type, little);
    made.setUint32(at + 4, 1, little);
    if (type === 3) made.setUint16(at + 8, value, little);
    else made.setUint32(at + 8, value, little);
  });
  return new Uint8Array(made.buffer);
}

function exif(order: Order, orientation: number, gpsTags: number[] | null): Uint8Array {
  const head = order === "little" ? bytes("II*\0", [8, 0, 0, 0]) : bytes("MM\0*", [0, 0, 0, 8]);
  const entries: [number, number, number][] = [[0x0112, 3, orientation]];
  if (gpsTags) entries.push([0x8825, 4, 8 + 2 + 2 * 12 + 4]);
  const gps = gpsTags
    ? directory(
        order,
        gpsTags.map((tag) => [tag, 5, 0]),
      )
    : bytes();
  return segment(0xe1, bytes("Exif\0\0", head, directory(order, entries), gps));
}

const soi = [0xff, 0xd8];
const eoi = [0xff, 0xd9];
const jfif = segment(0xe0, bytes("JFIF\0", [1, 1, 0, 0, 1, 0, 1, 0, 0]));
const profile = segment(0xe2, bytes("ICC_PROFILE\0", [1, 1, 9, 9]));
/** Two scans with what a reader may stumble over: a stuffed zero, a restart, a table between. */
const points = bytes(
  segment(0xda, bytes([1, 2, 3])),
  [0x11, 0xff, 0x00, 0x22, 0xff, 0xd0, 0x33],
  segment(0xc4, bytes([7])),
  segment(0xda, bytes([4])),
  [0x44, 0xff, 0x00],
);
const plain = bytes(soi, jfif, profile, points, eoi);
const at = [2, 4];

describe("whether a picture tells where it was taken", () => {
  test.each(["little", "big"] as const)("found in Exif of either byte order: %s", (order) => {
    expect(tellsPlace(bytes(soi, exif(order, 1, at), points, eoi))).toBe(true);
    expect(tellsPlace(bytes(soi, exif(order, 6, null), points, eoi))).toBe(false);
  });

  test("a directory that holds no place is none", () => {
    expect(tellsPlace(bytes(soi, exif("big", 1, [0]), points, eoi))).toBe(false);
    expect(tellsPlace(plain)).toBe(false);
  });

  test("found in XMP, and behind the end of the first picture", () => {
    const xmp = segment(0xe1, bytes('http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude="48,8N"/>'));
    expect(tellsPlace(bytes(soi, xmp, points, eoi))).toBe(true);
    const second = bytes(soi, exif("little", 1, at), points, eoi);
    expect(tellsPlace(bytes(plain, [0, 0, 0], second))).toBe(true);
  });

  test("what is damaged or no picture tells nothing and ends", () => {
    const whole = bytes(soi, exif("big", 1, at), points, eoi);
    for (let length = 0; length < whole.length; length += 1) tellsPlace(whole.subarray(0, length));
    for (let place = 2; place < whole.length; place += 1) {
      for (const value of [0, 0x7f, 0xff]) {
        const broken = Uint8Array.from(whole);
        broken[place] = value;
        tellsPlace(broken);
        withoutPlace(broken);
      }
    }
    expect(tellsPlace(bytes("GIF89a"))).toBe(false);
    expect(tellsPlace(bytes())).toBe(false);
  });
});

describe("a picture without its place", () => {
  test.each(["little", "big"] as const)(
    "keeps points, colours and which way is up: %s",
    (order) => {
      const taken = bytes(soi, jfif, exif(order, 6, at), profile, points, eoi, "more behind it");
      const left = withoutPlace(taken);
      expect(tellsPlace(left)).toBe(false);
      const upright = segment(
        0xe1,
        bytes("Exif\0\0MM\0*", [0, 0, 0, 8], directory("big", [[0x0112, 3, 6]])),
      );
      expect([...left]).toEqual([...bytes(soi, upright, jfif, profile, points, eoi)]);
    },
  );

  test("an upright one carries nothing more, and one without is the same", () => {
    const taken = bytes(soi, jfif, exif("big", 1, at), profile, points, eoi);
    expect([...withoutPlace(taken)]).toEqual([...plain]);
    expect([...withoutPlace(plain)]).toEqual([...plain]);
  });

  test("further pictures go, and the list of them", () => {
    const list = segment(0xe2, bytes("MPF\0", [1, 2, 3]));
    const second = bytes(soi, exif("big", 1, at), points, eoi);
    const taken = bytes(soi, jfif, list, profile, points, eoi, second);
    expect([...withoutPlace(taken)]).toEqual([...plain]);
  });
});
