/** Finds the route of a path. Pure: no History, no document. */

export interface Matched<R> {
  route: R;
  params: Record<string, string>;
}

/** The first of `routes` whose pattern (`/jobs/:id`) fits `path`. */
export function match<R extends { path: string }>(routes: R[], path: string): Matched<R> | null {
  const parts = split(path);
  for (const route of routes) {
    const params = fit(split(route.path), parts);
    if (params) return { route, params };
  }
  return null;
}

function split(path: string): string[] {
  return path.split("/").filter((part) => part !== "");
}

function fit(pattern: string[], parts: string[]): Record<string, string> | null {
  if (pattern.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [at, expected] of pattern.entries()) {
    const part = parts[at] ?? "";
    if (expected.startsWith(":")) {
      const value = decoded(part);
      if (value === null) return null;
      params[expected.slice(1)] = value;
    } else if (expected !== part) return null;
  }
  return params;
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** Where to go after signing in: a path of this app and nothing else. */
export function safeNext(next: string | null): string {
  // A second slash or a backslash would lead to another host.
  return next && /^\/(?![/\\])/.test(next) ? next : "/inbox";
}
