import { cleanup, render } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, expect, test, vi } from "vitest";
import type { Schemas } from "$/api/types";
import { live } from "$/sync/live.svelte";
import { session } from "$/sync/session.svelte";
import App from "./App.svelte";
import { navigate } from "./router.svelte";

const me = { id: "felix", name: "Felix", email: "felix@example.com" } as Schemas["Me"];

afterEach(() => {
  cleanup();
  session.me = null;
  session.state = "unknown";
});

test("a changed name leaves the connection alone; signing out ends it", async () => {
  const start = vi.spyOn(live, "start").mockImplementation(() => undefined);
  const stop = vi.spyOn(live, "stop").mockImplementation(() => undefined);
  navigate("/no/such/page");
  session.me = me;
  session.state = "in";
  render(App);
  await tick();
  session.replace({ ...me, name: "Felix Okafor" });
  await tick();
  expect(start.mock.calls).toEqual([["felix"]]);
  expect(stop).not.toHaveBeenCalled();
  session.me = null;
  session.state = "out";
  await tick();
  expect(stop).toHaveBeenCalledTimes(1);
});
