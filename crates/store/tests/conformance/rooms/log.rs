//! The log: dense numbers, one entry for a key, pages without holes, and what an entry moves.

use super::history::for_any;
use super::market::{Market, Pair, START, act, contact, id, later, policies};
use crate::conformance;
use crate::kit::{Place, until};
use parlance_core::conversation::view::{Access, Reach};
use parlance_core::entry::{Entry, EntryBody, Message};
use parlance_core::ids::Seq;
use parlance_core::market::{Answer, JobPhase, Side};
use parlance_core::policy::{Action, Denial};
use parlance_core::{Key, Time};
use parlance_store::hint::Hint;
use parlance_store::{StoreError, Tx, conversations, log};
use proptest::prelude::*;
use std::sync::{Arc, Mutex};

conformance! {
    two_writers_of_one_conversation_leave_no_hole,
    any_order_of_retries_gives_one_entry,
    a_key_belongs_to_its_author_and_its_conversation,
    an_entry_reads_back_as_it_was_written,
    pages_meet_without_hole_or_double,
    an_author_has_read_what_they_answer_and_nobody_else_has,
    a_clock_that_is_set_back_does_not_reorder_the_log,
    an_entry_is_told_of_with_all_that_rendering_needs,
    nothing_is_said_once_the_job_is_closed,
}

const ALL: u32 = 1000;

fn read_all(market: &Market, pair: Pair) -> Vec<Entry> {
    market.read(move |tx| log::read_after(tx, pair.conversation, 0, ALL))
}

fn send(tx: &mut Tx<'_>, pair: Pair, side: Side, text: &str, key: Option<Key>) -> Result<Entry, StoreError> {
    let action = Action::Send(Message::of(text));
    Ok(act(tx, pair, &pair.actor(side), side, action, START, key)?.expect("they may write"))
}

fn two_writers_of_one_conversation_leave_no_hole(place: &Place) {
    const EACH: usize = 50;
    let market = Market::open(place);
    let pair = market.talking();
    let writers = Side::ALL.map(|side| {
        let store = market.store.clone();
        std::thread::spawn(move || {
            for n in 0..EACH {
                let text = format!("{side:?} {n}");
                store.run_blocking(move |tx| send(tx, pair, side, &text, None)).expect("a message");
            }
        })
    });
    for writer in writers {
        writer.join().expect("no panic");
    }
    let entries = read_all(&market, pair);
    assert_eq!(entries.len(), 3 + 2 * EACH);
    let seqs: Vec<Seq> = entries.iter().map(|entry| entry.seq).collect();
    assert_eq!(seqs, (1..=entries.len() as i64).collect::<Vec<_>>());
    assert_eq!(entries.last().map(|entry| entry.messages), Some(1 + 2 * EACH as i64));
    for side in Side::ALL {
        let own = |entry: &&Entry| entry.author.account() == Some(pair.account(side)) && entry.seq > 3;
        let texts: Vec<EntryBody> = entries.iter().filter(own).map(|entry| entry.body.clone()).collect();
        let order: Vec<EntryBody> =
            (0..EACH).map(|n| EntryBody::Message(Message::of(format!("{side:?} {n}")))).collect();
        assert_eq!(texts, order, "each writer's messages stand in the order they were sent in");
    }
}

/// What a request under a key does, however often it comes.
fn send_once(tx: &mut Tx<'_>, pair: Pair, key: Key) -> Result<Seq, StoreError> {
    conversations::lock(tx, pair.conversation, &policies())?;
    match log::by_key(tx, pair.conversation, pair.client, key)? {
        Some(entry) => Ok(entry.seq),
        None => Ok(send(tx, pair, Side::Client, &key.to_string(), Some(key))?.seq),
    }
}

