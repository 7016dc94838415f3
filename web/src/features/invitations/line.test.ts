import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ProblemError } from "$/api/problem";
import type { Schemas } from "$/api/types";
import { answerInvitation, fetchInvitation } from "$/sync/invitations";
import InvitationLine from "./InvitationLine.svelte";

vi.mock("$/sync/invitations", () => ({ answerInvitation: vi.fn(), fetchInvitation: vi.fn() }));

const pending: Schemas["Invitation"] = {
  id: "i1",
  conversation: "c1",
  state: "pending",
  side: "freelancer",
  other: { id: "clara", name: "Clara Okafor" },
  job: { id: "book", title: "A book", phase: "open" },
  text: "I liked your foxes.",
  withheld: false,
  warning_pending: false,
  created_at: "2026-03-01T10:00:00.000000Z",
  expires_at: "2026-03-15T10:00:00.000000Z",
  answered_at: null,
};

function show(invitation: Schemas["Invitation"]) {
  const changed = vi.fn();
  render(InvitationLine, { invitation, changed });
  return changed;
}

const button = (name: string) => screen.queryByRole("button", { name });

beforeEach(() => {
  vi.mocked(answerInvitation).mockReset();
  vi.mocked(fetchInvitation).mockReset();
});
afterEach(cleanup);

describe("a line of the invitations", () => {
  it("cannot be accepted before the safety warning, and shows the way to it", () => {
    show({ ...pending, withheld: true, warning_pending: true, text: null });
    expect(button("Accept")).toBeNull();
    expect(button("Decline")).toBeNull();
    const link = screen.getByRole("link", { name: "Read the safety warning first" });
    expect(link.getAttribute("href")).toBe("/inbox/c1");
    expect(screen.getByText("Clara Okafor")).toBeTruthy();
    expect(screen.getByText("About A book")).toBeTruthy();
  });

  it("lets the freelancer accept", async () => {
    const changed = show(pending);
    vi.mocked(answerInvitation).mockResolvedValue({ ...pending, state: "accepted" });
    await fireEvent.click(button("Accept")!);
    await vi.waitFor(() => expect(changed).toHaveBeenCalled());
    expect(answerInvitation).toHaveBeenCalledWith("i1", "accepted");
  });

  it("lets only the client withdraw, and only while it is pending", () => {
    show(pending);
    expect(button("Withdraw")).toBeNull();
    cleanup();
    show({ ...pending, side: "client" });
    expect(button("Withdraw")).not.toBeNull();
    expect(button("Accept")).toBeNull();
    cleanup();
    show({ ...pending, side: "client", state: "expired" });
    expect(button("Withdraw")).toBeNull();
  });

  it("offers no answer while the job is closed", () => {
    show({ ...pending, job: { ...pending.job, phase: "closed" } });
    expect(button("Accept")).toBeNull();
    expect(screen.getByText("Job closed")).toBeTruthy();
  });

  it("shows why and what it has become when somebody was faster", async () => {
    const changed = show(pending);
    const detail = "Clara has withdrawn this invitation.";
    vi.mocked(answerInvitation).mockRejectedValue(
      new ProblemError({ code: "invitation-withdrawn", status: 409, detail }),
    );
    vi.mocked(fetchInvitation).mockResolvedValue({ ...pending, state: "withdrawn" });
    await fireEvent.click(button("Accept")!);
    expect((await screen.findByRole("alert")).textContent).toContain(detail);
    await vi.waitFor(() =>
      expect(changed).toHaveBeenCalledWith({ ...pending, state: "withdrawn" }),
    );
  });
});
