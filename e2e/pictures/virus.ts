/** Takes pictures of files while they are checked for viruses, and of one in which a virus was found. */
import { expect } from "@playwright/test";
import { eicar } from "../stage/clamd.ts";
import { choose, csv, pdf, png, tray } from "../stage/files.ts";
import { composer, send, thread } from "../stage/pages.ts";
import { isWished, looks, named, take } from "../stage/pictures.ts";
import { test } from "../stage/scanned.ts";
import { talking } from "../stage/scene.ts";

const checking = "conversation-being-checked";
const blocked = "conversation-blocked";

for (const look of [checking, blocked].some(isWished) ? looks : []) {
  test(`checked for viruses, ${named(look)}`, async ({ enter, clamd }) => {
    const [clara, felix] = [await enter("clara", look), await enter("felix", look)];
    const { conversation } = await talking(clara, felix);
    await clara.goto(`/inbox/${conversation}`);
    await felix.goto(`/inbox/${conversation}`);
    const bad = { ...csv("loaves.csv"), buffer: eicar };
    await choose(felix.page, pdf("Offer.pdf"), bad, png("rye.png", [160, 96, 40]));
    await expect(tray(felix.page).getByText("Ready to send")).toHaveCount(3);
    await composer(felix.page).fill("The offer, the table and a first drawing.");
    await send(felix.page).click();
    const waiting = thread(clara.page).getByText("Being checked for viruses…");
    await expect(waiting).toHaveCount(3);
    await take(clara.page, checking, look);
    await clamd.start();
    const found = thread(clara.page).getByText("Blocked: a virus was found");
    await expect(found).toBeVisible({ timeout: 60_000 });
    await expect(waiting).toHaveCount(0, { timeout: 60_000 });
    await take(clara.page, blocked, look);
  });
}
