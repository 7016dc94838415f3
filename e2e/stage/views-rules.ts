/** What the contact policy makes people see: each reason why nobody may write, and a draft that is rehearsed. */
import { expect, type Page } from "@playwright/test";
import { says, talking } from "./scene.ts";
import { away } from "./away.ts";
import type { View } from "./views.ts";

type Set = Parameters<View["show"]>[1];

const title = "A cape with pockets";
const reasons = ["messaging-off", "class-without-messaging", "phase-final-review"] as const;
type Reason = (typeof reasons)[number];

/** A conversation about a job of a class of its own; the same one each time. */
async function about({ clara, felix, sam }: Set): Promise<{ conversation: string; job: string }> {
  const { items } = await clara.api.get("/conversations?limit=100");
  const found = items.find((one: { job: { title: string } }) => one.job.title === title);
  if (found) return { conversation: found.id, job: found.job.id };
  await brave(sam, true);
  const description = "Red, wool, and it must fly. The pockets are for two apples.";
  await clara.api.must("POST", "/jobs", { title, description, class: "brave" });
  const made = await talking(clara, felix, title);
  await says(clara, made.conversation, "Two pockets, one on each side, with buttons.");
  await says(felix, made.conversation, "Buttons of horn, then. I send you a drawing on Friday.");
  return made;
}

/** Lets people write about jobs of the class, or does not. */
async function brave(sam: Set["sam"], messaging: boolean): Promise<void> {
  const { version, document } = await sam.api.get("/staff/contact-policy");
  document.classes["brave"] = { label: "Brave", messaging };
  const body = { expected_version: version, document, note: "For those who fly." };
  await sam.api.must("PUT", "/staff/contact-policy", body);
}

/** Takes every reason away but one. */
async function only(set: Set, reason: Reason): Promise<string> {
  const { clara, sam } = set;
  const { conversation, job } = await about(set);
  await clara.api.ask(reason === "messaging-off" ? "PUT" : "DELETE", `/jobs/${job}/silence`);
  await brave(sam, reason !== "class-without-messaging");
  const review = "The client is looking over the work. Messages come back when the review is over.";
  const changes = { changes: { blocked: { final_review: review } } };
  await sam.api.must("PUT", `/staff/jobs/${job}/contact-rules`, changes);
  const phase = reason === "phase-final-review" ? "final_review" : "open";
  await clara.api.must("PUT", `/jobs/${job}/phase`, { phase });
  return conversation;
}

const rehearsals = "**/api/v1/staff/contact-policy/rehearsals";

/** A draft in which nobody writes before work begins. */
async function draft(page: Page, set: Set, goto: (path: string) => Promise<void>): Promise<void> {
  await about(set);
  await page.unroute(rehearsals);
  await goto("/staff/policy");
  await page.getByRole("switch", { name: "Nobody writes before work begins" }).click();
  await page.getByLabel("What people are told").fill("Messages begin when work begins.");
}

const rehearse = (page: Page) =>
  page.getByRole("button", { name: "Rehearse", exact: true }).click();

export const ruling: View[] = [
  ...reasons.map((reason): View => ({
    name: `conversation-paused-${reason}`,
    who: "felix",
    show: async (page, set, goto) => {
      const conversation = await only(set, reason);
      await goto(`/inbox/${conversation}`);
      await expect(page.getByRole("link", { name: "Ask support" })).toHaveAttribute(
        "href",
        new RegExp(`reason=${reason}$`),
      );
    },
  })),
  {
    name: "staff-policy-rehearsed",
    who: "sam",
    show: async (page, set, goto) => {
      await draft(page, set, goto);
      await rehearse(page);
      const stopped = page.getByRole("region", { name: "Would be refused" });
      const invited = stopped.getByRole("listitem").filter({ hasText: "Contact from a profile" });
      await invited.locator("summary").press("Enter");
      await expect(invited.getByText("Clara Winter").first()).toBeVisible();
    },
  },
  {
    name: "staff-policy-rehearsing",
    who: "sam",
    show: async (page, set, goto) => {
      await draft(page, set, goto);
      await page.route(rehearsals, () => undefined);
      await rehearse(page);
      await expect(page.getByRole("progressbar", { name: "Rehearsal" })).toBeVisible();
    },
  },
  {
    name: "staff-policy-rehearsal-stale",
    who: "sam",
    show: async (page, set, goto) => {
      await draft(page, set, goto);
      await rehearse(page);
      await expect(page.getByRole("region", { name: "Would be refused" })).toBeVisible();
      await page.getByRole("button", { name: "Discard changes" }).click();
      await expect(page.getByText("You have changed something since.")).toBeVisible();
    },
  },
  {
    name: "staff-policy-rehearsal-failed",
    who: "sam",
    show: async (page, set, goto) => {
      await draft(page, set, goto);
      await page.route(rehearsals, (route) => route.fulfill(away));
      await rehearse(page);
      await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
    },
  },
];
