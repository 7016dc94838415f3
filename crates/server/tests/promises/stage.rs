//! The stage of the access matrix: a marketplace in which every part that somebody can play in a
//! conversation is played, with a secret word in each text, so that a leak shows wherever it happens.

use super::harness::{Client, TestServer};
use super::places::{invitation, post_job};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A conversation of Clara's and what belongs to it.
#[derive(Clone, Debug)]
pub struct Subject {
    pub job: String,
    pub freelancer: String,
    pub conversation: String,
    pub invitation: String,
    /// The numbers of the client's and of the freelancer's newest message. Where nothing was said yet: of
    /// the invitation, and of an entry that is not there.
    pub said: (i64, i64),
    /// The client's point that waits for the freelancer. Where nothing was said yet: an entry that is not there.
    pub point: i64,
    /// A file that the freelancer's newest message carries. Where nothing was said yet: that of another
    /// conversation.
    pub file: String,
    /// The freelancer's proposal for the job, and the contract made of it: those of the open conversation.
    pub proposal: String,
    pub contract: String,
}

/// Somebody, in one of the parts that there are.
#[derive(Clone, Copy, Debug)]
pub struct Role {
    pub name: &'static str,
    /// Who plays it: nobody where nobody is signed in.
    pub person: Option<&'static str>,
    /// The conversation looked at.
    pub subject: &'static str,
    /// The conversations whose invitation, and whose messages, this person may read.
    pub invitations: &'static [&'static str],
    pub messages: &'static [&'static str],
}

/// Of what is said with support: whose case it is, and the desk.
const CASE: &[&str] = &["case"];

const fn role(name: &'static str, person: &'static str, subject: &'static str) -> Role {
    Role { name, person: Some(person), subject, invitations: &[], messages: &[] }
}

/// Of all her conversations, those that Clara may read: not the one that its job has closed.
const CLARAS: &[&str] = &["open", "unread", "read", "declined", "withdrawn", "suspended", "bystander"];

pub const ROLES: [Role; 20] = [
    Role { person: None, ..role("signed out", "", "open") },
    role("stranger", "noor", "open"),
    role("another client", "dana", "open"),
    role("invited, warning unread", "yuki", "unread"),
    Role { invitations: &["read"], ..role("invited, warning read", "oleg", "read") },
    Role { invitations: &["declined"], ..role("declined", "lena", "declined") },
    Role { invitations: &["withdrawn"], ..role("withdrawn", "joao", "withdrawn") },
    Role { invitations: &["open"], messages: &["open"], ..role("freelancer", "felix", "open") },
    Role { invitations: CLARAS, messages: CLARAS, ..role("client", "clara", "open") },
    role("freelancer, job closed", "hannah", "hidden"),
    Role { invitations: CLARAS, messages: CLARAS, ..role("client, job closed", "clara", "hidden") },
    role("suspended", "tomas", "suspended"),
    Role { messages: CASE, ..role("support", "marc", "open") },
    role("moderator", "priya", "open"),
    Role { messages: CASE, ..role("admin", "sam", "open") },
    Role { messages: CASE, ..role("person of a case", "ines", "case") },
    Role { messages: CASE, ..role("support, of a case", "marc", "case") },
    Role { messages: CASE, ..role("admin, of a case", "sam", "case") },
    role("moderator, of a case", "priya", "case"),
    role("stranger, of a case", "noor", "case"),
];

/// The word that stands in a conversation's invitation and nowhere else.
pub fn invitation_canary(subject: &str) -> String {
    format!("wren-{subject}-invitation")
}

/// The word that stands in a conversation's messages and nowhere else.
pub fn message_canary(subject: &str) -> String {
    format!("wren-{subject}-message")
}

pub struct Stage {
    pub subjects: BTreeMap<&'static str, Subject>,
    pub people: BTreeMap<&'static str, Client>,
    /// Somebody who has no part in anything: to be invited, suspended or given a role.
    pub bystander: String,
}

