/**
 * Where a JPEG was taken: whether it tells, and the same picture without it, its points untouched. Reads bytes
 * that strangers made, so it believes no length and no offset. Knows no screen.
 */

const marker = { soi: 0xd8, eoi: 0xd9, sos: 0xda, app1: 0xe1, app2: 0xe2, tem: 0x01 };
const tag = { orientation: 0x0112, gps: 0x8825, latitude: 2, longitude: 4 };
/** Entries of one directory that are looked at; cameras write a few dozen. */
const entriesMax = 512;

interface Segment {
  marker: number;
  /** From its marker to its end, the compressed picture included. */
  start: number;
  end: number;
  /** Where what it holds begins. */
  body: number;
}

/** The pieces of one picture, and where it ends; null for what is no JPEG. */
function segments(bytes: Uint8Array): { found: Segment[]; end: number } | null {
  if (bytes[0] !== 0xff || bytes[1] !== marker.soi) return null;
  const found: Segment[] = [];
  let at = 2;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const kind = bytes[at + 1] ?? 0;
    if (kind === 0xff) at += 1;
    else if (kind === marker.eoi) return { found, end: at + 2 };
    else if (isBare(kind)) at += 2;
    else {
      const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
      if (length < 2) return null;
      let end = Math.min(bytes.length, at + 2 + length);
      if (kind === marker.sos) end = afterScan(bytes, end);
      found.push({ marker: kind, start: at, end, body: at + 4 });
      at = end;
    }
  }
  return { found, end: bytes.length };
}

/** Markers that stand alone: restarts, and one that nobody uses. */
function isBare(kind: number): boolean {
  return kind === marker.tem || (kind >= 0xd0 && kind <= marker.soi);
}

/** Within compressed points, a marker is what is followed by neither zero nor a restart. */
function afterScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) break;
    if (next !== 0 && next !== 0xff && !isBare(next)) return at;
  }
  return bytes.length;
}

function isExif(bytes: Uint8Array, { marker: kind, body }: Segment): boolean {
  return kind === marker.app1 && latin(bytes, body, body + 6) === "Exif\0\0";
}

/** Bytes as letters, one each: enough to find words that are plain. */
function latin(bytes: Uint8Array, start: number, end: number): string {
  return new TextDecoder("latin1").decode(bytes.subarray(start, end));
}

/** The directories of an Exif segment, which is a TIFF of its own. */
class Tiff {
  private readonly view: DataView;
  private readonly little: boolean;

  constructor(bytes: Uint8Array, { body, end }: Segment) {
    const start = Math.min(body + 6, end);
    this.view = new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
    this.little = this.short(0) === 0x4949;
  }

  /** Of the first directory, where the picture's own facts stand. */
  first(wanted: number): number | null {
    return this.entry(this.long(4), wanted);
  }

  /** What an entry holds, or where that stands; null where there is none. */
  entry(directory: number, wanted: number): number | null {
    const count = Math.min(this.short(directory), entriesMax);
    for (let at = directory + 2; at < directory + 2 + count * 12; at += 12) {
      if (this.short(at) === wanted) {
        return this.short(at + 2) === 3 ? this.short(at + 8) : this.long(at + 8);
      }
    }
    return null;
  }

  private short(at: number): number {
    return at + 2 <= this.view.byteLength ? this.view.getUint16(at, this.little) : 0;
  }

  private long(at: number): number {
    return at + 4 <= this.view.byteLength ? this.view.getUint32(at, this.little) : 0;
  }
}

function hasPlace(bytes: Uint8Array, segment: Segment): boolean {
  if (segment.marker !== marker.app1) return false;
  // XMP is text and may say the same again.
  if (!isExif(bytes, segment)) return latin(bytes, segment.body, segment.end).includes("GPSL");
  const tiff = new Tiff(bytes, segment);
  const gps = tiff.first(tag.gps);
  if (gps === null) return false;
  return tiff.entry(gps, tag.latitude) !== null || tiff.entry(gps, tag.longitude) !== null;
}

/** Whether a JPEG tells where it was taken. Phones put further pictures behind the first; they count. */
export function tellsPlace(bytes: Uint8Array): boolean {
  for (let rest = bytes; ;) {
    const picture = segments(rest);
    if (!picture) return false;
    if (picture.found.some((segment) => hasPlace(rest, segment))) return true;
    const next = nextPicture(rest, picture.end);
    if (next < 0) return false;
    rest = rest.subarray(next);
  }
}

function nextPicture(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    if (bytes[at + 1] === marker.soi && bytes[at + 2] === 0xff) return at;
  }
  return -1;
}

/** An Exif segment that says nothing but which way up the picture is. */
function orientationOnly(value: number): Uint8Array {
  const segment = new Uint8Array(36);
  const view = new DataView(segment.buffer);
  view.setUint16(0, 0xffe1);
  view.setUint16(2, segment.length - 2);
  segment.set(new TextEncoder().encode("Exif\0\0MM\0*"), 4);
  view.setUint32(14, 8);
  view.setUint16(18, 1);
  view.setUint16(20, tag.orientation);
  view.setUint16(22, 3);
  view.setUint32(24, 1);
  view.setUint16(28, value);
  return segment;
}

/**
 * The same picture with nothing beside it that tells of its taking: which way up it is stays, and its colours. What
 * stands behind its end goes, and with it the list of what stood there (the APP2 segment "MPF").
 */
export function withoutPlace(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const picture = segments(bytes);
  if (!picture) return Uint8Array.from(bytes);
  const exif = picture.found.find((segment) => isExif(bytes, segment));
  const turned = exif ? new Tiff(bytes, exif).first(tag.orientation) : null;
  const kept = picture.found.filter(
    (one) =>
      one.marker !== marker.app1 &&
      !(one.marker === marker.app2 && latin(bytes, one.body, one.body + 4) === "MPF\0"),
  );
  const parts = [
    Uint8Array.of(0xff, marker.soi),
    ...(turned !== null && turned > 1 && turned <= 8 ? [orientationOnly(turned)] : []),
    ...kept.map(({ start, end }) => bytes.subarray(start, end)),
    Uint8Array.of(0xff, marker.eoi),
  ];
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
