import { expect, test } from "../stage/test.ts";
import { contrast } from "../stage/colour.ts";
import { bubble, composer, dot, message, rowOf, rows, send } from "../stage/pages.ts";
import { bakery, calendar, says, talking } from "../stage/scene.ts";

test("S19: the red dot appears without a reload and clears after reading, in every open tab", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await felix.api.must("PUT", `/conversations/${conversation}/read`, { seq: 1000 });
  await felix.goto("/jobs");
  const second = await felix.anotherTab("/profile");
  const third = await felix.anotherTab("/freelancers");
  const tabs = [felix.page, second, third];
  for (const tab of tabs) {
    await expect(bubble(tab)).toHaveAccessibleName("Messages");
    await expect(dot(tab)).toHaveCount(0);
  }

  await says(clara, conversation, "Have you found the rye?");
  for (const tab of tabs) {
    await expect(dot(tab)).toBeVisible();
    await expect(bubble(tab)).toHaveAccessibleName("Messages, 1 unread");
    await expect(tab).toHaveTitle(/^\(1\) /);
  }
  const [red, green, blue] = (
    await dot(second).evaluate((at) => getComputedStyle(at).backgroundColor)
  )
    .match(/\d+/g)!
    .map(Number);
  expect(red).toBeGreaterThan(180);
  expect(Math.max(green!, blue!)).toBeLessThan(80);

  await bubble(second).click();
  await rowOf(second, "Clara Winter", calendar).click();
  await expect(message(second, "Have you found the rye?")).toBeVisible();
  for (const tab of tabs) {
    await expect(dot(tab)).toHaveCount(0);
    await expect(bubble(tab)).toHaveAccessibleName("Messages");
    await expect(tab).not.toHaveTitle(/^\(/);
  }

  await clara.goto("/jobs");
  await expect(bubble(clara.page)).toHaveAccessibleName("Messages");
});

test("S20: the list on the left shows name, job, last line and unread mark, and changes as things happen", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await clara.goto("/inbox");
  const row = rowOf(clara.page, "Felix Okafor", calendar);
  await says(felix, conversation, "The first sheet is dry.");
  await expect(row).toContainText("The first sheet is dry.");
  await expect(row).toContainText("1 unread");
  await says(felix, conversation, "And the second.");
  await expect(row).toContainText("And the second.");
  await expect(row).toContainText("2 unread");
  await expect(row.locator("time")).toHaveAttribute("title", /\d{4} at \d\d:\d\d/);
  await row.click();
  await expect(row).not.toContainText("unread");
  await composer(clara.page).fill("Lovely.");
  await send(clara.page).click();
  await expect(row).toContainText("You: Lovely.");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`S21: the opened conversation is white on blue, with a contrast of 4.5 and more (${colorScheme})`, async ({
    enter,
  }) => {
    const clara = await enter("clara", { colorScheme });
    await clara.goto("/inbox");
    const row = rowOf(clara.page, "Inês Carvalho", bakery);
    await row.click();
    await expect(row).toHaveAttribute("aria-current", "page");
    await clara.page.mouse.move(900, 500);
    const blue = /^rgb\((\d+), (\d+), (\d+)\)$/;
    await expect
      .poll(() => row.evaluate((at) => getComputedStyle(at).backgroundColor))
      .toMatch(blue);
    // The ground fades in; it has arrived when it is the token's colour.
    const token = await row.evaluate((at) => {
      const probe = document.createElement("i");
      probe.style.setProperty("color", "var(--selected)");
      at.ownerDocument.body.append(probe);
      const colour = getComputedStyle(probe).color;
      probe.remove();
      return colour;
    });
    await expect(row).toHaveCSS("background-color", token);
    const [, red, green, deep] = blue.exec(token)!.map(Number);
    expect(deep).toBeGreaterThan(Math.max(red!, green!) + 60);

    const letters = await row.evaluate((at) =>
      [...at.querySelectorAll("*")]
        .filter((one) =>
          [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
        )
        .filter((one) => !one.closest(".avatar, .badge, .visually-hidden"))
        .map((one) => getComputedStyle(one).color),
    );
    expect(letters.length).toBeGreaterThanOrEqual(4);
    for (const colour of letters) {
      expect(colour).toBe("rgb(255, 255, 255)");
      expect(contrast(colour, token)).toBeGreaterThanOrEqual(4.5);
    }
  });
}

test("S34: the bubble stands at the top right of every page and opens the list, newest first", async ({
  enter,
}) => {
  const [clara, felix, dana] = [await enter("clara"), await enter("felix"), await enter("dana")];
  const first = await talking(clara, felix);
  const second = await talking(clara, dana);
  const job = first.job;
  const paths = [
    "/inbox",
    `/inbox/${first.conversation}`,
    "/jobs",
    "/jobs/new",
    `/jobs/${job}`,
    "/freelancers",
  ];
  const others = ["/invitations", "/notifications", "/profile", "/no/such/page"];
  const { page } = clara;
  for (const path of [...paths, ...others]) {
    await clara.goto(path);
    await expect(bubble(page), path).toBeVisible();
    const box = await bubble(page).boundingBox();
    expect(box!.x, path).toBeGreaterThan(1440 * 0.8);
    expect(box!.y, path).toBeLessThan(56);
  }
  await bubble(page).click();
  await expect(page).toHaveURL(/\/inbox$/);
  const top = (count: number) =>
    rows(page)
      .locator(".name")
      .allInnerTexts()
      .then((all) => all.slice(0, count));
  await says(dana, second.conversation, "newest");
  await expect.poll(() => top(2)).toEqual(["Dana Ilic", "Felix Okafor"]);
  await says(felix, first.conversation, "newer still");
  await expect.poll(() => top(2)).toEqual(["Felix Okafor", "Dana Ilic"]);
});