impl Stage {
    pub async fn set(server: &TestServer) -> Stage {
        let mut people = BTreeMap::new();
        let names = [
            "clara", "noor", "felix", "dana", "sam", "yuki", "oleg", "lena", "joao", "hannah", "tomas",
            "marc", "priya", "amara", "ines",
        ];
        for name in names {
            people.insert(name, server.sign_in(name).await);
        }
        let mut stage = Stage { subjects: BTreeMap::new(), bystander: people["amara"].id.clone(), people };
        let open = post_job(stage.of("clara"), "Drawings of birds").await;
        let closing = post_job(stage.of("clara"), "Posters that nobody prints").await;
        for (subject, freelancer, job) in [
            ("open", "felix", &open),
            ("unread", "yuki", &open),
            ("read", "oleg", &open),
            ("declined", "lena", &open),
            ("withdrawn", "joao", &open),
            ("hidden", "hannah", &closing),
            ("suspended", "tomas", &open),
        ] {
            stage.invite(subject, freelancer, job).await;
        }
        for subject in ["open", "read", "declined", "withdrawn", "hidden", "suspended"] {
            stage.acknowledge(subject).await;
        }
        for (subject, answer) in [
            ("open", "accepted"),
            ("declined", "declined"),
            ("withdrawn", "withdrawn"),
            ("hidden", "accepted"),
            ("suspended", "accepted"),
        ] {
            stage.answer(subject, answer).await;
        }
        for subject in ["open", "hidden", "suspended"] {
            stage.talk(subject).await;
        }
        let (proposal, contract) = stage.hire("open").await;
        for subject in stage.subjects.values_mut() {
            (subject.proposal, subject.contract) = (proposal.clone(), contract.clone());
        }
        let foreign = stage.subjects["open"].file.clone();
        for subject in stage.subjects.values_mut().filter(|subject| subject.file.is_empty()) {
            subject.file.clone_from(&foreign);
        }
        let clara = stage.of("clara");
        clara.put(&format!("/jobs/{closing}/closure"), json!({})).await.ok();
        let sam = stage.of("sam");
        let suspension = format!("/staff/accounts/{}/suspension", stage.of("tomas").id);
        sam.put(&suspension, json!({"reason": "Asked to be paid elsewhere."})).await.ok();
        for (name, role) in [("marc", "support"), ("priya", "moderator")] {
            sam.put(&format!("/staff/accounts/{}/role", stage.of(name).id), json!({"role": role})).await.ok();
        }
        stage.ask().await;
        stage
    }

    pub fn of(&self, name: &str) -> &Client {
        &self.people[name]
    }

    /// Clara writes to somebody for the first time, with the secret word.
    pub async fn invite(&mut self, subject: &'static str, freelancer: &str, job: &str) {
        let text = format!("Would you? {}", invitation_canary(subject));
        let made =
            self.of("clara").post("/invitations", invitation(job, self.of(freelancer), &text)).await.ok();
        let id = |name: &str| made[name].as_str().expect("an id").to_owned();
        let (conversation, invitation) = (id("conversation"), id("id"));
        let freelancer = self.of(freelancer).id.clone();
        let (job, file, said, point) = (job.to_owned(), String::new(), (1, 99), 99);
        let (proposal, contract) = (String::new(), String::new());
        let made =
            Subject { job, freelancer, conversation, invitation, said, point, file, proposal, contract };
        self.subjects.insert(subject, made);
    }

    fn freelancer(&self, subject: &str) -> &Client {
        let id = &self.subjects[subject].freelancer;
        self.people.values().find(|person| person.id == *id).expect("on the stage")
    }

    pub async fn acknowledge(&self, subject: &str) {
        let path = format!("/conversations/{}/acknowledgement", self.subjects[subject].conversation);
        self.freelancer(subject).put(&path, json!({"version": 1})).await.ok();
    }

    pub async fn answer(&self, subject: &str, answer: &str) {
        let path = format!("/invitations/{}/answer", self.subjects[subject].invitation);
        let by = if answer == "withdrawn" { self.of("clara") } else { self.freelancer(subject) };
        by.put(&path, json!({"answer": answer})).await.ok();
    }

