/**
 * One real Parlance over a folder of its own: started on a free loopback port with the demo
 * marketplace, stopped, killed and started again at the same address. Knows no browser.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import path from "node:path";

const program =
  process.env["PARLANCE_BIN"] ??
  fileURLToPath(new URL("../../target/debug/parlance", import.meta.url));

const startWithinMs = 30_000;

/** Rates and password costs are proved elsewhere; here they would only make every test slower. */
const roomy = {
  PARLANCE_SIGN_INS_PER_ACCOUNT: "10000",
  PARLANCE_SIGN_INS_PER_ADDRESS: "10000",
  PARLANCE_SENDS_PER_MINUTE: "100000",
  PARLANCE_SENDS_BURST: "10000",
  PARLANCE_SEARCHES_PER_MINUTE: "100000",
  PARLANCE_SEARCHES_BURST: "10000",
  PARLANCE_PASSWORD_MEMORY_KIB: "1024",
  PARLANCE_LOG_FORMAT: "json",
};

/** Settings for a PostgreSQL database and a place in an object store that nobody else has. */
export async function backends(): Promise<Record<string, string>> {
  const at = process.env["PARLANCE_BACKENDS_URL"];
  if (at === undefined) throw new Error("playwright.config.ts starts the backends");
  return (await (await fetch(at)).json()) as Record<string, string>;
}

/** A mail as the demo shows it. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  links: string[];
  at: string;
}

export class Server {
  /** Everything it printed since it was made, over all starts. */
  log = "";
  url = "";
  private process: ChildProcess | null = null;
  private listen = "127.0.0.1:0";
  private readonly expected: RegExp[] = [];

  private constructor(
    private readonly folder: string,
    private readonly settings: Record<string, string>,
  ) {}

  static async start(settings: Record<string, string> = {}): Promise<Server> {
    const server = new Server(await mkdtemp(path.join(tmpdir(), "parlance-e2e-")), settings);
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    const from = this.log.length;
    const child = spawn(program, ["serve", "--demo"], {
      cwd: this.folder,
      env: {
        PATH: process.env["PATH"] ?? "",
        ...roomy,
        PARLANCE_LISTEN: this.listen,
        PARLANCE_DATA: path.join(this.folder, "data"),
        ...this.settings,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.process = child;
    const url = new Promise<string>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(this.said("did not start"))), startWithinMs);
      const read = (chunk: Buffer) => {
        this.log += chunk.toString();
        const found = / is at (http:\/\/\S+)/.exec(this.log.slice(from));
        if (found?.[1] === undefined) return;
        clearTimeout(late);
        resolve(found[1]);
      };
      child.stdout.on("data", read);
      child.stderr.on("data", read);
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(this.said(`ended with ${code}`))));
    });
    this.url = await url;
    this.listen = new URL(this.url).host;
  }

  /** As an operator stops it. */
  async stop(): Promise<void> {
    await this.end("SIGTERM");
  }

  /** As a power cut stops it. */
  async kill(): Promise<void> {
    await this.end("SIGKILL");
  }

  /** Ends it for good and takes its folder away. */
  async clear(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The mails the demo shows, oldest first. */
  async mails(to?: string): Promise<Mail[]> {
    const answer = await fetch(`${this.url}/demo/mail.json`);
    const mails = ((await answer.json()) as Mail[]).reverse();
    return to === undefined ? mails : mails.filter((mail) => mail.to.includes(to));
  }

  /** Lets one kind of complaint pass: the test brings it about on purpose. */
  expects(...patterns: RegExp[]): void {
    this.expected.push(...patterns);
  }

  /** What it logged that must never be logged while everything works. */
  complaints(): string[] {
    const alarming = /"level":"ERROR"|panicked at/;
    const told = this.log.split("\n").filter((line) => alarming.test(line));
    return told.filter((line) => !this.expected.some((pattern) => pattern.test(line)));
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.process;
    this.process = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }

  private said(what: string): string {
    return `${program} ${what}:\n${this.log}`;
  }
}
