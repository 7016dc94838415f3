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
  {
    path: "/sign-in",
    title: "titles-sign-in",
    signedOut: true,
    load: () => import("$/features/session/SignInPage.svelte"),
  },
  {
    path: "/sign-up",
    title: "titles-sign-up",
    signedOut: true,
    load: () => import("$/features/session/SignUpPage.svelte"),
  },
  {
    path: "/verify",
    title: "titles-verify",
    anyone: true,
    load: () => import("$/features/session/VerifyPage.svelte"),
  },
  { path: "/jobs", title: "titles-jobs", load: () => import("$/features/jobs/JobsPage.svelte") },
  {
    path: "/jobs/new",
    title: "titles-new-job",
    load: () => import("$/features/jobs/NewJobPage.svelte"),
  },
  {
    path: "/jobs/work",
    title: "titles-postings",
    load: () => import("$/features/postings/PostingsPage.svelte"),
  },
  {
    path: "/jobs/:id",
    title: "titles-job",
    load: () => import("$/features/jobs/JobPage.svelte"),
  },
  {
    path: "/contracts",
    title: "titles-contracts",
    load: () => import("$/features/hiring/ContractsPage.svelte"),
  },
  {
    path: "/contracts/:id",
    title: "titles-contract",
    load: () => import("$/features/hiring/ContractPage.svelte"),
  },
  {
    path: "/freelancers",
    title: "titles-freelancers",
    load: () => import("$/features/freelancers/FreelancersPage.svelte"),
  },
  {
    path: "/freelancers/:account",
    title: "titles-freelancer",
    load: () => import("$/features/freelancers/FreelancerPage.svelte"),
  },
  {
    path: "/invitations",
    title: "titles-invitations",
    load: () => import("$/features/invitations/InvitationsPage.svelte"),
  },
  {
    path: "/profile",
    title: "titles-profile",
    load: () => import("$/features/profile/ProfilePage.svelte"),
  },
  {
    path: "/settings",
    title: "titles-settings",
    load: () => import("$/features/settings/SettingsPage.svelte"),
  },
  {
    path: "/help",
    title: "titles-help",
    anyone: true,
    load: () => import("$/features/help/HelpPage.svelte"),
  },
  {
    path: "/help/request",
    title: "titles-help-request",
    anyone: true,
    load: () => import("$/features/help/RequestPage.svelte"),
  },
  {
    path: "/help/talk",
    title: "titles-help-talk",
    anyone: true,
    load: () => import("$/features/support/TalkPage.svelte"),
  },
  {
    path: "/help/articles/:slug",
    title: "titles-help",
    anyone: true,
    load: () => import("$/features/help/ArticlePage.svelte"),
  },
  {
    path: "/staff",
    title: "titles-staff",
    load: () => import("$/features/staff/AccountsPage.svelte"),
  },
  {
    path: "/staff/refusals",
    title: "titles-refusals",
    load: () => import("$/features/staff/RefusalsPage.svelte"),
  },
  {
    path: "/staff/tasks",
    title: "titles-tasks",
    load: () => import("$/features/staff/TasksPage.svelte"),
  },
  {
    path: "/staff/help",
    title: "titles-help-articles",
    load: () => import("$/features/help/StaffArticlesPage.svelte"),
  },
  {
    path: "/staff/help/articles/:slug",
    title: "titles-help-edit",
    load: () => import("$/features/help/EditArticlePage.svelte"),
  },
  {
    path: "/staff/help/new",
    title: "titles-help-edit",
    load: () => import("$/features/help/EditArticlePage.svelte"),
  },
  {
    path: "/staff/requests",
    title: "titles-help-requests",
    load: () => import("$/features/help/StaffRequestsPage.svelte"),
  },
  {
    path: "/staff/cases",
    title: "titles-cases",
    load: () => import("$/features/support/CasesPage.svelte"),
  },
  {
    path: "/staff/cases/:conversation",
    title: "titles-cases",
    panes: true,
    load: () => import("$/features/support/CasePage.svelte"),
  },
  {
    path: "/staff/questions",
    title: "titles-questions",
    load: () => import("$/features/questions/QuestionsPage.svelte"),
  },
  {
    path: "/staff/wording",
    title: "titles-wording",
    load: () => import("$/features/wording/WordingPage.svelte"),
  },
  {
    path: "/staff/policy",
    title: "titles-policy",
    load: () => import("$/features/policy/PolicyPage.svelte"),
  },
];
