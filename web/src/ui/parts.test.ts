import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { afterEach, describe, expect, it, vi } from "vitest";
import Button from "./Button.svelte";
import Switch from "./Switch.svelte";
import TextField from "./TextField.svelte";
import { theme } from "./theme.svelte";
import { toast, toasts, dismissToast } from "./toast.svelte";

const words = (text: string) => createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));

afterEach(cleanup);

describe("a button", () => {
  it("swallows presses while busy but keeps the focus", async () => {
    const onclick = vi.fn();
    render(Button, { busy: true, onclick, children: words("Send") });
    const button = screen.getByRole<HTMLButtonElement>("button", { name: "Send" });
    button.focus();
    await fireEvent.click(button);
    expect(onclick).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(button);
    expect(button.disabled).toBe(false);
    expect(button.getAttribute("aria-disabled")).toBe("true");
  });

  it("does not send its form while busy", async () => {
    render(Button, { busy: true, type: "submit", children: words("Send") });
    const allowed = await fireEvent.click(screen.getByRole("button"));
    expect(allowed).toBe(false);
  });
});

describe("a field", () => {
  it("ties its error and its hint to the control", () => {
    render(TextField, {
      label: "Title",
      value: "",
      hint: "In a few words",
      error: "Give it a title.",
    });
    const input = screen.getByLabelText("Title");
    expect(input.getAttribute("aria-invalid")).toBe("true");
    const described = (input.getAttribute("aria-describedby") ?? "").split(" ");
    const texts = described.map((id) => document.getElementById(id)?.textContent?.trim());
    expect(texts).toEqual(["Give it a title.", "In a few words"]);
  });

  it("says how much is left only near the limit, and never cuts", () => {
    render(TextField, { label: "Title", value: "x".repeat(104), limit: 100 });
    expect(screen.getByText("4 letters too many")).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>("Title").value).toHaveLength(104);
  });
});

describe("a switch", () => {
  it("falls back to what holds when the act failed", async () => {
    const onchange = vi.fn();
    const props = { label: "Offers work", checked: false, busy: false, onchange };
    const { rerender } = render(Switch, props);
    const control = screen.getByRole<HTMLInputElement>("switch", { name: "Offers work" });
    await fireEvent.click(control);
    expect(onchange).toHaveBeenCalledWith(true);
    expect(control.checked).toBe(true);
    await rerender({ ...props, busy: true });
    await rerender({ ...props, busy: false });
    expect(control.checked).toBe(false);
  });

  it("swallows presses while busy but keeps the focus", async () => {
    const onchange = vi.fn();
    render(Switch, { label: "Offers work", checked: false, busy: true, onchange });
    const control = screen.getByRole<HTMLInputElement>("switch");
    control.focus();
    expect(await fireEvent.click(control)).toBe(false);
    expect(onchange).not.toHaveBeenCalled();
    expect(control.checked).toBe(false);
    expect(document.activeElement).toBe(control);
  });
});

describe("the theme", () => {
  it("is kept, shown, and given back to the system", () => {
    theme.choose("dark");
    expect(document.documentElement.dataset["theme"]).toBe("dark");
    expect(localStorage.getItem("parlance.theme")).toBe("dark");
    theme.choose("system");
    expect(document.documentElement.dataset["theme"]).toBeUndefined();
    expect(localStorage.getItem("parlance.theme")).toBeNull();
  });
});

describe("a toast", () => {
  it("passes by itself unless it tells of a failure", () => {
    vi.useFakeTimers();
    toast({ text: "Saved." });
    toast({ text: "It did not work.", tone: "danger" });
    vi.advanceTimersByTime(60_000);
    expect(toasts.map((one) => one.text)).toEqual(["It did not work."]);
    for (const one of [...toasts]) dismissToast(one.id);
    expect(toasts).toHaveLength(0);
    vi.useRealTimers();
  });
});
