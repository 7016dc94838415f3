//! A tab: a copy, the socket that feeds it, and the fetches that repair it.

use super::replica::{Fetched, Replica, Want, array, text};
use crate::harness::{Client, PATIENCE, Socket};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use tokio::time::timeout;

pub struct Tab {
    pub client: Client,
    pub replica: Replica,
    pub owed: Vec<Want>,
    /// Kinds of frames it has heard.
    pub heard: BTreeSet<String>,
    socket: Option<Socket>,
}

impl Tab {
    /// Opens a tab and lets it become whole.
    pub async fn open(client: &Client) -> Tab {
        let mut tab = Tab {
            client: client.clone(),
            replica: Replica::default(),
            owed: Vec::new(),
            heard: BTreeSet::new(),
            socket: None,
        };
        tab.connect().await;
        tab.settle().await;
        tab
    }

    /// Connects, says what it has, and takes in the answer as it comes.
    pub async fn connect(&mut self) {
        self.socket = Some(self.client.bare_socket().await.expect("a socket opens"));
        self.resume().await;
    }

    /// Loses the connection.
    pub fn disconnect(&mut self) {
        self.socket = None;
    }

    pub fn is_connected(&self) -> bool {
        self.socket.is_some()
    }

    /// Says what it has and hears everything up to the end of the answer.
    pub async fn resume(&mut self) {
        let socket = self.socket.as_mut().expect("the tab is connected");
        let loaded = self.replica.loaded();
        let mut answers = loaded.len();
        socket.resume(self.replica.epoch.as_deref(), &loaded).await;
        let named: BTreeSet<String> = loaded.iter().map(|(id, ..)| (*id).to_owned()).collect();
        let mut frame = socket.next().await;
        while frame["type"] != "hello" {
            // What was on its way already.
            self.hear(&frame);
            frame = self.next().await;
        }
        self.hear(&frame);
        let frame = self.next().await;
        assert_eq!(frame["type"], "inbox", "the head of the inbox follows the greeting: {frame}");
        self.hear(&frame);
        while answers > 0 {
            let frame = self.next().await;
            assert!(
                matches!(frame["type"].as_str(), Some("entries" | "reset"))
                    && named.contains(&text(&frame, "conversation")),
                "{frame}"
            );
            self.hear(&frame);
            answers -= 1;
        }
    }

    async fn next(&mut self) -> Value {
        self.socket.as_mut().expect("the tab is connected").next().await
    }

    /// The next frame, if one comes within `wait`.
    pub async fn frame(&mut self, wait: Duration) -> Option<Value> {
        let socket = self.socket.as_mut()?;
        timeout(wait, socket.next()).await.ok()
    }

    /// Everything that has arrived by now, in order, not yet taken in.
    pub async fn arrived(&mut self) -> Vec<Value> {
        let mut frames = Vec::new();
        while let Some(frame) = self.frame(Duration::from_millis(1)).await {
            frames.push(frame);
        }
        frames
    }

    pub fn hear(&mut self, frame: &Value) {
        self.heard.insert(text(frame, "type"));
        self.owed.extend(self.replica.hear(frame));
    }

    pub fn take(&mut self, fetched: Fetched) {
        self.owed.extend(self.replica.take(fetched));
    }

    /// Meets every want until none is left; a bound catches an endless exchange.
    pub async fn settle(&mut self) {
        for _ in 0..100 {
            if self.owed.is_empty() {
                return;
            }
            let owed = std::mem::take(&mut self.owed);
            for fetched in fetch_all(&self.client, &self.replica, owed).await {
                self.take(fetched);
            }
        }
        panic!("the copy never stops wanting: {:?}", self.owed);
    }

    /// Opens every thread that can be read, as screens do.
    pub async fn open_threads(&mut self) {
        let readable = self.replica.rows.values().filter(|row| row["head"]["reach"] != "nothing");
        let ids: Vec<_> = readable.map(|row| text(row, "id")).collect();
        for id in ids {
            let wants = self.replica.open(&id);
            self.owed.extend(wants);
        }
        self.settle().await;
    }

    /// Takes frames in as they come until the copy shows what a fresh one shows.
    pub async fn converges(&mut self, when: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            for frame in self.arrived().await {
                self.hear(&frame);
            }
            self.settle().await;
            self.open_threads().await;
            let (mine, fresh) = (seen(&self.replica), seen(&fetched_anew(&self.client).await));
            if mine == fresh {
                return;
            }
            if Instant::now() > deadline {
                panic!("{when}: the copy differs from what a fetch returns\n copy {mine:#}\nfresh {fresh:#}");
            }
            if let Some(frame) = self.frame(Duration::from_millis(200)).await {
                self.hear(&frame);
            }
        }
    }
}

