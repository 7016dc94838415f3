//! Accounts: addresses, profiles, roles, sign-ins, links, and lists that take words literally.

use super::market::{Market, START, id, later};
use crate::conformance;
use crate::kit::Place;
use parlance_core::AccountId;
use parlance_core::ids::SessionId;
use parlance_core::market::StaffRole;
use parlance_store::accounts::{self, NewAccount, TokenHash};
use uuid::Uuid;

conformance! {
    an_address_is_taken_once_though_two_ask_at_once,
    a_profile_a_role_and_a_suspension_are_kept,
    a_sign_in_speaks_for_its_account_until_it_ends,
    the_oldest_sign_ins_end_first,
    every_sign_in_of_an_account_ends_at_once,
    a_link_makes_of_an_account_what_its_own_sign_up_said_and_voids_the_others,
    two_links_of_one_account_used_at_once_verify_it_once,
    the_oldest_verifications_of_an_account_end_first,
    a_verification_link_expires,
    what_is_over_is_deleted_and_nothing_else,
    words_are_found_as_they_are_typed,
    lists_have_no_hole_and_no_double_though_names_are_equal,
    only_people_who_offer_work_are_listed_as_offering_it,
}

/// Before every place in a list that goes forward.
const FIRST: (&str, AccountId) = ("", AccountId(Uuid::nil()));

fn token(n: u8) -> TokenHash {
    [n; 32]
}

fn new<'a>(id: AccountId, email: &'a str, name: &'a str) -> NewAccount<'a> {
    NewAccount { id, email, verified_at: None, password_hash: "a hash", name, staff: None, created_at: START }
}

fn an_address_is_taken_once_though_two_ask_at_once(place: &Place) {
    let market = Market::open(place);
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let (store, id) = (market.store.clone(), AccountId(id()));
            std::thread::spawn(move || {
                let made = store
                    .run_blocking(move |tx| accounts::insert(tx, &new(id, "clara@example.com", "Clara")));
                made.map(|made| made.then_some(id))
            })
        })
        .collect();
    let made: Vec<_> = threads.into_iter().map(|thread| thread.join().expect("no panic")).collect();
    let winners: Vec<AccountId> = made.iter().filter_map(|made| made.clone().expect("an answer")).collect();
    assert_eq!(winners.len(), 1, "{made:?}");
    let found = market.read(|tx| accounts::by_email(tx, "clara@example.com")).expect("it stands");
    assert_eq!((found.id, found.name.as_str(), found.verified_at), (winners[0], "Clara", None));
    let hash = market.read(|tx| accounts::password_hash(tx, "clara@example.com"));
    assert_eq!(hash, Some((winners[0], "a hash".to_owned())));
    assert_eq!(market.read(|tx| accounts::password_hash(tx, "noor@example.com")), None);
}

fn a_profile_a_role_and_a_suspension_are_kept(place: &Place) {
    let market = Market::open(place);
    let id = market.account("Felix");
    market.run(move |tx| {
        accounts::lock(tx, id)?;
        accounts::update_profile(tx, id, "Felix M.", "Logos", true)?;
        accounts::set_role(tx, id, Some(StaffRole::Moderator))?;
        accounts::set_suspension(tx, id, Some((later(1), "Spam.")))
    });
    let found = market.read(move |tx| accounts::by_id(tx, id)).expect("it stands");
    assert_eq!(
        (found.name.as_str(), found.headline.as_str(), found.offers_work),
        ("Felix M.", "Logos", true)
    );
    assert_eq!((found.staff, found.suspended_at), (Some(StaffRole::Moderator), Some(later(1))));
    market.run(move |tx| {
        accounts::set_role(tx, id, None)?;
        accounts::set_suspension(tx, id, None)
    });
    let found = market.read(move |tx| accounts::by_id(tx, id)).expect("it stands");
    assert_eq!((found.staff, found.suspended_at), (None, None));
}

