import { describe, expect, test } from "vitest";
import type { EntryPage, Frame } from "./frames";
import {
  discard,
  emptyReplica,
  openThread,
  resumeOf,
  takeNewest,
  takeOlder,
  takeOwn,
  type Replica,
} from "./replica";
import { randomFrom, ServerModel } from "./server-model.test-env";
import { fresh, seen, started, Tab } from "./tab.test-env";

describe("one frame after another", () => {
  test("a message in order is added without a fetch", () => {
    const { server, tab } = started(["a"]);
    tab.open("a");
    tab.hear(server.say("a", "other", "hello"));
    expect(tab.owed.filter((want) => want.kind !== "unread")).toEqual([]);
    expect(tab.replica.threads.get("a")?.entries).toHaveLength(1);
  });

  test("a doubled frame changes nothing", () => {
    const { server, tab } = started(["a"]);
    tab.open("a");
    const frame = server.say("a", "other", "hello");
    tab.hear(frame);
    const once = tab.replica;
    tab.hear(frame);
    expect(seen(tab.replica, ["a"])).toEqual(seen(once, ["a"]));
  });

  test("a hole is fetched before what follows it is shown", () => {
    const { server, tab } = started(["a"]);
    tab.open("a");
    server.say("a", "other", "lost");
    tab.hear(server.say("a", "other", "heard"));
    expect(tab.replica.threads.get("a")?.entries).toEqual([]);
    expect(tab.owed).toContainEqual({ kind: "newer", id: "a" });
    tab.settle();
    expect(tab.replica.threads.get("a")?.entries).toHaveLength(2);
  });

  test("an older row never replaces a newer one", () => {
    const { server, tab } = started(["a"]);
    const early = server.say("a", "other", "one");
    const late = server.read("a");
    tab.hear(late);
    tab.hear(early);
    expect(tab.replica.rows.get("a")?.head.unread).toBe(0);
  });

  test("a receipt is taken whatever else happened, and never goes back", () => {
    const { server, tab } = started(["a"]);
    server.say("a", "me", "one");
    const delivered = server.told("a", "delivered");
    const read = server.told("a", "read");
    const said = server.say("a", "me", "two");
    for (const frame of [said, read, delivered, said, delivered]) tab.hear(frame);
    expect(tab.replica.rows.get("a")?.receipt).toEqual({ delivered_seq: 1, read_seq: 1 });
    tab.hear(server.told("a", "delivered"));
    expect(tab.replica.rows.get("a")?.receipt).toEqual({ delivered_seq: 2, read_seq: 1 });
    const before = tab.replica;
    tab.hear(read);
    expect(tab.replica).toBe(before);
  });

  test("another time zone comes with the person's version, and an old one never comes back", () => {
    const { server, tab } = started(["a"]);
    const tokyo = server.move("Asia/Tokyo");
    const hidden = server.move(null);
    tab.hear(tokyo);
    expect(tab.replica.rows.get("a")?.other_time_zone).toBe("Asia/Tokyo");
    tab.hear(hidden);
    tab.hear(tokyo);
    expect(tab.replica.rows.get("a")?.other_time_zone).toBeNull();
  });

  test("a new name is taken whatever else happened, and an old one never comes back", () => {
    const { server, tab } = started(["a"]);
    const named = server.rename("Clara Berg");
    tab.hear(server.say("a", "other", "hello"));
    tab.hear(named);
    expect(tab.replica.rows.get("a")?.other.name).toBe("Clara Berg");
    expect(tab.replica.rows.get("a")?.head.last_seq).toBe(1);
    tab.hear(server.rename("Clara Stein"));
    tab.hear(named);
    expect(tab.replica.rows.get("a")?.other.name).toBe("Clara Stein");
  });

  test("a head under another view does not leave the job as it was", () => {
    const { server, tab } = started(["a"]);
    tab.hear(server.closeJob("a", true));
    tab.settle();
    server.closeJob("a", false); // lost
    tab.hear(server.say("a", "other", "open again"));
    tab.settle();
    expect(tab.replica.rows.get("a")).toEqual(server.row("a"));
  });

  test("an unknown row is fetched whole", () => {
    const server = new ServerModel(["a"]);
    const tab = new Tab(server);
    tab.hear(server.say("a", "other", "hello"));
    expect(tab.owed).toContainEqual({ kind: "row", id: "a" });
    tab.settle();
    expect(tab.replica.rows.get("a")?.head.last_seq).toBe(1);
  });

  test("another view throws the loaded entries away", () => {
    const { server, tab } = started(["a"]);
    server.say("a", "other", "hello");
    tab.open("a");
    const [, reset] = server.turnView("a");
    tab.hear(server.say("a", "other", "more"));
    expect(tab.replica.threads.get("a")?.current).toBe(false);
    tab.settle();
    if (reset) tab.hear(reset);
    tab.settle();
    expect(seen(tab.replica, ["a"])).toEqual(seen(fresh(server, ["a"]), ["a"]));
  });

  test("a frame rendered before a change of view does not bring old words back", () => {
    const { server, tab } = started(["a"]);
    server.say("a", "other", "one");
    tab.open("a");
    const old = server.say("a", "other", "two");
    server.turnView("a").forEach((frame) => tab.hear(frame));
    tab.settle();
    tab.hear(old);
    tab.settle();
    expect(tab.replica.threads.get("a")?.entries.map((entry) => entry.body.kind)).toEqual([
      "withheld",
      "withheld",
    ]);
  });

  test("an older rendering of an entry that is lacking is fetched anew", () => {
    const { server, tab } = started(["a"]);
    tab.open("a");
    server.turnView("a").forEach((frame) => tab.hear(frame));
    tab.settle();
    const frame = server.say("a", "other", "withheld by now");
    if (frame.type === "entries") tab.hear({ ...frame, view: frame.view - 1 });
    expect(tab.replica.threads.get("a")?.entries).toEqual([]);
    tab.settle();
    expect(tab.replica.threads.get("a")?.entries[0]?.body.kind).toBe("withheld");
  });

  test("another epoch forgets everything", () => {
    const { server, tab } = started(["a"]);
    server.say("a", "other", "before the restore");
    tab.open("a");
    server.epoch = "second";
    server.log("a").entries.pop();
    server.log("a").version = 1;
    server.resume(resumeOf(tab.replica)).forEach((frame) => tab.hear(frame));
    tab.settle();
    expect(seen(tab.replica, ["a"])).toEqual(seen(fresh(server, ["a"]), ["a"]));
  });

  test("a closed job drops the thread and a re-opened one brings it back", () => {
    const { server, tab } = started(["a", "b"]);
    server.say("a", "other", "hello");
    tab.open("a");
    tab.hear(server.closeJob("a", true));
    tab.settle();
    expect(tab.replica.rows.get("a")?.head.reach).toBe("nothing");
    expect(tab.replica.threads.has("a")).toBe(false);
    tab.hear(server.closeJob("a", false));
    tab.open("a");
    expect(seen(tab.replica, ["a"])).toEqual(seen(fresh(server, ["a"]), ["a"]));
  });

  test("a frame that arrives while the first page is under way is not missed", () => {
    const { server, tab } = started(["a"]);
    tab.take(openThread(tab.replica, "a"));
    const page = server.newest("a");
    tab.hear(server.say("a", "other", "meanwhile"));
    tab.owed = [];
    tab.take(takeNewest(tab.replica, page));
    tab.settle();
    expect(tab.replica.threads.get("a")?.entries).toHaveLength(1);
  });
});

