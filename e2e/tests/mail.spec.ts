import { expect, test } from "../stage/test.ts";
import { people, type Member } from "../stage/member.ts";
import { Sink, type Delivered } from "../stage/sink.ts";
import { message, write } from "../stage/pages.ts";
import { invitationText, invited, says, talking } from "../stage/scene.ts";

test("S31: before the acknowledgement there is one mail, without the text; afterwards one for each message, none to the sender", async ({
  enter,
  server,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const before = (await server.mails()).length;
  const { conversation, invitation } = await invited(clara, felix);
  await expect.poll(async () => (await server.mails(felix.email)).length).toBe(1);
  const [first] = await server.mails(felix.email);
  expect(first!.text).toContain("Clara Winter");
  expect(first!.text + first!.html + first!.subject).not.toContain("ink drawings");
  expect(first!.links.some((link) => link.includes(`/inbox/${conversation}`))).toBe(true);

  await felix.goto(`/inbox/${conversation}`);
  await felix.page.getByRole("button", { name: "Got it, show conversation" }).click();
  await expect(message(felix.page, invitationText)).toBeVisible();
  await felix.api.must("PUT", `/invitations/${invitation}/answer`, { answer: "accepted" });
  const already = (await server.mails(felix.email)).length;
  await clara.goto(`/inbox/${conversation}`);
  const texts = [
    "The first loaf is rye.",
    "The second is spelt & honey.",
    "Zoë bakes the third <b>herself</b>.",
  ];
  for (const text of texts) await write(clara.page, text);
  await expect.poll(async () => (await server.mails(felix.email)).length).toBe(already + 3);
  const mails = (await server.mails(felix.email)).slice(already);
  texts.forEach((text, at) => expect(mails[at]!.text).toContain(text));

  await says(felix, conversation, "I begin on Monday.");
  await expect
    .poll(async () => (await server.mails(clara.email)).at(-1)?.text ?? "")
    .toContain("I begin on Monday.");
  expect((await server.mails(felix.email)).length).toBe(already + 3);
  const toClara = (await server.mails(clara.email)).map((mail) => mail.text).join("\n");
  for (const text of texts) expect(toClara).not.toContain(text);
  expect((await server.mails()).length).toBeGreaterThan(before);
});

test("S31: the link in a mail leads to its very message, after signing in if need be", async ({
  enter,
  visitor,
  server,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await says(clara, conversation, "Look at this one.");
  for (let line = 1; line <= 30; line += 1) await says(clara, conversation, `later ${line}`);
  const mail = async () =>
    (await server.mails(felix.email)).find((one) => one.text.includes("Look at this one."));
  await expect.poll(mail).toBeDefined();
  const link = (await mail())!.links.find((one) => /\/inbox\/[^#]+#m\d+$/.test(one));
  expect(link).toContain(conversation);

  await felix.page.goto(link!);
  await expect(message(felix.page, "Look at this one.")).toBeInViewport();

  const nobody = await visitor();
  await nobody.page.goto(link!);
  await nobody.page.getByRole("button", { name: /Felix Okafor/ }).click();
  await nobody.page.getByRole("button", { name: "Sign in" }).click();
  await expect(message(nobody.page, "Look at this one.")).toBeInViewport();
});

test("the page of the demo's mails shows them, newest first", async ({ enter }) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  const { conversation } = await talking(clara, felix);
  await says(clara, conversation, "The newest of all.");
  await expect(async () => {
    await clara.goto("/demo/mail");
    await expect(clara.page.getByRole("article").first()).toContainText("The newest of all.", {
      timeout: 500,
    });
  }).toPass();
  await expect(clara.page.getByRole("article").first()).toContainText(`To ${people.felix.email}`);
});

/** The same stage, with a server that mails through a relay. */
const relayed = test.extend<{ sink: Sink }>({
  sink: async ({}, use) => {
    const sink = await Sink.open();
    await use(sink);
    sink.close();
  },
  settings: async ({ sink }, use) => use({ PARLANCE_SMTP_URL: sink.url }),
});

relayed.describe("through a relay", () => {
  relayed(
    "S31: N messages make N mails over SMTP, threaded, in text and HTML, each with its own link",
    async ({ enter, sink }) => {
      const [clara, felix] = [await enter("clara"), await enter("felix")];
      const { conversation } = await talking(clara, felix);
      await clara.goto(`/inbox/${conversation}`);
      const texts = [1, 2, 3, 4].map((at) => `Sheet ${at} is drying, naïvely = 100 % done.`);
      for (const text of texts) await write(clara.page, text);
      const words = (mail: Delivered) => mail.parts.get("text/plain") ?? "";
      const to = (member: Member) =>
        sink.mails.filter((mail) => mail.to.includes(member.email) && /Sheet \d/.test(words(mail)));
      await expect.poll(() => to(felix).length).toBe(texts.length);

      const links = new Set<string>();
      for (const text of texts) {
        expect(to(felix).filter((mail) => words(mail).includes(text))).toHaveLength(1);
      }
      for (const mail of to(felix)) {
        expect(mail.parts.get("text/html")).toContain("Sheet");
        expect(mail.headers.get("message-id")).toMatch(/^<.+@.+>$/);
        expect(mail.headers.get("references") ?? mail.headers.get("in-reply-to")).toMatch(/^<.+>/);
        links.add(/http:\/\/\S+\/inbox\/\S+#m\d+/.exec(words(mail))![0]);
      }
      expect(links.size).toBe(texts.length);
      expect(to(clara)).toEqual([]);
      await felix.page.goto([...links][0]!);
      await expect(message(felix.page, texts[0]!)).toBeInViewport();
    },
  );
});
