/** The page of a job as a freelancer finds it, the list of such jobs, and the questions that are suggested. */
import { expect, type Page } from "@playwright/test";
import { pdf } from "./files.ts";
import { sends } from "./scene.ts";
import type { View } from "./views.ts";

const title = "A text about sourdough";

/** A job that may be asked about, with a conversation before work; the same one each time. */
async function posted({ clara, sam }: Parameters<View["show"]>[1]): Promise<string> {
  const { items } = await clara.api.get("/jobs?phase=open&limit=100");
  const found = items.find((job: { title: string }) => job.title === title);
  if (found) return found.id;
  const description =
    "Eight hundred words for a bakery's site: why its sourdough takes three days.\n\nPlain words, second person, no recipes.";
  const body = { title, description, kind: "assignment" };
  const { id } = await clara.api.must("POST", "/jobs", body);
  const from = { who: "freelancer", must_accept: false };
  const changes = { changes: { starts: { job_page: from } } };
  await sam.api.must("PUT", `/staff/jobs/${id}/contact-rules`, changes);
  const wanted = { conversation_required: "client_replied" };
  await clara.api.must("PUT", `/jobs/${id}/conversation-requirement`, wanted);
  const questions = ["Should it be written in the first, second or third person?"];
  await clara.api.must("PUT", `/jobs/${id}/answered-questions`, { questions });
  return id;
}

/** A conversation with a point that is agreed and one that waits for Clara; the same one each time. */
async function agreeing({ clara, felix, open: id }: Parameters<View["show"]>[1]): Promise<string> {
  const path = `/conversations/${id}/points`;
  if ((await clara.api.get(path)).length > 0) return id;
  const body = { text: "Twelve drawings in ink by Friday", brief: true };
  const first = await clara.api.must("POST", path, body);
  await felix.api.must("PUT", `${path}/${first.seq}/answer`, { answer: "confirmed" });
  await felix.api.must("POST", path, { text: "Two rounds of changes, each within three days" });
  return id;
}

const poster = "A poster for the harvest fair";

/** A job that takes proposals: one of Yuki's that waits, and Felix, who is hired; the ids of job and contract. */
async function hired(set: Parameters<View["show"]>[1]): Promise<{ job: string; contract: string }> {
  const { clara, felix, yuki } = set;
  const { items } = await clara.api.get("/contracts?side=client");
  const found = items.find((one: { job: { title: string } }) => one.job.title === poster);
  if (found) return { job: found.job.id, contract: found.id };
  const description = "A2, two colours, for the market hall. Everything but the date may change.";
  const body = { title: poster, description };
  const job = (await clara.api.must("POST", "/jobs", body)).id as string;
  const offer = (text: string) => ["POST", `/postings/${job}/proposals`, { text }] as const;
  await felix.api.must(
    ...offer("Linocut, two blocks, printed by the end of the month. 420 with paper."),
  );
  await yuki.api.must(...offer("A screen print in two inks.\nThree drafts, then the films."));
  const freelancer = (await felix.api.get("/me")).id;
  const contract = (await clara.api.must("POST", "/contracts", { job, freelancer })).id as string;
  const text = "Before I cut the blocks: is the date sure?";
  const begun = await felix.api.must("POST", `/contracts/${contract}/messages`, { text });
  await felix.api.must("PUT", `/conversations/${begun.id}/acknowledgement`, { version: 1 });
  const { seq, files } = await sends(felix, begun.id, "The first draft.", [pdf("fair-draft.pdf")]);
  const message = `/conversations/${begun.id}/messages/${seq}`;
  await felix.api.must("PUT", `${message}/deliverables/${files[0]}`);
  return { job, contract };
}

const heading = (page: Page, name: string) =>
  expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();

