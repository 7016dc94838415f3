/**
 * A mail relay for one test: speaks SMTP on a free loopback port, takes every mail and keeps it, unless told
 * to refuse.
 * Only as much of the protocol as a well-behaved sender uses; reading mails with care is proved elsewhere.
 */
import { createServer, type Server as NetServer, type Socket } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

export interface Delivered {
  from: string;
  to: string[];
  /** Header by lower-case name, unfolded. */
  headers: Map<string, string>;
  /** The decoded parts by type, as "text/plain". */
  parts: Map<string, string>;
}

export class Sink {
  readonly mails: Delivered[] = [];
  /** While it is set, every recipient is refused with it, for good: nobody tries again by themselves. */
  refusal: string | null = null;
  /** How many recipients were refused. */
  refused = 0;

  private constructor(private readonly door: NetServer) {}

  static async open(): Promise<Sink> {
    const door = createServer();
    const sink = new Sink(door);
    door.on("connection", (socket) => sink.converse(socket));
    door.listen(0, "127.0.0.1");
    await once(door, "listening");
    return sink;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.door.address() as AddressInfo).port}`;
  }

  close(): void {
    this.door.close();
  }

  private converse(socket: Socket): void {
    let rest = "";
    let envelope = { from: "", to: [] as string[] };
    let data: string[] | null = null;
    const answer = (line: string) => socket.write(`${line}\r\n`);
    socket.on("error", () => socket.destroy());
    socket.setEncoding("latin1");
    answer("220 sink ready");
    socket.on("data", (chunk: string) => {
      const lines = (rest + chunk).split("\r\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (data !== null) {
          if (line !== ".") {
            data.push(line.startsWith("..") ? line.slice(1) : line);
            continue;
          }
          this.mails.push({ ...envelope, ...read(data.join("\r\n")) });
          data = null;
          envelope = { from: "", to: [] };
          answer("250 kept");
          continue;
        }
        const address = /<(.*)>/.exec(line)?.[1] ?? "";
        if (/^EHLO|^HELO/i.test(line)) answer("250 sink");
        else if (/^MAIL/i.test(line)) ((envelope.from = address), answer("250 ok"));
        else if (/^RCPT/i.test(line) && this.refusal !== null) {
          this.refused += 1;
          answer(`550 ${this.refusal}`);
        } else if (/^RCPT/i.test(line)) (envelope.to.push(address), answer("250 ok"));
        else if (/^DATA/i.test(line)) ((data = []), answer("354 go on"));
        else if (/^QUIT/i.test(line)) (answer("221 bye"), socket.end());
        else answer("250 ok");
      }
    });
  }
}

function read(raw: string): { headers: Map<string, string>; parts: Map<string, string> } {
  const parts = new Map<string, string>();
  const headers = walk(raw, parts);
  return { headers, parts };
}

/** Reads the headers of an entity and puts what it holds, decoded, among the parts. */
function walk(raw: string, parts: Map<string, string>): Map<string, string> {
  const end = raw.indexOf("\r\n\r\n");
  const headers = new Map<string, string>();
  const unfolded = raw.slice(0, end).replace(/\r\n[ \t]+/g, " ");
  for (const line of unfolded.split("\r\n")) {
    const at = line.indexOf(":");
    if (at > 0) headers.set(line.slice(0, at).toLowerCase(), line.slice(at + 1).trim());
  }
  const body = raw.slice(end + 4);
  const type = headers.get("content-type") ?? "text/plain";
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  if (boundary !== undefined) {
    for (const inner of body.split(`--${boundary}`).slice(1, -1)) walk(inner.slice(2), parts);
  } else {
    const kind = type.split(";")[0]!.trim();
    parts.set(kind, decode(body, headers.get("content-transfer-encoding") ?? "7bit"));
  }
  return headers;
}

function decode(body: string, encoding: string): string {
  const bytes =
    encoding.toLowerCase() === "base64"
      ? Buffer.from(body, "base64")
      : encoding.toLowerCase() === "quoted-printable"
        ? Buffer.from(
            body
              .replace(/=\r\n/g, "")
              .replace(/=([0-9A-F]{2})/gi, (_, hex: string) =>
                String.fromCharCode(parseInt(hex, 16)),
              ),
            "latin1",
          )
        : Buffer.from(body, "latin1");
  return bytes.toString("utf8").replace(/\r\n/g, "\n");
}
