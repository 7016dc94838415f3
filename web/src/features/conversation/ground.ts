/** What the acts on a message depend on, as things stand. */
import type { Row } from "$/sync/frames";
import { marketplace } from "$/sync/marketplace.svelte";
import { session } from "$/sync/session.svelte";
import { now } from "$/ui/now.svelte";
import type { Ground } from "./acts";

export function groundOf(row: Row): Ground {
  return {
    me: session.me?.id ?? "",
    writable: row.head.send === null,
    agrees: row.kind === "job",
    reviseSeconds: marketplace.value?.revise_seconds,
    now: now(),
  };
}
