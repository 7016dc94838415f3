/** What a loaded thread knows of its files, as one text: it reads differently once the list of them does. Pure. */
import type { Entry } from "$/sync/frames";

export function changesOf(entries: readonly Entry[]): string {
  return entries
    .flatMap(({ seq, body }) =>
      body.kind === "message" && body.files.length > 0
        ? `${seq}${body.files.map(({ deliverable, check }) => `${deliverable ? "+" : "-"}${check}`).join("")}`
        : [],
    )
    .join(" ");
}
