import { describe, expect, test } from "vitest";
import { ProblemError } from "$/api/problem";
import type { AttachedFile } from "./files";
import { refusalOf, Uploads, type Bounds, type Upload } from "./uploads";

const bounds: Bounds = { endings: ["pdf", "jpg"], bytes: 100, count: 4 };

interface Posted {
  upload: Upload;
  signal: AbortSignal;
  progress: (sent: number) => void;
  done: () => void;
  fail: (error: unknown) => void;
}

/** A server at which every request waits until the test says how it ends. */
class Shelf {
  posted: Posted[] = [];
  discarded: string[] = [];
  kept = new Map<string, readonly AttachedFile[]>();
  timers: (() => void)[] = [];
  online = true;
  all: readonly Upload[] = [];
  private keys = 0;
  readonly uploads = new Uploads({
    post: (upload, progress, signal) =>
      new Promise((resolve, reject) => {
        const done = () => resolve(shared(upload));
        this.posted.push({ upload, signal, progress, done, fail: reject });
      }),
    discard: (file) => this.discarded.push(file),
    online: () => this.online,
    keep: (conversation, files) => this.kept.set(conversation, files),
    onchange: (all) => (this.all = all),
    newKey: () => `k${(this.keys += 1)}`,
    later: (run) => this.timers.push(run),
  });

  /** Adds files and lets them go, as after a look that found nothing. */
  add(...names: string[]): void {
    const files = names.map((name) => new File(["12345"], name));
    for (const { key } of this.uploads.add("a", files, bounds)) this.uploads.go(key);
  }

  states(): string[] {
    return this.all.map(({ name, state }) => `${name} ${state}`);
  }
}

function shared({ key, name, bytes }: Upload): AttachedFile {
  const media_type = "application/pdf";
  return {
    id: `file ${key}`,
    name,
    bytes,
    media_type,
    class: "document",
    deliverable: false,
    check: "clear",
  };
}

const settle = async () => {
  for (let at = 0; at < 5; at += 1) await Promise.resolve();
};

describe("what can be told before an upload", () => {
  test.each([
    ["plan.pdf", 100, null],
    ["PLAN.PDF", 1, null],
    ["a.exe", 10, "file-type-not-allowed"],
    ["pdf", 10, "file-type-not-allowed"],
    ["a.pdf.exe", 10, "file-type-not-allowed"],
    ["a.pdf", 101, "file-too-large"],
    ["a.pdf", 0, "file-empty"],
  ])("%s of %i bytes: %s", (name, size, expected) => {
    expect(refusalOf({ name, size }, bounds)).toBe(expected);
  });

  test("what is refused starts no request and takes no room", () => {
    const shelf = new Shelf();
    shelf.add("a.exe", "1.pdf", "2.pdf", "3.pdf", "4.pdf", "5.pdf");
    expect(shelf.states().filter((state) => state.endsWith("refused"))).toEqual([
      "a.exe refused",
      "5.pdf refused",
    ]);
    expect(shelf.all.at(-1)?.problem?.code).toBe("too-many-files");
    expect(shelf.posted.map(({ upload }) => upload.name)).not.toContain("a.exe");
  });
});

