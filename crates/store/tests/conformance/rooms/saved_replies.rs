//! Saved replies: each person's own, kept, changed and deleted by nobody else.

use super::market::{Market, id, later, person};
use crate::conformance;
use crate::kit::Place;
use parlance_core::AccountId;
use parlance_core::ids::ReplyId;
use parlance_core::policy::market::keep_reply;
use parlance_store::saved_replies::{self, SavedReply};

conformance! {
    a_reply_is_its_owners,
    replies_come_in_the_order_they_were_kept_in,
}

fn keep(market: &Market, account: AccountId, title: &str, seconds: i64) -> SavedReply {
    let (title, text) = (title.to_owned(), format!("The text of {title}"));
    let reply = SavedReply { id: ReplyId(id()), title, text, created_at: later(seconds) };
    let kept = reply.clone();
    market.run(move |tx| {
        let room = keep_reply(&person(account), saved_replies::count(tx, account)?).expect("there is room");
        saved_replies::insert(tx, account, &reply, room)
    });
    kept
}

fn a_reply_is_its_owners(place: &Place) {
    let market = Market::open(place);
    let (clara, felix) = (market.account("Clara"), market.account("Felix"));
    let reply = keep(&market, clara, "Thanks", 1);
    let id = reply.id;
    assert_eq!(market.read(move |tx| saved_replies::one(tx, clara, id)), Some(reply));
    assert_eq!(market.read(move |tx| saved_replies::one(tx, felix, id)), None);
    assert!(!market.run(move |tx| saved_replies::change(tx, felix, id, "Mine", "Mine")));
    assert!(!market.run(move |tx| saved_replies::delete(tx, felix, id)));
    assert!(market.run(move |tx| saved_replies::change(tx, clara, id, "Many thanks", "Changed")));
    let changed = market.read(move |tx| saved_replies::one(tx, clara, id)).expect("it stands");
    assert_eq!((changed.title.as_str(), changed.text.as_str()), ("Many thanks", "Changed"));
    assert!(market.run(move |tx| saved_replies::delete(tx, clara, id)));
    assert!(!market.run(move |tx| saved_replies::delete(tx, clara, id)), "it is gone");
    assert_eq!(market.read(move |tx| saved_replies::count(tx, clara)), 0);
}

fn replies_come_in_the_order_they_were_kept_in(place: &Place) {
    let market = Market::open(place);
    let (clara, felix) = (market.account("Clara"), market.account("Felix"));
    let kept: Vec<_> = (0..3).map(|n| keep(&market, clara, &format!("Reply {n}"), n)).collect();
    keep(&market, felix, "Another's", 0);
    assert_eq!(market.read(move |tx| saved_replies::of_account(tx, clara)), kept);
    assert_eq!(market.read(move |tx| saved_replies::count(tx, clara)), 3);
}