fn begin(market: &Market, account: AccountId, n: u8, at: i64) -> SessionId {
    let session = SessionId(id());
    market.run(move |tx| {
        accounts::begin_session(tx, &token(n), session, account, later(at), later(at + 100), "")
    });
    session
}

fn a_sign_in_speaks_for_its_account_until_it_ends(place: &Place) {
    let market = Market::open(place);
    let clara = market.account("Clara");
    let session = begin(&market, clara, 1, 0);
    let who = |n, now| market.read(move |tx| accounts::signed_in(tx, &token(n), later(now)));
    let found = who(1, 99).expect("signed in");
    assert_eq!((found.session, found.person.id, found.person.suspended), (session, clara, false));
    assert_eq!(who(1, 100), None, "its time is over");
    assert_eq!(who(2, 0), None);
    market.run(move |tx| accounts::set_suspension(tx, clara, Some((later(1), "Spam."))));
    assert!(who(1, 50).is_some_and(|found| found.person.suspended), "a suspension counts at once");
    let end = |n| market.run(move |tx| accounts::end_session(tx, &token(n)));
    assert_eq!((end(1), end(1)), (Some(session), None));
    assert_eq!(who(1, 50), None);
}

fn the_oldest_sign_ins_end_first(place: &Place) {
    let market = Market::open(place);
    let (clara, noor) = (market.account("Clara"), market.account("Noor"));
    let sessions: Vec<SessionId> = (1..=5).map(|n| begin(&market, clara, n, i64::from(n))).collect();
    begin(&market, noor, 9, 0);
    let mut ended = market.run(move |tx| accounts::end_oldest_sessions(tx, clara, 3));
    ended.sort();
    let mut oldest = sessions[..2].to_vec();
    oldest.sort();
    assert_eq!(ended, oldest);
    let stands = |n| market.read(move |tx| accounts::signed_in(tx, &token(n), later(6))).is_some();
    assert_eq!([1, 2, 3, 4, 5, 9].map(stands), [false, false, true, true, true, true]);
    assert_eq!(market.run(move |tx| accounts::end_oldest_sessions(tx, clara, 3)), []);
}

fn every_sign_in_of_an_account_ends_at_once(place: &Place) {
    let market = Market::open(place);
    let (clara, noor) = (market.account("Clara"), market.account("Noor"));
    for n in 1..=3 {
        begin(&market, clara, n, 0);
    }
    begin(&market, noor, 4, 0);
    assert_eq!(market.run(move |tx| accounts::end_sessions(tx, clara)), 3);
    let stands = |n| market.read(move |tx| accounts::signed_in(tx, &token(n), later(1))).is_some();
    assert_eq!([1, 2, 3, 4].map(stands), [false, false, false, true]);
}

/// Verifications kept of one account, in these tests.
const KEEP: i64 = 3;

/// Begins to verify the newest sign-up of an account and gives it the link `n`.
fn begin_verification(market: &Market, account: AccountId, n: u8, until: i64) {
    // In the order of their making, as in the product.
    let verification = Uuid::from_u128(n.into());
    let begun = market.run(move |tx| {
        Ok(accounts::begin_verification(tx, verification, account, later(until), KEEP)?
            && accounts::give_link(tx, verification, &token(n), later(until))?)
    });
    assert!(begun);
}

