/** Addresses in a text, and where they truly lead. Only the web and mail; anything else is words. Pure. */

export interface Link {
  href: string;
  /** The host as browsers reach it, with its port, or the mail address. */
  host: string;
  /** As it was typed. */
  text: string;
}

const lengthMax = 2048;
const start = /(?:https?:\/\/|mailto:)[^\s<>"`[\]]+/iy;
/** Brackets stand within at one depth only: at any, the same letters would be read again and again. */
const between = /[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*\)/y;
const trailing = ".,:;!?'*_)}";

/**
 * What looks like an address and begins at `at`, without what ends the sentence around it; the link is null where
 * it is none. Its words are used up either way, so that none is read twice.
 */
export function bareLink(line: string, at: number): { text: string; link: Link | null } | null {
  if (!/[hm]/i.test(line[at] ?? "") || /[\p{L}\p{N}]/u.test(line[at - 1] ?? "")) return null;
  start.lastIndex = at;
  const found = start.exec(line)?.[0];
  if (found === undefined) return null;
  const text = withoutTail(found);
  return { text, link: linkOf(text) };
}

/** The address between round brackets from `at` on; pairs of them may stand within. */
export function linkTo(line: string, at: number): Link | null {
  between.lastIndex = at;
  const found = between.exec(line)?.[0];
  return found === undefined ? null : linkOf(found.slice(0, -1));
}

function withoutTail(found: string): string {
  let end = found.length;
  let open = 0;
  for (const letter of found) open += letter === "(" ? 1 : letter === ")" ? -1 : 0;
  while (end > 0 && trailing.includes(found[end - 1] ?? "")) {
    // A closing bracket that was opened within belongs to the address.
    if (found[end - 1] === ")" && open++ >= 0) break;
    end -= 1;
  }
  return found.slice(0, end);
}

function linkOf(text: string): Link | null {
  if (text.length > lengthMax || !/^(https?:\/\/|mailto:)/i.test(text)) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === "mailto:") {
    const address = mailAddress(url.pathname);
    return address === null ? null : { href: url.href, host: address, text };
  }
  if (!url || url.host === "" || !/^https?:$/.test(url.protocol)) return null;
  return { href: url.href, host: url.host, text };
}

function mailAddress(path: string): string | null {
  try {
    const address = decodeURIComponent(path).toLowerCase();
    return /^[^\s@,]+@[^\s@,]+$/.test(address) ? address : null;
  } catch {
    return null;
  }
}
