//! The cells of the reviewed tables of each shipped policy, tried over HTTP: every refusal that has a route says
//! the very code that `decide` gave for the table, and who may write, attach or read does.

use super::harness::{Client, Invited, Reply, TestServer, accept, reply};
use super::places::open_with;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

const TABLES: [(&str, &str); 3] = [
    ("client-invites", include_str!("../../../core/golden/contact/client-invites.txt")),
    ("writer-asks", include_str!("../../../core/golden/contact/writer-asks.txt")),
    ("client-speaks-first", include_str!("../../../core/golden/contact/client-speaks-first.txt")),
];
const PHASES: [&str; 4] = ["open", "in_progress", "final_review", "closed"];

/// A line of a table: the act, from where, by whom, and what comes of it in each phase.
struct Row {
    act: String,
    from: String,
    by: String,
    cells: Vec<String>,
}

/// A table: the class of jobs, the client's switch, and its lines.
struct Table {
    class: Option<String>,
    messaging: bool,
    rows: Vec<Row>,
}

fn tables(text: &str) -> Vec<Table> {
    let mut found: Vec<Table> = Vec::new();
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["CLASS", class, "MESSAGING", messaging] => found.push(Table {
                class: (*class != "none,").then(|| class.trim_end_matches(',').to_owned()),
                messaging: *messaging == "on",
                rows: Vec::new(),
            }),
            [act, from, by, cells @ ..]
                if cells.len() == PHASES.len() && *act != "act" && !act.starts_with('─') =>
            {
                let table = found.last_mut().expect("a table has begun");
                let cells = cells.iter().map(|cell| (*cell).to_owned()).collect();
                let own = |word: &&str| (*word).to_owned();
                table.rows.push(Row { act: own(act), from: own(from), by: own(by), cells });
            }
            _ => {}
        }
    }
    found
}

/// Jobs of one class, and people in every relation to them.
struct Stage {
    _server: TestServer,
    clara: Client,
    /// In conversation about `job`.
    felix: Client,
    /// Nothing was said with him.
    oleg: Client,
    /// Has a contract about `job`, and nothing was said.
    yuki: Client,
    job: String,
    pitch: String,
    conversation: String,
    contract: String,
}

impl Stage {
    /// Everything is set up under rules that let it be, and then the shipped ones are put in force.
    async fn open(document: &Value, class: Option<&str>) -> Stage {
        let server = open_with(|config| config.sends_burst = 10_000).await;
        let sam = server.sign_in("sam").await;
        let mut before = sam.get("/staff/contact-policy").await.ok()["document"].clone();
        before["everywhere"]["starts"]["proposal"] = json!({"who": "both", "must_accept": false});
        if let Some(class) = class {
            before["classes"] = json!({class: {"label": "As it will be", "messaging": true}});
        }
        put(&sam, &before).await;
        let clara = server.sign_in("clara").await;
        let (felix, oleg, yuki) =
            (server.sign_in("felix").await, server.sign_in("oleg").await, server.sign_in("yuki").await);
        let job = post(&clara, "contract", class).await;
        let pitch = post(&clara, "pitch_request", class).await;
        let invitation = json!({"job": job, "freelancer": felix.id, "text": "Would you?"});
        let made = clara.post("/invitations", invitation).await.ok();
        let conversation = text(&made["conversation"]);
        let invited =
            Invited { conversation: conversation.clone(), invitation: text(&made["id"]), job: job.clone() };
        accept(&felix, &invited).await;
        let offer = json!({"text": "Gladly."});
        yuki.post(&format!("/postings/{job}/proposals"), offer).await.ok();
        let hired = clara.post("/contracts", json!({"job": job, "freelancer": yuki.id})).await.ok();
        put(&sam, document).await;
        let contract = text(&hired["id"]);
        Stage { _server: server, clara, felix, oleg, yuki, job, pitch, conversation, contract }
    }

    async fn become_of(&self, phase: &str, messaging: bool) {
        for job in [&self.job, &self.pitch] {
            let path = |what: &str| format!("/jobs/{job}/{what}");
            if phase == "closed" {
                self.clara.put(&path("closure"), json!({})).await.ok();
                continue;
            }
            self.clara.delete(&path("closure")).await;
            self.clara.put(&path("phase"), json!({"phase": phase})).await.ok();
            if messaging {
                self.clara.delete(&path("silence")).await;
            } else {
                self.clara.put(&path("silence"), json!({})).await;
            }
        }
    }

