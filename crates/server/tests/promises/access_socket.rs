//! What reaches whose socket while everything that can happen happens in Clara's conversations. Each text
//! holds a secret word; Marc writes to everybody who listens, so that a test knows when to stop waiting.

use super::access::golden;
use super::harness::{Client, Socket};
use super::places::{invitation, jobs, open_with};
use super::stage::{ROLES, Stage, message_canary};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Somebody who listens, and the conversation in which Marc writes to them.
struct Listener {
    name: &'static str,
    role: &'static str,
    socket: Socket,
    beacon: String,
    /// Frames that came while something else was waited for.
    late: Vec<Value>,
}

const LISTENERS: [(&str, &str); 8] = [
    ("noor", "stranger"),
    ("sam", "admin"),
    ("yuki", "invited, warning unread"),
    ("lena", "declined"),
    ("joao", "withdrawn"),
    ("hannah", "freelancer, job closed"),
    ("felix", "freelancer"),
    ("clara", "client"),
];

/// Frames by listener since the last time.
type Frames = BTreeMap<&'static str, Vec<Value>>;

struct House {
    stage: Stage,
    listeners: Vec<Listener>,
    beacons: u32,
}

impl House {
    async fn listen(stage: Stage) -> House {
        let job = jobs(stage.of("marc"), "open").await.swap_remove(0);
        let mut listeners = Vec::new();
        for (name, role) in LISTENERS {
            let person = stage.of(name);
            person.patch("/me", json!({"offers_work": true})).await.ok();
            let made =
                stage.of("marc").post("/invitations", invitation(&job, person, "For the test")).await.ok();
            let beacon = made["conversation"].as_str().expect("an id").to_owned();
            person.put(&format!("/conversations/{beacon}/acknowledgement"), json!({"version": 1})).await.ok();
            person
                .put(
                    &format!("/invitations/{}/answer", made["id"].as_str().expect("an id")),
                    json!({"answer": "accepted"}),
                )
                .await
                .ok();
            let mut socket = person.socket().await;
            socket.next_of("hello").await;
            socket.next_of("inbox").await;
            listeners.push(Listener { name, role, socket, beacon, late: Vec::new() });
        }
        let mut house = House { stage, listeners, beacons: 0 };
        house.frames().await;
        house
    }

    /// What has reached everybody so far, Marc's beacons left out. He writes at least twice, until a round
    /// brings nothing else: what has to be looked up first may come behind a beacon.
    async fn frames(&mut self) -> Frames {
        let mut frames = Frames::new();
        for listener in &mut self.listeners {
            if !listener.late.is_empty() {
                frames.entry(listener.name).or_default().append(&mut listener.late);
            }
        }
        let (mut rounds, mut quiet) = (0, false);
        while rounds < 2 || !quiet {
            rounds += 1;
            quiet = true;
            self.beacons += 1;
            let text = format!("beacon {}", self.beacons);
            for listener in &mut self.listeners {
                let path = format!("/conversations/{}/messages", listener.beacon);
                self.stage.of("marc").post(&path, json!({"text": text})).await.ok();
                loop {
                    let frame = listener.socket.next().await;
                    if frame["conversation"] == listener.beacon.as_str()
                        && frame["entries"][0]["body"]["text"] == text.as_str()
                    {
                        break;
                    }
                    if !frame.to_string().contains(&listener.beacon) {
                        frames.entry(listener.name).or_default().push(frame);
                        quiet = false;
                    }
                }
            }
        }
        frames
    }

    /// Every listener attends the conversation and says that they are typing in it.
    async fn type_in(&mut self, subject: &str) {
        let id = self.stage.subjects[subject].conversation.clone();
        for listener in &mut self.listeners {
            for kind in ["attend", "typing"] {
                listener.socket.say(&json!({"type": kind, "conversation": id}).to_string()).await;
            }
        }
        // Frames are obeyed in order: once the last is answered, all were.
        for listener in &mut self.listeners {
            let attended = json!({"type": "attend", "conversation": null}).to_string();
            listener.socket.say(&attended).await;
            listener.late = listener.socket.drain().await;
        }
    }

    fn no_leak(&self, frames: &Frames, when: &str) {
        for listener in &self.listeners {
            let role = ROLES.iter().find(|role| role.name == listener.role).expect("a role");
            let text = Value::from(frames.get(listener.name).cloned().unwrap_or_default()).to_string();
            assert_eq!(
                self.stage.leaks(role, &text),
                Vec::<String>::new(),
                "{} reads this when {when}: {text}",
                listener.name
            );
        }
    }

