//! Everything that people and the system can do to what a tab shows: the vocabulary of these tests.

use crate::harness::{Client, Engine, Reply, TestServer};
use parlance_core::entry::{EntryBody, PointAnswer, SystemNote};
use parlance_core::market::Answer;
use parlance_core::{ConversationId, limits};
use parlance_store::{StoreError, log, meta};
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Client,
    Freelancer,
}

/// What is done; the number says about which of the stage's jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Invite(usize),
    Acknowledge(usize),
    Accept(usize),
    Decline(usize),
    Withdraw(usize),
    Send(Who, usize),
    /// Answers the newest message.
    Quote(Who, usize),
    /// Puts one's newest message differently.
    Edit(Who, usize),
    /// Takes one's newest message back.
    Remove(Who, usize),
    /// Answers the newest message with an emoji, or takes that back.
    React(Who, usize, bool),
    /// Proposes a text of one's own, or one's newest message, as an agreed point.
    Propose(Who, usize, bool),
    /// Answers the newest point: `confirmed`, `declined` or `taken_back`.
    AnswerPoint(Who, usize, &'static str),
    Read(Who, usize),
    /// Everything said so far reached a browser.
    Deliver(Who, usize),
    /// Lets others know of one's reading and of one's time zone, or not any more.
    Share(Who, bool),
    /// Sets a mark (`star`, `mute`, `archive`) or takes it away.
    Mark(Who, usize, &'static str, bool),
    /// Marks as unread what stands from this number on.
    Unread(Who, usize, i64),
    Close(usize),
    Reopen(usize),
    Rename(Who),
    /// Everything behind the bell is read.
    Hear(Who),
    /// Two weeks pass, and what was not answered expires.
    Expire,
    /// The workers do what is due.
    Work,
}

/// A marketplace with one client, one freelancer and some jobs.
pub struct Stage {
    pub server: TestServer,
    pub client: Client,
    pub freelancer: Client,
    jobs: Vec<String>,
    /// The newest invitation about each job and its conversation.
    pub invited: Vec<Option<(String, String)>>,
    said: usize,
}

impl Stage {
    pub async fn set(engine: Engine, jobs: usize) -> Stage {
        let server = TestServer::start_with(engine, |config| {
            config.sends_per_minute = 1_000_000;
            config.sends_burst = 1_000_000;
        })
        .await;
        let (client, freelancer) = (server.sign_in("clara").await, server.sign_in("felix").await);
        let mut ids = Vec::new();
        for n in 0..jobs {
            let posted = client
                .post("/jobs", json!({"title": format!("Job {n}"), "description": "Drawings."}))
                .await
                .ok();
            ids.push(posted["id"].as_str().expect("an id").to_owned());
        }
        Stage { server, client, freelancer, jobs: ids, invited: vec![None; jobs], said: 0 }
    }

    /// Does it; whether it was permitted. Anything but a refusal by a rule fails the test.
    pub async fn perform(&mut self, act: Act) -> bool {
        let reply = match act {
            Act::Invite(job) => return self.invite(job).await,
            Act::Work => {
                self.server.settle().await;
                return true;
            }
            Act::Expire => {
                self.server.clock.advance(limits::INVITATION_LASTS + Duration::from_secs(60));
                self.server.settle().await;
                return true;
            }
            Act::Acknowledge(job) => {
                self.put(Who::Freelancer, job, "acknowledgement", json!({"version": 1})).await
            }
            Act::Accept(job) => self.answer(Who::Freelancer, job, "accepted").await,
            Act::Decline(job) => self.answer(Who::Freelancer, job, "declined").await,
            Act::Withdraw(job) => self.answer(Who::Client, job, "withdrawn").await,
            Act::Send(who, job) => self.send(who, job, None).await,
            Act::Quote(who, job) => {
                let newest = self.newest(who, job, false).await;
                self.send(who, job, newest).await
            }
            Act::Edit(who, job) => self.edit(who, job).await,
            Act::Remove(who, job) => self.at_newest(who, job, true, "", "DELETE").await,
            Act::React(who, job, given) => {
                let method = if given { "PUT" } else { "DELETE" };
                self.at_newest(who, job, false, "/reactions/%F0%9F%91%8D", method).await
            }
            Act::Propose(who, job, of_message) => self.propose(who, job, of_message).await,
            Act::AnswerPoint(who, job, answer) => self.answer_point(who, job, answer).await,
            Act::Read(who, job) => self.put(who, job, "read", json!({"seq": i64::MAX})).await,
            Act::Deliver(who, job) => {
                let arrived = self.invited[job].as_ref().map(|(_, id)| json!({"id": id, "seq": i64::MAX}));
                let body = json!({"conversations": arrived.into_iter().collect::<Vec<_>>()});
                Some(self.who(who).put("/deliveries", body).await)
            }
            Act::Share(who, shared) => {
                let source = if shared { "chosen" } else { "hidden" };
                let body = json!({
                    "read_receipts": shared, "zone_source": source, "time_zone": "Europe/Lisbon"
                });
                Some(self.who(who).patch("/preferences", body).await)
            }
            Act::Mark(who, job, mark, on) => {
                let method = if on { "PUT" } else { "DELETE" };
                self.at(who, job, mark, method).await
            }
            Act::Unread(who, job, seq) => self.put(who, job, "unread", json!({"seq": seq})).await,
            Act::Close(job) => {
                Some(self.client.put(&format!("/jobs/{}/closure", self.jobs[job]), json!({})).await)
            }
            Act::Reopen(job) => Some(self.client.delete(&format!("/jobs/{}/closure", self.jobs[job])).await),
            Act::Rename(who) => {
                self.said += 1;
                Some(self.who(who).patch("/me", json!({"name": format!("Name {}", self.said)})).await)
            }
            Act::Hear(who) => {
                let newest = self.who(who).get("/notifications?limit=1").await.ok()["items"][0]["seq"]
                    .as_i64()
                    .unwrap_or(0);
                Some(self.who(who).put("/notifications/read", json!({"seq": newest})).await)
            }
        };
        reply.is_some_and(|reply| permitted(act, &reply))
    }

    pub fn who(&self, who: Who) -> &Client {
        match who {
            Who::Client => &self.client,
            Who::Freelancer => &self.freelancer,
        }
    }

    async fn invite(&mut self, job: usize) -> bool {
        self.said += 1;
        let body = json!({"job": self.jobs[job], "freelancer": self.freelancer.id, "text": format!("Invitation {}", self.said)});
        let reply = self.client.post("/invitations", body).await;
        let made = permitted(Act::Invite(job), &reply);
        if made {
            let text = |name: &str| reply.body[name].as_str().expect("an id").to_owned();
            self.invited[job] = Some((text("id"), text("conversation")));
        }
        made
    }

    async fn answer(&self, who: Who, job: usize, answer: &str) -> Option<Reply> {
        let (invitation, _) = self.invited[job].as_ref()?;
        Some(self.who(who).put(&format!("/invitations/{invitation}/answer"), json!({"answer": answer})).await)
    }

    async fn put(&self, who: Who, job: usize, what: &str, body: serde_json::Value) -> Option<Reply> {
        let (_, conversation) = self.invited[job].as_ref()?;
        Some(self.who(who).put(&format!("/conversations/{conversation}/{what}"), body).await)
    }

    async fn at(&self, who: Who, job: usize, what: &str, method: &str) -> Option<Reply> {
        let (_, conversation) = self.invited[job].as_ref()?;
        Some(self.who(who).send(method, &format!("/conversations/{conversation}/{what}"), None, None).await)
    }

    async fn send(&mut self, who: Who, job: usize, quote: Option<i64>) -> Option<Reply> {
        self.said += 1;
        let (_, conversation) = self.invited[job].as_ref()?;
        let body = json!({"text": format!("Line {}", self.said), "quote": quote});
        Some(self.who(who).post(&format!("/conversations/{conversation}/messages"), body).await)
    }

    async fn propose(&mut self, who: Who, job: usize, of_message: bool) -> Option<Reply> {
        self.said += 1;
        let body = if of_message {
            json!({"message": self.newest(who, job, true).await?, "brief": true})
        } else {
            json!({"text": format!("Point {}", self.said)})
        };
        let (_, conversation) = self.invited[job].as_ref()?;
        Some(self.who(who).post(&format!("/conversations/{conversation}/points"), body).await)
    }

    async fn answer_point(&self, who: Who, job: usize, answer: &str) -> Option<Reply> {
        let (_, conversation) = self.invited[job].as_ref()?;
        let page = self.who(who).get(&format!("/conversations/{conversation}/entries?limit=100")).await;
        let mut entries = page.body["entries"].as_array().into_iter().flatten().rev();
        let seq = entries.find(|entry| entry["body"]["kind"] == "point")?["seq"].as_i64()?;
        self.put(who, job, &format!("points/{seq}/answer"), json!({"answer": answer})).await
    }

    /// The number of the newest message that `who` sees and that was not taken back; of their own, if asked.
    async fn newest(&self, who: Who, job: usize, own: bool) -> Option<i64> {
        let (_, conversation) = self.invited[job].as_ref()?;
        let client = self.who(who);
        let page = client.get(&format!("/conversations/{conversation}/entries?limit=100")).await;
        let mut entries = page.body["entries"].as_array().into_iter().flatten().rev();
        let fits = |entry: &&serde_json::Value| {
            entry["body"]["kind"] == "message" && (!own || entry["by"]["id"] == json!(client.id))
        };
        entries.find(fits)?["seq"].as_i64()
    }

    async fn edit(&mut self, who: Who, job: usize) -> Option<Reply> {
        self.said += 1;
        let seq = self.newest(who, job, true).await?;
        let text = format!("Line {} put differently", self.said);
        self.put(who, job, &format!("messages/{seq}"), json!({"text": text})).await
    }

    async fn at_newest(&self, who: Who, job: usize, own: bool, what: &str, method: &str) -> Option<Reply> {
        let seq = self.newest(who, job, own).await?;
        self.at(who, job, &format!("messages/{seq}{what}"), method).await
    }

    /// Gives the database another life, as a restore from a backup does.
    pub fn change_epoch(&self) {
        let (store, epoch) = (self.server.app.store.clone(), Uuid::new_v4().to_string());
        let change = move || store.run_blocking::<_, StoreError, _>(move |tx| meta::set_epoch(tx, &epoch));
        std::thread::spawn(change).join().expect("no panic").expect("the epoch changes");
    }

    /// The kinds of entries that stand in the logs of the stage.
    pub fn kinds(&self) -> Vec<&'static str> {
        let ids: Vec<_> =
            self.invited.iter().flatten().map(|(_, id)| ConversationId(id.parse().expect("an id"))).collect();
        let store = self.server.app.store.clone();
        let read = move || {
            store.read_blocking::<_, StoreError, _>(move |tx| {
                let mut kinds = Vec::new();
                for id in &ids {
                    kinds.extend(log::read_after(tx, *id, 0, 1000)?.iter().map(|entry| kind(&entry.body)));
                }
                Ok(kinds)
            })
        };
        std::thread::spawn(read).join().expect("no panic").expect("logs can be read")
    }
}

