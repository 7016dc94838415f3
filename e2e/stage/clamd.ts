/** ClamAV's daemon with one signature of our own, on a free loopback port; nothing is fetched for it. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const startWithinMs = 60_000;
const pollMs = 50;
const places = ["/usr/sbin/clamd", "/usr/bin/clamd", "/usr/local/sbin/clamd"];

/** The file that every scanner is tested with (EICAR), put together here so that it stands nowhere whole. */
export const eicar = Buffer.from(
  ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE", "!$H+H*"].join(""),
  "latin1",
);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

export class Clamd {
  private process: ChildProcess | null = null;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {}

  /** One that does not run yet. */
  static async prepare(): Promise<Clamd> {
    const folder = await mkdtemp(path.join(tmpdir(), "parlance-clamd-"));
    const port = await freePort();
    const signatures = path.join(folder, "signatures");
    await mkdir(signatures);
    await writeFile(
      path.join(signatures, "test.ndb"),
      `Parlance.Test:0:*:${eicar.toString("hex")}\n`,
    );
    const settings = [
      `TCPSocket ${port}`,
      "TCPAddr 127.0.0.1",
      `DatabaseDirectory ${signatures}`,
      `TemporaryDirectory ${folder}`,
      "MaxThreads 2",
      "Bytecode no",
    ];
    await writeFile(path.join(folder, "clamd.conf"), `${settings.join("\n")}\n`);
    return new Clamd(folder, port);
  }

  get url(): string {
    return `tcp://127.0.0.1:${this.port}`;
  }

  /** Starts it, and waits until it answers. */
  async start(): Promise<void> {
    const program = places.find((place) => existsSync(place));
    if (!program) throw new Error("clamd is not installed: run `make deps`");
    const settings = path.join(this.folder, "clamd.conf");
    let said = "";
    const child = spawn(program, ["--foreground", `--config-file=${settings}`]);
    child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    this.process = child;
    const until = Date.now() + startWithinMs;
    while (!(await this.answers())) {
      if (child.exitCode !== null || Date.now() > until) {
        throw new Error(`clamd did not start:\n${said}`);
      }
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }

  /** Ends it for good and takes its folder away. */
  async clear(): Promise<void> {
    const child = this.process;
    if (child && child.exitCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  private answers(): Promise<boolean> {
    return new Promise((resolve) => {
      const talk = connect(this.port, "127.0.0.1", () => talk.write("zPING\0"));
      talk.once("data", (chunk) => {
        talk.destroy();
        resolve(chunk.toString().startsWith("PONG"));
      });
      talk.once("error", () => resolve(false));
    });
  }
}
