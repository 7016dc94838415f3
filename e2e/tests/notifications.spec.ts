import { expect, test } from "../stage/test.ts";
import type { Page } from "@playwright/test";
import { calendar, invited, acknowledged } from "../stage/scene.ts";

const bell = (page: Page) => page.getByRole("button", { name: /^Notifications/ });

test("an invitation, its answer and the job's closing are told as they happen, in every tab, and marked read in all", async ({
  enter,
}) => {
  const [clara, felix] = [await enter("clara"), await enter("felix")];
  await felix.goto("/jobs");
  const other = await felix.anotherTab("/profile");
  await clara.goto("/freelancers");
  await expect(bell(felix.page)).toHaveAccessibleName("Notifications");
  const { conversation, invitation, job } = await invited(clara, felix);
  for (const page of [felix.page, other])
    await expect(bell(page)).toHaveAccessibleName("Notifications, 1 unread");

  await bell(felix.page).click();
  await expect(felix.page.getByText(`Clara Winter invited you about “${calendar}”`)).toBeVisible();
  await felix.page.getByRole("button", { name: "Mark all as read" }).click();
  for (const page of [felix.page, other])
    await expect(bell(page)).toHaveAccessibleName("Notifications");

  await acknowledged(felix, conversation);
  await felix.api.must("PUT", `/invitations/${invitation}/answer`, { answer: "accepted" });
  await expect(bell(clara.page)).toHaveAccessibleName("Notifications, 1 unread");
  await bell(clara.page).click();
  await expect(
    clara.page.getByText(`Felix Okafor accepted your invitation to “${calendar}”`),
  ).toBeVisible();

  await clara.api.must("PUT", `/jobs/${job}/closure`);
  await expect(bell(other)).toHaveAccessibleName("Notifications, 1 unread");
  await other.goto(other.url().replace("/profile", "/notifications"));
  const line = other.getByRole("main").getByRole("link").filter({ hasText: "was closed" });
  await expect(line).toContainText(calendar);
  await line.click();
  await expect(other).toHaveURL(new RegExp(`/inbox/${conversation}`));
  await expect(other.getByRole("heading", { name: "This conversation is closed" })).toBeVisible();
});
