/**
 * Keeps this tab in step with the server: runs the socket, gives its frames to
 * the replica and fetches what the replica wants. Everything else in the app
 * only looks at the state that results.
 */
import { api, ProblemError, unwrap } from "$/api/client";
import { bell } from "./bell.svelte";
import { counts } from "./choice";
import { company } from "./company.svelte";
import { copy } from "./copy.svelte";
import { delivering } from "./delivering";
import { Errands } from "./errands";
import type { Entry, EntryPage, Frame, Row } from "./frames";
import { inbox } from "./inbox.svelte";
import { marketplace } from "./marketplace.svelte";
import { outgoing } from "./outgoing.svelte";
import { preferences } from "./preferences.svelte";
import {
  apply,
  dropThread,
  forget,
  openThread,
  resumeOf,
  takeNewer,
  takeNewest,
  type Want,
} from "./replica";
import { session } from "./session.svelte";
import { Connection, type Link } from "./socket";
import { threads } from "./threads.svelte";
import { uploading } from "./uploads.svelte";

/** Something another person wrote, as it arrives. */
export interface Arrival {
  row: Row;
  entries: Entry[];
}

const pageSize = 50;
const countDelayMs = 120;
const jobJitterMs = 400;
const retryMs = 1500;
const countedMax = 99;
const saidMs = 4000;

class Live {
  link = $state<Link>("connecting");
  offline = $state(typeof navigator !== "undefined" && navigator.onLine === false);
  arrival = $state.raw<Arrival | null>(null);
  private account: string | null = null;
  private greeted = false;
  private countTimer: ReturnType<typeof setTimeout> | null = null;
  private readonly errands = new Errands();
  private readonly connection = new Connection({
    connect: () => new WebSocket(socketAddress()),
    resume: () => resumeOf(copy.replica),
    onframe: (frame) => this.hear(frame),
    onlink: (link) => {
      this.link = link;
      company.linked(link);
    },
    onsessionend: () => session.end(),
    // The session may have ended while nobody could be told.
    onrefused: () => void session.check(),
    random: Math.random,
    later: (run, delayMs) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
  });

  start(account: string): void {
    this.account = account;
    // The network may have come back while nobody was signed in to hear of it.
    this.offline = !navigator.onLine;
    copy.fetch = (want) => this.want(want);
    addEventListener("online", this.networkMoved);
    addEventListener("offline", this.networkMoved);
    document.addEventListener("visibilitychange", this.looked);
    const online = () => !this.offline && this.link !== "lost";
    outgoing.start(account, online);
    uploading.start(account, online);
    delivering.start();
    company.around = {
      say: (frame) => this.connection.say(frame),
      visible: () => document.visibilityState === "visible",
    };
    this.connection.start();
  }

  stop(): void {
    removeEventListener("online", this.networkMoved);
    removeEventListener("offline", this.networkMoved);
    document.removeEventListener("visibilitychange", this.looked);
    this.connection.stop();
    this.errands.clear();
    if (this.countTimer) clearTimeout(this.countTimer);
    this.countTimer = null;
    this.account = null;
    this.greeted = false;
    this.arrival = null;
    copy.fetch = () => undefined;
    outgoing.stop();
    uploading.stop();
    delivering.stop();
    for (const store of [copy, inbox, threads, bell, company, preferences]) store.clear();
  }

  private readonly networkMoved = () => {
    this.offline = !navigator.onLine;
    if (!this.offline) {
      this.connection.hurry();
      outgoing.wake();
      uploading.wake();
    }
  };

  /** A tab that slept may have missed its timers. */
  private readonly looked = () => {
    company.looked();
    if (document.visibilityState === "visible") this.connection.hurry();
  };

  private hear(frame: Frame): void {
    // Somebody else signed in with the cookie all tabs share.
    if (frame.type === "hello" && frame.account !== this.account) return location.reload();
    if (frame.type === "entries") this.notice(frame.conversation, frame.entries);
    copy.take((replica) => apply(replica, frame));
    bell.hear(frame);
    company.hear(frame);
    if (frame.type === "inbox") delivering.rows(frame.rows);
    if (frame.type === "hello") this.hello(frame.unread);
    if (frame.type === "entries") outgoing.settle(frame.conversation);
  }

  private hello(unread: number): void {
    copy.unread = unread;
    outgoing.wake();
    uploading.wake();
    delivering.wake();
    company.again();
    // Others see the time of day here; where it cannot be told now, the next start tells it.
    if (!this.greeted) void preferences.tellZone().catch(() => undefined);
    // The marketplace may say something else by now, which is one of the reasons to come back.
    if (this.greeted) void marketplace.load().catch(() => undefined);
    // Rows of later pages and threads that failed are not part of a resume.
    if (this.greeted && inbox.loaded) this.want({ kind: "inbox" });
    // Meanwhile somebody may have been given a role, or lost it.
    if (this.greeted) void session.check();
    for (const [id, thread] of copy.replica.threads) {
      if (!thread.current) this.want({ kind: "newest", id });
    }
    this.greeted = true;
  }

