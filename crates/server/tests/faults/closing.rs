//! A job with 10,000 conversations closes while others send. At that moment it is closed for all of them;
//! the closing entries follow in small batches, and nobody else has to wait for them.

use super::load::{Outcome, Writer, line, writers};
use super::program::{Ground, Program};
use super::town::{Town, open};
use super::{alone, aside};
use parlance_core::ConversationId;
use parlance_core::entry::{EntryBody, SystemNote};
use parlance_store::{Store, StoreError, conversations, log};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinHandle;
use uuid::Uuid;

const CONVERSATIONS: usize = 10_000;
/// Of each hundred freelancers this one has accepted, and can be sent to.
const ACCEPTED_OF_100: usize = 50;
/// How often each of the others sends: well below what the machine can do, or one would measure a queue.
const EVERY: Duration = Duration::from_millis(100);
/// How long the usual is measured.
const USUAL: Duration = Duration::from_secs(10);
/// How long a stretch is that has a p99 of its own.
const STRETCH: Duration = Duration::from_secs(2);
/// How long noting the closing in every conversation may take.
const NOTED_WITHIN: Duration = Duration::from_secs(600);
/// Below this nobody notices, and a disk that is shared with other programs cannot be held to a ratio: on an
/// idle machine the usual p99 of these stretches lies between 10 and 27 ms, from one run to the next. Batches
/// that others had to wait for took it to hundreds.
const UNNOTICED: Duration = Duration::from_millis(40);

/// Others who go on talking: each answer's moment and how long it took.
struct Chatter {
    stop: Arc<AtomicBool>,
    talking: Vec<JoinHandle<Vec<(Instant, Duration)>>>,
}

impl Chatter {
    fn begin(town: &Arc<Town>, address: SocketAddr) -> Chatter {
        let stop = Arc::new(AtomicBool::new(false));
        let writers = writers(town).into_iter();
        let talking = writers.map(|(token, talks)| {
            let (town, stop) = (town.clone(), stop.clone());
            tokio::spawn(async move {
                let writer = Writer::new(address, &token);
                let mut pace = tokio::time::interval(EVERY);
                let mut took = Vec::new();
                for turn in 0.. {
                    pace.tick().await;
                    if stop.load(Ordering::Acquire) {
                        break;
                    }
                    let key = Uuid::new_v4();
                    let sent = writer.send(&town, talks[turn % talks.len()], key, line(key, turn)).await;
                    let Outcome::Acknowledged { at, .. } = sent.outcome else {
                        panic!("others are refused: {sent:?}")
                    };
                    took.push((at, at - sent.invoked));
                }
                took
            })
        });
        let talking = talking.collect();
        Chatter { stop, talking }
    }

    async fn end(self) -> Vec<(Instant, Duration)> {
        self.stop.store(true, Ordering::Release);
        let mut took = Vec::new();
        for talking in self.talking {
            took.extend(talking.await.expect("nobody panics"));
        }
        took
    }
}

/// The usual p99 of the answers between two moments, and how many there were: the median of the p99 of
/// each stretch of the time, so that a stretch in which the machine was busy with something else does not
/// speak for all.
fn p99(took: &[(Instant, Duration)], from: Instant, until: Instant) -> (Duration, usize) {
    let (mut each, mut count, mut begins) = (Vec::new(), 0, from);
    while begins + STRETCH <= until {
        let within = begins..begins + STRETCH;
        let mut answers: Vec<_> =
            took.iter().filter(|(at, _)| within.contains(at)).map(|(_, took)| *took).collect();
        answers.sort_unstable();
        assert!(answers.len() >= 100, "too few answers to tell: {}", answers.len());
        each.push(answers[answers.len() * 99 / 100]);
        count += answers.len();
        begins += STRETCH;
    }
    each.sort_unstable();
    (each[each.len() / 2], count)
}

/// A town of 8 by 8 that talks on, and one job with very many conversations.
fn build(store: &Store) -> (Arc<Town>, Arc<Town>) {
    let others = Town::build(store, 8, 8);
    let many = Town::build_where(store, 1, CONVERSATIONS, |place| place % 100 == ACCEPTED_OF_100);
    (Arc::new(others), Arc::new(many))
}

