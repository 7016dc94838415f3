import { expect, test } from "vitest";
import { match, safeNext } from "./match";
import { routes } from "./table";

test("every path of the app finds its page", () => {
  const paths = [
    "/sign-in",
    "/sign-up",
    "/verify",
    "/inbox",
    "/inbox/one",
    "/jobs",
    "/jobs/new",
    "/jobs/one",
    "/freelancers",
    "/freelancers/one",
    "/invitations",
    "/notifications",
    "/profile",
    "/settings",
    "/help",
    "/help/request",
    "/help/talk",
    "/help/articles/one",
    "/staff",
    "/staff/refusals",
    "/staff/tasks",
    "/staff/help",
    "/staff/help/new",
    "/staff/help/articles/one",
    "/staff/requests",
    "/staff/cases",
    "/staff/cases/one",
    "/staff/policy",
  ];
  for (const path of paths) expect(match(routes, path)?.route.path, path).toBeTruthy();
  expect(match(routes, "/jobs/new")?.route.path).toBe("/jobs/new");
  expect(match(routes, "/help/request")?.route.path).toBe("/help/request");
  expect(match(routes, "/inbox/a%20b")?.params).toEqual({ conversation: "a b" });
});

test("what is no page finds none", () => {
  for (const path of ["/nowhere", "/inbox/one/two", "/inbox/%E0%A4%A"]) {
    expect(match(routes, path)).toBeNull();
  }
});

test("signing in never leads to another host", () => {
  for (const next of ["//evil.example", "/\\evil.example", "https://evil.example", "", null]) {
    expect(safeNext(next)).toBe("/inbox");
  }
  expect(safeNext("/jobs/1#x")).toBe("/jobs/1#x");
});