    /// The freelancer uploads a file with the secret word in it; its id.
    async fn upload(&self, subject: &str) -> String {
        let path = format!("/conversations/{}/files?name=list.csv", self.subjects[subject].conversation);
        let uploaded = self.freelancer(subject).post(&path, json!(message_canary(subject))).await.ok();
        uploaded["id"].as_str().expect("an id").to_owned()
    }

    /// Both say something, with the secret word.
    pub async fn talk(&mut self, subject: &'static str) {
        let path = format!("/conversations/{}/messages", self.subjects[subject].conversation);
        let text = json!({"text": format!("Between us: {}", message_canary(subject))});
        let seq = |entry: Value| entry["seq"].as_i64().expect("a number");
        let by_client = seq(self.of("clara").post(&path, text.clone()).await.ok());
        let file = self.upload(subject).await;
        let text = json!({"text": text["text"], "files": [file]});
        let by_freelancer = seq(self.freelancer(subject).post(&path, text.clone()).await.ok());
        let points = format!("/conversations/{}/points", self.subjects[subject].conversation);
        let point = seq(self.of("clara").post(&points, json!({"text": text["text"]})).await.ok());
        let subject = self.subjects.get_mut(subject).expect("on the stage");
        (subject.said, subject.point, subject.file) = ((by_client, by_freelancer), point, file);
    }

    /// Inês asks support, with the secret word, and Marc answers.
    async fn ask(&mut self) {
        let (ines, marc) = (self.of("ines"), self.of("marc"));
        let text = format!("Between us: {}", message_canary("case"));
        let made = ines.post("/support/cases", json!({"text": text})).await.ok();
        let text_of = |value: &Value| value.as_str().expect("an id").to_owned();
        let conversation = text_of(&made["conversation"]["id"]);
        let job = text_of(&made["conversation"]["job"]["id"]);
        let account = json!({"account": marc.id});
        marc.put(&format!("/support/cases/{conversation}/assignee"), account).await.ok();
        let files = format!("/conversations/{conversation}/files?name=list.csv");
        let file = text_of(&ines.post(&files, json!(message_canary("case"))).await.ok()["id"]);
        let messages = format!("/conversations/{conversation}/messages");
        let seq = |entry: Value| entry["seq"].as_i64().expect("a number");
        let by_desk = seq(marc.post(&messages, json!({"text": text})).await.ok());
        let by_person = seq(ines.post(&messages, json!({"text": text, "files": [file]})).await.ok());
        let (freelancer, invitation) = (ines.id.clone(), uuid::Uuid::nil().to_string());
        let said = (by_desk, by_person);
        // A case takes no proposals and makes no contracts: those of another job.
        let Subject { proposal, contract, .. } = self.subjects["open"].clone();
        let point = 99;
        let case =
            Subject { job, freelancer, conversation, invitation, said, point, file, proposal, contract };
        self.subjects.insert("case", case);
    }

    /// The freelancer offers to do the job, with the secret word, is hired, and the contract ends, so that all else
    /// stands as without it; the ids of both.
    async fn hire(&self, subject: &str) -> (String, String) {
        let Subject { job, freelancer, .. } = &self.subjects[subject];
        let id = |made: Value| made["id"].as_str().expect("an id").to_owned();
        let text = json!({"text": format!("Gladly: {}", message_canary(subject))});
        let path = format!("/postings/{job}/proposals");
        let proposal = id(self.freelancer(subject).post(&path, text).await.ok());
        let hired = json!({"job": job, "freelancer": freelancer});
        let contract = id(self.of("clara").post("/contracts", hired).await.ok());
        self.of("clara").put(&format!("/contracts/{contract}/end"), json!({})).await.ok();
        (proposal, contract)
    }

    /// The secret words in a text that somebody in this role may not read.
    pub fn leaks(&self, role: &Role, text: &str) -> Vec<String> {
        let of_subject = |subject: &&'static str| {
            let invitation = (!role.invitations.contains(subject)).then(|| invitation_canary(subject));
            let message = (!role.messages.contains(subject)).then(|| message_canary(subject));
            invitation.into_iter().chain(message).collect::<Vec<_>>()
        };
        self.subjects.keys().flat_map(of_subject).filter(|canary| text.contains(canary)).collect()
    }
}
