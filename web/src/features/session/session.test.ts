import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ProblemError } from "$/api/problem";
import { mailVerification, signUp } from "$/sync/accounts";
import { marketplace } from "$/sync/marketplace.svelte";
import { session } from "$/sync/session.svelte";
import SignInPage from "./SignInPage.svelte";
import SignUpPage from "./SignUpPage.svelte";

vi.mock("$/sync/accounts", () => ({ signUp: vi.fn(), mailVerification: vi.fn() }));

const limits = {
  message_chars: 10000,
  invitation_chars: 2000,
  title_chars: 120,
  description_chars: 5000,
  name_chars: 60,
  headline_chars: 120,
  password_chars_min: 10,
  password_chars_max: 128,
};

function market(demo: boolean) {
  marketplace.value = {
    name: "Parlance",
    demo,
    demo_accounts: demo
      ? [{ email: "clara@example.com", name: "Clara Okafor", about: "Client" }]
      : [],
    warning: { version: 1, title: "", paragraphs: [] },
    policy_line: "",
    limits,
  };
}

const type = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const submit = () => fireEvent.submit(document.querySelector("form")!);

beforeEach(() => {
  market(false);
  vi.mocked(signUp).mockReset();
});
afterEach(cleanup);

const props = { params: {}, query: new URLSearchParams() };

describe("signing in", () => {
  it("asks for what is missing before it asks the server", async () => {
    const signIn = vi.spyOn(session, "signIn").mockResolvedValue();
    render(SignInPage, props);
    await submit();
    expect(await screen.findByText("Enter your e-mail address.")).toBeTruthy();
    expect(screen.getByText("Enter your password.")).toBeTruthy();
    expect(signIn).not.toHaveBeenCalled();
  });

  it("shows the server's sentence for a wrong password and keeps what was typed", async () => {
    const detail = "E-mail or password is not right.";
    vi.spyOn(session, "signIn").mockRejectedValue(
      new ProblemError({ code: "sign-in-failed", status: 401, detail }),
    );
    render(SignInPage, props);
    await type("E-mail", "clara@example.com");
    await type("Password", "not this one");
    await submit();
    expect((await screen.findByRole("alert")).textContent).toContain(detail);
    expect(screen.getByLabelText<HTMLInputElement>("E-mail").value).toBe("clara@example.com");
  });

  it("offers a new mail when the address is not confirmed", async () => {
    vi.spyOn(session, "signIn").mockRejectedValue(
      new ProblemError({ code: "address-not-verified", status: 403, detail: "Confirm it." }),
    );
    render(SignInPage, props);
    await type("E-mail", "new@example.com");
    await type("Password", "long enough");
    await submit();
    expect(await screen.findByRole("button", { name: "Send a new mail" })).toBeTruthy();
  });

  it("says why signing in failed also after a new mail could not be asked for", async () => {
    const signIn = vi.spyOn(session, "signIn");
    signIn.mockRejectedValueOnce(new ProblemError({ code: "address-not-verified", status: 403 }));
    vi.mocked(mailVerification).mockRejectedValueOnce(
      new ProblemError({ code: "rate-limited", status: 429, detail: "Not so fast." }),
    );
    render(SignInPage, props);
    await type("E-mail", "new@example.com");
    await type("Password", "long enough");
    await submit();
    await fireEvent.click(await screen.findByRole("button", { name: "Send a new mail" }));
    expect((await screen.findByRole("alert")).textContent).toContain("Not so fast.");
    const detail = "E-mail or password is not right.";
    signIn.mockRejectedValueOnce(new ProblemError({ code: "sign-in-failed", status: 401, detail }));
    await submit();
    await vi.waitFor(() => expect(screen.getByRole("alert").textContent).toContain(detail));
  });

  it("shows demo accounts in a demo only, and one press fills the form", async () => {
    render(SignInPage, props);
    expect(screen.queryByText("Demo accounts")).toBeNull();
    cleanup();
    market(true);
    render(SignInPage, props);
    await fireEvent.click(screen.getByRole("button", { name: /Clara Okafor/ }));
    expect(screen.getByLabelText<HTMLInputElement>("E-mail").value).toBe("clara@example.com");
    expect(screen.getByLabelText<HTMLInputElement>("Password").value).toBe("parlance-demo");
  });
});

describe("signing up", () => {
  it("leads back to signing in without forgetting where one was going", () => {
    render(SignUpPage, { ...props, query: new URLSearchParams({ next: "/jobs" }) });
    expect(screen.getByRole("link").getAttribute("href")).toBe("/sign-in?next=%2Fjobs");
  });

  it("counts whole characters of the password and says how many are missing", async () => {
    render(SignUpPage, props);
    await type("Your name", "Noor");
    await type("E-mail", "noor@example.com");
    await type("Password", "𝒜bcdefgh");
    await submit();
    expect(await screen.findByText("2 more characters are needed.")).toBeTruthy();
    expect(signUp).not.toHaveBeenCalled();
  });

  it("says to check the mail without saying whether the address is known", async () => {
    vi.mocked(signUp).mockResolvedValue({ email: "noor@example.com" });
    render(SignUpPage, props);
    await type("Your name", "Noor");
    await type("E-mail", "noor@example.com");
    await type("Password", "four plain words");
    await submit();
    expect(await screen.findByRole("heading", { name: "Check your mail" })).toBeTruthy();
    expect(screen.getByText(/If noor@example.com can be used here/)).toBeTruthy();
    const heading = screen.getByRole("heading", { name: "Check your mail" });
    await vi.waitFor(() => expect(document.activeElement).toBe(heading));
  });
});
