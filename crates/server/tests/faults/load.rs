//! People who write as fast as they are answered, and what each of them remembers: what was sent under
//! which key, when, and what was answered.

use super::town::Town;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// How long one request may take before its outcome counts as unknown.
const ANSWER_WITHIN: Duration = Duration::from_secs(20);

/// One send.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The place of the conversation in the town's list.
    pub talk: usize,
    pub token: String,
    pub key: Uuid,
    pub text: String,
    pub invoked: Instant,
    pub outcome: Outcome,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Acknowledged, with its number and when the answer had arrived.
    Acknowledged { seq: i64, at: Instant },
    /// Refused by a rule: it must not be there.
    Refused { at: Instant },
    /// No answer, or one that leaves it open: it may be there, but never twice.
    Unknown,
}

/// A person with a connection of their own.
pub struct Writer {
    http: reqwest::Client,
    address: SocketAddr,
    pub token: String,
}

impl Writer {
    pub fn new(address: SocketAddr, token: &str) -> Writer {
        let http = reqwest::Client::builder().no_proxy().timeout(ANSWER_WITHIN).build().expect("a client");
        Writer { http, address, token: token.to_owned() }
    }

    pub fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let request =
            self.http.request(method.parse().expect("a method"), format!("http://{}{path}", self.address));
        request.header("cookie", format!("parlance={}", self.token))
    }

    /// Any request; its status and body, or `None` where there was no answer.
    pub async fn ask(&self, method: &str, path: &str) -> Option<(u16, Value)> {
        let reply = self.request(method, &format!("/api/v1{path}")).send().await.ok()?;
        let status = reply.status().as_u16();
        let text = reply.text().await.ok()?;
        Some((status, serde_json::from_str(&text).unwrap_or(Value::Null)))
    }

    /// Sends one message, under a key of its own unless one is given.
    pub async fn send(&self, town: &Town, talk: usize, key: Uuid, text: String) -> Sent {
        self.send_with(town, talk, key, text, &[]).await
    }

    /// The same, with files that were uploaded before.
    pub async fn send_with(&self, town: &Town, talk: usize, key: Uuid, text: String, files: &[&str]) -> Sent {
        let invoked = Instant::now();
        let path = format!("/api/v1/conversations/{}/messages", town.talks[talk].id);
        let request = self
            .request("POST", &path)
            .header("idempotency-key", key.to_string())
            .json(&json!({"text": text, "files": files}));
        let outcome = match request.send().await {
            Err(_) => Outcome::Unknown,
            Ok(reply) => {
                let status = reply.status().as_u16();
                let body: Value = reply.json().await.unwrap_or(Value::Null);
                match (status, body["seq"].as_i64()) {
                    (200 | 201, Some(seq)) => Outcome::Acknowledged { seq, at: Instant::now() },
                    (403, _) => Outcome::Refused { at: Instant::now() },
                    (200 | 201 | 408 | 429 | 500.., _) => Outcome::Unknown,
                    _ => panic!("a send was answered {status}: {body}"),
                }
            }
        };
        Sent { talk, token: self.token.clone(), key, text, invoked, outcome }
    }
}

/// Every person of the town writes, one after the other, into the conversations they take part in, until
/// `enough` were acknowledged; whoever gets the last acknowledgement strikes at once. Then everybody
/// stops, having noted what became of what was under way.
pub async fn write_until(
    town: &Arc<Town>,
    address: SocketAddr,
    enough: usize,
    strike: Arc<dyn Fn() + Send + Sync>,
) -> Vec<Sent> {
    let acknowledged = Arc::new(AtomicUsize::new(0));
    let stopped = Arc::new(AtomicBool::new(false));
    let mut writing = tokio::task::JoinSet::new();
    for (token, talks) in writers(town) {
        let (town, acknowledged, stopped, strike) =
            (town.clone(), acknowledged.clone(), stopped.clone(), strike.clone());
        writing.spawn(async move {
            let writer = Writer::new(address, &token);
            let mut history = Vec::new();
            for turn in 0.. {
                if stopped.load(Ordering::Acquire) {
                    break;
                }
                let key = Uuid::new_v4();
                let sent = writer.send(&town, talks[turn % talks.len()], key, line(key, turn)).await;
                if matches!(sent.outcome, Outcome::Acknowledged { .. })
                    && acknowledged.fetch_add(1, Ordering::AcqRel) + 1 == enough
                {
                    strike();
                    stopped.store(true, Ordering::Release);
                }
                history.push(sent);
            }
            history
        });
    }
    let mut all = Vec::new();
    while let Some(history) = writing.join_next().await {
        all.extend(history.expect("a writer does not panic"));
    }
    all
}

/// Everybody of the town with the places of their conversations.
pub fn writers(town: &Town) -> Vec<(String, Vec<usize>)> {
    let talks_of = |takes_part: &dyn Fn(&super::town::Talk) -> bool| -> Vec<usize> {
        town.talks.iter().enumerate().filter(|(_, talk)| takes_part(talk)).map(|(at, _)| at).collect()
    };
    let clients = town
        .clients
        .iter()
        .enumerate()
        .map(|(at, who)| (who.token.clone(), talks_of(&|talk| talk.client == at)));
    let freelancers = town
        .freelancers
        .iter()
        .enumerate()
        .map(|(at, who)| (who.token.clone(), talks_of(&|talk| talk.freelancer == at)));
    clients.chain(freelancers).collect()
}

/// A text that is like no other, of a size that people write.
pub fn line(key: Uuid, turn: usize) -> String {
    format!("{key} {}", "und so weiter — ".repeat(1 + turn % 12).trim_end())
}
