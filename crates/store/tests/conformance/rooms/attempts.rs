//! What people tried, read in order and in pieces.

use super::market::{Market, act, id, invite, later};
use crate::conformance;
use crate::kit::Place;
use parlance_core::entry::Message;
use parlance_core::market::Side;
use parlance_core::policy::Action;
use parlance_core::{ConversationId, Time, limits};
use parlance_store::attempts::{self, Extent};
use parlance_store::refusals::{self, NewRefusal};
use uuid::Uuid;

conformance! {
    logs_that_were_written_to_since_come_once_each_in_pieces,
    a_log_in_which_a_first_message_waits_is_looked_at_until_it_counts_no_more,
    refusals_come_oldest_first_with_what_they_were_about,
}

fn logs_that_were_written_to_since_come_once_each_in_pieces(place: &Place) {
    let market = Market::open(place);
    let (old, empty) = (market.talking(), market.pair());
    let mut recent = Vec::new();
    for n in 0..5 {
        let pair = market.pair();
        let (actor, at) = (pair.actor(Side::Client), later(10 + n));
        market.run(move |tx| act(tx, pair, &actor, Side::Client, invite(), at, None)).expect("permitted");
        recent.push(pair.conversation);
    }
    recent.sort();
    assert!(!recent.contains(&old.conversation) && !recent.contains(&empty.conversation));
    let (mut found, mut after) = (Vec::new(), ConversationId(Uuid::nil()));
    loop {
        let piece = market.read(move |tx| attempts::logs(tx, later(5), after, 2));
        let Some(last) = piece.last() else { break };
        after = last.id;
        found.extend(piece.iter().map(|log| (log.id, log.last_seq)));
    }
    assert_eq!(found, recent.iter().map(|id| (*id, 1)).collect::<Vec<_>>());
    let extent = market.read(|tx| attempts::extent(tx, later(5), later(50)));
    assert_eq!(extent, Extent { entries: 5, refusals: 0 });
    // An invitation that waits is looked at however old it is.
    let waiting = market.read(|tx| attempts::logs(tx, later(500), ConversationId(Uuid::nil()), 10));
    assert_eq!(waiting.len(), 5);
}

fn a_log_in_which_a_first_message_waits_is_looked_at_until_it_counts_no_more(place: &Place) {
    let market = Market::open(place);
    let (asked, answered) = (market.pair(), market.pair());
    for pair in [asked, answered] {
        market.act(pair, Side::Freelancer, Action::Ask(Message::of("May I?")));
    }
    market.act(answered, Side::Freelancer, Action::Acknowledge { version: 1 });
    market.say(answered, Side::Client, "You may.");
    let since = |since: Time| {
        let found = market.read(move |tx| attempts::logs(tx, since, ConversationId(Uuid::nil()), 10));
        let extent = market.read(move |tx| attempts::extent(tx, since, since));
        assert_eq!(extent.entries, found.iter().map(|log| log.last_seq).sum::<i64>());
        found.into_iter().map(|log| log.id).collect::<Vec<_>>()
    };
    let at = market.peek(asked.conversation).log.last_at;
    assert_eq!(since(at).len(), 2);
    let counts = at.plus(limits::ASK_WAITS);
    assert_eq!(since(Time(counts.0 - 1)), [asked.conversation]);
    assert!(since(counts).is_empty());
}

fn refusals_come_oldest_first_with_what_they_were_about(place: &Place) {
    let market = Market::open(place);
    let pair = market.pair();
    let keep = |at: i64, action: &'static str, whole: bool| {
        let refusal = NewRefusal {
            id: id(),
            at: later(at),
            code: "job-closed",
            account: pair.freelancer,
            side: Some(Side::Freelancer),
            action,
            entry_point: None,
            job: Some(pair.job),
            counterpart: whole.then_some(pair.client),
            conversation: whole.then_some(pair.conversation),
            policy_version: 1,
            expires_at: later(1000),
        };
        market.run(move |tx| refusals::insert(tx, &refusal, 100));
    };
    keep(3, "send", true);
    keep(1, "invite", false);
    keep(2, "send", true);
    keep(9, "send", true);
    let first = market.read(|tx| attempts::refused(tx, (later(0), Uuid::nil()), later(9), 2));
    let rest = market.read({
        let last = first.last().expect("two").clone();
        move |tx| attempts::refused(tx, (last.at, last.id), later(9), 2)
    });
    let at: Vec<_> = first.iter().chain(&rest).map(|one| one.at).collect();
    assert_eq!(at, [later(1), later(2), later(3)]);
    assert_eq!((&first[0].conversation, first[0].offers_work), (&None, false));
    assert_eq!(rest[0].conversation, Some((pair.job, pair.client, pair.freelancer)));
    assert_eq!(market.read(|tx| attempts::extent(tx, later(2), later(9))).refusals, 2);
}
