/**
 * Every page and state there is to look at: who stands before it and how they get there. The same list
 * is asked by axe, measured for its width and photographed, so that no page is forgotten by one of them.
 */
import { expect, type Page } from "@playwright/test";
import { agents, type Member, type Who } from "./member.ts";
import {
  bakery,
  calendar,
  freelancerCalled,
  invited,
  jobOf,
  says,
  sends,
  talking,
} from "./scene.ts";
import { away } from "./away.ts";
import { act, bubbleOf, editor, furtherAct } from "./acts.ts";
import { choose, csv, pdf, photo, png, tray, wav } from "./files.ts";
import { composer, message, thread } from "./pages.ts";
import { offline, setUpPapers, type Papers } from "./views-offline.ts";
import { helping } from "./views-help.ts";
import { aboutJobs } from "./views-job.ts";
import { supporting } from "./views-support.ts";
import { mark, marking } from "./views-marks.ts";
import { ruling } from "./views-rules.ts";

/** The conversations the views are about; made once, before the first of them. */
export interface Set {
  clara: Member;
  felix: Member;
  yuki: Member;
  noor: Member;
  sam: Member;
  amara: Member;
  nobody: Member;
  /** Between Clara and Felix, both may write. */
  open: string;
  /** Between Clara and Amara: put differently, taken back, quoted, reacted to, in all of light Markdown. */
  revised: string;
  /** Between Clara and Dana: with files of every kind. */
  shared: string;
  /** Between Clara and Amara about the bakery: documents and archives, and what does not go. */
  papers: Papers;
  /** Clara invited Yuki, who has not read the warning. */
  pending: string;
  /** Clara invited Dana, then withdrew. */
  withdrawn: string;
  /** Clara invited Oleg about a job she closed. */
  hidden: string;
}

export interface View {
  name: string;
  who: Extract<keyof Set, "clara" | "felix" | "yuki" | "noor" | "sam" | "amara" | "nobody">;
  show: (page: Page, set: Set, goto: (path: string) => Promise<void>) => Promise<void>;
}

const heading = (page: Page, name: string | RegExp) =>
  expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();

/** Fills the stage; `enter` signs people in as the test wants them to sit. */
export async function setUp(enter: (who: Who) => Promise<Member>, nobody: Member): Promise<Set> {
  const people: Who[] = ["clara", "felix", "yuki", "noor", "sam", "dana", "amara"];
  const [clara, felix, yuki, noor, sam, dana, amara] = (await Promise.all(people.map(enter))) as [
    Member,
    Member,
    Member,
    Member,
    Member,
    Member,
    Member,
  ];
  const { conversation: open } = await talking(clara, felix, calendar);
  await says(felix, open, "Gladly. Ink, then, and no gradients. Which loaf opens the year?");
  await says(clara, open, "Rye in January. It keeps.");
  await says(clara, open, "The paper is 30 × 40 cm, rough. I can send you ten sheets to spoil.");
  await says(felix, open, "Please do. I spoil them slowly.");
  const revised = await talking(clara, amara, calendar);
  await changes(clara, amara, revised.conversation);
  const { conversation: shared } = await talking(clara, dana, calendar);
  await files(clara, dana, shared);
  const papers = await setUpPapers(clara, amara);
  const { conversation: pending } = await invited(
    clara,
    yuki,
    bakery,
    "Your forms are a pleasure. Would you build one for orders?",
  );
  const gone = await invited(clara, dana, bakery);
  await clara.api.must("PUT", `/invitations/${gone.invitation}/answer`, { answer: "withdrawn" });
  const bags = {
    title: "Paper bags, printed",
    description: "Two sizes, one colour, 2,000 of each.",
  };
  const job = (await clara.api.must("POST", "/jobs", bags)).id as string;
  const { conversation: hidden } = await talking(clara, felix, bags.title);
  await says(felix, hidden, "Two sizes, then.");
  await clara.api.must("PUT", `/jobs/${job}/closure`);
  for (const agent of Object.values(agents)) await felix.signInWith(agent);
  await noor.api.ask("POST", "/invitations", {
    job: await jobOf(clara, calendar),
    freelancer: await freelancerCalled(noor.api, "Felix Okafor"),
    text: "Hello",
  });
  const marks = { star: open, mute: revised.conversation, archive: gone.conversation };
  await mark({ clara }, marks);
  return {
    clara,
    felix,
    yuki,
    noor,
    sam,
    amara,
    nobody,
    open,
    revised: revised.conversation,
    shared,
    papers,
    pending,
    withdrawn: gone.conversation,
    hidden,
  };
}

