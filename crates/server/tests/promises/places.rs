//! Where the tests of the promises begin, and the paths they walk.

use super::harness::{Client, Engine, Invited, TestServer, accept, invite};
use super::{ENGINE, schema};
use parlance_server::config::Config;
use serde_json::{Value, json};

/// A server every answer of which is held against the API's description.
pub async fn open() -> TestServer {
    open_with(|_| {}).await
}

pub async fn open_with(change: impl FnOnce(&mut Config)) -> TestServer {
    open_on(ENGINE, change).await
}

pub async fn open_on(engine: Engine, change: impl FnOnce(&mut Config)) -> TestServer {
    super::harness::WITNESS.get_or_init(|| schema::witness);
    let mut server = TestServer::start_with(engine, change).await;
    // What follows from entries is not what these tests are about; those that need it settle.
    server.may_leave_tasks = true;
    server
}

/// Clara and Felix, in conversation.
pub struct Talk {
    pub server: TestServer,
    pub clara: Client,
    pub felix: Client,
    pub invited: Invited,
}

impl Talk {
    /// Clara has invited Felix.
    pub async fn invited() -> Talk {
        Talk::invited_at(open().await).await
    }

    pub async fn invited_at(server: TestServer) -> Talk {
        let (clara, felix) = (server.sign_in("clara").await, server.sign_in("felix").await);
        post_job(&clara, "Drawings for a calendar").await;
        let invited = invite(&clara, &felix).await;
        Talk { server, clara, felix, invited }
    }

    /// Felix has read the warning and accepted.
    pub async fn begun() -> Talk {
        Talk::begun_at(open().await).await
    }

    pub async fn begun_at(server: TestServer) -> Talk {
        let talk = Talk::invited_at(server).await;
        accept(&talk.felix, &talk.invited).await;
        talk
    }

    pub fn conversation(&self) -> String {
        format!("/conversations/{}", self.invited.conversation)
    }

    pub fn messages(&self) -> String {
        format!("/conversations/{}/messages", self.invited.conversation)
    }

    pub fn points(&self) -> String {
        format!("/conversations/{}/points", self.invited.conversation)
    }

    pub fn entries(&self) -> String {
        format!("/conversations/{}/entries", self.invited.conversation)
    }

    pub fn message(&self, seq: i64) -> String {
        format!("{}/{seq}", self.messages())
    }

    /// The path of an emoji on a message.
    pub fn reaction(&self, seq: i64, emoji: &str) -> String {
        let escaped: String = emoji.bytes().map(|byte| format!("%{byte:02X}")).collect();
        format!("{}/reactions/{escaped}", self.message(seq))
    }

    /// Somebody says something; its number.
    pub async fn say(&self, by: &Client, text: &str) -> i64 {
        let sent = by.post(&self.messages(), json!({"text": text})).await;
        assert_eq!(sent.status, 201, "{}", sent.body);
        sent.body["seq"].as_i64().expect("a number")
    }

    /// An entry as somebody sees it.
    pub async fn entry(&self, of: &Client, seq: i64) -> Value {
        let page = of.get(&format!("{}?after={}&limit=1", self.entries(), seq - 1)).await.ok();
        assert_eq!(page["entries"][0]["seq"], seq, "{page}");
        page["entries"][0].clone()
    }

    /// The number of the newest entry.
    pub async fn last_seq(&self) -> i64 {
        let seen = self.clara.get(&self.conversation()).await.ok();
        seen["head"]["last_seq"].as_i64().expect("a number")
    }

    pub fn answer(&self) -> String {
        format!("/invitations/{}/answer", self.invited.invitation)
    }

    pub fn closure(&self) -> String {
        format!("/jobs/{}/closure", self.invited.job)
    }

    /// The kinds of the entries that somebody sees, in order.
    pub async fn kinds(&self, of: &Client) -> Vec<String> {
        let page = of.get(&self.entries()).await.ok();
        page["entries"]
            .as_array()
            .expect("entries")
            .iter()
            .map(|entry| entry["body"]["kind"].as_str().expect("a kind").to_owned())
            .collect()
    }
}

/// The body of an invitation.
pub fn invitation(job: &str, freelancer: &Client, text: &str) -> Value {
    json!({"job": job, "freelancer": freelancer.id, "text": text})
}

/// Somebody's jobs in a phase, newest first.
pub async fn jobs(of: &Client, phase: &str) -> Vec<String> {
    let page = of.get(&format!("/jobs?phase={phase}")).await.ok();
    page["items"]
        .as_array()
        .expect("jobs")
        .iter()
        .map(|job| job["id"].as_str().expect("an id").to_owned())
        .collect()
}

/// A new job of somebody's.
pub async fn post_job(of: &Client, title: &str) -> String {
    let job = of.post("/jobs", json!({"title": title, "description": "All of it, and well."})).await;
    assert_eq!(job.status, 201, "{}", job.body);
    job.body["id"].as_str().expect("an id").to_owned()
}
