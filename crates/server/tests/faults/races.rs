//! Sends and uploads against the closing and re-opening of their job, its silences and its reviews, over and
//! over, with the workers at work.

use super::load::{Outcome, Sent, Writer, line, writers};
use super::program::Ground;
use super::town::{Town, open};
use super::{alone, aside, by_size};
use parlance_core::entry::{Entry, EntryBody, Message, SystemNote};
use parlance_core::market::{JobPhase, Person, StaffRole};
use parlance_core::policy::contact::Preset;
use parlance_core::policy::market;
use parlance_core::{AccountId, ConversationId, JobId};
use parlance_store::engine::{Lock, Sql};
use parlance_store::policies::NewPolicy;
use parlance_store::{Store, StoreError, conversations, log, policies};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// From the answer that nobody may write until it was asked to let them again.
type Barred = (Instant, Instant);

/// What keeps everybody from writing about a job for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bar {
    Closing,
    Silence,
    Review,
}

impl Bar {
    const ALL: [Bar; 3] = [Bar::Closing, Bar::Silence, Bar::Review];

    /// Puts it up, or takes it away.
    async fn turn(self, client: &Writer, job: JobId, up: bool) {
        let method = if up || self == Bar::Review { "PUT" } else { "DELETE" };
        let path = |what: &str| format!("/api/v1/jobs/{}/{what}", job.0);
        let request = match self {
            Bar::Closing => client.request(method, &path("closure")),
            Bar::Silence => client.request(method, &path("silence")),
            Bar::Review => {
                let phase = if up { "final_review" } else { "open" };
                client.request(method, &path("phase")).json(&json!({"phase": phase}))
            }
        };
        let reply = request.send().await.expect("an answer");
        assert_eq!(reply.status().as_u16(), 200, "{self:?}, {up}");
    }
}

/// Has nobody write during a final review.
async fn silent_reviews(store: &Store, admin: AccountId) {
    let mut document = Preset::ClientInvites.document();
    Arc::make_mut(&mut document.everywhere).blocked.insert(JobPhase::FinalReview, "Later.".to_owned());
    let person = Person { id: admin, staff: Some(StaffRole::Admin), suspended: false };
    let changed = store.run::<_, StoreError, _>(move |tx| {
        let permitted = market::change_policy(&person).expect("an admin may");
        let (id, at) = (Uuid::new_v4(), super::town::now());
        let new = NewPolicy { id, document: &document, account: admin, note: "", at };
        policies::change(tx, 1, &new, permitted)
    });
    assert_eq!(changed.await.expect("it is written"), Some(2));
}

/// Puts one bar up after the other and takes it away again; when people were barred for certain.
async fn toggle(store: &Store, town: &Town, address: SocketAddr, times: usize) -> Vec<Barred> {
    let client = Writer::new(address, &town.clients[0].token);
    let mut barred = Vec::new();
    let mut pace = tokio::time::interval(Duration::from_millis(20));
    for turn in 0..times {
        let bar = Bar::ALL[turn % Bar::ALL.len()];
        pace.tick().await;
        bar.turn(&client, town.jobs[0], true).await;
        let from = Instant::now();
        // Sometimes until the workers have noted it everywhere, sometimes before they could or midway.
        match turn % 12 {
            9 => noted(store, town, true).await,
            ticks => {
                for _ in 0..ticks % 4 {
                    pace.tick().await;
                }
            }
        }
        barred.push((from, Instant::now()));
        bar.turn(&client, town.jobs[0], false).await;
    }
    barred
}

/// One upload: the file, if it was taken, and what became of it.
struct Upload {
    invoked: Instant,
    /// When it was taken.
    taken: Option<Instant>,
    /// The send that it went out with.
    sent: Option<Sent>,
}

