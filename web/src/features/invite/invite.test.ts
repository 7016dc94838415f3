import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ProblemError } from "$/api/problem";
import type { Schemas } from "$/api/types";
import { sendInvitation } from "$/sync/invitations";
import { listOpenJobs } from "$/sync/jobs";
import { session } from "$/sync/session.svelte";
import InviteDialog from "./InviteDialog.svelte";

vi.mock("$/sync/invitations", () => ({ sendInvitation: vi.fn() }));
let keysMade = 0;
vi.mock("$/sync/jobs", () => ({ listOpenJobs: vi.fn(), newKey: () => `key ${++keysMade}` }));

const felix = { id: "felix", name: "Felix Brandt" };

function job(id: string, title: string): Schemas["Job"] {
  return {
    id,
    title,
    description: "",
    kind: "contract",
    conversation_required: "no",
    phase: "open",
    class: null,
    messaging: true,
    created_at: "2026-03-01T10:00:00.000000Z",
    closed_at: null,
    conversation_count: 0,
    pending_count: 0,
  };
}

const made: Schemas["Invitation"] = {
  id: "i1",
  conversation: "c1",
  state: "pending",
  side: "client",
  other: felix,
  job: { id: "book", title: "A book", phase: "open" },
  text: "Hello",
  withheld: false,
  warning_pending: false,
  created_at: "2026-03-01T10:00:00.000000Z",
  expires_at: "2026-03-15T10:00:00.000000Z",
  answered_at: null,
};

async function open(jobs: Schemas["Job"][]) {
  vi.mocked(listOpenJobs).mockResolvedValue(jobs);
  const view = render(InviteDialog, { open: true, freelancer: felix });
  await waitFor(() => expect(screen.queryByRole("status", { name: "Loading" })).toBeNull());
  return view;
}

async function fill(jobId: string, text: string) {
  await fireEvent.change(screen.getByLabelText("Job"), { target: { value: jobId } });
  await fireEvent.input(screen.getByLabelText("Your message"), { target: { value: text } });
}

const submit = () => fireEvent.submit(document.querySelector("form")!);

beforeEach(() => {
  vi.mocked(sendInvitation).mockReset();
  session.me = {
    id: "clara",
    email: "c@example.com",
    name: "Clara",
    headline: "",
  } as Schemas["Me"];
});
afterEach(cleanup);

describe("the dialog behind Contact", () => {
  it("offers exactly the open jobs it was given", async () => {
    await open([job("book", "A book"), job("logo", "A logo")]);
    const options = [...screen.getByLabelText<HTMLSelectElement>("Job").options];
    expect(options.filter((one) => one.value !== "").map((one) => one.text)).toEqual([
      "A book",
      "A logo",
    ]);
  });

  it("says to post a job first when there is none, and shows no form", async () => {
    await open([]);
    expect(screen.getByText("Post a job first")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Post a job" }).getAttribute("href")).toBe("/jobs/new");
    expect(document.querySelector("form")).toBeNull();
  });

  it("refuses an empty text in place and sends nothing", async () => {
    await open([job("book", "A book")]);
    await fill("book", "   ");
    await submit();
    expect(await screen.findByText("Write a few words to Felix Brandt.")).toBeTruthy();
    expect(sendInvitation).not.toHaveBeenCalled();
  });

  it("makes one invitation of a double click", async () => {
    await open([job("book", "A book")]);
    let answer: (made: Schemas["Invitation"]) => void = () => {};
    vi.mocked(sendInvitation).mockReturnValue(new Promise((done) => (answer = done)));
    await fill("book", "Hello");
    await submit();
    await submit();
    expect(sendInvitation).toHaveBeenCalledTimes(1);
    answer(made);
    expect(await screen.findByText("Pending")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Open the conversation" }).getAttribute("href")).toBe(
      "/inbox/c1",
    );
  });

  it("uses the same key when a lost answer is tried again", async () => {
    await open([job("book", "A book")]);
    vi.mocked(sendInvitation).mockRejectedValueOnce(
      new ProblemError({ code: "unreachable", status: 0 }),
    );
    await fill("book", "Hello");
    await submit();
    expect(await screen.findByRole("alert")).toBeTruthy();
    vi.mocked(sendInvitation).mockResolvedValueOnce(made);
    await submit();
    expect(await screen.findByText("Invitation sent")).toBeTruthy();
    const [first, second] = vi.mocked(sendInvitation).mock.calls;
    expect(first![0]).toBe(second![0]);
    expect(first![0]).not.toBe("");
  });

  it("shows the server's sentence when the rules refuse", async () => {
    await open([job("book", "A book")]);
    const detail = "You already have a conversation about this job.";
    vi.mocked(sendInvitation).mockRejectedValueOnce(
      new ProblemError({ code: "already-in-conversation", status: 403, detail }),
    );
    await fill("book", "Hello");
    await submit();
    expect((await screen.findByRole("alert")).textContent).toContain(detail);
  });

  it("keeps the text for the next opening and forgets it once sent", async () => {
    await open([job("book", "A book")]);
    await fill("book", "Half a thought");
    cleanup();
    await open([job("book", "A book")]);
    expect(screen.getByLabelText<HTMLTextAreaElement>("Your message").value).toBe("Half a thought");
    vi.mocked(sendInvitation).mockResolvedValueOnce(made);
    await submit();
    await screen.findByText("Invitation sent");
    cleanup();
    await open([job("book", "A book")]);
    expect(screen.getByLabelText<HTMLTextAreaElement>("Your message").value).toBe("");
  });
});
