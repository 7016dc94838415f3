/** Every page of the app with its path, its title and where it is loaded from. */
import type { Component } from "svelte";
import type { PlainKey } from "$/i18n";

export interface PageProps {
  params: Record<string, string>;
  query: URLSearchParams;
}

export interface Route {
  path: string;
  title: PlainKey;
  /** Shown without a session, and pointless with one. */
  signedOut?: true;
  /** Shown with and without a session. */
  anyone?: true;
  /** Keeps the window's height: its panes scroll, the page does not. */
  panes?: true;
  load: () => Promise<{ default: Component<never> }>;
}

const inbox = () => import("$/features/inbox/InboxPage.svelte");

export const routes: Route[] = [
  { path: "/inbox", title: "shell-inbox", panes: true, load: inbox },
  { path: "/inbox/:conversation", title: "shell-inbox", panes: true, load: inbox },
  {
    path: "/notifications",
    title: "notifications-title",
    load: () => import("$/features/notifications/NotificationsPage.svelte"),
  },
  // The pages of features/session, jobs, freelancers, invitations, profile and staff.
];
