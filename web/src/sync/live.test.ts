import { expect, test, vi } from "vitest";
import { live } from "./live.svelte";
import { outgoing } from "./outgoing.svelte";
import { uploading } from "./uploads.svelte";
import type { SocketLike } from "./socket";

class Silent implements SocketLike {
  readonly readyState = 0;
  onopen = null;
  onmessage = null;
  onclose = null;
  send(): void {}
  close(): void {}
}

test("a network that came back while nobody was signed in is known at the next sign-in", () => {
  vi.stubGlobal("WebSocket", Silent);
  for (const queue of [outgoing, uploading]) {
    vi.spyOn(queue, "start").mockImplementation(() => undefined);
  }
  const network = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  live.start("me");
  dispatchEvent(new Event("offline"));
  expect(live.offline).toBe(true);
  live.stop();
  network.mockReturnValue(true);
  dispatchEvent(new Event("online"));
  live.start("me");
  expect(live.offline).toBe(false);
  live.stop();
  vi.unstubAllGlobals();
});
