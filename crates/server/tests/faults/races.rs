//! Sends against the closing and re-opening of their job, over and over, with the workers at work.

use super::load::{Outcome, Sent, Writer, line, writers};
use super::program::Ground;
use super::town::{Town, open};
use super::{alone, aside, by_size};
use parlance_core::ConversationId;
use parlance_core::entry::{Entry, EntryBody, Message, SystemNote};
use parlance_store::{Store, StoreError, conversations, log};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// From the answer to a closing until the re-opening was asked for.
type Closed = (Instant, Instant);

/// Closes and re-opens; when it was closed for certain.
async fn toggle(store: &Store, town: &Town, address: SocketAddr, times: usize) -> Vec<Closed> {
    let client = Writer::new(address, &town.clients[0].token);
    let path = format!("/jobs/{}/closure", town.jobs[0].0);
    let mut closed = Vec::new();
    let mut pace = tokio::time::interval(Duration::from_millis(25));
    for turn in 0..times {
        pace.tick().await;
        assert_eq!(client.ask("PUT", &path).await.expect("an answer").0, 200);
        let from = Instant::now();
        // Sometimes until the workers have noted it everywhere, sometimes before they could or midway.
        match turn % 4 {
            3 => noted(store, town, true).await,
            ticks => {
                for _ in 0..ticks {
                    pace.tick().await;
                }
            }
        }
        closed.push((from, Instant::now()));
        assert_eq!(client.ask("DELETE", &path).await.expect("an answer").0, 200);
    }
    closed
}

async fn race(ground: Ground) {
    let store = open(&ground.url);
    let town = Arc::new(Town::build(&store, 1, 8));
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
    let closed = toggle(&store, &town, running.address, by_size(40, 400)).await;
    stopped.store(true, Ordering::Release);
    let mut sent = Vec::new();
    for sending in sending {
        sent.extend(sending.await.expect("nobody panics"));
    }
    noted(&store, &town, false).await;
    judge(&ground, &store, &town, &sent, &closed);
    drop(running);
    store.close();
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

fn judge(ground: &Ground, store: &Store, town: &Town, sent: &[Sent], closed: &[Closed]) {
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
                let while_closed = closed.iter().any(|(from, until)| *from < one.invoked && at < *until);
                assert!(
                    !while_closed,
                    "sent and acknowledged between a closing and the next re-opening: {one:?}"
                );
            }
            Outcome::Refused { .. } => {
                refused += 1;
                assert!(!texts.contains_key(&one.text), "refused and yet there: {one:?}");
            }
            Outcome::Unknown => {}
        }
    }
    println!(
        "{}: {} closings and re-openings, {closings} closing entries, {messages} messages, {refused} sends refused",
        ground.engine(),
        closed.len()
    );
    // Every fourth closing was left standing until it was noted everywhere.
    let surely = closed.len() / 4 * town.talks.len();
    assert!(refused > 0 && closings >= surely && messages > 100, "the race was run");
}

fn entries(store: &Store, id: ConversationId) -> Vec<Entry> {
    let read = || store.read_blocking::<_, StoreError, _>(move |tx| log::read_after(tx, id, 0, 1_000_000));
    aside(read).expect("the log can be read")
}

#[tokio::test(flavor = "multi_thread")]
async fn no_send_slips_in_between_a_closing_and_a_reopening_on_sqlite() {
    let _turn = alone().await;
    race(Ground::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_send_slips_in_between_a_closing_and_a_reopening_on_postgres() {
    let _turn = alone().await;
    race(Ground::postgres()).await;
}
