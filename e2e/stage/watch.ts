/**
 * Watches every page of a test: an error in the console, a broken content policy, an exception nobody
 * caught or a request to another host fails the test, unless the test said that it would come.
 */
import type { BrowserContext, Page } from "@playwright/test";

export class Watch {
  readonly problems: string[] = [];
  private readonly expected: RegExp[] = [];

  constructor(private readonly home: () => string) {}

  /** Lets one kind of message pass: the test brings it about on purpose. */
  expects(...patterns: RegExp[]): void {
    this.expected.push(...patterns);
  }

  over(context: BrowserContext): void {
    context.on("page", (page) => this.overPage(page));
    context.on("request", (request) => this.judgeAddress(request.url()));
  }

  private overPage(page: Page): void {
    page.on("console", (message) => {
      if (message.type() !== "error" && message.type() !== "warning") return;
      const at = message.location().url;
      this.add(`console: ${message.text()} ${at}`);
    });
    page.on("pageerror", (error) => this.add(`exception: ${error.stack ?? error.message}`));
    page.on("websocket", (socket) => this.judgeAddress(socket.url()));
    page.on("crash", () => this.add(`crash: ${page.url()}`));
  }

  private judgeAddress(address: string): void {
    const { protocol, host } = new URL(address);
    if (protocol === "data:" || protocol === "blob:" || protocol === "about:") return;
    if (host !== new URL(this.home()).host) this.add(`another host: ${address}`);
  }

  private add(problem: string): void {
    if (!this.expected.some((pattern) => pattern.test(problem.trim()))) this.problems.push(problem);
  }
}
