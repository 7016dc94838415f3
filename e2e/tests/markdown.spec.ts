import { expect, test } from "../stage/test.ts";
import { bubbleOf } from "../stage/acts.ts";
import { composer, rows, thread } from "../stage/pages.ts";
import { says, talking } from "../stage/scene.ts";

test("what is typed never becomes markup, and only the web and mail become links", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  const payloads = [
    "<script>window.hit = 1</script>",
    "<img src=x onerror='window.hit = 1'>",
    "[x](javascript:window.hit=1)",
    "[x](data:text/html,<script>window.hit=1</script>)",
    "[<img src=x onerror=window.hit=1>](https://example.com/)",
    "**<svg onload=window.hit=1>**",
    "`<iframe srcdoc='<script>parent.hit=1</script>'>`",
    "```\n</code></pre><script>window.hit=1</script>\n```",
    '[a](https://example.com/"onmouseover="window.hit=1)',
    "- <details open ontoggle=window.hit=1>",
    "{@html '<b>x</b>'}",
  ];
  for (const payload of payloads) await says(felix, conversation, payload);
  await clara.goto(`/inbox/${conversation}`);
  const { page } = clara;
  for (const words of [payloads[0], "[x](javascript:window.hit=1)", "{@html '<b>x</b>'}"]) {
    await expect(thread(page).getByText(words as string, { exact: true })).toBeVisible();
  }
  const made = await thread(page).evaluate((log) => ({
    strange: log.querySelectorAll("script, img, iframe, svg[onload], details, b, object, style")
      .length,
    links: [...log.querySelectorAll("a")].map(({ protocol, target, rel }) => [
      protocol,
      target,
      rel,
    ]),
    hit: (window as { hit?: number }).hit,
  }));
  expect(made.strange).toBe(0);
  expect(made.hit).toBeUndefined();
  expect(made.links.length).toBe(2);
  for (const link of made.links) {
    expect(link).toEqual(["https:", "_blank", "noopener noreferrer nofollow"]);
  }
});

test("light Markdown is drawn, a link names its true host, and the list of conversations has the words alone", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await says(
    felix,
    conversation,
    "**Rye** first, *then* oats:\n- one\n- two\n\n```\nflour = 500\n```\n[https://bank.example](https://evil.example/) `x`",
  );
  await clara.goto(`/inbox/${conversation}`);
  const { page } = clara;
  const said = bubbleOf(page, "first,");
  await expect(said.locator("strong")).toHaveText("Rye");
  await expect(said.locator("em")).toHaveText("then");
  await expect(said.getByRole("listitem")).toHaveText(["one", "two"]);
  await expect(said.locator("pre")).toHaveText("flour = 500");
  await expect(said.getByRole("link")).toHaveAttribute("href", "https://evil.example/");
  await expect(said.getByText("(evil.example)")).toBeVisible();
  await expect(rows(page).first()).toContainText("Rye first, then oats:");
  await expect(rows(page).first()).toContainText("https://bank.example (evil.example) x");
  await expect(composer(page)).toBeVisible();
});
