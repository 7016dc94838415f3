import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Company } from "./company.svelte";
import type { ClientFrame } from "./frames";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function setUp() {
  const said: ClientFrame[] = [];
  let visible = true;
  const company = new Company();
  company.around = { say: (frame) => said.push(frame), visible: () => visible };
  const look = (at: boolean) => {
    visible = at;
    company.looked();
  };
  const presence = (online: boolean | null, conversation = "a") =>
    company.hear({ type: "presence", conversation, online });
  const typing = (conversation = "a") => company.hear({ type: "typing", conversation });
  const conversations = () =>
    said.map((frame) => (frame.type === "attend" ? frame.conversation : frame.type));
  return { company, said, look, presence, typing, conversations };
}

describe("attending", () => {
  test("follows the conversation that is shown, and the eyes on it", () => {
    const { company, look, conversations } = setUp();
    company.open("a");
    company.open("b");
    company.close("a");
    look(false);
    look(false);
    look(true);
    company.close("b");
    expect(conversations()).toEqual(["a", "b", null, "b", null]);
  });

  test("is said anew after a turn and to another connection, and not while nothing is shown", () => {
    const { company, conversations } = setUp();
    company.again();
    expect(conversations()).toEqual([]);
    company.open("a");
    company.again();
    company.linked("lost");
    company.linked("open");
    company.again();
    expect(conversations()).toEqual(["a", "a", "a"]);
  });
});

describe("presence", () => {
  test("coming is shown at once, going after five seconds, and a reload in between not at all", () => {
    const { company, presence } = setUp();
    company.open("a");
    presence(true);
    expect(company.online).toBe(true);
    presence(false);
    vi.advanceTimersByTime(4900);
    expect(company.online).toBe(true);
    presence(true);
    vi.advanceTimersByTime(60_000);
    expect(company.online).toBe(true);
    presence(false);
    vi.advanceTimersByTime(5000);
    expect(company.online).toBe(false);
  });

  test("who is away when one comes is away at once, and another conversation begins unknown", () => {
    const { company, presence } = setUp();
    company.open("a");
    presence(false);
    expect(company.online).toBe(false);
    company.open("b");
    expect(company.online).toBeNull();
    presence(true, "a");
    expect(company.online).toBeNull();
  });

  test("while the line is lost nothing is known", () => {
    const { company, presence } = setUp();
    company.open("a");
    presence(true);
    company.linked("lost");
    company.linked("connecting");
    expect(company.online).toBe(true);
    vi.advanceTimersByTime(5000);
    expect(company.online).toBeNull();
  });
});

describe("typing", () => {
  test("is shown for six seconds after the last word of it, and until the message is there", () => {
    const { company, typing } = setUp();
    company.open("a");
    typing();
    vi.advanceTimersByTime(5000);
    typing();
    vi.advanceTimersByTime(5900);
    expect(company.typing).toBe(true);
    vi.advanceTimersByTime(100);
    expect(company.typing).toBe(false);
    typing();
    company.arrived("b");
    expect(company.typing).toBe(true);
    company.arrived("a");
    expect(company.typing).toBe(false);
  });

  test("of another conversation is not shown, and goes with the one who typed", () => {
    const { company, typing, presence } = setUp();
    company.open("a");
    typing("b");
    expect(company.typing).toBe(false);
    typing();
    presence(null);
    expect(company.typing).toBe(false);
  });

  test("is said at most every three seconds, and only of what is attended", () => {
    const { company, said, look } = setUp();
    company.open("a");
    for (let at = 0; at <= 6000; at += 100) company.typed("a", at);
    company.typed("b", 20_000);
    look(false);
    company.typed("a", 20_000);
    expect(said.filter(({ type }) => type === "typing")).toEqual(
      [0, 3000, 6000].map(() => ({ type: "typing", conversation: "a" })),
    );
  });
});