/// Uploads small files, and sends each; one that may not be sent is thrown away.
async fn upload_until(town: &Town, writer: &Writer, talk: usize, stopped: &AtomicBool) -> Vec<Upload> {
    let mut uploads = Vec::new();
    while !stopped.load(Ordering::Acquire) {
        let (invoked, key) = (Instant::now(), Uuid::new_v4());
        let path = format!("/api/v1/conversations/{}/files?name=list.csv", town.talks[talk].id);
        let request =
            writer.request("POST", &path).header("idempotency-key", key.to_string()).body("a,b\n1,2\n");
        let reply = request.send().await.expect("an answer");
        let status = reply.status().as_u16();
        let body: Value = reply.json().await.expect("JSON");
        let (mut taken, mut sent) = (None, None);
        match status {
            200 | 201 => {
                taken = Some(Instant::now());
                let id = body["id"].as_str().expect("an id").to_owned();
                let one = writer.send_with(town, talk, key, key.to_string(), &[&id]).await;
                match one.outcome {
                    Outcome::Acknowledged { .. } => {}
                    Outcome::Refused { .. } => {
                        let path = format!("/attachments/{id}");
                        let gone = writer.ask("DELETE", &path).await.expect("an answer").0;
                        assert_eq!(gone, 204, "what was not sent can be thrown away");
                    }
                    Outcome::Unknown => panic!("nothing is unknown of {one:?}"),
                }
                sent = Some(one);
            }
            403 => {}
            _ => panic!("an upload was answered {status}: {body}"),
        }
        uploads.push(Upload { invoked, taken, sent });
    }
    uploads
}

async fn race(ground: Ground) {
    let store = open(&ground.url);
    let town = Arc::new(Town::build(&store, 1, 8));
    silent_reviews(&store, town.clients[0].id).await;
    let running = ground.serve(&[]);
    let stopped = Arc::new(AtomicBool::new(false));
    let sending: Vec<_> = writers(&town)
        .into_iter()
        .chain((0..3).map(|_| writers(&town).swap_remove(0)))
        .map(|(token, talks)| {
            let (town, stopped, address) = (town.clone(), stopped.clone(), running.address);
            tokio::spawn(async move {
                let writer = Writer::new(address, &token);
                let mut sent = Vec::new();
                for turn in 0.. {
                    if stopped.load(Ordering::Acquire) {
                        break;
                    }
                    let key = Uuid::new_v4();
                    sent.push(writer.send(&town, talks[turn % talks.len()], key, line(key, turn)).await);
                }
                sent
            })
        })
        .collect();
    let uploading: Vec<_> = (0..2)
        .map(|place| {
            let (town, stopped, address) = (town.clone(), stopped.clone(), running.address);
            let token = town.freelancers[place].token.clone();
            let talk = town.talks.iter().position(|talk| talk.freelancer == place).expect("they talk");
            tokio::spawn(
                async move { upload_until(&town, &Writer::new(address, &token), talk, &stopped).await },
            )
        })
        .collect();
    let barred = toggle(&store, &town, running.address, by_size(200, 1_000)).await;
    stopped.store(true, Ordering::Release);
    let (mut sent, mut uploads) = (Vec::new(), Vec::new());
    for sending in sending {
        sent.extend(sending.await.expect("nobody panics"));
    }
    for uploading in uploading {
        uploads.extend(uploading.await.expect("nobody panics"));
    }
    noted(&store, &town, false).await;
    judge_uploads(&ground, &store, &uploads, &barred).await;
    sent.extend(uploads.into_iter().filter_map(|upload| upload.sent));
    judge(&ground, &store, &town, &sent, &barred);
    drop(running);
    store.close();
}

