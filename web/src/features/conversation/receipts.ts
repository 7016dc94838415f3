/** What became of one's own messages, as far as the other side tells. Pure. */
import type { Entry, Receipt } from "$/sync/frames";

export type Told = "sent" | "delivered" | "read";

function became(seq: number, { delivered_seq, read_seq }: Receipt): Told {
  if (seq <= read_seq) return "read";
  return seq <= delivered_seq ? "delivered" : "sent";
}

/** For the last of one's own messages in each state, which; those before it are at least as far. */
export function receiptMarks(
  entries: readonly Entry[],
  me: string,
  receipt: Receipt,
): ReadonlyMap<number, Told> {
  const last = new Map<Told, number>();
  for (const { seq, by, body } of entries) {
    const own = by.kind === "account" && by.id === me;
    if (own && (body.kind === "message" || body.kind === "invitation")) {
      last.set(became(seq, receipt), seq);
    }
  }
  return new Map([...last].map(([told, seq]) => [seq, told]));
}
