//! Rehearsals of the contact policy: what a draft would have made of the past is what it makes of it, once it
//! is in force somewhere where the same people try the same.

use super::harness::{Client, Reply, TestServer};
use super::places::open_with;
use super::state::refused_whole;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

/// What a page answers that somebody does not find: no reason, and nothing that is kept.
const NO_PAGE: &str = "not-found";
const REHEARSALS: &str = "/staff/contact-policy/rehearsals";
const CLIENTS: [&str; 2] = ["marc", "noor"];
const FREELANCERS: [&str; 4] = ["ines", "yuki", "oleg", "tomas"];
const JOBS: usize = 3;
const KINDS: [&str; JOBS] = ["contract", "contract", "pitch_request"];
/// Job and freelancer of the contracts: of two who talk, and of two who never did.
const TALKED: (usize, usize) = (0, 0);
const SILENT: (usize, usize) = (1, 1);

/// Something tried, by what is known everywhere: the places of a job and of a freelancer.
#[derive(Clone, Debug)]
enum Act {
    Invite {
        job: usize,
        with: usize,
    },
    Acknowledge {
        job: usize,
        with: usize,
    },
    /// The newest invitation.
    Answer {
        job: usize,
        with: usize,
        answer: &'static str,
    },
    Send {
        job: usize,
        with: usize,
        client: bool,
    },
    /// An emoji on what the act of this place said.
    React {
        job: usize,
        with: usize,
        to: usize,
    },
    /// The first words from the page of a job.
    Ask {
        job: usize,
        with: usize,
    },
    /// The first words from the page of a contract.
    Write {
        job: usize,
        with: usize,
        client: bool,
    },
    /// The end of a contract: no contact.
    End {
        job: usize,
        with: usize,
    },
    /// What its client does with a job: no contact.
    Job {
        job: usize,
        path: &'static str,
        body: Option<Value>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Came {
    /// With the number of what was said.
    Permitted(i64),
    Refused(String),
    /// There was nothing to try it on.
    Absent,
}

struct Stage {
    server: TestServer,
    people: HashMap<&'static str, Client>,
    jobs: Vec<String>,
    /// Conversation and newest invitation, by job and freelancer.
    talks: HashMap<(usize, usize), (String, String)>,
    /// By job and freelancer.
    contracts: HashMap<(usize, usize), String>,
    came: Vec<Came>,
}

impl Stage {
    async fn open() -> Stage {
        // So many acts in a second are nobody's; the rates would refuse them by the real clock.
        let server = open_with(|config| config.sends_burst = 10_000).await;
        let mut people = HashMap::new();
        for name in CLIENTS.iter().chain(&FREELANCERS).chain(&["sam"]) {
            people.insert(*name, server.sign_in(name).await);
        }
        let mut jobs = Vec::new();
        for job in 0..JOBS {
            server.clock.advance(Duration::from_secs(1));
            jobs.push(post(&people[client_of(job)], KINDS[job]).await);
        }
        let (talks, contracts) = Default::default();
        let mut stage = Stage { server, people, jobs, talks, contracts, came: Vec::new() };
        stage.hire().await;
        // What was there before is older than what is looked at.
        stage.server.clock.advance(Duration::from_secs(3 * 24 * 3600));
        stage
    }

    /// Two contracts: of two who talk, and of two who never did.
    async fn hire(&mut self) {
        for act in [
            Act::Invite { job: TALKED.0, with: TALKED.1 },
            Act::Acknowledge { job: TALKED.0, with: TALKED.1 },
            Act::Answer { job: TALKED.0, with: TALKED.1, answer: "accepted" },
        ] {
            assert!(matches!(self.attempt(&act).await, Some(Came::Permitted(_))), "{act:?}");
        }
        let rules = format!("/staff/jobs/{}/contact-rules", self.jobs[SILENT.0]);
        let open = json!({"changes": {"starts": {"proposal": {"who": "both", "must_accept": false}}}});
        self.sam().put(&rules, open).await.ok();
        let proposals = format!("/postings/{}/proposals", self.jobs[SILENT.0]);
        let proposed = self.people[FREELANCERS[SILENT.1]].post(&proposals, json!({"text": "Gladly."})).await;
        assert_eq!(proposed.status, 201, "{}", proposed.body);
        self.sam().delete(&rules).await.ok();
        for (job, with) in [TALKED, SILENT] {
            let body = json!({"job": self.jobs[job], "freelancer": self.people[FREELANCERS[with]].id});
            let hired = self.people[client_of(job)].post("/contracts", body).await;
            assert_eq!(hired.status, 201, "{}", hired.body);
            self.contracts.insert((job, with), hired.body["id"].as_str().expect("an id").to_owned());
        }
    }

    /// Puts a document in force.
    async fn under(self, document: &Value) -> Stage {
        let version = self.sam().get("/staff/contact-policy").await.ok()["version"].clone();
        let change = json!({"expected_version": version, "document": document, "note": "A try."});
        self.sam().put("/staff/contact-policy", change).await.ok();
        self
    }

    fn sam(&self) -> &Client {
        &self.people["sam"]
    }

    fn begun(&mut self, pair: (usize, usize), reply: &Reply) {
        if reply.status == 201 {
            let id = reply.body["id"].as_str().expect("an id").to_owned();
            // It overtakes an invitation that came to nothing.
            self.talks.entry(pair).or_insert((id, String::new()));
        }
    }

    async fn play(&mut self, act: &Act) {
        self.server.clock.advance(Duration::from_secs(1));
        let came = self.attempt(act).await.unwrap_or(Came::Absent);
        self.came.push(came);
    }

    async fn attempt(&mut self, act: &Act) -> Option<Came> {
        let client = |job: usize| &self.people[client_of(job)];
        let reply = match act {
            Act::Job { job, path, body } => {
                let path = format!("/jobs/{}/{path}", self.jobs[*job]);
                let method = if body.is_some() { "PUT" } else { "DELETE" };
                // It may be so already, or not to be had while the job is closed.
                client(*job).send(method, &path, body.clone(), None).await;
                return None;
            }
            Act::End { job, with } => {
                let path = format!("/contracts/{}/end", self.contracts[&(*job, *with)]);
                client(*job).put(&path, json!({})).await.ok();
                return None;
            }
            Act::Ask { job, with } => {
                let path = format!("/postings/{}/questions", self.jobs[*job]);
                let reply = self.people[FREELANCERS[*with]].post(&path, json!({"text": "For whom?"})).await;
                self.begun((*job, *with), &reply);
                reply
            }
            Act::Write { job, with, client: by_client } => {
                let path = format!("/contracts/{}/messages", self.contracts[&(*job, *with)]);
                let by = if *by_client { client(*job) } else { &self.people[FREELANCERS[*with]] };
                let reply = by.post(&path, json!({"text": "Shall we?"})).await;
                self.begun((*job, *with), &reply);
                reply
            }
            Act::Invite { job, with } => {
                let freelancer = &self.people[FREELANCERS[*with]];
                let body = json!({"job": self.jobs[*job], "freelancer": freelancer.id, "text": "Would you?"});
                let reply = client(*job).post("/invitations", body).await;
                if reply.status == 201 {
                    let id = |name: &str| reply.body[name].as_str().expect("an id").to_owned();
                    self.talks.insert((*job, *with), (id("conversation"), id("id")));
                }
                reply
            }
            Act::Acknowledge { job, with } => {
                let (conversation, _) = self.talks.get(&(*job, *with))?;
                let path = format!("/conversations/{conversation}/acknowledgement");
                self.people[FREELANCERS[*with]].put(&path, json!({"version": 1})).await
            }
            Act::Answer { job, with, answer } => {
                let (_, invitation) = self.talks.get(&(*job, *with)).filter(|(_, it)| !it.is_empty())?;
                let by = if *answer == "withdrawn" { client(*job) } else { &self.people[FREELANCERS[*with]] };
                by.put(&format!("/invitations/{invitation}/answer"), json!({"answer": answer})).await
            }
            Act::Send { job, with, client: by_client } => {
                let (conversation, _) = self.talks.get(&(*job, *with))?;
                let by = if *by_client { client(*job) } else { &self.people[FREELANCERS[*with]] };
                by.post(&format!("/conversations/{conversation}/messages"), json!({"text": "A word."})).await
            }
            Act::React { job, with, to } => {
                let (conversation, _) = self.talks.get(&(*job, *with))?;
                let Some(Came::Permitted(seq)) = self.came.get(*to) else { return None };
                let path = format!("/conversations/{conversation}/messages/{seq}/reactions/%F0%9F%91%8D");
                client(*job).send("PUT", &path, None, None).await
            }
        };
        Some(match reply.status {
            // The conversation has gone on without it.
            404 if matches!(act, Act::Answer { .. }) => return None,
            200 | 201 => Came::Permitted(reply.body["seq"].as_i64().unwrap_or(0)),
            403 | 409 => Came::Refused(reply.code().to_owned()),
            // Who may not ask from it finds no page.
            404 if matches!(act, Act::Ask { .. }) => Came::Refused(NO_PAGE.into()),
            _ => panic!("{act:?} was answered {}: {}", reply.status, reply.body),
        })
    }
}

/// Posts a job of a kind.
async fn post(of: &Client, kind: &str) -> String {
    let body = json!({"title": "Something to be made", "description": "All of it, and well.", "kind": kind});
    of.post("/jobs", body).await.ok()["id"].as_str().expect("an id").to_owned()
}

fn client_of(job: usize) -> &'static str {
    CLIENTS[job % CLIENTS.len()]
}

/// Numbers in no order, the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }
}