/** Everything that can become of a message. */
async function changes(clara: Member, amara: Member, conversation: string): Promise<void> {
  const path = `/conversations/${conversation}/messages`;
  const said = async (from: Member, text: string, quote: number | null = null): Promise<number> =>
    (await from.api.must("POST", path, { text, quote })).seq;
  const list = await said(
    clara,
    "For the captions I need:\n1. twelve names of **breads**\n2. one line on each, *not* a recipe\n\nThe words stand at https://example.com/bread?page=1.",
  );
  await said(clara, "The old ones are [on our page](https://example.org/calendar).");
  const price = await said(amara, "That would be 900 for all.");
  const plan = await said(
    amara,
    "I would write them like this:\n```\nRye, January\n  keeps for a week\n```\nwith `name, month` on top.",
  );
  const answer = await said(amara, "Twelve is fine. Shall I take out the Latin names?", list);
  const gone = await said(amara, "Or leave them in?");
  await amara.api.must("DELETE", `${path}/${gone}`);
  await amara.api.must("PUT", `${path}/${price}`, { text: "That would be 850 for all." });
  for (const [who, seq, emoji] of [
    [clara, price, "👍"],
    [amara, price, "👍"],
    [clara, price, "🎉"],
    [clara, plan, "❤️"],
  ] as const) {
    await who.api.must("PUT", `${path}/${seq}/reactions/${encodeURIComponent(emoji)}`);
  }
  const out = await said(clara, "Yes, take them out.", answer);
  await clara.api.must("PUT", `${path}/${out}`, { text: "Yes, take them all out." });
}

/** Files of every kind, one of them a deliverable. */
async function files(clara: Member, dana: Member, conversation: string): Promise<void> {
  await sends(clara, conversation, "What we have so far.", [
    csv("A list of all the loaves we bake, with their flours and their prices.csv", 900),
  ]);
  await sends(dana, conversation, "", [png("rye-in-january.png", [176, 112, 58], 480, 360)]);
  await sends(dana, conversation, "Three more, and how the oven sounds.", [
    png("spelt.png", [206, 160, 96], 480, 300),
    png("baguette.png", [222, 178, 110], 300, 480),
    png("pumpernickel.png", [84, 56, 40], 480, 480),
    wav("oven.wav"),
  ]);
  const final = await sends(dana, conversation, "And the sheet for the printer.", [
    pdf("Calendar-final.pdf"),
  ]);
  const at = `/conversations/${conversation}/messages/${final.seq}/deliverables/${final.files[0]}`;
  await dana.api.must("PUT", at);
}

async function contact(
  page: Page,
  goto: (path: string) => Promise<void>,
  set: Set,
  who: Member,
): Promise<void> {
  await goto(`/freelancers/${await freelancerCalled(set.clara.api, "Tomáš Novák")}`);
  await page.getByRole("button", { name: "Contact" }).click();
  await expect(page.getByRole("dialog", { name: "Contact Tomáš Novák" })).toBeVisible();
  await expect(page.getByRole("dialog").getByRole("status")).toHaveCount(0);
  expect(who.page).toBe(page);
}

