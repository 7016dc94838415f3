import { expect, type Page } from "@playwright/test";
import { bringAxe, findings } from "../stage/axe.ts";
import { eicar } from "../stage/clamd.ts";
import { choose, csv, pdf, png, saved, sha256, tray } from "../stage/files.ts";
import { composer, message, send, thread } from "../stage/pages.ts";
import { test } from "../stage/scanned.ts";
import { talking } from "../stage/scene.ts";

const download = (page: Page, name: string) =>
  thread(page).getByRole("link", { name: `Download ${name}` });

test("a file is checked before the other side gets it, and one with a virus is blocked for both", async ({
  enter,
  clamd,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  await bringAxe(clara.context);
  const { conversation } = await talking(clara, felix);
  await clara.goto(`/inbox/${conversation}`);
  await felix.goto(`/inbox/${conversation}`);
  const [good, bad] = [pdf("Offer.pdf"), { ...csv("loaves.csv"), buffer: eicar }];
  const picture = png("rye.png", [160, 96, 40]);
  await choose(felix.page, good, bad, picture);
  await expect(tray(felix.page).getByText("Ready to send")).toHaveCount(3);
  await composer(felix.page).fill("All I have.");
  await send(felix.page).click();
  // Nobody is kept waiting: the message is there, and what is in it is not yet.
  for (const { page } of [clara, felix]) {
    await expect(message(page, "All I have.")).toBeVisible();
    await expect(thread(page).getByText("Being checked for viruses…")).toHaveCount(3);
    await expect(thread(page).getByRole("link", { name: /^Download/ })).toHaveCount(0);
    await expect(thread(page).getByRole("button", { name: /^Look at/ })).toHaveCount(0);
  }
  expect(await findings(clara.page)).toEqual([]);
  const hidden = await clara.api.get(`/conversations/${conversation}/files`);
  expect(hidden.items).toHaveLength(3);
  for (const { id } of hidden.items) {
    expect(await clara.api.ask("GET", `/attachments/${id}`)).toMatchObject({
      status: 403,
      body: { code: "file-pending" },
    });
  }

  await clamd.start();
  for (const { page } of [clara, felix]) {
    // The next attempts come by themselves, and without a reload.
    await expect(thread(page).getByText("Blocked: a virus was found")).toBeVisible({
      timeout: 60_000,
    });
    await expect(download(page, "Offer.pdf")).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole("button", { name: "Look at rye.png" })).toBeVisible({
      timeout: 60_000,
    });
    await expect(thread(page).getByText("Being checked for viruses…")).toHaveCount(0);
    await expect(download(page, "loaves.csv")).toHaveCount(0);
  }
  expect(sha256(await saved(clara.page, download(clara.page, "Offer.pdf")))).toBe(
    sha256(good.buffer),
  );
  expect(await findings(clara.page)).toEqual([]);
});