describe("uploads", () => {
  test("nothing starts before it was looked at, and what replaces it is what is sent", () => {
    const shelf = new Shelf();
    const content = new File(["first"], "a.jpg");
    const [added] = shelf.uploads.add("a", [content], bounds);
    expect(shelf.posted).toEqual([]);
    shelf.uploads.ask(added!.key);
    expect(shelf.states()).toEqual(["a.jpg asking"]);
    const other = new File(["not"], "a.jpg");
    shelf.uploads.go(added!.key, other);
    expect(shelf.posted[0]?.upload.content).toBe(other);
    expect(shelf.all[0]?.bytes).toBe(3);
  });

  test("three go at once, and the next when one of them ends", async () => {
    const shelf = new Shelf();
    shelf.add("1.pdf", "2.pdf", "3.pdf", "4.pdf");
    expect(shelf.posted).toHaveLength(3);
    expect(new Set(shelf.posted.map(({ upload }) => upload.key)).size).toBe(3);
    shelf.posted[1]?.done();
    await settle();
    expect(shelf.posted.map(({ upload }) => upload.name)).toContain("4.pdf");
    expect(shelf.states()).toEqual([
      "1.pdf sending",
      "2.pdf done",
      "3.pdf sending",
      "4.pdf sending",
    ]);
  });

  test("progress is told and never more than all of it", () => {
    const shelf = new Shelf();
    shelf.add("1.pdf");
    shelf.posted[0]?.progress(2);
    expect(shelf.all[0]?.sent).toBe(2);
    shelf.posted[0]?.progress(700);
    expect(shelf.all[0]?.sent).toBe(5);
  });

  test("a removed one is aborted; one that arrived, or arrives all the same, is discarded", async () => {
    const shelf = new Shelf();
    shelf.add("1.pdf", "2.pdf");
    const [first, second] = shelf.posted;
    shelf.uploads.remove(first!.upload.key);
    expect(first?.signal.aborted).toBe(true);
    first?.done();
    second?.done();
    await settle();
    expect(shelf.discarded).toEqual(["file k1"]);
    shelf.uploads.remove(second!.upload.key);
    expect(shelf.discarded).toEqual(["file k1", "file k2"]);
    expect(shelf.all).toEqual([]);
    expect(shelf.kept.get("a")).toEqual([]);
  });

  test("a refusal fails at once, in the server's words, and a retry goes under the same key", async () => {
    const shelf = new Shelf();
    shelf.add("1.pdf");
    const refusal = { code: "file-content-mismatch", status: 422, detail: "Not what it says." };
    shelf.posted[0]?.fail(new ProblemError(refusal));
    await settle();
    expect(shelf.all[0]).toMatchObject({
      state: "failed",
      problem: { code: "file-content-mismatch", detail: "Not what it says." },
    });
    shelf.uploads.retry("k1");
    shelf.posted[1]?.done();
    await settle();
    expect(shelf.posted.map(({ upload }) => upload.key)).toEqual(["k1", "k1"]);
    expect(shelf.states()).toEqual(["1.pdf done"]);
  });

  test.each([
    ["a lost answer", new Error("no answer")],
    ["a busy server", new ProblemError({ code: "busy", status: 503 })],
  ])("%s is tried thrice under one key, then told", async (_, error) => {
    const shelf = new Shelf();
    shelf.add("1.pdf");
    for (const round of [1, 2, 3]) {
      expect(shelf.posted).toHaveLength(round);
      shelf.posted.at(-1)?.fail(error);
      await settle();
      shelf.timers.splice(0).forEach((run) => run());
    }
    expect(shelf.posted).toHaveLength(3);
    expect(new Set(shelf.posted.map(({ upload }) => upload.key)).size).toBe(1);
    expect(shelf.states()).toEqual(["1.pdf failed"]);
  });

  test("while offline they wait, and go when the way is open", async () => {
    const shelf = new Shelf();
    shelf.online = false;
    shelf.add("1.pdf");
    expect(shelf.states()).toEqual(["1.pdf waiting"]);
    expect(shelf.posted).toEqual([]);
    shelf.online = true;
    shelf.uploads.wake();
    expect(shelf.states()).toEqual(["1.pdf sending"]);
    shelf.online = false;
    shelf.posted[0]?.fail(new Error("no answer"));
    await settle();
    expect(shelf.states()).toEqual(["1.pdf waiting"]);
  });

  test("a message takes what is done of its conversation and leaves what failed", async () => {
    const shelf = new Shelf();
    shelf.add("a.exe", "1.pdf", "2.pdf");
    shelf.uploads.restore("b", [shared({ key: "b", name: "b.pdf", bytes: 1 } as Upload)]);
    shelf.posted[0]?.done();
    shelf.posted[1]?.fail(new ProblemError({ code: "storage-full", status: 507 }));
    await settle();
    expect(shelf.kept.get("a")?.map(({ id }) => id)).toEqual(["file k2"]);
    expect(shelf.uploads.take("a").map(({ id }) => id)).toEqual(["file k2"]);
    expect(shelf.states()).toEqual(["2.pdf failed", "b.pdf done"]);
    expect(shelf.kept.get("a")).toEqual([]);
    expect(shelf.discarded).toEqual([]);
  });

  test("after the end nothing is told or kept any more", async () => {
    const shelf = new Shelf();
    shelf.add("1.pdf");
    const before = shelf.all;
    shelf.uploads.end();
    expect(shelf.posted[0]?.signal.aborted).toBe(true);
    shelf.posted[0]?.done();
    await settle();
    expect(shelf.all).toBe(before);
    expect(shelf.kept.size).toBe(0);
  });
});
