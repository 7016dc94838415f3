//! The log as the outbox: what waits, how far it was dispatched, and that nothing is passed over.

use super::market::Market;
use crate::conformance;
use crate::kit::Place;
use parlance_core::ConversationId;
use parlance_core::market::Side;
use parlance_store::dispatch;

conformance! {
    a_conversation_waits_until_its_last_entry_is_dispatched,
    what_waits_comes_in_batches_and_nothing_is_passed_over,
    an_entry_written_while_others_are_dispatched_still_waits,
}

fn waiting(market: &Market) -> Vec<ConversationId> {
    market.read(|tx| dispatch::waiting(tx, 100))
}

fn a_conversation_waits_until_its_last_entry_is_dispatched(place: &Place) {
    let market = Market::open(place);
    market.pair();
    assert_eq!(waiting(&market), [], "nothing was said");
    let pair = market.talking();
    market.say(pair, Side::Client, "one");
    market.say(pair, Side::Freelancer, "two");
    for (seq, waits) in [(1, true), (2, true), (5, false)] {
        market.run(move |tx| dispatch::advance(tx, pair.conversation, seq));
        assert_eq!(market.read(move |tx| dispatch::reached(tx, pair.conversation)), seq);
        assert_eq!(waiting(&market).contains(&pair.conversation), waits, "at {seq}");
        assert_eq!(market.read(dispatch::count), i64::from(waits));
    }
    market.say(pair, Side::Client, "again");
    assert_eq!(waiting(&market), [pair.conversation]);
}

fn what_waits_comes_in_batches_and_nothing_is_passed_over(place: &Place) {
    let market = Market::open(place);
    let mut all: Vec<ConversationId> = (0..7).map(|_| market.talking().conversation).collect();
    all.sort();
    assert_eq!(market.read(dispatch::count), 7);
    for limit in [1, 3, 7, 8] {
        let first = market.read(move |tx| dispatch::waiting(tx, limit));
        assert_eq!(first, all[..all.len().min(limit as usize)], "by {limit}");
    }
    let mut seen = Vec::new();
    loop {
        let batch = market.read(|tx| dispatch::waiting(tx, 3));
        if batch.is_empty() {
            break;
        }
        for id in &batch {
            let (id, last) = (*id, market.peek(*id).log.last_seq);
            market.run(move |tx| dispatch::advance(tx, id, last));
        }
        seen.extend(batch);
    }
    assert_eq!(seen, all);
}

fn an_entry_written_while_others_are_dispatched_still_waits(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    let read_up_to = market.peek(pair.conversation).log.last_seq;
    market.say(pair, Side::Client, "in between");
    market.run(move |tx| dispatch::advance(tx, pair.conversation, read_up_to));
    assert_eq!(waiting(&market), [pair.conversation]);
}