/// Plays `count` acts, each the fruit of chance, and of what was played before where it must be: nobody
/// answers twice, and emojis go to what was said.
async fn improvise(stage: &mut Stage, count: usize) -> Vec<Act> {
    let (mut dice, mut acts): (Dice, Vec<Act>) = (Dice(7), Vec::new());
    let mut waits: HashMap<(usize, usize), bool> = HashMap::new();
    let mut knows = HashMap::from([(TALKED, true)]);
    while acts.len() < count {
        let (job, with) = (dice.below(JOBS), dice.below(FREELANCERS.len()));
        let pair = (job, with);
        let said: Vec<usize> = (0..acts.len())
            .filter(|at| matches!(&acts[*at], Act::Send { job: j, with: w, .. } if (*j, *w) == pair))
            .filter(|at| matches!(stage.came[*at], Came::Permitted(_)))
            .filter(|at| !acts.iter().any(|act| matches!(act, Act::React { to, .. } if to == at)))
            .collect();
        let act = match dice.below(24) {
            0..=4 => Act::Invite { job, with },
            5 | 6 if stage.talks.contains_key(&pair) && !knows.contains_key(&pair) => {
                Act::Acknowledge { job, with }
            }
            7..=9 if waits.get(&pair) == Some(&true) => {
                let answer = ["accepted", "accepted", "accepted", "declined", "withdrawn"][dice.below(5)];
                Act::Answer { job, with, answer }
            }
            10..=15 => Act::Send { job, with, client: dice.below(2) == 0 },
            16 if !said.is_empty() => Act::React { job, with, to: said[dice.below(said.len())] },
            17 => {
                // More often on than off, so that there is something to be said.
                let body = (dice.below(4) == 0).then(|| json!({}));
                Act::Job { job, path: "closure", body }
            }
            18 => {
                let phase = ["open", "in_progress", "final_review"][dice.below(3)];
                Act::Job { job, path: "phase", body: Some(json!({"phase": phase})) }
            }
            19 => {
                let body = (dice.below(4) == 0).then(|| json!({}));
                Act::Job { job, path: "silence", body }
            }
            20 | 21 => Act::Ask { job, with },
            22 if stage.contracts.contains_key(&pair) => Act::Write { job, with, client: dice.below(2) == 0 },
            // Rarely, so that there is something to be done under them.
            23 if stage.contracts.contains_key(&pair) && dice.below(4) == 0 => Act::End { job, with },
            _ => continue,
        };
        stage.play(&act).await;
        if stage.came.last().is_some_and(|came| *came == Came::Refused(NO_PAGE.into())) {
            stage.came.pop();
            continue;
        }
        let permitted = matches!(stage.came.last(), Some(Came::Permitted(_)));
        match &act {
            Act::Invite { .. } if permitted => drop(waits.insert(pair, true)),
            Act::Answer { .. } if permitted => drop(waits.insert(pair, false)),
            Act::Acknowledge { .. } if permitted => drop(knows.insert(pair, true)),
            _ => {}
        }
        acts.push(act);
    }
    acts
}

