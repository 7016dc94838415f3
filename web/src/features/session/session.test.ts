import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ProblemError } from "$/api/problem";
import { mailVerification, signUp } from "$/sync/accounts";
import { marketplace } from "$/sync/marketplace.svelte";
import { session } from "$/sync/session.svelte";
import SignInPage from "./SignInPage.svelte";
import SignUpPage from "./SignUpPage.svelte";
import VerifyPage from "./VerifyPage.svelte";

vi.mock("$/sync/accounts", () => ({ signUp: vi.fn(), mailVerification: vi.fn() }));

const limits = {
  message_chars: 10000,
  point_chars: 500,
  invitation_chars: 2000,
  title_chars: 120,
  saved_replies: 100,
  reply_title_chars: 80,
  description_chars: 5000,
  name_chars: 60,
  headline_chars: 120,
  password_chars_min: 10,
  password_chars_max: 128,
  file_bytes: 1,
  files_per_message: 10,
  help_question_chars: 500,
  help_comment_chars: 2000,
  help_request_chars: 5000,
  help_article_chars: 20000,
};

function market(demo: boolean) {
  marketplace.value = {
    name: "Parlance",
    demo,
    demo_accounts: demo
      ? [{ email: "clara@example.com", name: "Clara Okafor", about: "Client" }]
      : [],
    warning: { version: 1, title: "", paragraphs: [] },
    language: "en",
    protection: "",
    policy_line: "",
    limits,
    file_endings: [],
    revise_seconds: 3600,
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
    expect(screen.getByRole("link", { name: "Sign in" }).getAttribute("href")).toBe(
      "/sign-in?next=%2Fjobs",
    );
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

describe("confirming an address", () => {
  const linked = { ...props, query: new URLSearchParams({ token: "0a1b" }) };

  it("asks for the password chosen at sign-up before it asks the server", async () => {
    const verify = vi.spyOn(session, "verify").mockResolvedValue();
    render(VerifyPage, linked);
    expect(screen.getByText(/Enter the password you chose/)).toBeTruthy();
    const field = screen.getByLabelText<HTMLInputElement>("Password");
    expect(field.autocomplete).toBe("current-password");
    await submit();
    expect(await screen.findByText("Enter your password.")).toBeTruthy();
    expect(document.activeElement).toBe(field);
    expect(verify).not.toHaveBeenCalled();
  });

  it("goes to the inbox, and keeps the link out of the history", async () => {
    const verify = vi.spyOn(session, "verify").mockResolvedValue();
    history.replaceState(null, "", "/verify?token=0a1b");
    const pages = history.length;
    render(VerifyPage, linked);
    await type("Password", "four plain words");
    await submit();
    await vi.waitFor(() => expect(location.pathname + location.search).toBe("/inbox"));
    expect(verify).toHaveBeenCalledWith("0a1b", "four plain words");
    expect(history.length).toBe(pages);
  });

  it("keeps the form after a refusal, says the server's sentence and offers a new mail", async () => {
    const detail = "Link and password do not belong together.";
    vi.spyOn(session, "verify").mockRejectedValue(
      new ProblemError({ code: "verification-failed", status: 422, detail }),
    );
    vi.mocked(mailVerification).mockResolvedValue({ email: "noor@example.com" });
    render(VerifyPage, linked);
    expect(screen.queryByRole("button", { name: "Send a new mail" })).toBeNull();
    await type("Password", "not this one");
    await submit();
    expect((await screen.findByRole("alert")).textContent).toContain(detail);
    expect(screen.getByLabelText<HTMLInputElement>("Password").value).toBe("not this one");
    expect(screen.getByRole("link", { name: /Sign up again/ }).getAttribute("href")).toBe(
      "/sign-up",
    );
    await type("E-mail", "noor@example.com");
    await fireEvent.click(screen.getByRole("button", { name: "Send a new mail" }));
    expect(await screen.findByRole("heading", { name: "Check your mail" })).toBeTruthy();
  });

  it("offers no new mail where the server was only too busy", async () => {
    vi.spyOn(session, "verify").mockRejectedValue(
      new ProblemError({ code: "rate-limited", status: 429, detail: "Not so fast." }),
    );
    render(VerifyPage, linked);
    await type("Password", "four plain words");
    await submit();
    expect((await screen.findByRole("alert")).textContent).toContain("Not so fast.");
    expect(screen.queryByRole("button", { name: "Send a new mail" })).toBeNull();
  });

  it("asks for no password where the link is not complete", () => {
    render(VerifyPage, props);
    expect(screen.getByText(/This link is not complete/)).toBeTruthy();
    expect(screen.queryByLabelText("Password")).toBeNull();
  });
});
