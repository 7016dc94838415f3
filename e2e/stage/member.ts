/** Somebody signed in: what they may ask of the API, and the browser they sit at. */
import { randomUUID } from "node:crypto";
import type { APIRequestContext, BrowserContext, Page } from "@playwright/test";

export const password = "parlance-demo";

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