fn any_order_of_retries_gives_one_entry(place: &Place) {
    let market = Market::open(place);
    // Two tabs each try some of six messages, each as often as they like and in any order.
    let tries = || prop::collection::vec(0..6_usize, 0..12);
    for_any(32, (tries(), tries()), |tabs| {
        let pair = market.talking();
        let keys: Arc<Vec<Key>> = Arc::new((0..6).map(|_| Key(id())).collect());
        let threads = [tabs.0, tabs.1].map(|tries| {
            let (store, keys) = (market.store.clone(), Arc::clone(&keys));
            std::thread::spawn(move || {
                let once = |n: usize| {
                    let key = keys[n];
                    let seq = store.run_blocking(move |tx| send_once(tx, pair, key)).expect("an answer");
                    (n, seq)
                };
                tries.into_iter().map(once).collect::<Vec<_>>()
            })
        });
        let answers: Vec<(usize, Seq)> =
            threads.into_iter().flat_map(|thread| thread.join().expect("no panic")).collect();
        let mut asked: Vec<usize> = answers.iter().map(|(n, _)| *n).collect();
        asked.sort_unstable();
        asked.dedup();
        let entries = read_all(&market, pair);
        assert_eq!(entries.len(), 3 + asked.len(), "one entry a key");
        for (n, seq) in answers {
            assert_eq!(entries[seq as usize - 1].key, Some(keys[n]), "every retry got the entry of its key");
        }
    });
}

fn a_key_belongs_to_its_author_and_its_conversation(place: &Place) {
    let market = Market::open(place);
    let (one, other) = (market.talking(), market.talking());
    let key = Key(id());
    let write = move |pair: Pair, side: Side| move |tx: &mut Tx<'_>| send(tx, pair, side, "Hi", Some(key));
    market.run(write(one, Side::Client));
    market.run(write(one, Side::Freelancer));
    market.run(write(other, Side::Client));
    let again = market.store.run_blocking(write(one, Side::Client));
    assert_eq!(
        again.map(|entry| entry.seq),
        Err(StoreError::Conflict),
        "the database itself holds one entry a key"
    );
    assert_eq!(read_all(&market, one).len(), 5);
    let found = move |author| move |tx: &mut Tx<'_>| log::by_key(tx, one.conversation, author, key);
    assert_eq!(market.read(found(one.client)).map(|entry| entry.seq), Some(4));
    assert_eq!(market.read(found(one.freelancer)).map(|entry| entry.seq), Some(5));
    assert_eq!(market.read(found(other.client)), None);
}

fn an_entry_reads_back_as_it_was_written(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    let texts = [
        "plain",
        "\"quoted\" \\ and\nbroken\ttwice",
        "👩\u{200d}💻 مرحبا",
        "'; DROP TABLE entry; --",
        "{\"text\":1}",
    ];
    for text in texts {
        let key = Key(id());
        let written = market.run(move |tx| send(tx, pair, Side::Client, text, Some(key)));
        let seq = written.seq;
        assert_eq!(market.read(move |tx| log::one(tx, pair.conversation, seq)), Some(written.clone().into()));
        assert_eq!(written.body, EntryBody::Message(Message::of(text)));
    }
    let long = "ß".repeat(parlance_core::limits::MESSAGE_CHARS);
    let text = long.clone();
    let seq = market.run(move |tx| send(tx, pair, Side::Freelancer, &text, None)).seq;
    let read = market.read(move |tx| log::one(tx, pair.conversation, seq)).expect("it stands");
    assert_eq!(read.entry.body, EntryBody::Message(Message::of(long)));
    assert_eq!(market.read(move |tx| log::one(tx, pair.conversation, seq + 1)), None);
}

fn pages_meet_without_hole_or_double(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    for n in 0..20 {
        market.say(pair, Side::Client, &n.to_string());
    }
    let all = read_all(&market, pair);
    for limit in [1, 2, 5, 23, 24] {
        let (mut forward, mut after) = (Vec::new(), 0);
        let (mut backward, mut before) = (Vec::new(), all.len() as Seq + 1);
        loop {
            let page = market.read(move |tx| log::read_after(tx, pair.conversation, after, limit));
            let Some(last) = page.last() else { break };
            after = last.seq;
            assert!(page.len() <= limit as usize);
            forward.extend(page);
        }
        loop {
            let page = market.read(move |tx| log::read_before(tx, pair.conversation, before, limit));
            let Some(first) = page.first() else { break };
            before = first.seq;
            backward.splice(0..0, page);
        }
        assert_eq!((forward.len(), &forward), (all.len(), &all), "forward by {limit}");
        assert_eq!(backward, all, "backward by {limit}");
    }
}