    /// Tries what a line is about; nothing where it has no route.
    async fn attempt(&self, row: &Row, refused: bool, phase: &str) -> Option<Reply> {
        let by = if row.by == "client" { &self.clara } else { &self.felix };
        let talk = |what: &str| format!("/conversations/{}/{what}", self.conversation);
        let words = json!({"text": "A word."});
        Some(match (row.act.as_str(), row.from.as_str(), row.by.as_str()) {
            ("write", ..) => by.post(&talk("messages"), words).await,
            ("attach", ..) => upload(by, &talk("files?name=list.csv")).await,
            ("read", ..) => by.get(&talk("entries")).await,
            // What is permitted would begin something that is then in the way of the rest.
            _ if !refused => return None,
            ("invite", "profile", "client") => {
                let body = json!({"job": self.job, "freelancer": self.oleg.id, "text": "Would you?"});
                self.clara.post("/invitations", body).await
            }
            ("ask", "job_page", "freelancer") => self.ask(words).await,
            ("ask", "pitch_request", "freelancer") => {
                // Nobody is in a conversation about it, and so whom it is not shown hears nothing of it.
                self.oleg.post(&format!("/postings/{}/questions", self.pitch), words).await
            }
            // Where two work together, a closed job closes nothing: the tables are about those who do not.
            ("ask", "contract", _) if phase != "closed" => {
                let by = if row.by == "client" { &self.clara } else { &self.yuki };
                by.post(&format!("/contracts/{}/messages", self.contract), words).await
            }
            _ => return None,
        })
    }

    /// Asks as the one who talks about the job, to whom its page is shown whatever holds; where only that is in
    /// the way, as somebody else.
    async fn ask(&self, words: Value) -> Reply {
        let path = format!("/postings/{}/questions", self.job);
        let reply = self.felix.post(&path, words.clone()).await;
        if reply.status != 201 && reply.code() == "already-in-conversation" {
            return self.oleg.post(&path, words).await;
        }
        reply
    }
}

async fn put(sam: &Client, document: &Value) {
    let version = sam.get("/staff/contact-policy").await.ok()["version"].clone();
    let body = json!({"expected_version": version, "document": document, "note": "A try."});
    sam.put("/staff/contact-policy", body).await.ok();
}

async fn post(clara: &Client, kind: &str, class: Option<&str>) -> String {
    let body = json!({"title": "A text", "description": "All of it.", "kind": kind, "class": class});
    text(&clara.post("/jobs", body).await.ok()["id"])
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

async fn upload(by: &Client, path: &str) -> Reply {
    let request = by.request("POST", &format!("/api/v1{path}"));
    reply(request.header("idempotency-key", Uuid::new_v4().to_string()).body("a,b")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_refused_cell_of_the_reviewed_tables_that_has_a_route_says_its_code_over_http() {
    let (shipped, mut tried) = (presets().await, BTreeSet::new());
    for (preset, golden) in TABLES {
        let tables = tables(golden);
        assert!(tables.len() >= 2, "{preset} has a table for each state of the switch");
        let document = shipped.as_array().expect("presets").iter().find(|one| one["name"] == preset);
        let document = &document.expect("it is shipped")["document"];
        let classes: BTreeSet<Option<String>> = tables.iter().map(|table| table.class.clone()).collect();
        for class in &classes {
            let stage = Stage::open(document, class.as_deref()).await;
            for table in tables.iter().filter(|table| table.class == *class) {
                holds(&stage, table, preset, &mut tried).await;
            }
        }
    }
    for code in [
        "job-closed",
        "messaging-off",
        "class-without-messaging",
        "phase-final-review",
        "nobody-starts-here",
        "attachments-off",
    ] {
        assert!(tried.iter().any(|(_, tried)| tried == code), "{code} was refused somewhere: {tried:?}");
    }
}

async fn presets() -> Value {
    let server = super::places::open().await;
    server.sign_in("sam").await.get("/staff/contact-policy/presets").await.ok()
}

/// Tries each cell of a table, phase by phase.
async fn holds(stage: &Stage, table: &Table, preset: &str, tried: &mut BTreeSet<(String, String)>) {
    for (at, phase) in PHASES.into_iter().enumerate() {
        stage.become_of(phase, table.messaging).await;
        for row in &table.rows {
            let said = row.cells[at].as_str();
            let Some(reply) = stage.attempt(row, said != "✓", phase).await else { continue };
            let place = format!(
                "{preset}, {:?}, messaging {}, {phase}: {} {} by {}",
                table.class, table.messaging, row.act, row.from, row.by
            );
            if said == "✓" {
                assert!(reply.status < 300, "{place}: {} {}", reply.status, reply.body);
            } else if reply.status == 404 {
                let hidden = ["nobody-starts-here", "only-clients-start", "job-closed"];
                assert!(row.act == "ask" && hidden.contains(&said), "{place}: {said}, and found nothing");
            } else {
                assert_eq!(reply.code(), said, "{place}: {}", reply.status);
                assert!([403, 409].contains(&reply.status), "{place}: {}", reply.status);
                tried.insert((row.act.clone(), said.to_owned()));
            }
        }
    }
    stage.become_of("open", true).await;
}