  private notice(id: string, entries: Entry[]): void {
    const row = copy.replica.rows.get(id);
    if (!row) return;
    // The desk hears of every case; whoever sits there is told of what they look at.
    if (row.side === "desk" && !copy.replica.threads.has(id)) return;
    const fresh = entries.filter(
      (entry) =>
        entry.seq > row.head.last_seq &&
        entry.body.kind !== "amendment" &&
        entry.by.kind !== "system" &&
        !(entry.by.kind === "account" && entry.by.id === this.account),
    );
    if (fresh.length === 0) return;
    company.arrived(id);
    delivering.entries(row, fresh);
    const arrival = { row, entries: fresh };
    this.arrival = arrival;
    // It has been said; what may be hidden later must not linger in the page.
    setTimeout(() => {
      if (this.arrival === arrival) this.arrival = null;
    }, saidMs);
  }

  private want(want: Want): void {
    switch (want.kind) {
      case "unread":
        return this.recount();
      case "inbox":
        return this.errands.run("inbox", () => inbox.reload());
      case "row":
        return this.errands.run(`row ${want.id}`, () => threads.refresh(want.id));
      case "job":
        return this.errands.run(`job ${want.id}`, () => this.refreshJob(want.id));
      case "newest":
        return this.errands.run(`newest ${want.id}`, () => this.newest(want.id));
      case "newer":
        return this.errands.run(`newer ${want.id}`, () => this.newer(want.id));
    }
  }

  /** Counts what is here when all is here, else asks; many changes make one count. */
  private recount(): void {
    if (inbox.isWhole) {
      const rows = [...copy.replica.rows.values()];
      copy.unread = Math.min(countedMax, rows.filter(counts).length);
      return;
    }
    this.countTimer ??= setTimeout(() => {
      this.countTimer = null;
      this.errands.run("unread", async () => {
        copy.unread = (await unwrap(api.GET("/api/v1/conversations/unread"))).conversations;
      });
    }, countDelayMs);
  }

  /** A job changed for all its conversations at once; scattered, so that not all ask at once. */
  private async refreshJob(job: string): Promise<void> {
    await new Promise((done) => setTimeout(done, Math.random() * jobJitterMs));
    const ids = [...copy.replica.rows.values()].filter((row) => row.job.id === job);
    const followed = ids.filter((row) => copy.replica.threads.has(row.id));
    if (ids.length > 4) this.want({ kind: "inbox" });
    const one = ids.length > 4 ? followed : ids;
    await Promise.all(one.map((row) => threads.refresh(row.id)));
    for (const { id } of followed) {
      const hidden = copy.replica.rows.get(id)?.head.reach === "nothing";
      if (hidden) copy.replica = dropThread(copy.replica, id);
      else this.want({ kind: "newest", id });
    }
  }

  private async newest(id: string): Promise<void> {
    if (copy.replica.rows.get(id)?.head.reach === "nothing") {
      // There is nothing to fetch; the row says when that changes.
      copy.replica = dropThread(copy.replica, id);
      return threads.refresh(id);
    }
    await this.page(id, { limit: pageSize }, (page) =>
      copy.take((replica) => takeNewest(replica, page)),
    );
  }

  private async newer(id: string): Promise<void> {
    const after = copy.replica.threads.get(id)?.last;
    if (after === undefined) return;
    await this.page(id, { after, limit: 100 }, (page) =>
      copy.take((replica) => takeNewer(replica, page)),
    );
  }

  private async page(
    id: string,
    query: { after?: number; limit: number },
    take: (page: EntryPage) => void,
  ): Promise<void> {
    try {
      take(
        await unwrap(
          api.GET("/api/v1/conversations/{id}/entries", { params: { path: { id }, query } }),
        ),
      );
      outgoing.settle(id);
      threads.explain(id, null);
    } catch (error) {
      if (error instanceof ProblemError) this.pageRefused(id, error);
    }
  }

  private pageRefused(id: string, error: ProblemError): void {
    if (error.status === 403) {
      // Hidden: the row says why, and the thread has nothing to show.
      copy.replica = dropThread(copy.replica, id);
      this.want({ kind: "row", id });
      return;
    }
    if (error.status === 404) {
      copy.replica = forget(copy.replica, id);
      threads.forget(id);
    }
    threads.explain(id, error);
    if (error.unanswered || error.status >= 500) {
      setTimeout(() => {
        if (copy.replica.threads.has(id)) copy.take((replica) => openThread(replica, id));
      }, retryMs);
    }
  }
}

function socketAddress(): string {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/v1/socket`;
}

export const live = new Live();
