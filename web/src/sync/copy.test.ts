import { afterEach, expect, test, vi } from "vitest";
import { api } from "$/api/client";
import { copy } from "./copy.svelte";
import { setMark } from "./marks";
import { editMessage } from "./messages";
import { proposePoint } from "./points";
import { apply } from "./replica";
import { started } from "./tab.test-env";

afterEach(() => {
  copy.clear();
  vi.restoreAllMocks();
});

/** What is heard of another conversation while the answer to a change is on its way. */
const meanwhile = "Heard meanwhile";

test.each([
  ["a mark", () => setMark("a", "mute", true)],
  ["a change of a message", () => editMessage("a", 1, "Put differently.")],
  ["a proposal", () => proposePoint("a", { text: "By Friday", kind: "deadline" } as never, "key")],
])("%s takes nothing away that was heard while its answer was awaited", async (_, act) => {
  const { server, tab } = started(["a", "b"]);
  server.say("a", "me", "One");
  tab.open("a");
  tab.open("b");
  copy.replica = tab.replica;
  let answer: (data: unknown) => void = () => undefined;
  const answered = new Promise<never>((resolve) => {
    answer = (data) => resolve({ data, response: new Response() } as never);
  });
  for (const verb of ["PUT", "POST"] as const) vi.spyOn(api, verb).mockReturnValue(answered);

  const done = act();
  copy.take((replica) => apply(replica, server.say("b", "other", meanwhile)));
  answer({ ...server.head("a"), ...server.newest("a"), ...server.newest("a").entries[0] });
  await done;
  expect(copy.replica.rows.get("b")?.head.unread).toBe(1);
  expect(JSON.stringify(copy.replica.threads.get("b")?.entries)).toContain(meanwhile);
});