/// Of a pair of plays: permitted, refused, moot, unjudged; and what differs, by direction, act, side and code.
type Numbers = ([u64; 4], BTreeMap<(bool, String, String, String), u64>);

/// `hides`: what was in force then showed nothing of a closed conversation.
fn compared(acts: &[Act], then: &[Came], now: &[Came], hides: bool) -> Numbers {
    let (mut counts, mut differs) = ([0; 4], BTreeMap::new());
    for ((act, then), now) in acts.iter().zip(then).zip(now) {
        let (name, side, clear) = match act {
            Act::Job { .. } | Act::End { .. } => continue,
            Act::Ask { .. } | Act::Write { client: false, .. } => ("ask", "freelancer", true),
            Act::Write { .. } => ("ask", "client", true),
            Act::Invite { .. } => ("invite", "client", true),
            Act::Acknowledge { .. } => ("acknowledge", "freelancer", true),
            Act::Answer { answer: "withdrawn", .. } => ("answer", "client", true),
            Act::Answer { .. } => ("answer", "freelancer", true),
            Act::Send { client: true, .. } => ("send", "client", true),
            Act::Send { .. } => ("send", "freelancer", true),
            Act::React { .. } => ("change", "client", false),
        };
        let mut differ = |stopped: bool, code: &String| {
            let code = seen(name, code);
            *differs.entry((stopped, name.to_owned(), side.to_owned(), code)).or_insert(0) += 1;
        };
        match (then, now) {
            (Came::Absent, _) => {}
            // Where a conversation is hidden, it is reading the message that is refused, which is no contact.
            (Came::Refused(code), _) if hides && name == "change" && code == "job-closed" => {}
            (Came::Permitted(_), Came::Permitted(_)) => counts[0] += 1,
            (Came::Permitted(_), Came::Refused(code)) => differ(true, code),
            (Came::Permitted(_), Came::Absent) => counts[2] += 1,
            (Came::Refused(_), _) if !clear => counts[3] += 1,
            (Came::Refused(code), Came::Permitted(_)) => differ(false, code),
            (Came::Refused(_), _) => counts[1] += 1,
        }
    }
    (counts, differs)
}

