import { describe, expect, it } from "vitest";
import { Submission } from "./submission.svelte";

describe("a press of a form's button", () => {
  it("runs the act once however often it is pressed while it runs", async () => {
    const submission = new Submission();
    let runs = 0;
    let finish = () => {};
    const act = () => {
      runs += 1;
      return new Promise<void>((done) => (finish = done));
    };
    const first = submission.run(act);
    expect(submission.busy).toBe(true);
    expect(await submission.run(act)).toBe(false);
    finish();
    expect(await first).toBe(true);
    expect(runs).toBe(1);
    expect(submission.busy).toBe(false);
  });

  it("keeps the failure until the next press and lets go of the button", async () => {
    const submission = new Submission();
    const failure = new Error("no");
    expect(await submission.run(() => Promise.reject(failure))).toBe(false);
    expect(submission.error).toBe(failure);
    expect(submission.busy).toBe(false);
    expect(await submission.run(() => Promise.resolve())).toBe(true);
    expect(submission.error).toBeNull();
  });
});

/** Acts that end when they are told to. */
function acts() {
  const begun: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const act = (name: string) => () =>
    new Promise<void>((resolve, reject) => {
      begun.push(name);
      ends.set(name, (error) => (error ? reject(error) : resolve()));
    });
  const end = async (name: string, error?: Error) => {
    ends.get(name)?.(error);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { begun, act, end };
}

describe("a change that is saved as it is made", () => {
  it("is sent after the one on its way, of several the last, and all hear how it ended", async () => {
    const { begun, act, end } = acts();
    const form = new Submission();
    const heard = [form.newest(act("one")), form.newest(act("two")), form.newest(act("three"))];
    expect(begun).toEqual(["one"]);
    await end("one", new Error("lost"));
    expect(begun).toEqual(["one", "three"]);
    expect(form.busy).toBe(true);
    await end("three");
    expect(await Promise.all(heard)).toEqual([true, true, true]);
    expect([form.busy, form.error]).toEqual([false, null]);
  });

  it("says so where it fails, and the next one begins anew", async () => {
    const { begun, act, end } = acts();
    const form = new Submission();
    const first = form.newest(act("one"));
    await end("one", new Error("lost"));
    expect(await first).toBe(false);
    expect(form.error).toEqual(new Error("lost"));
    const second = form.newest(act("two"));
    await end("two");
    expect(await second).toBe(true);
    expect(begun).toEqual(["one", "two"]);
  });
});
