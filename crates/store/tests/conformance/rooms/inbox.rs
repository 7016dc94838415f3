//! The inbox: pages without hole or double, unread lists, and what a row tells.

use super::market::{Market, Pair, START, act, invite, later};
use crate::conformance;
use crate::kit::Place;
use parlance_core::market::{JobPhase, Side};
use parlance_core::policy::Action;
use parlance_core::{ConversationId, Time};
use parlance_store::inbox::{self, Filter};
use uuid::Uuid;

conformance! {
    pages_have_no_hole_and_no_double_though_times_are_equal,
    the_newest_reason_to_look_comes_first,
    a_row_is_for_its_viewer,
    a_conversation_in_which_nothing_was_said_is_in_no_inbox,
    unread_lists_what_has_something_to_read,
    everybody_about_a_job_is_found,
}

const NEWEST: (Time, ConversationId) = (Time(i64::MAX), ConversationId(Uuid::max()));

/// Invitations of one client to many, the n-th sent at `at(n)`.
fn invitations(market: &Market, count: i64, at: impl Fn(i64) -> Time) -> Vec<Pair> {
    let first = market.pair();
    let pairs = (0..count).map(|n| {
        let freelancer = market.account(&format!("Freelancer {n}"));
        let conversation = market.conversation(first.job, first.client, freelancer);
        let (pair, at) = (Pair { freelancer, conversation, ..first }, at(n));
        let action = invite();
        let asked = market
            .run(move |tx| act(tx, pair, &pair.actor(Side::Client), Side::Client, action.clone(), at, None));
        assert!(asked.is_ok());
        pair
    });
    pairs.collect()
}

fn pages_have_no_hole_and_no_double_though_times_are_equal(place: &Place) {
    let market = Market::open(place);
    // Three at each moment.
    let pairs = invitations(&market, 12, |n| later(n / 3));
    let client = pairs[0].client;
    for limit in [1, 2, 5, 12, 13] {
        let (mut seen, mut before) = (Vec::new(), NEWEST);
        loop {
            let page = market.read(move |tx| inbox::page(tx, client, Filter::Current, None, before, limit));
            let Some(last) = page.last() else { break };
            before = (last.log.active_at, last.id);
            assert!(page.len() <= limit as usize);
            seen.extend(page.into_iter().map(|row| (row.log.active_at, row.id)));
        }
        let mut all: Vec<_> =
            pairs.iter().zip(0..).map(|(pair, n)| (later(n / 3), pair.conversation)).collect();
        all.sort();
        all.reverse();
        assert_eq!(seen, all, "by {limit}");
    }
}

fn the_newest_reason_to_look_comes_first(place: &Place) {
    let market = Market::open(place);
    let pairs = invitations(&market, 3, later);
    let client = pairs[0].client;
    let order = |market: &Market| -> Vec<ConversationId> {
        market
            .read(move |tx| inbox::page(tx, client, Filter::Current, None, NEWEST, 10))
            .iter()
            .map(|row| row.id)
            .collect()
    };
    let [a, b, c] = [0, 1, 2].map(|n| pairs[n].conversation);
    assert_eq!(order(&market), [c, b, a]);
    let pair = pairs[0];
    let declined = Action::Answer(parlance_core::market::Answer::Declined);
    let answered = market.run(move |tx| {
        act(tx, pair, &pair.actor(Side::Freelancer), Side::Freelancer, declined.clone(), later(60), None)
    });
    assert!(answered.is_ok());
    assert_eq!(order(&market), [a, c, b], "an answer moves its row up");
}

fn a_row_is_for_its_viewer(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    market.say(pair, Side::Client, "Hello");
    market.turn(pair, JobPhase::Closed, later(9));
    for (side, name) in [(Side::Client, "Felix"), (Side::Freelancer, "Clara")] {
        let viewer = pair.account(side);
        let row = market.read(move |tx| inbox::one(tx, pair.conversation, viewer)).expect("a row");
        assert_eq!((row.id, row.side), (pair.conversation, side));
        assert_eq!(row.other, (pair.account(side.other()), name.to_owned()));
        assert_eq!(row.job, (pair.job, "A logo".to_owned(), JobPhase::Closed));
        assert_eq!(row.said.entry.seq, 4);
        assert_eq!(row.view, {
            let held = market.peek(pair.conversation);
            held.view(held.party(viewer).expect("a part"))
        });
        let page = market.read(move |tx| inbox::page(tx, viewer, Filter::Current, None, NEWEST, 10));
        assert_eq!(page.iter().map(|row| (row.id, row.view)).collect::<Vec<_>>(), [(row.id, row.view)]);
    }
    let stranger = market.account("Noor");
    assert!(market.read(move |tx| inbox::one(tx, pair.conversation, stranger)).is_none());
    assert!(market.read(move |tx| inbox::page(tx, stranger, Filter::Current, None, NEWEST, 10)).is_empty());
}

fn a_conversation_in_which_nothing_was_said_is_in_no_inbox(place: &Place) {
    let market = Market::open(place);
    let pair = market.pair();
    assert!(
        market.read(move |tx| inbox::page(tx, pair.client, Filter::Current, None, NEWEST, 10)).is_empty()
    );
    assert!(market.read(move |tx| inbox::unread(tx, pair.freelancer, 10)).is_empty());
}

fn unread_lists_what_has_something_to_read(place: &Place) {
    let market = Market::open(place);
    let (one, other) = (market.talking(), market.talking());
    let unread = |account| market.read(move |tx| inbox::unread(tx, account, 10));
    assert!(unread(one.freelancer).is_empty(), "what one accepts one has read");
    market.say(one, Side::Client, "Hello");
    market.say(one, Side::Client, "Hello?");
    let waiting = unread(one.freelancer);
    assert_eq!(waiting.len(), 1);
    assert_eq!((waiting[0].side, waiting[0].log.messages - waiting[0].read_messages), (Side::Freelancer, 2));
    assert!(unread(one.client).is_empty() && unread(other.freelancer).is_empty());
    assert!(market.read(move |tx| inbox::unread(tx, one.freelancer, 0)).is_empty(), "the list has a bound");
}

fn everybody_about_a_job_is_found(place: &Place) {
    let market = Market::open(place);
    let pairs = invitations(&market, 3, |_| START);
    let job = pairs[0].job;
    let mut found = market.read(move |tx| inbox::accounts_of_job(tx, job));
    found.sort();
    // The fourth is the pair the job began with.
    assert_eq!(found.len(), 4);
    assert!(pairs.iter().all(|pair| found.contains(&(pair.client, pair.freelancer))));
    let client = pairs[0].client;
    assert_eq!(market.read(move |tx| inbox::of_person(tx, client, 10)).len(), 4);
    assert_eq!(market.read(move |tx| inbox::of_person(tx, client, 2)).len(), 2);
}
