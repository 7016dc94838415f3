import { expect, test } from "../stage/test.ts";
import type { Page } from "@playwright/test";
import type { Member } from "../stage/member.ts";
import { composer, message } from "../stage/pages.ts";
import { says, talking } from "../stage/scene.ts";

const table = (page: Page) => page.getByRole("region", { name: "Table of who may do what" });

async function opens(sam: Member): Promise<void> {
  await sam.goto("/staff/policy");
  await expect(table(sam.page)).toBeVisible();
}

interface Draft {
  classes: Record<string, { label: string; messaging: boolean; changes: object }>;
  everywhere: { blocked: Record<string, string | null> };
}

async function puts(sam: Member, note: string, version: number): Promise<void> {
  await sam.page.getByLabel("Why do you change it?").fill(note);
  await sam.page.getByRole("button", { name: "Put in force" }).click();
  const done = sam.page.getByRole("heading", { name: `Version ${version} is in force` });
  await expect(done).toBeVisible();
}

test("a client turns messages off and on again, and the other side sees it at once", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation, job } = await talking(clara, felix);
  await says(clara, conversation, "The rye first.");
  await felix.goto(`/inbox/${conversation}`);
  await expect(composer(felix.page)).toBeVisible();
  await clara.goto(`/jobs/${job}`);
  const people = clara.page.getByRole("switch", { name: "People may write about it" });
  await people.click();
  await expect(people).not.toBeChecked();
  await expect(composer(felix.page)).toHaveCount(0);
  await expect(
    felix.page.getByText("The client has turned messages about this job off"),
  ).toBeVisible();
  await expect(message(felix.page, "The rye first.")).toBeVisible();
  await expect(clara.page.getByText("Messages turned off by Clara Winter")).toBeVisible();
  await people.click();
  await expect(composer(felix.page)).toBeVisible();
});

test("an admin has nobody write during the final review, and both are told while it lasts", async ({
  enter,
}) => {
  const [sam, clara, felix] = [await enter("sam"), await enter("clara"), await enter("felix")];
  const { conversation, job } = await talking(clara, felix);
  await opens(sam);
  const row = table(sam.page).getByRole("row", { name: /Write Client/ });
  await expect(row.getByRole("cell").nth(3)).toHaveText("Yes");
  await sam.page.getByRole("switch", { name: "Nobody writes during the final review" }).click();
  await sam.page.getByLabel("What people are told").fill("The client is reading. Back soon.");
  await expect(row.getByRole("cell").nth(3)).toContainText("silent phase");
  await puts(sam, "Clients asked for quiet.", 2);

  await felix.goto(`/inbox/${conversation}`);
  await expect(composer(felix.page)).toBeVisible();
  await clara.goto(`/jobs/${job}`);
  const work = clara.page.getByLabel("Work on it");
  await work.selectOption("Final review");
  await expect(felix.page.getByText("The client is reading. Back soon.")).toBeVisible();
  await expect(composer(felix.page)).toHaveCount(0);
  await work.selectOption("In progress");
  await expect(composer(felix.page)).toBeVisible();
});

test("what contradicts itself is named and cannot be saved", async ({ enter }) => {
  const sam = await enter("sam");
  await opens(sam);
  const { page } = sam;
  await page.getByLabel("How many invitations of one client").fill("0");
  await expect(page.getByText("This cannot be saved yet")).toBeVisible();
  await expect(page.getByText("/everywhere/pending_max")).toBeVisible();
  await expect(page.getByRole("button", { name: "Put in force" })).toBeDisabled();
  await page.getByRole("button", { name: "Discard changes" }).click();
  await expect(page.getByText("Nothing is changed.")).toBeVisible();
  await expect(page.getByText("This cannot be saved yet")).toHaveCount(0);
});

test("a preset is put in force, stands in the history, and is taken back", async ({ enter }) => {
  const sam = await enter("sam");
  await opens(sam);
  const { page } = sam;
  await page.getByLabel("Begin with").selectOption("Writers ask");
  const attach = table(page).getByRole("row", { name: /Send a file Client/ });
  await expect(attach.getByRole("cell").nth(1)).toContainText("no files");
  await page.getByLabel("For jobs of the class").selectOption("Superhero");
  const write = table(page).getByRole("row", { name: /Write Freelancer/ });
  await expect(write.getByRole("cell").nth(1)).toContainText("silent class");
  await puts(sam, "We write for a living.", 2);
  const history = page.getByRole("list", { name: "Every policy that was in force" });
  await expect(history).toContainText("We write for a living.");
  await page.getByRole("button", { name: "Use again: version 1" }).click();
  const question = page.getByRole("dialog", { name: "Use version 1 again?" });
  await question.getByRole("button", { name: "Use again" }).click();
  await expect(page.getByRole("heading", { name: "Version 3 is in force" })).toBeVisible();
  await expect(history).toContainText("Back to version 1.");
});

