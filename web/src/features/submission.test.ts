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
