import { cleanup, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Schemas } from "$/api/types";
import { copy } from "$/sync/copy.svelte";
import type { Entry } from "$/sync/frames";
import { recall } from "$/sync/keepsakes";
import { marketplace } from "$/sync/marketplace.svelte";
import { outgoing } from "$/sync/outgoing.svelte";
import { session } from "$/sync/session.svelte";
import { threads } from "$/sync/threads.svelte";
import Composer from "./Composer.svelte";
import ConversationPane from "./ConversationPane.svelte";
import Foot from "./Foot.svelte";
import { refusal, sampleMessage, sampleRow, sampleThread } from "./sample.test-env";
import { TALK, Talk } from "./talk.svelte";

const secret = "Nobody may read this yet";

beforeEach(() => {
  session.me = { id: "felix", name: "Felix" } as Schemas["Me"];
  marketplace.value = {
    warning: { version: 7, title: "Stay safe", paragraphs: ["Keep payments here."] },
    policy_line: "Talk here.",
    limits: { message_chars: 20, file_bytes: 10_485_760, files_per_message: 10 },
    file_endings: ["pdf", "jpg"],
  } as Schemas["Marketplace"];
  vi.spyOn(threads, "open").mockImplementation(() => undefined);
  vi.spyOn(threads, "refresh").mockResolvedValue();
});

afterEach(() => {
  cleanup();
  copy.clear();
  threads.clear();
});

const invitation: Entry = {
  ...sampleMessage(1, "clara"),
  body: { kind: "invitation", invitation: "i1", text: secret },
};

function show(row: ReturnType<typeof sampleRow>, entries: Entry[] = [invitation]) {
  copy.replica = {
    epoch: "e",
    rows: new Map([[row.id, row]]),
    threads: new Map([[row.id, sampleThread(entries)]]),
  };
  return render(ConversationPane, { id: row.id, ondetails: () => undefined });
}

describe("the conversation pane", () => {
  test("before the safety warning is read nothing of the text is in the page", async () => {
    const acknowledge = vi.spyOn(threads, "acknowledge").mockResolvedValue();
    const { container } = show(
      sampleRow({
        warning_pending: true,
        standing: { state: "invited", reason: null },
        send: refusal,
      }),
    );
    expect(container.innerHTML).not.toContain(secret);
    expect(container.textContent).toContain("Clara Hofmann");
    expect(container.textContent).toContain("Landing page");
    expect(screen.queryByRole("button", { name: "Accept" })).toBeNull();
    screen.getByRole("button", { name: "Got it, show conversation" }).click();
    await tick();
    expect(acknowledge).toHaveBeenCalledWith("c1", 7);
  });

  test("after it the text is there and can be accepted or declined", () => {
    const { container } = show(
      sampleRow({ standing: { state: "invited", reason: null }, send: refusal }),
    );
    expect(container.textContent).toContain(secret);
    expect(screen.getByRole("button", { name: "Accept" })).toBeTruthy();
    expect(screen.getByRole("button", { name: "Decline" })).toBeTruthy();
    expect(screen.queryByRole("textbox", { name: "Message" })).toBeNull();
  });

  test("a conversation closed with its job shows the reason and no text", () => {
    const { container } = show(
      sampleRow({
        reach: "nothing",
        standing: { state: "closed", reason: "job-closed" },
        send: { code: "job-closed", detail: "The client closed this job." },
      }),
    );
    expect(container.innerHTML).not.toContain(secret);
    expect(container.textContent).toContain("The client closed this job.");
  });

  test("what arrives does not open the conversation again", async () => {
    const open = vi.spyOn(threads, "open").mockImplementation(() => void copy.replica.rows.size);
    show(sampleRow());
    await tick();
    copy.replica = { ...copy.replica, rows: new Map([["c1", sampleRow({ version: 2 })]]) };
    await tick();
    expect(open).toHaveBeenCalledTimes(1);
  });

  test("the focus stays in the pane when what had it goes with the standing", async () => {
    const opened: unknown = { invitation: { id: "i1", state: "pending" }, desk: [] };
    threads.details = new Map([["c1", opened as Schemas["Conversation"]]]);
    show(sampleRow({ standing: { state: "invited", reason: null }, send: refusal }));
    const decline = screen.getByRole("button", { name: "Decline" });
    decline.focus();
    expect(document.activeElement).toBe(decline);
    const declined = sampleRow({
      version: 2,
      standing: { state: "declined", reason: null },
      send: refusal,
    });
    copy.replica = { ...copy.replica, rows: new Map([["c1", declined]]) };
    await tick();
    expect(screen.queryByRole("button", { name: "Decline" })).toBeNull();
    const heading = screen.getByRole("heading", { level: 1 });
    await vi.waitFor(() => expect(document.activeElement).toBe(heading));
  });

  test("a turn of the standing takes the focus from nobody who is elsewhere", async () => {
    const elsewhere = document.body.appendChild(document.createElement("button"));
    show(sampleRow({ standing: { state: "invited", reason: null }, send: refusal }));
    elsewhere.focus();
    const open = sampleRow({ version: 2 });
    copy.replica = { ...copy.replica, rows: new Map([["c1", open]]) };
    await tick();
    await tick();
    expect(document.activeElement).toBe(elsewhere);
    elsewhere.remove();
  });

  test("an open conversation has a composer", () => {
    show(sampleRow());
    expect(screen.getByRole("textbox", { name: "Message" })).toBeTruthy();
  });
});