/// Who may not ask from a page and finds it all the same is told why; nobody else is.
fn seen(act: &str, code: &str) -> String {
    let hidden = act == "ask" && ["nobody-starts-here", "only-clients-start"].contains(&code);
    if hidden { NO_PAGE.to_owned() } else { code.to_owned() }
}

/// The lines of a rehearsal.
async fn lines(sam: &Client, document: &Value) -> Vec<Value> {
    let request = sam.request("POST", &format!("/api/v1{REHEARSALS}"));
    let reply = request.json(&json!({"document": document, "days": 1})).send().await.expect("an answer");
    assert_eq!(reply.status(), 200);
    assert_eq!(reply.headers()["content-type"], "application/x-ndjson");
    let text = reply.text().await.expect("a text");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn told(result: &Value) -> Numbers {
    let count = |name: &str| result[name].as_u64().expect("a number");
    let counts = [count("permitted"), count("refused"), count("moot"), count("unjudged")];
    let mut differs = BTreeMap::new();
    for found in result["differences"].as_array().expect("differences") {
        let text = |name: &str| found[name].as_str().expect("a text").to_owned();
        let stopped = found["stopped"].as_bool().expect("one or the other");
        let code = seen(&text("act"), &text("code"));
        *differs.entry((stopped, text("act"), text("side"), code)).or_insert(0) +=
            found["count"].as_u64().expect("a number");
    }
    (counts, differs)
}

/// Drafts that each change something else.
async fn drafts(sam: &Client) -> Vec<(&'static str, Value)> {
    let shipped = sam.get("/staff/contact-policy/presets").await.ok();
    let preset = |name: &str| {
        let all = shipped.as_array().expect("presets");
        all.iter().find(|preset| preset["name"] == name).expect("it is shipped")["document"].clone()
    };
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut document = preset("client-invites");
        change(&mut document["everywhere"]);
        document
    };
    vec![
        ("client-invites", preset("client-invites")),
        ("writer-asks", preset("writer-asks")),
        ("client-speaks-first", preset("client-speaks-first")),
        ("nobody has to accept", changed(&|terms| terms["starts"]["profile"]["must_accept"] = json!(false))),
        ("one new contact at a time", changed(&|terms| terms["pending_max"] = json!(1))),
        (
            "silence while work is done",
            changed(&|terms| terms["blocked"]["in_progress"] = json!("Please let them work.")),
        ),
    ]
}

