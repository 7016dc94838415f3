/** The languages in which articles can be written, by their own rules of words on the server. Pure. */
import { locale } from "$/i18n";

const codes = [
  "en",
  "ar",
  "da",
  "de",
  "el",
  "es",
  "fi",
  "fr",
  "hu",
  "it",
  "nl",
  "no",
  "pt",
  "ro",
  "ru",
  "sv",
  "ta",
  "tr",
];

/** Which way a language is written; lists and headings of an article follow it, not the page around it. */
export function directionOf(code: string): "ltr" | "rtl" {
  return /^(ar|fa|he|ps|ur|yi)(-|$)/.test(code) ? "rtl" : "ltr";
}

export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(locale(), { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** To choose from: English first, since that is what is shipped, and the others by name. */
export function languageChoices(): { value: string; label: string }[] {
  const named = codes.map((value) => ({ value, label: languageName(value) }));
  const [first, ...others] = named;
  others.sort((a, b) => a.label.localeCompare(b.label, locale()));
  return first ? [first, ...others] : others;
}
