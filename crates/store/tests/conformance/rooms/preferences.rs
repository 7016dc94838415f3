//! What people let others know, and how far they are known to have come.

use super::market::{Market, Pair};
use crate::conformance;
use crate::kit::Place;
use parlance_core::market::{Preferences, Side, ZoneSource};
use parlance_core::policy::reading::Receipt;
use parlance_core::{AccountId, ConversationId};
use parlance_store::inbox::{self, InboxRow};
use parlance_store::{conversations, preferences};
use uuid::Uuid;

conformance! {
    preferences_are_all_of_it_until_somebody_says_otherwise,
    what_is_preferred_is_kept_and_raises_the_number_others_compare,
    a_row_tells_the_zone_of_the_other_person_unless_it_is_hidden,
    a_receipt_goes_forward_and_each_of_its_numbers_by_itself,
    a_row_tells_of_the_other_persons_reading_and_not_of_ones_own,
    receipts_given_at_once_leave_the_furthest,
}

fn get(market: &Market, account: AccountId) -> Option<Preferences> {
    market.read(move |tx| preferences::get(tx, account))
}

fn set(market: &Market, account: AccountId, own: &Preferences) {
    let own = own.clone();
    market.run(move |tx| preferences::set(tx, account, &own));
}

fn row(market: &Market, pair: Pair, side: Side) -> InboxRow {
    let viewer = pair.account(side);
    market.read(move |tx| inbox::one(tx, pair.conversation, viewer)).expect("a row")
}

fn keep(market: &Market, pair: Pair, side: Side, delivered: i64, read: i64) -> bool {
    let account = pair.account(side);
    let receipt = Receipt { delivered, read };
    market.run(move |tx| conversations::keep_receipt(tx, pair.conversation, account, receipt))
}

fn preferences_are_all_of_it_until_somebody_says_otherwise(place: &Place) {
    let market = Market::open(place);
    let clara = market.account("Clara");
    assert_eq!(get(&market, clara), Some(Preferences::default()));
    assert_eq!(get(&market, AccountId(Uuid::nil())), None);
}

fn what_is_preferred_is_kept_and_raises_the_number_others_compare(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    let mut version = row(&market, pair, Side::Client).other_version;
    for zone_source in [ZoneSource::Hidden, ZoneSource::Chosen, ZoneSource::Browser] {
        let own = Preferences {
            read_receipts: zone_source == ZoneSource::Chosen,
            presence: zone_source == ZoneSource::Hidden,
            zone_source,
            time_zone: Some("America/Argentina/ComodRivadavia".into()),
        };
        set(&market, pair.freelancer, &own);
        assert_eq!(get(&market, pair.freelancer), Some(own));
        let raised = row(&market, pair, Side::Client).other_version;
        assert!(raised > version, "{raised} after {version}");
        version = raised;
    }
    assert_eq!(get(&market, pair.client), Some(Preferences::default()), "nobody else's");
}

fn a_row_tells_the_zone_of_the_other_person_unless_it_is_hidden(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    assert_eq!(row(&market, pair, Side::Client).other_zone, None);
    let chosen = Preferences {
        zone_source: ZoneSource::Chosen,
        time_zone: Some("Asia/Tokyo".into()),
        ..Preferences::default()
    };
    set(&market, pair.freelancer, &chosen);
    assert_eq!(row(&market, pair, Side::Client).other_zone.as_deref(), Some("Asia/Tokyo"));
    assert_eq!(row(&market, pair, Side::Freelancer).other_zone, None, "one's own is not the other's");
    set(&market, pair.freelancer, &Preferences { zone_source: ZoneSource::Hidden, ..chosen });
    assert_eq!(row(&market, pair, Side::Client).other_zone, None);
}

fn a_receipt_goes_forward_and_each_of_its_numbers_by_itself(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    let kept = |delivered, read| keep(&market, pair, Side::Freelancer, delivered, read);
    let told = || {
        let Receipt { delivered, read } = row(&market, pair, Side::Client).receipt;
        (delivered, read)
    };
    assert_eq!(told(), (0, 0));
    assert!(!kept(0, 0) && !kept(-3, -1), "nothing moved");
    assert!(kept(3, 0));
    assert_eq!(told(), (3, 0));
    assert!(kept(2, 2), "the one moves though the other would go back");
    assert_eq!(told(), (3, 2));
    assert!(!kept(3, 2) && !kept(1, 1) && !kept(i64::MIN, 0));
    assert!(kept(4, 0));
    assert_eq!(told(), (4, 2));
}

fn a_row_tells_of_the_other_persons_reading_and_not_of_ones_own(place: &Place) {
    let market = Market::open(place);
    let (pair, other) = (market.talking(), market.talking());
    assert!(keep(&market, pair, Side::Freelancer, 3, 2));
    let stranger = market.account("Noor");
    let receipt = Receipt { delivered: 9, read: 9 };
    assert!(!market.run(move |tx| conversations::keep_receipt(tx, pair.conversation, stranger, receipt)));
    let nowhere = ConversationId(Uuid::nil());
    assert!(!market.run(move |tx| conversations::keep_receipt(tx, nowhere, pair.client, receipt)));
    assert_eq!(row(&market, pair, Side::Client).receipt, Receipt { delivered: 3, read: 2 });
    assert_eq!(row(&market, pair, Side::Freelancer).receipt, Receipt::default());
    assert_eq!(row(&market, other, Side::Client).receipt, Receipt::default());
}

fn receipts_given_at_once_leave_the_furthest(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    let writers: Vec<_> = (1..=8)
        .map(|n| {
            let store = market.store.clone();
            std::thread::spawn(move || {
                let receipt = Receipt { delivered: n, read: 9 - n };
                let kept = store.run_blocking(move |tx| {
                    conversations::keep_receipt(tx, pair.conversation, pair.freelancer, receipt)
                });
                kept.expect("the command succeeds")
            })
        })
        .collect();
    let moved = writers.into_iter().map(|writer| writer.join().expect("no panic")).filter(|moved| *moved);
    assert!(moved.count() >= 1);
    assert_eq!(row(&market, pair, Side::Client).receipt, Receipt { delivered: 8, read: 8 });
}