fn a_link_makes_of_an_account_what_its_own_sign_up_said_and_voids_the_others(place: &Place) {
    let market = Market::open(place);
    let clara = AccountId(id());
    market.run(move |tx| accounts::insert(tx, &new(clara, "clara@example.com", "Not Clara")));
    begin_verification(&market, clara, 1, 10);
    assert!(market.run(move |tx| accounts::sign_up_again(tx, clara, "another hash", "Clara")));
    begin_verification(&market, clara, 2, 10);
    assert!(market.run(move |tx| accounts::sign_up_again(tx, clara, "a third hash", "Nobody")));
    let of = |n| market.read(move |tx| accounts::verification(tx, &token(n), later(1)));
    let said = |n| of(n).map(|found| (found.account, found.email, found.password_hash, found.name));
    let clara_at =
        |hash: &str, name: &str| Some((clara, "clara@example.com".into(), hash.into(), name.into()));
    assert_eq!(said(1), clara_at("a hash", "Not Clara"));
    assert_eq!(said(2), clara_at("another hash", "Clara"));
    let verify = |n, at| market.run(move |tx| accounts::verify(tx, &token(n), later(at)));
    assert_eq!(verify(3, 1), None, "unknown");
    assert_eq!(verify(2, 1), Some(clara));
    assert_eq!((verify(2, 2), verify(1, 2)), (None, None), "used, and with it the other");
    let found = market.read(move |tx| accounts::by_id(tx, clara)).expect("it stands");
    assert_eq!((found.verified_at, found.name.as_str()), (Some(later(1)), "Clara"));
    let hash = market.read(|tx| accounts::password_hash(tx, "clara@example.com"));
    assert_eq!(hash, Some((clara, "another hash".to_owned())));
    assert_eq!(market.read(|tx| accounts::list(tx, "clara", FIRST, 10)).len(), 1, "found by the name too");
    // Nothing begins any more.
    assert!(!market.run(move |tx| accounts::sign_up_again(tx, clara, "a fourth hash", "Nobody")));
    let late = id();
    assert!(!market.run(move |tx| accounts::begin_verification(tx, late, clara, later(20), KEEP)));
    assert!(!market.run(move |tx| accounts::give_link(tx, late, &token(4), later(20))));
}

fn two_links_of_one_account_used_at_once_verify_it_once(place: &Place) {
    let market = Market::open(place);
    let clara = AccountId(id());
    market.run(move |tx| accounts::insert(tx, &new(clara, "clara@example.com", "Clara")));
    begin_verification(&market, clara, 1, 10);
    begin_verification(&market, clara, 2, 10);
    let threads: Vec<_> = (1..=2)
        .map(|n| {
            let store = market.store.clone();
            std::thread::spawn(move || {
                store.run_blocking(move |tx| accounts::verify(tx, &token(n), later(1)))
            })
        })
        .collect();
    let used = threads.into_iter().map(|thread| thread.join().expect("no panic").expect("an answer"));
    assert_eq!(used.flatten().count(), 1);
}

fn the_oldest_verifications_of_an_account_end_first(place: &Place) {
    let market = Market::open(place);
    let (clara, noor) = (AccountId(id()), AccountId(id()));
    market.run(move |tx| {
        accounts::insert(tx, &new(clara, "clara@example.com", "Clara"))?;
        accounts::insert(tx, &new(noor, "noor@example.com", "Noor"))
    });
    begin_verification(&market, noor, 9, 10);
    for n in 1..=5 {
        begin_verification(&market, clara, n, 10);
    }
    let stands = |n| market.read(move |tx| accounts::verification(tx, &token(n), later(1))).is_some();
    assert_eq!([1, 2, 3, 4, 5, 9].map(stands), [false, false, true, true, true, true]);
}

fn a_verification_link_expires(place: &Place) {
    let market = Market::open(place);
    let clara = AccountId(id());
    market.run(move |tx| accounts::insert(tx, &new(clara, "clara@example.com", "Clara")));
    begin_verification(&market, clara, 1, 10);
    assert_eq!(market.run(|tx| accounts::verify(tx, &token(1), later(10))), None);
    let found = market.read(move |tx| accounts::by_id(tx, clara)).expect("it stands");
    assert_eq!(found.verified_at, None);
}

fn what_is_over_is_deleted_and_nothing_else(place: &Place) {
    let market = Market::open(place);
    let (clara, noor) = (market.account("Clara"), AccountId(id()));
    market.run(move |tx| accounts::insert(tx, &new(noor, "noor@example.com", "Noor")));
    let over = begin(&market, clara, 1, 0);
    begin(&market, clara, 2, 50);
    begin_verification(&market, noor, 3, 100);
    begin_verification(&market, noor, 4, 101);
    for (ended, links) in [(vec![over], 1), (vec![], 0)] {
        assert_eq!(market.run(|tx| accounts::expire_sessions(tx, later(100))), ended);
        assert_eq!(market.run(|tx| accounts::expire_verifications(tx, later(100))), links);
    }
    assert!(market.read(|tx| accounts::signed_in(tx, &token(2), later(100))).is_some());
}

