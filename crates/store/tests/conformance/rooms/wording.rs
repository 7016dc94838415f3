//! The marketplace's own words: every version is kept, one of two admins is first, and a new safety warning changes
//! what everybody compares.

use super::market::{Market, id, later, person, policies};
use crate::conformance;
use crate::kit::Place;
use parlance_core::AccountId;
use parlance_core::conversation::view::Access;
use parlance_core::market::{Person, Side, StaffRole};
use parlance_core::policy::contact::Preset;
use parlance_core::policy::market as rules;
use parlance_core::wording::{Shipped, Wording};
use parlance_store::policies::{self as store, NewPolicy};
use parlance_store::wording::{self, NewVersion};
use parlance_store::{StoreError, Tx, conversations};

conformance! {
    words_are_kept_version_by_version,
    of_two_who_save_words_under_one_number_the_second_is_told,
    a_new_warning_hides_the_texts_until_it_is_read_and_raises_what_both_compare,
    a_change_of_the_policy_keeps_the_warning_in_force,
}

fn admin(id: AccountId) -> Person {
    Person { staff: Some(StaffRole::Admin), ..person(id) }
}

fn save(tx: &mut Tx<'_>, by: AccountId, seen: i64, words: Shipped) -> Result<(), StoreError> {
    let mut wording = Wording::shipped();
    wording.languages.insert("en".into(), words.words());
    let number = rules::change_wording(&admin(by), seen, seen).expect("an admin may");
    let new = NewVersion { wording: &wording, account: by, note: "Because.", at: later(seen) };
    wording::insert(tx, &new, number)
}

fn warn_anew(market: &Market, by: AccountId) {
    let may = move || rules::change_policy(&admin(by)).expect("an admin may");
    market.run(move |tx| store::warn_anew(tx, id(), by, "Read it.", later(1), may()));
}

fn words_are_kept_version_by_version(place: &Place) {
    let market = Market::open(place);
    let sam = market.account("Sam");
    assert_eq!(market.read(wording::current), wording::shipped());
    market.run(move |tx| save(tx, sam, 0, Shipped::Short));
    market.run(move |tx| save(tx, sam, 1, Shipped::Escrow));
    let now = market.read(wording::current);
    assert_eq!((now.version, &now.wording.languages["en"]), (2, &Shipped::Escrow.words()));
    assert_eq!((now.note.as_str(), now.saved), ("Because.", Some((later(1), sam, "Sam".to_owned()))));
    let versions = |before| {
        market
            .read(move |tx| wording::history(tx, before, 10))
            .iter()
            .map(|one| one.version)
            .collect::<Vec<_>>()
    };
    assert_eq!((versions(i64::MAX), versions(2)), (vec![2, 1], vec![1]));
}

fn of_two_who_save_words_under_one_number_the_second_is_told(place: &Place) {
    let market = Market::open(place);
    let sam = market.account("Sam");
    market.run(move |tx| save(tx, sam, 0, Shipped::Short));
    let second = market.store.run_blocking(move |tx| save(tx, sam, 0, Shipped::Escrow));
    assert_eq!(second, Err(StoreError::Conflict));
    assert_eq!(market.read(wording::current).wording.languages["en"], Shipped::Short.words());
}

fn a_new_warning_hides_the_texts_until_it_is_read_and_raises_what_both_compare(place: &Place) {
    let market = Market::open(place);
    let (sam, pair) = (market.account("Sam"), market.talking());
    let held =
        || market.read(move |tx| conversations::peek(tx, pair.conversation, &policies())).expect("it stands");
    let access = |held: &conversations::Held| {
        Side::ALL.map(|side| Access::of(side, &held.log, held.phase, &held.contact).withheld)
    };
    let before = held();
    assert_eq!((access(&before), before.contact.warning_version), ([false, false], 1));
    warn_anew(&market, sam);
    let after = held();
    assert_eq!((access(&after), after.contact.warning_version), ([false, true], 2));
    for side in Side::ALL {
        let view =
            |held: &conversations::Held| held.view(held.party(pair.account(side)).expect("takes part"));
        assert!(view(&after) > view(&before), "{side:?}");
    }
}

fn a_change_of_the_policy_keeps_the_warning_in_force(place: &Place) {
    let market = Market::open(place);
    let sam = market.account("Sam");
    warn_anew(&market, sam);
    let document = Preset::WriterAsks.document();
    market.run(move |tx| {
        let may = rules::change_policy(&admin(sam)).expect("an admin may");
        let new = NewPolicy { id: id(), document: &document, account: sam, note: "Ask.", at: later(2) };
        store::change(tx, 2, &new, may)
    });
    let now = market.read(|tx| policies().current(tx));
    assert_eq!((now.version, now.warning_version), (3, 2));
    assert_eq!(*now.document, Preset::WriterAsks.document());
}
