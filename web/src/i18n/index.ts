/**
 * The words of the app. Every visible string is a Fluent message in `en/`,
 * one section a file, each key opening with its section's name; `keys.ts`
 * types them. This room knows no data and no screen.
 */
import { FluentBundle, type FluentResource } from "@fluent/bundle";
import type { Messages } from "./keys";
import { pseudo } from "./pseudo";

/** The messages of one section, read when the app was built. */
type Section = FluentResource["body"];

// Sections that come with a page or part of their own are learnt when it does, and have a `words.ts` there.
const sections = import.meta.glob<Section>(
  [
    "./en/*.ftl",
    "!./en/{freelancers,help,hiring,invitations,invite,jobs,marks,papers,points,policy,postings,profile,questions,replies,search,session,settings,staff,support,wording}.ftl",
  ],
  { import: "default", eager: true },
);

export type Key = keyof Messages;
/** The keys whose words need no variables. */
export type PlainKey = {
  [K in Key]: Messages[K] extends Record<string, never> ? K : never;
}[Key];
type Rest<K extends Key> =
  Messages[K] extends Record<string, never> ? [] : [variables: Messages[K]];

export interface Language {
  locale: string;
  dir: "ltr" | "rtl";
  transform?: (text: string) => string;
}

const english: Language = { locale: "en", dir: "ltr" };
/** Stretched, accented English, right to left: shows what a translation would break. */
export const pseudoLanguage: Language = { locale: "en", dir: "rtl", transform: pseudo };

function build(language: Language): FluentBundle {
  // No isolation marks: they would end up in accessible names and titles; the
  // templates set `dir="auto"` on what people typed instead.
  const bundle = new FluentBundle(language.locale, {
    useIsolating: false,
    ...(language.transform ? { transform: language.transform } : {}),
  });
  for (const body of [...Object.values(sections), ...learnt]) {
    const [error] = bundle.addResource({ body });
    if (error) throw error;
  }
  return bundle;
}

/** Sections that came with a part of the app that is fetched when it is wanted. */
const learnt = new Set<Section>();

let current = english;
let bundle = build(english);

/** Adds a section that came later. */
export function learn(body: Section): void {
  if (learnt.has(body)) return;
  learnt.add(body);
  bundle.addResource({ body });
}

/** Chooses the language; called once, before anything is drawn. */
export function speak(language: Language): void {
  current = language;
  bundle = build(language);
  if (typeof document !== "undefined") {
    document.documentElement.lang = language.locale;
    document.documentElement.dir = language.dir;
  }
}

/** The locale of dates and numbers: the reader's own region of our language. */
export function locale(): string {
  const own = typeof navigator === "undefined" ? undefined : navigator.language;
  return own?.startsWith(`${current.locale}-`) ? own : current.locale;
}

/** The words of `key`, with its variables filled in. */
export function t<K extends Key>(key: K, ...rest: Rest<K>): string {
  const message = bundle.getMessage(key);
  if (!message?.value) return key;
  return bundle.formatPattern(message.value, rest[0] ?? {}, []);
}