/// Plays under a policy that is shipped, rehearses drafts, and plays the same under each of them.
async fn holds_what_was_tried_under(base: &str) {
    let drafts = drafts(Stage::open().await.sam()).await;
    let (_, document) = drafts.iter().find(|(name, _)| *name == base).expect("it is one of them");
    let mut then = Stage::open().await.under(document).await;
    let acts = improvise(&mut then, 400).await;
    // What happens in the very moment of the rehearsal belongs to the next one.
    then.server.clock.advance(Duration::from_secs(1));
    let refused = then.came.iter().filter(|came| matches!(came, Came::Refused(_))).count();
    let permitted = then.came.iter().filter(|came| matches!(came, Came::Permitted(_))).count();
    assert!(refused > 20 && permitted > 50, "there is something to judge: {permitted} and {refused}");
    let mut differing = Vec::new();
    for (name, document) in &drafts {
        let mut now = Stage::open().await.under(document).await;
        for act in &acts {
            now.play(act).await;
        }
        let lines = lines(then.sam(), document).await;
        let result = &lines.last().expect("an end")["result"];
        let found = told(result);
        assert_eq!(found, compared(&acts, &then.came, &now.came, base == "client-invites"), "{name}");
        let judged: u64 = found.0[..3].iter().chain(found.1.values()).sum();
        assert_eq!(result["judged"].as_u64(), Some(judged), "{name}");
        differing.extend((!found.1.is_empty()).then_some(*name));
    }
    let others: Vec<&str> = drafts.iter().map(|(name, _)| *name).filter(|name| *name != base).collect();
    assert_eq!(differing, others, "every draft but that in force makes a difference");
}

#[tokio::test(flavor = "multi_thread")]
async fn its_numbers_are_those_of_really_applying_the_draft_where_the_same_is_tried() {
    holds_what_was_tried_under("client-invites").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn its_numbers_are_those_of_really_applying_the_draft_where_freelancers_ask() {
    holds_what_was_tried_under("writer-asks").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_tells_how_far_it_is_and_shows_who_tried_what_without_a_word_of_what_was_said() {
    let mut stage = Stage::open().await;
    for act in [
        Act::Invite { job: 0, with: 1 },
        Act::Acknowledge { job: 0, with: 1 },
        Act::Answer { job: 0, with: 1, answer: "accepted" },
        Act::Send { job: 0, with: 1, client: true },
    ] {
        stage.play(&act).await;
    }
    let sam = stage.sam();
    let mut document = sam.get("/staff/contact-policy").await.ok()["document"].clone();
    document["everywhere"]["blocked"]["open"] = json!("Not yet.");
    let lines = lines(sam, &document).await;
    let (last, before) = lines.split_last().expect("lines");
    assert!(!before.is_empty() && before.iter().all(|line| line["result"].is_null()));
    let read = before.last().expect("a line");
    assert_eq!(read["done"], read["total"]);
    let found = last["result"]["differences"].as_array().expect("differences");
    let invite = found.iter().find(|one| one["act"] == "invite").expect("invitations are stopped");
    assert_eq!((&invite["stopped"], &invite["code"]), (&json!(true), &json!("phase-open")));
    assert_eq!(invite["samples"][0]["by"]["name"], "Marc Lefèvre");
    assert_eq!(invite["samples"][0]["job"]["title"], "Something to be made");
    assert!(!last.to_string().contains("A word."));
    // Nothing was put in force.
    assert_eq!(sam.get("/staff/contact-policy").await.ok()["version"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_with_a_fault_a_time_of_no_days_and_somebody_else_are_refused() {
    let stage = Stage::open().await;
    let (server, sam) = (&stage.server, stage.sam());
    let document = sam.get("/staff/contact-policy").await.ok()["document"].clone();
    let body = |document: &Value, days: u32| json!({"document": document, "days": days});
    for days in [0, 91] {
        refused_whole(server, sam.post(REHEARSALS, body(&document, days)), 422, "invalid-fields").await;
    }
    let mut faulty = document.clone();
    faulty["everywhere"]["pending_max"] = json!(0);
    refused_whole(server, sam.post(REHEARSALS, body(&faulty, 1)), 422, "policy-refused").await;
    let marc = &stage.people["marc"];
    refused_whole(server, marc.post(REHEARSALS, body(&document, 1)), 403, "staff-role-required").await;
    let _place = server.app.cx.rehearsing.clone().try_acquire_owned().expect("none is under way");
    refused_whole(server, sam.post(REHEARSALS, body(&document, 1)), 409, "rehearsal-under-way").await;
}