async fn closes_under_load(ground: Ground) {
    let store = open(&ground.url);
    let (others, many) = build(&store);
    let running = ground.serve(&[]);
    let chatter = Chatter::begin(&others, running.address);
    let warm = Instant::now() + Duration::from_secs(1);
    tokio::time::sleep_until((warm + USUAL).into()).await;

    let client = Writer::new(running.address, &many.clients[0].token);
    let job = format!("/jobs/{}/closure", many.jobs[0].0);
    assert_sent(&many, running.address, true).await;
    let closing = Instant::now();
    let (status, body) = client.ask("PUT", &job).await.expect("an answer");
    let answered = Instant::now();
    assert_eq!((status, body["phase"].as_str()), (200, Some("closed")), "{body}");
    assert_sent(&many, running.address, false).await;
    noted(&store, &many).await;
    let done = Instant::now();
    check_logs(&store, &many);

    let (status, body) = client.ask("DELETE", &job).await.expect("an answer");
    assert_eq!((status, body["phase"].as_str()), (200, Some("open")), "{body}");
    assert_sent(&many, running.address, true).await;
    check_logs(&store, &many);
    let took = chatter.end().await;
    let (usual, calm) = p99(&took, warm, closing);
    let (meanwhile, busy) = p99(&took, closing, done);
    println!(
        "{}: a job with {CONVERSATIONS} conversations closed in {:?} and was noted in all of them after {:?}; \
         other sends' p99 {usual:?} of {calm} before, {meanwhile:?} of {busy} meanwhile ({:.2} times)",
        ground.engine(),
        answered - closing,
        done - closing,
        meanwhile.as_secs_f64() / usual.as_secs_f64(),
    );
    assert!(
        meanwhile < (usual * 2).max(UNNOTICED),
        "others wait for the closing: {meanwhile:?} instead of {usual:?}"
    );
    stop(running);
    store.close();
}

fn stop(running: Program) {
    running.terminate();
    assert!(running.ended(Duration::from_secs(12)).success());
}

/// Sends to a sample of the conversations: all of them go through, or none.
async fn assert_sent(many: &Arc<Town>, address: SocketAddr, goes_through: bool) {
    let sample: Vec<_> = (ACCEPTED_OF_100..many.talks.len()).step_by(200).collect();
    let mut sending = tokio::task::JoinSet::new();
    for (turn, talk) in sample.into_iter().enumerate() {
        let many = many.clone();
        sending.spawn(async move {
            let people = [&many.clients[0].token, &many.freelancers[many.talks[talk].freelancer].token];
            let key = Uuid::new_v4();
            Writer::new(address, people[turn % 2]).send(&many, talk, key, line(key, turn)).await
        });
    }
    while let Some(sent) = sending.join_next().await {
        let sent = sent.expect("nobody panics");
        match sent.outcome {
            Outcome::Acknowledged { .. } if goes_through => {}
            Outcome::Refused { .. } if !goes_through => {}
            other => panic!("open: {goes_through}, and a send is answered {other:?}"),
        }
    }
}

/// Waits until the closing is noted in every conversation.
async fn noted(store: &Store, many: &Town) {
    let (job, deadline) = (many.jobs[0], Instant::now() + NOTED_WITHIN);
    let mut look = tokio::time::interval(Duration::from_millis(100));
    loop {
        look.tick().await;
        let unnoted = store
            .read::<_, StoreError, _>(move |tx| {
                conversations::of_job(tx, job, false, ConversationId(Uuid::nil()), 1)
            })
            .await
            .expect("the database can be read");
        if unnoted.is_empty() {
            return;
        }
        assert!(Instant::now() < deadline, "the closing is not noted everywhere after {NOTED_WITHIN:?}");
    }
}

/// Over every log: nothing is numbered between a closing entry and a re-opening one.
fn check_logs(store: &Store, many: &Town) {
    let mut closings = 0;
    for talks in many.talks.chunks(500) {
        let ids: Vec<_> = talks.iter().map(|talk| talk.id).collect();
        let read = || {
            store.read_blocking::<_, StoreError, _>(move |tx| {
                ids.iter().map(|id| log::read_after(tx, *id, 0, 1000)).collect::<Result<Vec<_>, _>>()
            })
        };
        for entries in aside(read).expect("logs can be read") {
            let mut closed = false;
            for (entry, expected) in entries.iter().zip(1..) {
                assert_eq!(entry.seq, expected, "numbers are dense");
                match entry.body {
                    EntryBody::System(SystemNote::JobClosed) => {
                        assert!(!closed, "closed twice in a row");
                        closed = true;
                        closings += 1;
                    }
                    EntryBody::System(SystemNote::JobReopened) => closed = false,
                    _ => assert!(!closed, "{entry:?} stands after the closing"),
                }
            }
        }
    }
    assert_eq!(closings, many.talks.len(), "each conversation has its closing entry");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_with_ten_thousand_conversations_closes_at_once_and_others_hardly_wait_on_sqlite() {
    let _turn = alone().await;
    closes_under_load(Ground::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_with_ten_thousand_conversations_closes_at_once_and_others_hardly_wait_on_postgres() {
    let _turn = alone().await;
    closes_under_load(Ground::postgres()).await;
}
