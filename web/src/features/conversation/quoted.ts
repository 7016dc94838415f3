/** A message in a few words: for the quote above the composer and in an answer, and for its name read aloud. */
import { t } from "$/i18n";
import type { Entry, Row } from "$/sync/frames";
import { threads } from "$/sync/threads.svelte";
import { plainLine } from "$/ui/markdown";

const shownChars = 160;

export interface Quoted {
  name: string;
  text: string;
  /** It can be gone to and read. */
  there: boolean;
}

export function authorName(entry: Entry, me: string, row: Row): string {
  if (entry.by.kind === "bot") return t("conversation-bot");
  if (entry.by.kind === "account" && entry.by.id === me) return t("conversation-you");
  return entry.by.kind === "account" && entry.by.side === "desk"
    ? deskName(entry.by.id, row)
    : row.other.name;
}

/** The name that stands for an author as a picture: of support's people the bare name, as it stands in the details. */
export function pictureName(entry: Entry, me: string, row: Row): string {
  const { by } = entry;
  const known = by.kind === "account" && by.side === "desk" ? bareName(by.id, row) : undefined;
  return known ?? authorName(entry, me, row);
}

function bareName(id: string, row: Row): string | undefined {
  return threads.details.get(row.id)?.desk.find((one) => one.id === id)?.name;
}

/** Somebody of support, by name where it is known. */
function deskName(id: string, row: Row): string {
  const name = bareName(id, row);
  if (name === undefined) return t("conversation-desk");
  return row.side === "desk" ? name : t("conversation-desk-person", { name });
}

/** What an entry says on one line; null where it says nothing to be shown. */
export function excerpt({ body }: Entry): string | null {
  switch (body.kind) {
    case "message":
      return shortened(body.text || body.files.map((file) => file.name).join(", "));
    case "invitation":
      return shortened(body.text);
    case "point":
      return body.text === null ? null : shortened(body.text);
    default:
      return null;
  }
}

function shortened(text: string): string {
  const line = plainLine(text.slice(0, 4 * shownChars));
  const letters = [...line];
  return letters.length > shownChars ? `${letters.slice(0, shownChars).join("").trimEnd()}…` : line;
}

export function quoted(entry: Entry | null, me: string, row: Row): Quoted {
  if (!entry) return { name: "", text: t("conversation-quote-unknown"), there: false };
  const name = authorName(entry, me, row);
  const text = excerpt(entry);
  if (text !== null) return { name, text, there: true };
  if (entry.body.kind === "removed") {
    return { name, text: t("conversation-quote-removed"), there: false };
  }
  return { name: "", text: t("conversation-quote-unknown"), there: false };
}

/** A removed message in its own words. */
export function removedLine(own: boolean, name: string): string {
  return own ? t("conversation-removed-you") : t("conversation-removed-other", { name });
}