describe("pages", () => {
  test("older pages join without a hole or a double", () => {
    const { server, tab } = started(["a"]);
    for (let at = 0; at < 70; at += 1) server.say("a", "other", `${at}`);
    tab.open("a");
    for (;;) {
      const after = tab.replica.threads.get("a")?.after ?? 0;
      if (after === 0) break;
      tab.take(takeOlder(tab.replica, server.older("a", after + 1)));
    }
    const seqs = tab.replica.threads.get("a")?.entries.map((entry) => entry.seq);
    expect(seqs).toEqual(Array.from({ length: 70 }, (_, at) => at + 1));
  });

  test("an older page of another view is not mixed in", () => {
    const { server, tab } = started(["a"]);
    for (let at = 0; at < 60; at += 1) server.say("a", "other", `${at}`);
    tab.open("a");
    server.turnView("a");
    tab.take(takeOlder(tab.replica, server.older("a", 11)));
    expect(tab.owed).toContainEqual({ kind: "newest", id: "a" });
    tab.settle();
    expect(tab.replica.threads.get("a")?.view).toBe(server.log("a").view);
  });

  test("one's own answer and its frame make one entry, in either order", () => {
    for (const answerFirst of [true, false]) {
      const { server, tab } = started(["a"]);
      tab.open("a");
      const frame = server.say("a", "me", "mine", "key-1");
      const entry = server.newest("a").entries[0]!;
      const acts = [() => tab.take(takeOwn(tab.replica, "a", entry)), () => tab.hear(frame)];
      (answerFirst ? acts : acts.reverse()).forEach((act) => act());
      tab.settle();
      expect(tab.replica.threads.get("a")?.entries.map((one) => one.key)).toEqual(["key-1"]);
    }
  });

  test("discarding an unknown thread wants nothing", () => {
    expect(discard(emptyReplica, "nobody").wants).toEqual([]);
  });
});