/// Fetches what is wanted, each thing once, from the server as it is now.
pub async fn fetch_all(client: &Client, replica: &Replica, mut wants: Vec<Want>) -> Vec<Fetched> {
    let mut once: Vec<Want> = Vec::new();
    wants.retain(|want| {
        let first = !once.contains(want);
        if first {
            once.push(want.clone());
        }
        first
    });
    let mut fetched = Vec::new();
    for want in wants {
        match want {
            Want::Inbox => fetched.push(inbox(client).await),
            Want::Row(id) => fetched.push(row(client, &id).await),
            Want::Job(job) => {
                let about: Vec<_> = replica
                    .rows
                    .values()
                    .filter(|row| row["job"]["id"] == job.as_str())
                    .map(|row| text(row, "id"))
                    .collect();
                for id in about {
                    fetched.push(row(client, &id).await);
                    if replica.threads.contains_key(&id) {
                        fetched.push(page(client, &id, None).await);
                    }
                }
            }
            Want::Newest(id) => fetched.push(page(client, &id, None).await),
            Want::Newer(id, last) => fetched.push(page(client, &id, Some(last)).await),
            Want::Unread => {
                let count = client.get("/conversations/unread").await.ok();
                fetched.push(Fetched::Unread(count["conversations"].as_i64().expect("a count")));
            }
            Want::Bell => fetched.push(Fetched::Bell(client.get("/notifications?limit=100").await.ok())),
        }
    }
    fetched
}

/// What is put away belongs to the copy like the rest.
async fn inbox(client: &Client) -> Fetched {
    let mut rows = array(&client.get("/conversations?limit=100").await.ok(), "items");
    rows.extend(array(&client.get("/conversations?filter=archived&limit=100").await.ok(), "items"));
    Fetched::Rows(rows)
}

/// One row: what the conversation says beyond it is not part of the copy.
async fn row(client: &Client, id: &str) -> Fetched {
    let mut row = client.get(&format!("/conversations/{id}")).await.ok();
    for beyond in ["invitation", "participants", "desk", "created_at"] {
        row.as_object_mut().expect("an object").remove(beyond);
    }
    Fetched::Rows(vec![row])
}

async fn page(client: &Client, id: &str, after: Option<i64>) -> Fetched {
    let range = after.map_or(String::new(), |after| format!("&after={after}"));
    let reply = client.get(&format!("/conversations/{id}/entries?limit=100{range}")).await;
    if reply.status == 403 {
        reply.refused(403, "job-closed");
        return Fetched::Hidden(id.to_owned());
    }
    let page = reply.ok();
    if after.is_some() { Fetched::Newer(page) } else { Fetched::Newest(page) }
}

/// What somebody sees who comes for the first time.
async fn fetched_anew(client: &Client) -> Replica {
    let mut fresh = Replica::default();
    for fetched in fetch_all(client, &fresh.clone(), vec![Want::Inbox, Want::Unread, Want::Bell]).await {
        fresh.take(fetched);
    }
    let ids: Vec<_> = fresh
        .rows
        .values()
        .filter(|row| row["head"]["reach"] != "nothing")
        .map(|row| text(row, "id"))
        .collect();
    for id in ids {
        let wants = fresh.open(&id);
        for fetched in fetch_all(client, &fresh.clone(), wants).await {
            fresh.take(fetched);
        }
    }
    fresh
}

/// What a person sees of a copy. Names in the list behind the bell are as old as the list.
fn seen(replica: &Replica) -> Value {
    let readable = replica.rows.iter().filter(|(_, row)| row["head"]["reach"] != "nothing");
    let threads: Vec<_> = readable
        .map(|(id, _)| match replica.threads.get(id) {
            None => json!({"id": id, "missing": true}),
            Some(thread) => {
                json!({"id": id, "current": thread.current, "view": thread.view, "entries": thread.entries})
            }
        })
        .collect();
    let bell = replica.bell.items.values().cloned().map(|mut item| {
        item["other"]["name"] = Value::Null;
        item
    });
    json!({
        "rows": replica.rows.values().collect::<Vec<_>>(),
        "threads": threads,
        "unread": replica.unread,
        "bell": {"unread": replica.bell.unread, "items": bell.collect::<Vec<_>>()},
    })
}