test("of two admins who save at once the second is told and can look", async ({ enter, watch }) => {
  watch.expects(/status of 409 .*contact-policy/);
  const sam = await enter("sam");
  await opens(sam);
  const { page } = sam;
  await page.getByRole("switch", { name: "The freelancer accepts first" }).click();
  const found = await sam.api.get("/staff/contact-policy");
  found.document.everywhere.pending_max = 7;
  const body = { expected_version: 1, document: found.document, note: "Meanwhile." };
  await sam.api.must("PUT", "/staff/contact-policy", body);
  await page.getByLabel("Why do you change it?").fill("Less waiting.");
  await page.getByRole("button", { name: "Put in force" }).click();
  await expect(page.getByText("Somebody else has changed the contact policy")).toBeVisible();
  await page.getByRole("button", { name: "Look at what is in force" }).click();
  await expect(page.getByRole("heading", { name: "Version 2 is in force" })).toBeVisible();
  await expect(page.getByLabel("How many invitations of one client")).toHaveValue("7");
});

test("S57: whatever keeps people from writing, support is one step away and takes the job and the reason along", async ({
  enter,
}) => {
  const [sam, clara, felix] = [await enter("sam"), await enter("clara"), await enter("felix")];
  let version = 1;
  const change = async (edit: (document: Draft) => void) => {
    const { document } = await sam.api.get("/staff/contact-policy");
    edit(document);
    const body = { expected_version: version, document, note: "A try." };
    await sam.api.must("PUT", "/staff/contact-policy", body);
    version += 1;
  };
  const brave = { label: "Brave", messaging: true, changes: { starts: {} } };
  await change((document) => {
    document.classes["brave"] = brave;
    document.everywhere.blocked["final_review"] = "The client is reading.";
  });
  const title = "A cape with pockets";
  const posted = { title, description: "Red, and it must fly.", class: "brave" };
  const { id } = await clara.api.must("POST", "/jobs", posted);
  const { conversation } = await talking(clara, felix, title);
  await felix.goto(`/inbox/${conversation}`);
  await expect(composer(felix.page)).toBeVisible();
  const support = felix.page.getByRole("link", { name: "Ask support" });
  const turns = [
    {
      reason: "messaging-off",
      begin: () => clara.api.must("PUT", `/jobs/${id}/silence`),
      end: () => clara.api.must("DELETE", `/jobs/${id}/silence`),
    },
    {
      reason: "phase-final-review",
      begin: () => clara.api.must("PUT", `/jobs/${id}/phase`, { phase: "final_review" }),
      end: () => clara.api.must("PUT", `/jobs/${id}/phase`, { phase: "open" }),
    },
    {
      reason: "class-without-messaging",
      begin: () =>
        change((document) => (document.classes["brave"] = { ...brave, messaging: false })),
      end: () => change((document) => (document.classes["brave"] = brave)),
    },
    {
      reason: "job-closed",
      begin: () => clara.api.must("PUT", `/jobs/${id}/closure`),
      end: () => clara.api.must("DELETE", `/jobs/${id}/closure`),
    },
  ];
  for (const { reason, begin, end } of turns) {
    await begin();
    await expect(support).toHaveAttribute("href", `/help/talk?job=${id}&reason=${reason}`);
    await expect(composer(felix.page)).toHaveCount(0);
    await end();
    await expect(support).toHaveCount(0);
    await expect(composer(felix.page)).toBeVisible();
  }
});

test("a draft is rehearsed on what people did, shows whom it would stop, and changes nothing", async ({
  enter,
}) => {
  const [sam, clara, felix] = [await enter("sam"), await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await says(clara, conversation, "The rye first.");
  await opens(sam);
  const { page } = sam;
  await page.getByRole("switch", { name: "Nobody writes before work begins" }).click();
  await page.getByLabel("What people are told").fill("Messages begin when work begins.");
  await page.getByRole("button", { name: "Rehearse", exact: true }).click();
  const stopped = page.getByRole("region", { name: "Would be refused" });
  const invited = stopped.getByRole("listitem").filter({ hasText: "Contact from a profile" });
  await expect(invited).toContainText("silent phase");
  await invited.locator("summary").press("Enter");
  await expect(invited.getByText("Clara Winter").first()).toBeVisible();
  await expect(page.getByText("Would not have come about")).toBeVisible();
  await expect(page.getByText("The rye first.")).toHaveCount(0);
  await page.getByRole("button", { name: "Discard changes" }).click();
  await expect(page.getByText("You have changed something since.")).toBeVisible();
  await page.getByRole("button", { name: "Rehearse", exact: true }).click();
  await expect(
    page.getByText(/All \d+ attempts of that time would have fared as they did/),
  ).toBeVisible();
  await expect(page.getByRole("heading", { name: "Version 1 is in force" })).toBeVisible();
});
