/** Brings a conversation to where a test begins, through the API, so that the test itself is about one thing. */
import type { Sample } from "./files.ts";
import type { Api, Member } from "./member.ts";

export const calendar = "Illustrations for a bread calendar";
export const bakery = "Name and mark for a bakery";
export const invitationText =
  "Hello, your ink drawings are why I am writing. Twelve loaves, one a month?";

/** The id of one of the asker's own jobs, by its title. */
export async function jobOf(client: Member, title: string): Promise<string> {
  for (const phase of ["open", "closed"]) {
    const { items } = await client.api.get(`/jobs?phase=${phase}`);
    const found = items.find((job: { title: string }) => job.title === title);
    if (found) return found.id;
  }
  throw new Error(`${client.name} has no job called ${title}`);
}

/** The id of a published freelancer, by name. */
export async function freelancerCalled(api: Api, name: string): Promise<string> {
  const { items } = await api.get(`/freelancers?q=${encodeURIComponent(name)}`);
  const found = items.find((one: { account: { name: string } }) => one.account.name === name);
  if (!found) throw new Error(`nobody called ${name} offers work`);
  return found.account.id;
}

/** An invitation that waits for its answer. */
export async function invited(
  client: Member,
  freelancer: Member,
  title = calendar,
  text = invitationText,
): Promise<{ conversation: string; invitation: string; job: string }> {
  const job = await jobOf(client, title);
  const to = await freelancerCalled(client.api, freelancer.name);
  const made = await client.api.must("POST", "/invitations", { job, freelancer: to, text });
  return { conversation: made.conversation, invitation: made.id, job };
}

export async function acknowledged(freelancer: Member, conversation: string): Promise<void> {
  const { warning } = await freelancer.api.get("/marketplace");
  await freelancer.api.must("PUT", `/conversations/${conversation}/acknowledgement`, {
    version: warning.version,
  });
}

/** A conversation both may write in. */
export async function talking(
  client: Member,
  freelancer: Member,
  title = calendar,
): Promise<{ conversation: string; invitation: string; job: string }> {
  const made = await invited(client, freelancer, title);
  await acknowledged(freelancer, made.conversation);
  await freelancer.api.must("PUT", `/invitations/${made.invitation}/answer`, {
    answer: "accepted",
  });
  return made;
}

/** One message, sent without a browser. */
export async function says(from: Member, conversation: string, text: string): Promise<void> {
  await from.api.must("POST", `/conversations/${conversation}/messages`, { text });
}

/** Sends files without a browser; the ids of them. */
export async function sends(
  from: Member,
  conversation: string,
  text: string,
  samples: Sample[],
): Promise<{ seq: number; files: string[] }> {
  const path = `/conversations/${conversation}`;
  const files: string[] = [];
  for (const { name, buffer } of samples) {
    const at = `${path}/files?name=${encodeURIComponent(name)}`;
    files.push((await from.api.must("POST", at, buffer)).id);
  }
  const { seq } = await from.api.must("POST", `${path}/messages`, { text, files });
  return { seq, files };
}
