/** A tab for tests: a replica, and what a person sees of it. Its wants are met from the model, at once or when told. */
import type { Frame } from "./frames";
import {
  apply,
  dropThread,
  emptyReplica,
  openThread,
  takeNewer,
  takeNewest,
  takeRows,
  type Replica,
  type Step,
  type Want,
} from "./replica";
import { ServerModel } from "./server-model.test-env";

export class Tab {
  replica: Replica = emptyReplica;
  owed: Want[] = [];
  constructor(
    readonly server: ServerModel,
    private readonly pageSize = 50,
  ) {}

  take(step: Step): void {
    this.replica = step.replica;
    this.owed.push(...step.wants);
  }

  hear(frame: Frame): void {
    this.take(apply(this.replica, frame));
  }

  open(id: string): void {
    this.take(openThread(this.replica, id));
    this.settle();
  }

  /** Meets every want until none is left; a bound catches an endless exchange. */
  settle(): void {
    for (let round = 0; this.owed.length > 0; round += 1) {
      if (round > 200) throw new Error("the replica never stops wanting");
      for (const want of this.owed.splice(0)) this.meet(want);
    }
  }

  private meet(want: Want): void {
    const { server } = this;
    switch (want.kind) {
      case "inbox":
        return this.take(
          takeRows(
            this.replica,
            [...server.logs.keys()].map((id) => server.row(id)),
          ),
        );
      case "row":
        return this.take(takeRows(this.replica, [server.row(want.id)]));
      case "job": {
        const rows = [...this.replica.rows.values()].filter((row) => row.job.id === want.id);
        this.take(
          takeRows(
            this.replica,
            rows.map((row) => server.row(row.id)),
          ),
        );
        for (const row of rows) this.meet({ kind: "newest", id: row.id });
        return;
      }
      case "newest":
        if (server.log(want.id).closed) this.replica = dropThread(this.replica, want.id);
        else this.take(takeNewest(this.replica, server.newest(want.id, this.pageSize)));
        return;
      case "newer": {
        const last = this.replica.threads.get(want.id)?.last;
        if (last !== undefined) this.take(takeNewer(this.replica, server.newer(want.id, last)));
        return;
      }
      case "unread":
        return;
    }
  }
}

export function fresh(server: ServerModel, open: string[]): Replica {
  const tab = new Tab(server);
  server.resume({ epoch: null, conversations: [] }).forEach((frame) => tab.hear(frame));
  tab.settle();
  open.forEach((id) => tab.open(id));
  return tab.replica;
}

/** What a person sees of a replica. */
export function seen(replica: Replica, open: string[]) {
  return {
    rows: [...replica.rows.values()].sort((a, b) => a.id.localeCompare(b.id)),
    threads: open.map((id) => {
      const thread = replica.threads.get(id);
      return thread
        ? { current: thread.current, last: thread.last, entries: thread.entries }
        : null;
    }),
  };
}

export function started(ids: string[], pageSize?: number): { server: ServerModel; tab: Tab } {
  const server = new ServerModel(ids);
  const tab = new Tab(server, pageSize);
  server.resume({ epoch: null, conversations: [] }).forEach((frame) => tab.hear(frame));
  tab.settle();
  return { server, tab };
}