/// Every kind of entry by name; a new one does not compile until it is named here, and fails
/// `each::every_act_…` until something there produces it.
pub const KINDS: [&str; 17] = [
    "invitation",
    "accepted",
    "declined",
    "withdrawn",
    "expired",
    "acknowledgement",
    "message",
    "edit",
    "removal",
    "reaction",
    "point",
    "point-confirmed",
    "point-declined",
    "point-taken-back",
    "point-lapsed",
    "job-closed",
    "job-reopened",
];

fn kind(body: &EntryBody) -> &'static str {
    match body {
        EntryBody::Invitation { .. } => "invitation",
        EntryBody::Answer { answer: Answer::Accepted, .. } => "accepted",
        EntryBody::Answer { answer: Answer::Declined, .. } => "declined",
        EntryBody::Answer { answer: Answer::Withdrawn, .. } => "withdrawn",
        EntryBody::Answer { answer: Answer::Expired, .. } => "expired",
        EntryBody::Acknowledgement { .. } => "acknowledgement",
        EntryBody::Message(_) => "message",
        EntryBody::Edit { .. } => "edit",
        EntryBody::Removal { .. } => "removal",
        EntryBody::Reaction { .. } => "reaction",
        EntryBody::Deliverable { .. } => "deliverable",
        EntryBody::Point(_) => "point",
        EntryBody::PointAnswer { answer: PointAnswer::Confirmed, .. } => "point-confirmed",
        EntryBody::PointAnswer { answer: PointAnswer::Declined, .. } => "point-declined",
        EntryBody::PointAnswer { answer: PointAnswer::TakenBack, .. } => "point-taken-back",
        EntryBody::PointAnswer { answer: PointAnswer::Lapsed, .. } => "point-lapsed",
        EntryBody::System(SystemNote::JobClosed) => "job-closed",
        EntryBody::System(SystemNote::JobReopened) => "job-reopened",
        EntryBody::System(SystemNote::HandedOver) => "handed-over",
    }
}

fn permitted(act: Act, reply: &Reply) -> bool {
    match reply.status {
        200..=299 => true,
        403 | 409 => false,
        other => panic!("{act:?} was answered {other}: {}", reply.body),
    }
}