describe("beneath the thread", () => {
  test("the client waits and may withdraw", () => {
    const row = sampleRow(
      { standing: { state: "invited", reason: null }, send: refusal },
      { side: "client" },
    );
    render(Foot, { row });
    expect(screen.getByRole("button", { name: "Withdraw" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Accept" })).toBeNull();
  });

  test.each(["withdrawn", "expired"] as const)("the client may invite again after %s", (reason) => {
    const standing = { state: "closed", reason } as const;
    render(Foot, { row: sampleRow({ standing, send: refusal }, { side: "client" }) });
    expect(screen.getByRole("button", { name: "Invite again" })).toBeTruthy();
    cleanup();
    render(Foot, { row: sampleRow({ standing, send: refusal }) });
    expect(screen.queryByRole("button", { name: "Invite again" })).toBeNull();
    expect(document.body.textContent).toContain(refusal.detail);
  });
});

/** The composer, with what it shares with the thread. */
function compose(): Talk {
  const talk = new Talk("c1", "felix");
  render(Composer, { props: { row: sampleRow() }, context: new Map([[TALK, talk]]) });
  return talk;
}

describe("the composer", () => {
  const send = () => screen.getByRole<HTMLButtonElement>("button", { name: "Send" });
  const box = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Message" });

  async function type(text: string) {
    box().value = text;
    box().dispatchEvent(new Event("input", { bubbles: true }));
    await tick();
  }

  async function press(init: KeyboardEventInit) {
    const event = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init });
    box().dispatchEvent(event);
    await tick();
    return event;
  }

  test("does not send what is empty, blank or too long", async () => {
    const sent = vi.spyOn(outgoing, "send").mockImplementation(() => undefined);
    compose();
    for (const text of ["", "  \n ", "x".repeat(21)]) {
      await type(text);
      expect(send().disabled).toBe(true);
      await press({ key: "Enter" });
    }
    expect(sent).not.toHaveBeenCalled();
    expect(box().getAttribute("aria-invalid")).toBe("true");
  });

  test("Enter sends and empties, Shift and Enter and composing do not", async () => {
    const sent = vi.spyOn(outgoing, "send").mockImplementation(() => undefined);
    compose();
    await type(" hello ");
    expect((await press({ key: "Enter", shiftKey: true })).defaultPrevented).toBe(false);
    await press({ key: "Enter", isComposing: true });
    expect(sent).not.toHaveBeenCalled();
    await press({ key: "Enter" });
    expect(sent).toHaveBeenCalledWith("c1", "hello", null, []);
    expect(box().value).toBe("");
  });

  test("a draft survives leaving, and sending clears it", async () => {
    vi.spyOn(outgoing, "send").mockImplementation(() => undefined);
    compose();
    await type("half a thought");
    cleanup();
    expect(recall("felix", "draft", "c1")).toBe("half a thought");
    compose();
    expect(box().value).toBe("half a thought");
    await press({ key: "Enter" });
    expect(recall("felix", "draft", "c1")).toBeNull();
  });

  test("nothing is kept for somebody who signed out", async () => {
    compose();
    await type("not to be found");
    session.me = null;
    cleanup();
    expect(recall("felix", "draft", "c1")).toBeNull();
  });
});