/** Work laid aside, as a relay that refuses and a program that does not know it bring it about. */
const laidAside = [
  {
    id: "00000000-0000-4000-8000-000000000001",
    kind: "mail",
    attempts: 1,
    last_error: "permanent error (550): 5.7.1 mailbox unavailable for the recipient",
    laid_aside_at: "2026-03-02T10:20:00Z",
    created_at: "2026-03-02T10:19:58Z",
  },
  {
    id: "00000000-0000-4000-8000-000000000002",
    kind: "note-phase",
    attempts: 17,
    last_error: "it panicked: " + "a_reason_without_any_space_in_it_".repeat(8),
    laid_aside_at: "2026-03-01T22:00:00Z",
    created_at: "2026-02-28T21:58:03Z",
  },
];

export const views: View[] = [
  {
    name: "sign-in",
    who: "nobody",
    show: async (page, _, goto) => {
      await goto("/sign-in");
      await expect(page.getByRole("button", { name: /Clara Winter/ })).toBeVisible();
    },
  },
  {
    name: "sign-in-empty-refused",
    who: "nobody",
    show: async (page, _, goto) => {
      await goto("/sign-in");
      await page.getByRole("button", { name: "Sign in" }).click();
      await expect(page.getByText("Enter your e-mail address.")).toBeVisible();
    },
  },
  {
    name: "sign-up",
    who: "nobody",
    show: async (page, _, goto) => {
      await goto("/sign-up");
      await expect(page.getByRole("button", { name: "Create account" })).toBeVisible();
    },
  },
  {
    name: "verify",
    who: "nobody",
    show: async (page, _, goto) => {
      await goto("/verify?token=0a1b");
      await expect(page.getByRole("button", { name: "Confirm address" })).toBeVisible();
    },
  },
  {
    name: "verify-incomplete",
    who: "nobody",
    show: async (page, _, goto) => {
      await goto("/verify");
      await expect(page.getByText("This link is not complete.")).toBeVisible();
    },
  },
  {
    name: "inbox",
    who: "clara",
    show: async (page, _, goto) => {
      await goto("/inbox");
      await expect(
        page.getByRole("list", { name: "Conversations" }).getByText("Felix Okafor").first(),
      ).toBeVisible();
    },
  },
  {
    name: "inbox-empty",
    who: "noor",
    show: async (page, _, goto) => {
      await goto("/inbox");
      await expect(page.getByText("No conversations yet")).toBeVisible();
    },
  },
  {
    name: "conversation",
    who: "clara",
    show: async (page, { open }, goto) => {
      await goto(`/inbox/${open}`);
      await expect(message(page, "Please do. I spoil them slowly.")).toBeVisible();
      await expect(composer(page)).toBeVisible();
    },
  },
  {
    name: "conversation-lively",
    who: "clara",
    show: async (page, set, goto) => {
      const { items } = await set.clara.api.get("/conversations");
      const ines = items.find(
        (row: { other: { name: string } }) => row.other.name === "Inês Carvalho",
      );
      await goto(`/inbox/${ines.id}`);
      await expect(thread(page).getByText("See you on Thursday.")).toBeVisible();
    },
  },
  {
    name: "conversation-told",
    who: "clara",
    show: async (page, { felix, open }, goto) => {
      await goto(`/inbox/${open}`);
      await felix.goto(`/inbox/${open}`);
      // What he said without a browser moved his mark past what she had said.
      await felix.api.must("PUT", `/conversations/${open}/read`, { seq: 9999 });
      await expect(thread(page).getByText("Read", { exact: true })).toBeVisible();
      await expect(page.getByTestId("presence")).toHaveText("Online");
      await composer(felix.page).pressSequentially("Th");
      await expect(page.getByTestId("typing")).toHaveText("Felix Okafor is typing…");
    },
  },
  {
    name: "conversation-files",
    who: "clara",
    show: async (page, { shared }, goto) => {
      await goto(`/inbox/${shared}`);
      await expect(message(page, "And the sheet for the printer.")).toBeVisible();
      await message(page, "And the sheet for the printer.").scrollIntoViewIfNeeded();
      const drawn = () =>
        page.evaluate(() => [...document.images].filter((one) => one.naturalWidth > 0).length);
      await expect.poll(drawn).toBeGreaterThanOrEqual(3);
    },
  },
  {
    name: "conversation-files-tray",
    who: "clara",
    show: async (page, { shared }, goto) => {
      await goto(`/inbox/${shared}`);
      await expect(composer(page)).toBeVisible();
      const taken = await photo(page, "IMG_2041.jpg");
      await choose(page, taken, png("sketch.png", [120, 140, 190]), {
        ...csv("program.exe"),
        mimeType: "",
      });
      await expect(tray(page)).toHaveCount(3);
      await expect(tray(page).getByText("Ready to send").first()).toBeVisible();
      await expect(page.getByRole("button", { name: /Remove location/ }).first()).toBeVisible();
    },
  },
  {
    name: "conversation-files-viewer",
    who: "clara",
    show: async (page, { shared }, goto) => {
      await goto(`/inbox/${shared}`);
      await page.getByRole("button", { name: "Look at baguette.png" }).click();
      await expect(page.getByRole("dialog", { name: "Pictures" }).getByRole("img")).toBeVisible();
    },
  },
  {
    name: "conversation-changed",
    who: "clara",
    show: async (page, { revised }, goto) => {
      await goto(`/inbox/${revised}`);
      await expect(message(page, "Amara Diallo removed a message")).toBeVisible();
      await expect(bubbleOf(page, "850").getByRole("button", { name: /👍 2/ })).toBeVisible();
    },
  },
  {
    name: "conversation-changed-acts",
    who: "clara",
    show: async (page, { revised }, goto) => {
      await goto(`/inbox/${revised}`);
      await act(page, "Yes, take them all out.", "More");
      await expect(page.getByRole("menuitem", { name: "Remove" })).toBeVisible();
    },
  },
  {
    name: "conversation-changed-react",
    who: "clara",
    show: async (page, { revised }, goto) => {
      await goto(`/inbox/${revised}`);
      await act(page, "Twelve is fine", "React");
      await expect(page.getByRole("button", { name: "React with 👍" })).toBeVisible();
    },
  },
  {
    name: "conversation-changed-emojis",
    who: "clara",
    show: async (page, { revised }, goto) => {
      await goto(`/inbox/${revised}`);
      await page.getByRole("button", { name: "Emoji", exact: true }).click();
      await expect(page.getByRole("button", { name: "grinning face", exact: true })).toBeVisible();
    },
  },
  {
    name: "conversation-changed-edit",
    who: "clara",
    show: async (page, { revised }, goto) => {
      await goto(`/inbox/${revised}`);
      await act(page, "Yes, take them all out.", "Edit");
      await expect(editor(page)).toBeFocused();
    },
  },
  {
    name: "conversation-changed-reply",
    who: "clara",
    show: async (page, { revised }, goto) => {
      await goto(`/inbox/${revised}`);
      await act(page, "850 for all", "Reply");
      await expect(composer(page)).toBeFocused();
      await expect(page.getByRole("button", { name: "Do not answer this message" })).toBeVisible();
    },
  },
  {
    name: "conversation-changed-remove",
    who: "clara",
    show: async (page, { revised }, goto) => {
      await goto(`/inbox/${revised}`);
      await furtherAct(page, "Yes, take them all out.", "Remove");
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  {
    name: "conversation-warning",
    who: "yuki",
    show: async (page, { pending }, goto) => {
      await goto(`/inbox/${pending}`);
      await expect(page.getByRole("button", { name: "Got it, show conversation" })).toBeVisible();
    },
  },
  {
    name: "conversation-pending",
    who: "clara",
    show: async (page, { pending }, goto) => {
      await goto(`/inbox/${pending}`);
      await expect(page.getByRole("button", { name: "Withdraw" })).toBeVisible();
    },
  },
  {
    name: "conversation-withdraw-question",
    who: "clara",
    show: async (page, { pending }, goto) => {
      await goto(`/inbox/${pending}`);
      await page.getByRole("button", { name: "Withdraw" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  {
    name: "conversation-withdrawn",
    who: "clara",
    show: async (page, { withdrawn }, goto) => {
      await goto(`/inbox/${withdrawn}`);
      await expect(page.getByRole("button", { name: "Invite again" })).toBeVisible();
    },
  },
  {
    name: "conversation-hidden",
    who: "felix",
    show: async (page, { hidden }, goto) => {
      await goto(`/inbox/${hidden}`);
      await expect(
        page.getByRole("heading", { name: "This conversation is closed" }),
      ).toBeVisible();
    },
  },
  ...marking,
  ...helping,
  ...aboutJobs,
  ...ruling,
  ...supporting,
  ...offline,
  {
    name: "conversation-unknown",
    who: "felix",
    show: async (page, _, goto) => {
      await goto("/inbox/00000000-0000-4000-8000-000000000000");
      await expect(page.getByText("No such conversation")).toBeVisible();
    },
  },
  {
    name: "jobs",
    who: "clara",
    show: async (page, _, goto) => {
      await goto("/jobs");
      await expect(page.getByRole("link", { name: calendar })).toBeVisible();
    },
  },
  {
    name: "jobs-empty",
    who: "noor",
    show: async (page, _, goto) => {
      await goto("/jobs");
      await expect(page.getByText("You have no open job")).toBeVisible();
    },
  },
  {
    name: "job-new",
    who: "clara",
    show: async (page, _, goto) => {
      await goto("/jobs/new");
      await heading(page, "Post a job");
    },
  },
  {
    name: "job",
    who: "clara",
    show: async (page, set, goto) => {
      await goto(`/jobs/${await jobOf(set.clara, calendar)}`);
      await expect(page.getByRole("button", { name: "Close job" })).toBeVisible();
      await expect(page.getByText("Posted by Clara Winter")).toBeVisible();
    },
  },
  {
    name: "job-close-question",
    who: "clara",
    show: async (page, set, goto) => {
      await goto(`/jobs/${await jobOf(set.clara, calendar)}`);
      await page.getByRole("button", { name: "Close job" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  {
    name: "job-closed",
    who: "clara",
    show: async (page, set, goto) => {
      await goto(`/jobs/${await jobOf(set.clara, "Paper bags, printed")}`);
      await expect(page.getByRole("button", { name: "Re-open job" })).toBeVisible();
    },
  },
  {
    name: "freelancers",
    who: "clara",
    show: async (page, _, goto) => {
      await goto("/freelancers");
      await expect(page.getByRole("link", { name: "Felix Okafor" })).toBeVisible();
    },
  },
  {
    name: "freelancers-none",
    who: "clara",
    show: async (page, _, goto) => {
      await goto("/freelancers");
      await page.getByLabel("Find by name").fill("zzz");
      await expect(page.getByText("Nobody by that name")).toBeVisible();
    },
  },
  {
    name: "freelancer",
    who: "clara",
    show: async (page, set, goto) => {
      await goto(`/freelancers/${await freelancerCalled(set.clara.api, "Felix Okafor")}`);
      await expect(page.getByRole("button", { name: "Contact" })).toBeVisible();
    },
  },
  {
    name: "freelancer-own",
    who: "felix",
    show: async (page, set, goto) => {
      await goto(`/freelancers/${await freelancerCalled(set.clara.api, "Felix Okafor")}`);
      await expect(page.getByRole("link", { name: "Edit profile" })).toBeVisible();
    },
  },
  {
    name: "invite",
    who: "clara",
    show: async (page, set, goto) => {
      await contact(page, goto, set, set.clara);
      await page.getByLabel("Job", { exact: true }).selectOption(calendar);
      await page
        .getByLabel("Your message")
        .fill("Could you put twelve captions into Czech and German?");
    },
  },
  {
    name: "invite-refused",
    who: "clara",
    show: async (page, set, goto) => {
      await contact(page, goto, set, set.clara);
      await page.getByLabel("Your message").fill("");
      await page.getByRole("button", { name: "Invite" }).click();
      await expect(page.getByText("Write a few words to Tomáš Novák.")).toBeVisible();
    },
  },
  {
    name: "invite-no-job",
    who: "noor",
    show: async (page, set, goto) => {
      await contact(page, goto, set, set.noor);
      await expect(page.getByRole("heading", { name: "Post a job first" })).toBeVisible();
    },
  },
  {
    name: "invitations-received",
    who: "yuki",
    show: async (page, _, goto) => {
      await goto("/invitations");
      await expect(
        page.getByRole("link", { name: "Read the safety warning first" }).first(),
      ).toBeVisible();
    },
  },
  {
    name: "invitations-sent",
    who: "clara",
    show: async (page, _, goto) => {
      await goto("/invitations?side=client");
      await expect(page.getByRole("button", { name: "Withdraw" }).first()).toBeVisible();
    },
  },
  {
    name: "invitations-empty",
    who: "noor",
    show: async (page, _, goto) => {
      await goto("/invitations");
      await expect(page.getByText("No invitations received")).toBeVisible();
    },
  },
  {
    name: "notifications",
    who: "clara",
    show: async (page, _, goto) => {
      await goto("/notifications");
      await expect(page.getByText(/Felix Okafor accepted/).first()).toBeVisible();
    },
  },
  {
    name: "search-results",
    who: "clara",
    show: async (page, _, goto) => {
      await goto("/inbox?q=january");
      await expect(page.getByRole("list", { name: "What was found" })).toBeVisible();
    },
  },
  {
    name: "search-narrowed",
    who: "clara",
    show: async (page, _, goto) => {
      await goto("/inbox?q=calendar&file=1&days=30");
      await expect(page.getByRole("list", { name: "What was found" })).toBeVisible();
    },
  },
  {
    name: "search-open",
    who: "clara",
    show: async (page, _, goto) => {
      await goto("/inbox?q=rye+january");
      await page.getByRole("list", { name: "What was found" }).getByRole("link").last().click();
      await expect(thread(page)).toBeVisible();
    },
  },
  {
    name: "search-nothing",
    who: "clara",
    show: async (page, _, goto) => {
      await goto("/inbox?q=marzipan+roses&days=7");
      await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
    },
  },
  {
    name: "notifications-bell",
    who: "clara",
    show: async (page, _, goto) => {
      await goto("/jobs");
      await page.getByRole("button", { name: /^Notifications/ }).click();
      await expect(page.getByText(/Felix Okafor accepted/).first()).toBeVisible();
    },
  },
  {
    name: "account-menu",
    who: "clara",
    show: async (page, _, goto) => {
      await goto("/jobs");
      await page.getByRole("button", { name: "Account, Clara Winter" }).click();
      await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeVisible();
    },
  },
  {
    name: "profile",
    who: "felix",
    show: async (page, _, goto) => {
      await goto("/profile");
      await expect(page.getByRole("switch", { name: "Offers work" })).toBeChecked();
    },
  },
  {
    name: "settings",
    who: "felix",
    show: async (page, _, goto) => {
      await goto("/settings");
      await expect(page.getByText("Safari on iPhone")).toBeVisible();
    },
  },
  {
    name: "settings-sign-out-question",
    who: "felix",
    show: async (page, _, goto) => {
      await goto("/settings");
      await page.getByRole("button", { name: "Sign out everywhere else" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  {
    name: "settings-alone-refused",
    who: "yuki",
    show: async (page, _, goto) => {
      await goto("/settings");
      await expect(page.getByText("You are signed in nowhere else.")).toBeVisible();
      await page.getByLabel("Current password", { exact: true }).fill("not this one");
      await page.getByLabel("New password", { exact: true }).fill("too short");
      await page.getByRole("button", { name: "Change password" }).click();
      await expect(page.getByText("One more character is needed.")).toBeVisible();
    },
  },
  {
    name: "settings-failing",
    who: "yuki",
    show: async (page, _, goto) => {
      await page.route("**/api/v1/sessions", (route) => route.fulfill(away));
      await goto("/settings");
      await expect(page.getByRole("alert")).toBeVisible();
      await page.unroute("**/api/v1/sessions");
    },
  },
  {
    name: "settings-privacy",
    who: "felix",
    show: async (page, _, goto) => {
      await goto("/settings");
      const zone = page.getByRole("combobox", { name: "Time zone" });
      await zone.evaluate((at) => at.scrollIntoView({ block: "center" }));
    },
  },
  {
    name: "staff",
    who: "sam",
    show: async (page, _, goto) => {
      await goto("/staff");
      await expect(page.getByRole("button", { name: "Suspend Felix Okafor" })).toBeVisible();
    },
  },
  {
    name: "staff-suspend-question",
    who: "sam",
    show: async (page, _, goto) => {
      await goto("/staff");
      await page.getByRole("button", { name: "Suspend Felix Okafor" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  {
    name: "staff-refusals",
    who: "sam",
    show: async (page, _, goto) => {
      await goto("/staff/refusals");
      await expect(
        page.getByRole("list", { name: "Recent refusals" }).getByText("Noor Haddad").first(),
      ).toBeVisible();
    },
  },
  {
    name: "staff-policy",
    who: "sam",
    show: async (page, _, goto) => {
      await goto("/staff/policy");
      await page.getByLabel("Begin with").selectOption("Writers ask");
      await expect(page.getByRole("region", { name: "Table of who may do what" })).toContainText(
        "no files",
      );
    },
  },
  {
    name: "staff-tasks",
    who: "sam",
    show: async (page, _, goto) => {
      await page.route("**/api/v1/staff/tasks", (route) => route.fulfill({ json: laidAside }));
      await goto("/staff/tasks");
      await expect(page.getByText("mailbox unavailable").first()).toBeVisible();
    },
  },
  {
    name: "staff-tasks-not-retried",
    who: "sam",
    show: async (page, _, goto) => {
      await page.route("**/api/v1/staff/tasks", (route) => route.fulfill({ json: laidAside }));
      await page.route("**/api/v1/staff/tasks/*/attempt", (route) => route.fulfill(away));
      await goto("/staff/tasks");
      await page.getByRole("button", { name: /^Retry: Mail/ }).click();
      await expect(page.getByRole("alert")).toBeVisible();
    },
  },
  {
    name: "staff-tasks-empty",
    who: "sam",
    show: async (page, _, goto) => {
      await page.unroute("**/api/v1/staff/tasks");
      await goto("/staff/tasks");
      await expect(page.getByText("Nothing is set aside")).toBeVisible();
    },
  },
  {
    name: "staff-denied",
    who: "felix",
    show: async (page, _, goto) => {
      await goto("/staff");
      await expect(page.getByText("Only for staff")).toBeVisible();
    },
  },
  {
    name: "not-found",
    who: "clara",
    show: async (page, _, goto) => {
      await goto("/no/such/page");
      await heading(page, "Page not found");
    },
  },
  {
    name: "demo-mail",
    who: "nobody",
    show: async (page, _, goto) => {
      await goto("/demo/mail");
      await expect(page.getByRole("article").first()).toBeVisible();
    },
  },
];

/** Answers that some of these views bring about, and the browser prints. */
export const asked = [
  /status of 503 .*\/(sessions|attempt|rehearsals|support\/cases(\?.*)?)$/,
  /status of 404 .*\/(conversations|jobs|postings)\//,
  /status of 403 .*\/(staff\/|entries|messages)/,
];
