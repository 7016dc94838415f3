import type { Page } from "@playwright/test";

/** An answer of a server that is too busy. */
export const away = {
  status: 503,
  contentType: "application/problem+json",
  body: JSON.stringify({
    type: "urn:parlance:problem:busy",
    title: "Busy",
    status: 503,
    code: "busy",
    detail: "Too much is going on. Try again in a moment; nothing is lost.",
    request_id: "1",
  }),
};

/** Holds back requests of a page until they are let go; `asked` once there is one. */
export async function held(
  page: Page,
  address: string,
  method = "GET",
): Promise<{ asked: Promise<void>; letGo: () => void }> {
  let begin = (): void => undefined;
  const asked = new Promise<void>((resolve) => (begin = resolve));
  let letGo = (): void => undefined;
  const free = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(address, async (route) => {
    if (route.request().method() !== method) return route.fallback();
    begin();
    await free;
    await route.continue();
  });
  return { asked, letGo };
}