/// What was taken while nobody was barred is there; what was refused left nothing.
async fn judge_uploads(ground: &Ground, store: &Store, uploads: &[Upload], barred: &[Barred]) {
    const KEPT: Sql = Sql::new("SELECT count(*) FROM file WHERE sha256 IS NOT NULL", Lock::None);
    for Upload { invoked, taken, .. } in uploads {
        let while_barred = |(from, until): &Barred| from < invoked && taken.is_some_and(|at| at < *until);
        assert!(!barred.iter().any(while_barred), "taken while nobody might write");
    }
    let sent = |upload: &&Upload| {
        upload.sent.as_ref().is_some_and(|one| matches!(one.outcome, Outcome::Acknowledged { .. }))
    };
    let (taken, sent) =
        (uploads.iter().filter(|upload| upload.taken.is_some()).count(), uploads.iter().filter(sent).count());
    let kept = store.read::<_, StoreError, _>(|tx| tx.query_opt(&KEPT, &[], |row| row.get_i64(0))).await;
    assert_eq!(kept, Ok(i64::try_from(sent).ok()), "a file is kept for each that was sent, and no other");
    println!("{}: {} uploads, {taken} taken, {sent} sent", ground.engine(), uploads.len());
    assert!(taken > 20 && uploads.len() > taken, "uploads were raced");
}

/// Waits until the job's closing (or its re-opening) is noted in every conversation.
async fn noted(store: &Store, town: &Town, closing: bool) {
    let (job, deadline) = (town.jobs[0], Instant::now() + Duration::from_secs(30));
    let mut look = tokio::time::interval(Duration::from_millis(50));
    loop {
        look.tick().await;
        let unnoted = store
            .read::<_, StoreError, _>(move |tx| {
                conversations::of_job(tx, job, !closing, ConversationId(Uuid::nil()), 1)
            })
            .await;
        if unnoted.expect("the database can be read").is_empty() {
            return;
        }
        assert!(Instant::now() < deadline, "closing: {closing}, not noted everywhere");
    }
}

fn judge(ground: &Ground, store: &Store, town: &Town, sent: &[Sent], barred: &[Barred]) {
    let mut texts: HashMap<String, i64> = HashMap::new();
    let (mut closings, mut messages) = (0, 0);
    for talk in &town.talks {
        let mut shut = false;
        for (entry, expected) in entries(store, talk.id).iter().zip(1..) {
            assert_eq!(entry.seq, expected, "numbers are dense");
            match &entry.body {
                EntryBody::System(SystemNote::JobClosed) => {
                    assert!(!shut, "noted twice");
                    shut = true;
                    closings += 1;
                }
                EntryBody::System(SystemNote::JobReopened) => {
                    assert!(shut, "a re-opening of what was never closed");
                    shut = false;
                }
                EntryBody::Message(Message { text, .. }) => {
                    assert!(!shut, "{entry:?} stands after the closing");
                    assert_eq!(texts.insert(text.clone(), entry.seq), None, "twice: {text}");
                    messages += 1;
                }
                _ => assert!(!shut),
            }
        }
    }
    let mut refused = 0;
    for one in sent {
        match one.outcome {
            Outcome::Acknowledged { seq, at } => {
                assert_eq!(texts.get(&one.text), Some(&seq), "acknowledged and not there: {one:?}");
                let while_barred = barred.iter().any(|(from, until)| *from < one.invoked && at < *until);
                assert!(!while_barred, "sent and acknowledged while nobody might write: {one:?}");
            }
            Outcome::Refused { .. } => {
                refused += 1;
                assert!(!texts.contains_key(&one.text), "refused and yet there: {one:?}");
            }
            Outcome::Unknown => {}
        }
    }
    println!(
        "{}: {} times barred, {closings} closing entries, {messages} messages, {refused} sends refused",
        ground.engine(),
        barred.len()
    );
    // Every twelfth bar was a closing that was left standing until it was noted everywhere.
    let surely = barred.len() / 12 * town.talks.len();
    assert!(refused > 0 && closings >= surely && messages > 100, "the race was run");
}

fn entries(store: &Store, id: ConversationId) -> Vec<Entry> {
    let read = || store.read_blocking::<_, StoreError, _>(move |tx| log::read_after(tx, id, 0, 1_000_000));
    aside(read).expect("the log can be read")
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_slips_in_while_a_job_is_closed_silent_or_under_review_on_sqlite() {
    let _turn = alone().await;
    race(Ground::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_slips_in_while_a_job_is_closed_silent_or_under_review_on_postgres() {
    let _turn = alone().await;
    race(Ground::postgres()).await;
}