describe("the replica converges", () => {
  const ids = ["a", "b", "c"];
  const open = ["a", "b"];

  function act(server: ServerModel, random: () => number): Frame[] {
    const id = ids[Math.floor(random() * ids.length)] ?? "a";
    const dice = random();
    if (dice > 0.98) return [server.rename(`Clara ${dice}`)];
    if (dice > 0.96) return [server.move(dice > 0.97 ? `Zone/${dice}` : null)];
    if (dice > 0.92) return [server.told(id, dice > 0.94 ? "read" : "delivered")];
    const { length } = server.log(id).entries;
    const target = Math.ceil(random() * length);
    const body = server.log(id).entries[target - 1]?.body;
    if (dice < 0.2 && body?.kind === "message") {
      return [dice < 0.15 ? server.edit(id, target, `${dice}`) : server.remove(id, target)];
    }
    const quote = dice > 0.55 && target > 0 ? target : null;
    if (dice < 0.6) {
      return [server.say(id, dice < 0.35 ? "me" : "other", `${dice}`, null, quote)];
    }
    if (dice < 0.75) return [server.read(id)];
    if (dice < 0.87) return server.turnView(id);
    return [server.closeJob(id, !server.log(id).closed)];
  }

  function shuffled<T>(items: T[], random: () => number): T[] {
    return items
      .map((item) => ({ item, rank: random() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ item }) => item);
  }

  test.each(Array.from({ length: 60 }, (_, seed) => seed))(
    "after frames dropped, doubled and reordered, and a resume (seed %i)",
    (seed) => {
      const random = randomFrom(seed + 1);
      // Small pages, so that much of what changes is not loaded.
      const { server, tab } = started(ids, 6);
      const underWay: EntryPage[] = [];
      open.forEach((id) => tab.open(id));
      for (let burst = 0; burst < 12; burst += 1) {
        let frames: Frame[] = [];
        for (let at = 0; at < 6; at += 1) frames.push(...act(server, random));
        frames = frames.flatMap((frame) => {
          const dice = random();
          return dice < 0.2 ? [] : dice < 0.4 ? [frame, frame] : [frame];
        });
        for (const frame of shuffled(frames, random)) {
          // A page asked for now is answered after the frames that follow.
          const id = open[Math.floor(random() * open.length)] ?? "a";
          const after = tab.replica.threads.get(id)?.after ?? 0;
          if (after > 0 && random() < 0.3) underWay.push(server.older(id, after + 1));
          else if (random() < 0.5) {
            for (const page of underWay.splice(0)) tab.take(takeOlder(tab.replica, page));
          }
          tab.hear(frame);
          if (random() < 0.5) tab.settle();
        }
        tab.settle();
      }
      server.resume(resumeOf(tab.replica)).forEach((frame) => tab.hear(frame));
      tab.settle();
      // A screen opens again what became readable.
      const readable = open.filter((id) => !server.log(id).closed);
      readable.forEach((id) => tab.open(id));
      const rows = (replica: Replica) => seen(replica, []).rows;
      expect(rows(tab.replica)).toEqual(rows(fresh(server, [])));
      for (const id of readable) {
        const thread = tab.replica.threads.get(id);
        const truth = server.older(id, server.log(id).entries.length + 1, 1000).entries;
        expect(thread).toMatchObject({ current: true, last: truth.length });
        expect(thread?.entries).toEqual(truth.slice(thread?.after));
        // Nor is anything old that was told of beside.
        for (const told of thread?.aside.values() ?? []) {
          expect(told).toEqual(truth[told.seq - 1]);
        }
      }
    },
  );
});
