import { TextReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { describe, expect, test } from "vitest";
import { byFolder, entriesMax, listZip, plainName, type ZipContents } from "./zip";

async function packed(names: readonly string[], text = "rye"): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, level: 0 });
  const lastModDate = new Date(2026, 2, 2, 10, 20);
  for (const name of names) {
    const content = name.endsWith("/") ? undefined : new TextReader(text);
    await writer.add(name, content, { lastModDate });
  }
  return writer.close();
}

/** Lists it as the page does, and tells which stretches were asked for. */
async function listed(
  bytes: Uint8Array,
): Promise<{ found: ZipContents; asked: [number, number][] }> {
  const asked: [number, number][] = [];
  const found = await listZip(bytes.length, async (from, length) => {
    asked.push([from, length]);
    expect(from + length).toBeLessThanOrEqual(bytes.length);
    return bytes.slice(from, from + length);
  });
  return { found, asked };
}

describe("the contents of a zip", () => {
  test("are told by name, size, date and folder, from its table alone", async () => {
    const bytes = await packed(["a.txt", "pictures/", "pictures/rye.png"], "rye".repeat(20_000));
    const { found, asked } = await listed(bytes);
    expect(found).toMatchObject({ cut: null, bytes: 120_000 });
    expect(byFolder(found.entries).map(({ folder, entries }) => [folder, entries.length])).toEqual([
      ["", 1],
      ["pictures/", 1],
    ]);
    expect(found.entries[0]).toMatchObject({ name: "a.txt", bytes: 60_000, locked: false });
    expect(new Date(found.entries[0]?.at ?? "")).toEqual(new Date(2026, 2, 2, 10, 20));
    const fetched = asked.reduce((sum, [, length]) => sum + length, 0);
    expect(fetched).toBeLessThan(2000);
  });

  test("of an archive cut anywhere are refused, or are what is left of them; nothing hangs", async () => {
    const whole = await packed(["a.txt", "b/c.txt"]);
    for (let length = 0; length < whole.length; length += 1) {
      await expect(listed(whole.slice(0, length)), `${length} bytes`).rejects.toThrow();
    }
  });

  test("whatever bytes are changed, come out bounded or are refused", async () => {
    const whole = await packed(["a.txt", "b/c.txt", "d.txt"]);
    for (let at = 0; at < whole.length; at += 1) {
      for (const value of [0, 255]) {
        const changed = whole.slice();
        changed[at] = value;
        const outcome = await listed(changed).catch(() => null);
        expect(outcome?.found.entries.length ?? 0).toBeLessThanOrEqual(entriesMax);
      }
    }
  });
});

test.each([
  ["gnp.\u202eexe.txt", "gnp.\ufffdexe.txt"],
  ["a\u0000b\nc\u200bd\u2066e", "a\ufffdb\ufffdc\ufffdd\ufffde"],
  ["Brötchen 面包 خبز.txt", "Brötchen 面包 خبز.txt"],
  ["<b>bold</b>", "<b>bold</b>"],
])("the name %j reads %j", (name, plain) => expect(plainName(name)).toBe(plain));

test("an endless name is cut", () => {
  expect([...plainName("🍞".repeat(10_000))]).toHaveLength(301);
});
