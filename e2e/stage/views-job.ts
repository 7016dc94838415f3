/** The page of a job as a freelancer finds it, the list of such jobs, and the questions that are suggested. */
import { expect, type Page } from "@playwright/test";
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
    name: "staff-questions",
    who: "sam",
    show: async (page, _, goto) => {
      await goto("/staff/questions");
      await expect(page.getByRole("heading", { name: "Tone and voice" })).toBeVisible();
    },
  },
];
