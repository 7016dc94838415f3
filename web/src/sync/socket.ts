/**
 * The one socket of this tab: opens, resumes, and after a loss tries again
 * with growing, scattered pauses. It reads frames and hands them on; what they
 * mean is the replica's business.
 */
import { readFrame, type ClientFrame, type Frame, type ResumeFrame } from "./frames";

export type Link = "connecting" | "open" | "lost";

export interface SocketLike {
  readonly readyState: number;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  send(data: string): void;
  close(code?: number): void;
}

export interface Surroundings {
  connect: () => SocketLike;
  resume: () => Omit<ResumeFrame, "type">;
  onframe: (frame: Frame) => void;
  onlink: (link: Link) => void;
  onsessionend: () => void;
  /** A socket that was refused does not say why. */
  onrefused: () => void;
  random: () => number;
  later: (run: () => void, delayMs: number) => () => void;
}

/** What `readyState` says while both sides listen (WHATWG WebSockets). */
const listening = 1;
const firstPauseMs = 400;
const longestPauseMs = 20_000;
/** Says that the session is over: no use in knocking again. */
const sessionEnded = 4401;
/** We were too slow and lost frames; the server waits for us to resume at once. */
const tooSlow = 4408;

export class Connection {
  private socket: SocketLike | null = null;
  private failures = 0;
  private cancelRetry: (() => void) | null = null;
  private stopped = true;
  private greeted = false;

  constructor(private readonly around: Surroundings) {}

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.failures = 0;
    this.open();
  }

  stop(): void {
    this.stopped = true;
    this.cancelRetry?.();
    this.cancelRetry = null;
    this.release()?.close(1000);
  }

  /** Tries now instead of after the pause, as when the network is back. */
  hurry(): void {
    if (this.stopped || this.socket) return;
    this.cancelRetry?.();
    this.cancelRetry = null;
    this.open();
  }

  /** Says something that is true for the moment; where nobody listens it is not said later either. */
  say(frame: ClientFrame): void {
    if (!this.greeted || this.socket?.readyState !== listening) return;
    this.socket.send(JSON.stringify(frame));
  }

  private open(): void {
    const socket = this.around.connect();
    this.socket = socket;
    this.around.onlink(this.failures === 0 ? "connecting" : "lost");
    socket.onopen = () => socket.send(JSON.stringify({ type: "resume", ...this.around.resume() }));
    socket.onmessage = (event) => {
      const frame = readFrame(event.data);
      if (!frame) return;
      if (frame.type === "hello") {
        this.failures = 0;
        this.greeted = true;
        this.around.onlink("open");
      }
      this.around.onframe(frame);
    };
    socket.onclose = (event) => this.closed(event.code);
  }

  private release(): SocketLike | null {
    const socket = this.socket;
    this.socket = null;
    this.greeted = false;
    if (socket) socket.onopen = socket.onmessage = socket.onclose = null;
    return socket;
  }

  private closed(code: number): void {
    const refused = !this.greeted;
    this.release();
    if (this.stopped) return;
    if (code === sessionEnded) {
      this.stop();
      this.around.onsessionend();
      return;
    }
    const pauseMs = code === tooSlow && this.failures === 0 ? 0 : this.pause();
    this.failures += 1;
    this.around.onlink("lost");
    if (refused) this.around.onrefused();
    this.cancelRetry = this.around.later(() => {
      this.cancelRetry = null;
      this.open();
    }, pauseMs);
  }

  /** Doubles up to a bound; scattered, so that a restarted server is not stormed. */
  private pause(): number {
    const full = Math.min(longestPauseMs, firstPauseMs * 2 ** this.failures);
    return full / 2 + (this.around.random() * full) / 2;
  }
}