fn words_are_found_as_they_are_typed(place: &Place) {
    let market = Market::open(place);
    for name in [
        "100% Felix",
        "100 Felix",
        "under_score",
        "underXscore",
        "back\\slash",
        "Bäckerei GROSS",
        "50%_off\\",
        "Özge ŁUKASZ",
    ] {
        let id = market.account(name);
        market.run(move |tx| accounts::update_profile(tx, id, name, "", true));
    }
    let find = |words: &'static str| {
        let offering = market.read(move |tx| accounts::offering(tx, words, FIRST, 100));
        let mut listed: Vec<String> = market
            .read(move |tx| accounts::list(tx, words, FIRST, 100))
            .into_iter()
            .map(|row| row.name)
            .collect();
        let mut names: Vec<String> = offering.into_iter().map(|row| row.name).collect();
        names.sort();
        listed.sort();
        assert_eq!(names, listed, "both lists search alike for {words:?}");
        names
    };
    assert_eq!(find("100%"), ["100% Felix"]);
    assert_eq!(find("under_score"), ["under_score"]);
    assert_eq!(find("\\"), ["50%_off\\", "back\\slash"]);
    assert_eq!(find("%_"), ["50%_off\\"]);
    assert_eq!(find("%"), ["100% Felix", "50%_off\\"]);
    assert_eq!(find("fELIX"), ["100 Felix", "100% Felix"], "in any case");
    assert_eq!(find("bäckerei gross"), ["Bäckerei GROSS"]);
    assert_eq!(find("özge łukasz"), ["Özge ŁUKASZ"], "and in any alphabet");
    assert_eq!(find("").len(), 8);
    assert_eq!(find("nobody"), [""; 0]);
    assert_eq!(find("' OR 1=1 --"), [""; 0]);
}

fn lists_have_no_hole_and_no_double_though_names_are_equal(place: &Place) {
    let market = Market::open(place);
    for n in 0..9 {
        let name = ["Anna", "anna", "Ünal"][n % 3];
        let id = market.account(name);
        market.run(move |tx| accounts::update_profile(tx, id, name, "", true));
    }
    for limit in [1, 2, 4, 9, 10] {
        let (mut seen, mut after) = (Vec::new(), (String::new(), AccountId(Uuid::nil())));
        loop {
            let place = after.clone();
            let page = market.read(move |tx| accounts::offering(tx, "", (&place.0, place.1), limit));
            let Some(last) = page.last() else { break };
            after = (last.name.clone(), last.id);
            seen.extend(page.into_iter().map(|row| (row.name, row.id)));
        }
        assert_eq!(seen.len(), 9, "by {limit}");
        assert!(seen.is_sorted_by(|one, next| one < next), "both databases sort by bytes: {seen:?}");
    }
}

fn only_people_who_offer_work_are_listed_as_offering_it(place: &Place) {
    let market = Market::open(place);
    let (offers, not, suspended) = (market.account("Felix"), market.account("Clara"), market.account("Dana"));
    market.run(move |tx| {
        accounts::update_profile(tx, offers, "Felix", "Logos", true)?;
        accounts::update_profile(tx, not, "Clara", "", false)?;
        accounts::update_profile(tx, suspended, "Dana", "Text", true)?;
        accounts::set_suspension(tx, suspended, Some((later(1), "Spam.")))
    });
    let listed = market.read(|tx| accounts::offering(tx, "", FIRST, 10));
    assert_eq!(listed.iter().map(|row| row.id).collect::<Vec<_>>(), [offers]);
    assert_eq!(market.read(|tx| accounts::list(tx, "", FIRST, 10)).len(), 3, "staff see everybody");
}
