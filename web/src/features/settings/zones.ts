/** The names of time zones that can be chosen, and what somebody meant who typed one. Pure. */

/** Those the browser knows; the one of Greenwich is known and not listed. */
export function zoneNames(): string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone")];
}

/** The listed name that was meant: the whole of it in any case, or a city's that only one has; else null. */
export function readZone(typed: string, names: readonly string[]): string | null {
  const meant = plain(typed);
  if (meant === "") return null;
  const whole = names.find((name) => plain(name) === meant);
  if (whole !== undefined) return whole;
  const cities = names.filter((name) => plain(name.slice(name.lastIndexOf("/") + 1)) === meant);
  return cities.length === 1 ? (cities[0] ?? null) : null;
}

function plain(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, " ");
}