fn an_author_has_read_what_they_answer_and_nobody_else_has(place: &Place) {
    let market = Market::open(place);
    let pair = market.pair();
    let markers = |market: &Market| {
        let held = market.peek(pair.conversation);
        Side::ALL
            .map(|side| held.party(pair.account(side)).map(|party| (party.read_seq, party.read_messages)))
    };
    market.act(pair, Side::Client, super::market::invite());
    assert_eq!(markers(&market), [Some((1, 1)), Some((0, 0))]);
    // Confirming the warning brings the invitation in front of their eyes.
    market.act(pair, Side::Freelancer, Action::Acknowledge { version: 1 });
    assert_eq!(markers(&market), [Some((1, 1)), Some((2, 1))]);
    market.act(pair, Side::Freelancer, Action::Answer(Answer::Accepted));
    market.say(pair, Side::Client, "Hello");
    assert_eq!(markers(&market), [Some((4, 2)), Some((3, 1))]);
    market.say(pair, Side::Freelancer, "Hi");
    assert_eq!(markers(&market), [Some((4, 2)), Some((5, 3))]);
}

fn a_clock_that_is_set_back_does_not_reorder_the_log(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    let times = [later(60), later(5), Time(START.0 - 1), later(61)];
    let written = market.run(move |tx| {
        let mut written = Vec::new();
        for at in times {
            let action = Action::Send(Message::of("Hi"));
            let entry = act(tx, pair, &pair.actor(Side::Client), Side::Client, action, at, None)?;
            written.push(entry.expect("permitted").at);
        }
        Ok(written)
    });
    assert_eq!(written, [later(60), later(60), later(60), later(61)]);
    assert!(read_all(&market, pair).is_sorted_by_key(|entry| entry.at));
}

fn an_entry_is_told_of_with_all_that_rendering_needs(place: &Place) {
    let market = Market::open(place);
    let told = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&told);
    market.store.set_sink(Box::new(move |hints| {
        let entries = hints.into_iter().filter_map(|hint| match hint {
            Hint::Entry(committed) => Some(committed),
            _ => None,
        });
        kept.lock().expect("no panic").extend(entries);
    }));
    let pair = market.talking();
    market.say(pair, Side::Client, "Hello");
    until("four entries are told of", || told.lock().expect("no panic").len() == 4);
    let mut told = told.lock().expect("no panic").clone();
    told.sort_by_key(|committed| committed.entry.entry.seq);
    let held = market.peek(pair.conversation);
    for (committed, entry) in told.iter().zip(read_all(&market, pair)) {
        assert_eq!((&committed.entry.entry, committed.conversation()), (&entry, pair.conversation));
        assert_eq!((committed.job, committed.phase, committed.job_version), (pair.job, JobPhase::Open, 1));
    }
    let revealed: Vec<_> = told.iter().map(|committed| committed.revealed.clone()).collect();
    let (neither, freelancer) = (vec![false, false], vec![false, true]);
    // The warning lifts the veil, accepting opens the whole log, a message opens nothing new.
    assert_eq!(revealed, [neither.clone(), freelancer.clone(), freelancer, neither]);
    let last = told.last().expect("four");
    assert_eq!((&last.log, &last.parties), (&held.log, &held.parties), "as it stands after the commit");
    let access = Access::of(Side::Freelancer, &last.log, last.phase, &contact());
    assert_eq!(access, Access { reach: Reach::Everything, withheld: false });
}

fn nothing_is_said_once_the_job_is_closed(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    let stop = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let writer = {
        let (store, stop) = (market.store.clone(), Arc::clone(&stop));
        std::thread::spawn(move || {
            let mut accepted = 0;
            loop {
                let last = stop.load(std::sync::atomic::Ordering::Acquire);
                let action = Action::Send(Message::of("Hi"));
                let said = store
                    .run_blocking(move |tx| {
                        act(tx, pair, &pair.actor(Side::Client), Side::Client, action.clone(), START, None)
                    })
                    .expect("an answer");
                match said {
                    Ok(_) => accepted += 1,
                    Err(denial) => assert_eq!(denial, Denial::JobClosed),
                }
                if last {
                    assert!(said.is_err(), "a send that began after the closing is refused");
                    return accepted;
                }
            }
        })
    };
    until("some are sent", || market.peek(pair.conversation).log.last_seq > 10);
    market.turn(pair, JobPhase::Closed, START);
    let at_closing = market.peek(pair.conversation).log.last_seq;
    stop.store(true, std::sync::atomic::Ordering::Release);
    let accepted: i64 = writer.join().expect("no panic");
    let entries = read_all(&market, pair);
    assert_eq!(entries.len() as i64, 3 + accepted);
    assert_eq!(entries.len() as i64, at_closing, "not one after the closing's commit");
}
