//! Conversations: one for each pair, read markers that only go forward, and the job's rows in batches.

use super::market::{Market, START, id, invite, policies};
use crate::conformance;
use crate::kit::Place;
use parlance_core::ConversationId;
use parlance_core::entry::SystemNote;
use parlance_core::market::{Actor, JobPhase, Side};
use parlance_core::policy::Action;
use parlance_store::conversations;
use uuid::Uuid;

conformance! {
    a_pair_has_one_conversation_whoever_makes_it_first,
    a_person_who_takes_no_part_has_no_part,
    a_read_marker_never_goes_back,
    a_conversation_that_is_not_there_is_nothing,
    the_conversations_of_a_job_come_in_batches_by_what_is_noted,
}

fn a_pair_has_one_conversation_whoever_makes_it_first(place: &Place) {
    let market = Market::open(place);
    let (client, freelancer) = (market.account("Clara"), market.account("Felix"));
    let job = market.job(client, START);
    let makers: Vec<_> = (0..8)
        .map(|_| {
            let store = market.store.clone();
            std::thread::spawn(move || {
                let wanted = ConversationId(id());
                store
                    .run_blocking(move |tx| conversations::create(tx, wanted, job, client, freelancer, START))
            })
        })
        .collect();
    let made: Vec<_> =
        makers.into_iter().map(|maker| maker.join().expect("no panic").expect("an id")).collect();
    assert!(made.iter().all(|id| *id == made[0]), "{made:?}");
    assert_eq!(market.read(move |tx| conversations::of_pair(tx, job, freelancer)), Some(made[0]));
    assert_eq!(market.peek(made[0]).parties.len(), 2);
    let other = market.job(client, START);
    assert_ne!(
        market.conversation(other, client, freelancer),
        made[0],
        "another job is another conversation"
    );
}

fn a_person_who_takes_no_part_has_no_part(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    let stranger = market.account("Noor");
    let held = market.peek(pair.conversation);
    assert!(held.party(stranger).is_none());
    assert_eq!(held.party(pair.client).map(|party| party.side), Some(Side::Client));
    assert_eq!(held.party(pair.freelancer).map(|party| party.side), Some(Side::Freelancer));
    let moved = market.run(move |tx| conversations::mark_read(tx, pair.conversation, stranger, 1));
    assert!(!moved, "and no read marker to move");
}

fn a_read_marker_never_goes_back(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    for text in ["one", "two", "three"] {
        market.say(pair, Side::Client, text);
    }
    let read =
        |seq| market.run(move |tx| conversations::mark_read(tx, pair.conversation, pair.freelancer, seq));
    let marker = || {
        let held = market.peek(pair.conversation);
        held.party(pair.freelancer).map(|party| (party.read_seq, held.log.messages - party.read_messages))
    };
    assert_eq!(marker(), Some((3, 3)), "three messages wait");
    assert!(read(5));
    assert_eq!(marker(), Some((5, 1)));
    for back in [5, 4, 1, 0, -1] {
        assert!(!read(back), "{back}");
    }
    assert!(!read(7), "there is no such entry");
    assert_eq!(marker(), Some((5, 1)));
    assert!(read(6));
    assert_eq!(marker(), Some((6, 0)));
}

fn a_conversation_that_is_not_there_is_nothing(place: &Place) {
    let market = Market::open(place);
    let nowhere = ConversationId(id());
    assert!(market.read(move |tx| conversations::peek(tx, nowhere, &policies())).is_none());
    assert!(market.run(move |tx| conversations::lock(tx, nowhere, &policies())).is_none());
    assert_eq!(market.read(move |tx| conversations::created_at(tx, nowhere)), None);
    let pair = market.pair();
    assert_eq!(market.read(move |tx| conversations::created_at(tx, pair.conversation)), Some(START));
}

fn the_conversations_of_a_job_come_in_batches_by_what_is_noted(place: &Place) {
    let market = Market::open(place);
    let first = market.pair();
    let mut pairs = vec![first];
    for n in 0..6 {
        let freelancer = market.account(&format!("Freelancer {n}"));
        let conversation = market.conversation(first.job, first.client, freelancer);
        pairs.push(super::market::Pair { freelancer, conversation, ..first });
    }
    for pair in &pairs {
        market.act(*pair, Side::Client, invite());
    }
    market.turn(first, JobPhase::Closed, START);
    let batches = |noted: bool, limit: u32| {
        let (mut all, mut after) = (Vec::new(), ConversationId(Uuid::nil()));
        loop {
            let batch = market.read(move |tx| conversations::of_job(tx, first.job, noted, after, limit));
            let Some(last) = batch.last() else { return all };
            after = *last;
            assert!(batch.len() <= limit as usize);
            all.extend(batch);
        }
    };
    let mut ids: Vec<ConversationId> = pairs.iter().map(|pair| pair.conversation).collect();
    ids.sort();
    assert_eq!(batches(false, 2), ids);
    assert_eq!(batches(true, 2), []);
    for pair in &pairs[..3] {
        let pair = *pair;
        let note = Action::Note(SystemNote::JobClosed);
        let noted = market.run(move |tx| {
            super::market::act(tx, pair, &Actor::System, Side::Client, note.clone(), START, None)
        });
        assert!(noted.is_ok());
    }
    let mut noted: Vec<ConversationId> = pairs[..3].iter().map(|pair| pair.conversation).collect();
    noted.sort();
    assert_eq!(batches(true, 100), noted);
    ids.retain(|id| !noted.contains(id));
    assert_eq!(batches(false, 1), ids);
}