    /// A line of the golden file for each listener: the frames that came, by type.
    fn written(&self, when: &str, frames: &Frames) -> String {
        let mut text = format!("\n{when}\n");
        for listener in &self.listeners {
            let kinds: BTreeSet<_> = frames
                .get(listener.name)
                .into_iter()
                .flatten()
                .filter_map(|frame| frame["type"].as_str())
                .collect();
            let kinds = if kinds.is_empty() {
                "nothing".to_owned()
            } else {
                kinds.into_iter().collect::<Vec<_>>().join(" · ")
            };
            writeln!(text, "    {:<24} {kinds}", listener.role).expect("text");
        }
        text
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sockets_tell_each_listener_what_the_reviewed_file_says_and_no_word_that_is_not_theirs() {
    let server = open_with(|config| {
        config.sends_per_minute = 1_000_000;
        config.sends_burst = 1_000_000;
    })
    .await;
    let stage = Stage::set(&server).await;
    let mut house = House::listen(stage).await;
    // What is still to be done about all that went before would be taken for news.
    server.settle().await;
    house.frames().await;
    let mut text =
        String::from("What happens in Clara's conversations, and which frames it makes on whose socket.\n");
    let happenings = [
        "both talk",
        "a message is put differently",
        "a message gets a reaction",
        "a message is quoted",
        "a message is taken back",
        "what was said arrives",
        "both read",
        "the freelancer shows another time zone",
        "everybody claims to type",
        "a freelancer accepts",
        "somebody else is invited",
        "the client is renamed",
        "the job closes",
        "the job re-opens",
        "both talk again",
    ];
    let mut after_closing = Frames::new();
    for happening in happenings {
        happen(&mut house.stage, happening).await;
        if happening == "everybody claims to type" {
            house.type_in("open").await;
        }
        server.settle().await;
        let frames = house.frames().await;
        house.no_leak(&frames, happening);
        if happening == "the job closes" {
            after_closing = frames.clone();
        }
        if ["both talk", "a message is put differently", "a message gets a reaction", "a message is quoted"]
            .contains(&happening)
        {
            let heard = Value::from(frames["felix"].clone()).to_string();
            assert!(heard.contains(&message_canary("open")), "whoever takes part hears it: {heard}");
        }
        for stranger in ["noor", "sam"] {
            let heard = frames.get(stranger).cloned().unwrap_or_default();
            // Who asks is answered, as of a conversation that is not there.
            let told =
                heard.iter().filter(|frame| frame["online"] != Value::Null || frame["type"] != "presence");
            assert_eq!(told.count(), 0, "{stranger} has no part in it when {happening}: {heard:?}");
        }
        text.push_str(&house.written(happening, &frames));
    }
    for (name, frames) in &after_closing {
        let said = Value::from(frames.clone()).to_string();
        assert!(!said.contains(&message_canary("open")), "{name} reads what is closed: {said}");
    }
    golden("frames.txt", &text);
}

async fn happen(stage: &mut Stage, happening: &str) {
    let subject = stage.subjects["open"].clone();
    let (clara, felix) = (stage.of("clara").clone(), stage.of("felix").clone());
    let closure = format!("/jobs/{}/closure", subject.job);
    let messages = format!("/conversations/{}/messages", subject.conversation);
    let (of_clara, of_felix) =
        (format!("{messages}/{}", subject.said.0), format!("{messages}/{}", subject.said.1));
    let secret = format!("And again: {}", message_canary("open"));
    match happening {
        "both talk" | "both talk again" => stage.talk("open").await,
        "a message is put differently" => {
            clara.put(&of_clara, json!({"text": secret})).await.ok();
        }
        "a message gets a reaction" => {
            felix.put(&format!("{of_clara}/reactions/%F0%9F%91%8D"), json!({})).await.ok();
        }
        "a message is quoted" => {
            clara.post(&messages, json!({"text": secret, "quote": subject.said.1})).await.ok();
        }
        "a message is taken back" => {
            felix.delete(&of_felix).await.ok();
        }
        "both read" => {
            for reader in [&clara, &felix] {
                reader
                    .put(&format!("/conversations/{}/read", subject.conversation), json!({"seq": 9999}))
                    .await
                    .ok();
            }
        }
        "a freelancer accepts" => stage.answer("read", "accepted").await,
        "somebody else is invited" => stage.invite("bystander", "amara", &subject.job).await,
        // Done by the sockets themselves.
        "everybody claims to type" => {}
        "what was said arrives" => {
            for reader in [&clara, &felix] {
                let body = json!({"conversations": [{"id": subject.conversation, "seq": 9999}]});
                assert_eq!(reader.put("/deliveries", body).await.status, 204);
            }
        }
        "the freelancer shows another time zone" => {
            felix.patch("/preferences", json!({"time_zone": "Asia/Tokyo"})).await.ok();
        }
        "the client is renamed" => {
            clara.patch("/me", json!({"name": "Clara Sommer"})).await.ok();
        }
        "the job closes" => {
            clara.put(&closure, json!({})).await.ok();
        }
        "the job re-opens" => {
            clara.delete(&closure).await.ok();
        }
        other => panic!("{other} does not happen"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resume_that_names_conversations_of_others_or_hidden_ones_is_told_nothing_of_them() {
    let server = open_with(|_| {}).await;
    let stage = Stage::set(&server).await;
    let all: Vec<_> = stage.subjects.values().map(|subject| (subject.conversation.as_str(), 0, 0)).collect();
    for role in ROLES.iter().filter(|role| role.name != "suspended") {
        let Some(person) = role.person else { continue };
        let person: &Client = stage.of(person);
        let mut socket = person.bare_socket().await.expect("a socket");
        socket.resume(None, &all).await;
        let mut text = socket.next_of("hello").await.to_string();
        text.push_str(&socket.next_of("inbox").await.to_string());
        for _ in &all {
            text.push_str(&socket.next().await.to_string());
        }
        assert_eq!(stage.leaks(role, &text), Vec::<String>::new(), "{}: {text}", role.name);
    }
}
