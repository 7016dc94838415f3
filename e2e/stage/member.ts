/** Somebody signed in: what they may ask of the API, and the browser they sit at. */
import { randomUUID } from "node:crypto";
import type { APIRequestContext, BrowserContext, Page } from "@playwright/test";

export const password = "parlance-demo";

/** What some browsers say of themselves. */
export const agents = {
  firefox: "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
  iphone:
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1",
} as const;

/** The demo's people, by the name the tests call them. */
export const people = {
  clara: { email: "clara@example.com", name: "Clara Winter" },
  noor: { email: "noor@example.com", name: "Noor Haddad" },
  felix: { email: "felix@example.com", name: "Felix Okafor" },
  dana: { email: "dana@example.com", name: "Dana Ilic" },
  sam: { email: "sam@example.com", name: "Sam Rivera" },
  marc: { email: "marc@example.com", name: "Marc Lefèvre" },
  ines: { email: "ines@example.com", name: "Inês Carvalho" },
  yuki: { email: "yuki@example.com", name: "Yuki Tanaka" },
  amara: { email: "amara@example.com", name: "Amara Diallo" },
  tomas: { email: "tomas@example.com", name: "Tomáš Novák" },
} as const;

export type Who = keyof typeof people;

export interface Answer {
  status: number;
  body: Json;
}

/** What the API answers: the tests say which fields they read, the schema is proved elsewhere. */
export type Json = any;

export class Api {
  constructor(
    private readonly requests: APIRequestContext,
    private readonly home: () => string,
  ) {}

  async ask(method: string, path: string, data?: unknown): Promise<Answer> {
    const headers: Record<string, string> = { origin: this.home() };
    if (method === "POST") headers["idempotency-key"] = randomUUID();
    const answer = await this.requests.fetch(`${this.home()}/api/v1${path}`, {
      method,
      headers,
      ...(data === undefined ? {} : { data }),
    });
    const text = await answer.text();
    return { status: answer.status(), body: text === "" ? null : JSON.parse(text) };
  }

  /** The same, for what must succeed. */
  async must(method: string, path: string, data?: unknown): Promise<Json> {
    const { status, body } = await this.ask(method, path, data);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  get(path: string): Promise<Json> {
    return this.must("GET", path);
  }
}

export class Member {
  constructor(
    readonly name: string,
    readonly email: string,
    readonly context: BrowserContext,
    readonly page: Page,
    readonly api: Api,
    private readonly home: () => string,
  ) {}

  /** Signs the same person in with another browser, known by what it says of itself. */
  async signInWith(agent: string): Promise<void> {
    const answer = await fetch(`${this.home()}/api/v1/session`, {
      method: "POST",
      headers: { "content-type": "application/json", "user-agent": agent, origin: this.home() },
      body: JSON.stringify({ email: this.email, password }),
    });
    if (!answer.ok) throw new Error(`${agent}: ${answer.status} ${await answer.text()}`);
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(this.home() + path);
  }

  /** One more tab of the same browser. */
  async anotherTab(path: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(this.home() + path);
    return page;
  }
}
