/** The in-app notifications: the newest ones, and how many are unread. */
import { api, ProblemError, unwrap, type Schemas } from "$/api/client";
import type { Frame } from "./frames";

type Notification = Schemas["Notification"];

class Bell {
  items = $state.raw<readonly Notification[]>([]);
  unread = $state(0);
  loaded = $state(false);
  loading = $state(false);
  complete = $state(false);
  error = $state.raw<ProblemError | null>(null);
  private next: string | null = null;
  private newest = 0;

  /** Fetches the newest page. */
  async load(): Promise<void> {
    await this.page(null);
  }

  async more(): Promise<void> {
    if (!this.loading && !this.complete && this.next) await this.page(this.next);
  }

  private async page(cursor: string | null): Promise<void> {
    this.loading = true;
    try {
      const query = { limit: 30, ...(cursor ? { cursor } : {}) };
      const page = await unwrap(api.GET("/api/v1/notifications", { params: { query } }));
      this.merge(page.items, cursor === null);
      this.unread = page.unread;
      this.next = page.next ?? null;
      this.complete = this.next === null;
      this.loaded = true;
      this.error = null;
    } catch (error) {
      if (error instanceof ProblemError) this.error = error;
    } finally {
      this.loading = false;
    }
  }

  private merge(incoming: readonly Notification[], replace: boolean): void {
    const bySeq = new Map(replace ? [] : this.items.map((item) => [item.seq, item]));
    for (const item of incoming) bySeq.set(item.seq, item);
    this.items = [...bySeq.values()].sort((a, b) => b.seq - a.seq);
    this.newest = Math.max(this.newest, this.items[0]?.seq ?? 0);
  }

  hear(frame: Frame): void {
    if (frame.type === "hello") {
      this.unread = frame.notifications_unread;
      if (this.loaded) void this.load();
    } else if (frame.type === "notification") {
      // A doubled or late frame must not turn the count back.
      if (frame.notification.seq > this.newest) this.unread = frame.unread;
      this.newest = Math.max(this.newest, frame.notification.seq);
      if (this.loaded) this.merge([frame.notification], false);
    } else if (frame.type === "notifications") {
      this.unread = frame.unread;
      if (this.loaded) void this.load();
    }
  }

  /** All that is known by now has been seen. */
  async markRead(): Promise<void> {
    // Whoever is faster than the list means what it will show.
    if (!this.loaded) await this.load();
    const seq = this.items[0]?.seq;
    if (seq === undefined || this.unread === 0) return;
    try {
      await unwrap(api.PUT("/api/v1/notifications/read", { body: { seq } }));
      this.items = this.items.map((item) => (item.seq <= seq ? { ...item, read: true } : item));
      this.unread = this.items.filter((item) => !item.read).length;
    } catch {
      // Still unread then; opening the list again says it again.
    }
  }

  clear(): void {
    this.items = [];
    this.unread = this.newest = 0;
    this.loaded = this.loading = this.complete = false;
    this.next = this.error = null;
  }
}

export const bell = new Bell();