export const aboutJobs: View[] = [
  {
    name: "posting-empty",
    who: "felix",
    show: async (page, set, goto) => {
      await goto(`/jobs/${await posted(set)}`);
      await heading(page, title);
      await expect(page.getByRole("textbox", { name: "Your question" })).toBeVisible();
    },
  },
  {
    name: "posting-list",
    who: "felix",
    show: async (page, set, goto) => {
      await posted(set);
      await goto("/jobs/work");
      await expect(page.getByRole("link", { name: title })).toBeVisible();
    },
  },
  {
    name: "posting-list-nothing",
    who: "noor",
    show: async (page, _, goto) => {
      await goto("/jobs/work");
      await expect(page.getByText("Say that you offer work first")).toBeVisible();
    },
  },
  {
    name: "posting-talk",
    who: "amara",
    show: async (page, set, goto) => {
      const id = await posted(set);
      const { conversation } = await set.amara.api.get(`/postings/${id}`);
      if (conversation === null) {
        const asked = { text: "Who reads it: people who bake, or people who buy?" };
        const begun = await set.amara.api.must("POST", `/postings/${id}/questions`, asked);
        const path = `/conversations/${begun.id}`;
        await set.amara.api.must("PUT", `${path}/acknowledgement`, { version: 1 });
        const text = "People who buy. They ask why it costs what it costs.";
        await set.clara.api.must("POST", `${path}/messages`, { text });
      }
      await goto(`/jobs/${id}`);
      await expect(page.getByText("That is done: work can begin.")).toBeVisible();
      await expect(page.getByRole("log")).toContainText("People who buy.");
    },
  },
  {
    name: "posting-silent",
    who: "felix",
    show: async (page, set, goto) => {
      const id = await posted(set);
      await set.clara.api.must("PUT", `/jobs/${id}/silence`);
      await goto(`/jobs/${id}`);
      await expect(
        page.getByText("The client has turned messages about this job off"),
      ).toBeVisible();
      await set.clara.api.must("DELETE", `/jobs/${id}/silence`);
    },
  },
  {
    name: "posting-own",
    who: "clara",
    show: async (page, set, goto) => {
      await goto(`/jobs/${await posted(set)}`);
      await expect(page.getByRole("checkbox", { name: "Who is it for?" })).toBeVisible();
    },
  },
  {
    name: "posting-proposal",
    who: "yuki",
    show: async (page, set, goto) => {
      await goto(`/jobs/${(await hired(set)).job}`);
      await expect(page.getByText("Waiting for an answer")).toBeVisible();
    },
  },
  {
    name: "posting-proposals",
    who: "clara",
    show: async (page, set, goto) => {
      await goto(`/jobs/${(await hired(set)).job}`);
      await expect(page.getByRole("button", { name: "Hire Yuki Tanaka" })).toBeVisible();
    },
  },
  {
    name: "contract",
    who: "felix",
    show: async (page, set, goto) => {
      await goto(`/contracts/${(await hired(set)).contract}`);
      await expect(page.getByText("fair-draft.pdf")).toBeVisible();
      await expect(page.getByRole("button", { name: "Start work" })).toBeEnabled();
    },
  },
  {
    name: "contract-client",
    who: "clara",
    show: async (page, set, goto) => {
      await goto(`/contracts/${(await hired(set)).contract}`);
      await expect(page.getByText("fair-draft.pdf")).toBeVisible();
    },
  },
  {
    name: "contracts",
    who: "clara",
    show: async (page, set, goto) => {
      await hired(set);
      await goto("/contracts?side=client");
      await expect(page.getByRole("link", { name: poster })).toBeVisible();
    },
  },
  {
    name: "contracts-nothing",
    who: "noor",
    show: async (page, _, goto) => {
      await goto("/contracts");
      await expect(page.getByText("No contracts yet")).toBeVisible();
    },
  },
  {
    name: "staff-wording",
    who: "sam",
    show: async (page, _, goto) => {
      await goto("/staff/wording");
      await expect(page.getByRole("heading", { name: "How people read it" })).toBeVisible();
    },
  },
  {
    name: "agreed-points",
    who: "clara",
    show: async (page, set, goto) => {
      const conversation = await agreeing(set);
      await goto(`/inbox/${conversation}`);
      const points = page.getByRole("group", { name: /agreed|agreed point/ });
      await expect(points.last()).toBeVisible();
    },
  },
  {
    name: "staff-questions",
    who: "sam",
    show: async (page, _, goto) => {
      await goto("/staff/questions");
      await expect(page.getByRole("heading", { name: "Tone and voice" })).toBeVisible();
    },
  },
];
