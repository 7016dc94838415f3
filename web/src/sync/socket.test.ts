import { describe, expect, test } from "vitest";
import type { Frame } from "./frames";
import { Connection, type Link, type SocketLike } from "./socket";

class FakeSocket implements SocketLike {
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  readyState: number = WebSocket.OPEN;
  sent: string[] = [];
  closed = false;
  send(data: string): void {
    this.sent.push(data);
  }
  close(): void {
    this.closed = true;
  }
  open(): void {
    this.onopen?.(new Event("open"));
  }
  say(frame: unknown): void {
    this.onmessage?.(new MessageEvent("message", { data: JSON.stringify(frame) }));
  }
  drop(code: number): void {
    this.onclose?.({ code } as CloseEvent);
  }
}

function setUp() {
  const sockets: FakeSocket[] = [];
  const pauses: number[] = [];
  const links: Link[] = [];
  const frames: Frame[] = [];
  let pending: (() => void) | null = null;
  let sessionEnds = 0;
  let refusals = 0;
  const connection = new Connection({
    connect: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    resume: () => ({ epoch: "e", conversations: [{ id: "a", seq: 4, view: 1 }] }),
    onframe: (frame) => frames.push(frame),
    onlink: (link) => links.push(link),
    onsessionend: () => (sessionEnds += 1),
    onrefused: () => (refusals += 1),
    random: () => 0.5,
    later: (run, delayMs) => {
      pauses.push(delayMs);
      pending = run;
      return () => (pending = null);
    },
  });
  const last = () => sockets.at(-1)!;
  const tick = () => {
    const run = pending;
    pending = null;
    run?.();
  };
  const counts = { ends: () => sessionEnds, refusals: () => refusals };
  return { connection, sockets, pauses, links, frames, last, tick, ...counts };
}

const hello = { type: "hello", epoch: "e", account: "x", unread: 0, notifications_unread: 0 };

describe("the connection", () => {
  test("says where it stands as soon as it is open", () => {
    const { connection, last } = setUp();
    connection.start();
    last().open();
    expect(JSON.parse(last().sent[0] ?? "")).toEqual({
      type: "resume",
      epoch: "e",
      conversations: [{ id: "a", seq: 4, view: 1 }],
    });
  });

  test("waits longer after each failure, and short again after a success", () => {
    const { connection, last, tick, pauses } = setUp();
    connection.start();
    for (let at = 0; at < 4; at += 1) {
      last().drop(1006);
      tick();
    }
    expect(pauses).toEqual([300, 600, 1200, 2400]);
    last().open();
    last().say(hello);
    last().drop(1001);
    expect(pauses.at(-1)).toBe(300);
  });

  test("the pause has an upper bound", () => {
    const { connection, last, tick, pauses } = setUp();
    connection.start();
    for (let at = 0; at < 30; at += 1) {
      last().drop(1006);
      tick();
    }
    expect(Math.max(...pauses)).toBeLessThanOrEqual(20_000);
  });

  test("a slow reader resumes at once", () => {
    const { connection, last, pauses } = setUp();
    connection.start();
    last().open();
    last().say(hello);
    last().drop(4408);
    expect(pauses).toEqual([0]);
  });

  test("an ended session is reported and not knocked at again", () => {
    const { connection, last, sockets, pauses, ends } = setUp();
    connection.start();
    last().drop(4401);
    expect(ends()).toBe(1);
    expect(pauses).toEqual([]);
    connection.hurry();
    expect(sockets).toHaveLength(1);
  });

  test("tries at once when the network is back, and never twice at a time", () => {
    const { connection, last, sockets, tick } = setUp();
    connection.start();
    last().drop(1006);
    connection.hurry();
    connection.hurry();
    tick();
    expect(sockets).toHaveLength(2);
  });

  test("a stopped connection stays silent", () => {
    const { connection, last, sockets, frames } = setUp();
    connection.start();
    const socket = last();
    connection.stop();
    socket.say(hello);
    socket.drop(1006);
    expect(socket.closed).toBe(true);
    expect(frames).toEqual([]);
    expect(sockets).toHaveLength(1);
  });

  test("frames it does not know and broken ones pass by", () => {
    const { connection, last, frames } = setUp();
    connection.start();
    last().open();
    last().say({ type: "of the future" });
    last().onmessage?.(new MessageEvent("message", { data: "{" }));
    last().say(hello);
    expect(frames.map((frame) => frame.type)).toEqual(["hello"]);
  });

  test("what is true for the moment is said where somebody listens, and not while the socket closes", () => {
    const { connection, last } = setUp();
    connection.start();
    const typing = { type: "typing", conversation: "a" } as const;
    connection.say(typing);
    expect(last().sent).toEqual([]);
    last().open();
    last().say(hello);
    connection.say(typing);
    expect(last().sent.slice(1)).toEqual([JSON.stringify(typing)]);
    last().readyState = WebSocket.CLOSING;
    connection.say(typing);
    expect(last().sent).toHaveLength(2);
  });

  test("a knock that was never answered is told apart from a line that was lost", () => {
    const { connection, last, tick, refusals } = setUp();
    connection.start();
    last().open();
    last().say(hello);
    last().drop(1006);
    expect(refusals()).toBe(0);
    tick();
    last().drop(1006);
    expect(refusals()).toBe(1);
  });
});
