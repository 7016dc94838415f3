//! Refusals: bounded for each account, counted by code, expiring.

use super::market::{Market, id, later};
use crate::conformance;
use crate::kit::Place;
use parlance_core::market::Side;
use parlance_core::{AccountId, Time};
use parlance_store::refusals::{self, NewRefusal, Refusal};
use uuid::Uuid;

conformance! {
    a_refusal_reads_back_as_it_was_kept,
    an_account_keeps_its_newest_refusals_up_to_the_bound,
    the_bound_holds_though_all_come_at_one_moment,
    pages_have_no_hole_and_no_double_though_times_are_equal,
    codes_are_counted_most_often_first,
    refusals_expire,
}

const NEWEST: (Time, Uuid) = (Time(i64::MAX), Uuid::max());

fn refusal(account: AccountId, code: &'static str, at: Time) -> NewRefusal {
    NewRefusal {
        id: id(),
        at,
        code,
        account,
        side: None,
        action: "send",
        entry_point: None,
        job: None,
        counterpart: None,
        conversation: None,
        policy_version: 1,
        expires_at: Time(at.0 + 1_000_000),
    }
}

fn keep(market: &Market, new: NewRefusal, bound: i64) {
    market.run(move |tx| refusals::insert(tx, &new, bound));
}

fn all(market: &Market) -> Vec<Refusal> {
    market.read(|tx| refusals::page(tx, NEWEST, 1000))
}

fn a_refusal_reads_back_as_it_was_kept(place: &Place) {
    let market = Market::open(place);
    let pair = market.pair();
    let full = NewRefusal {
        side: Some(Side::Freelancer),
        entry_point: Some("profile"),
        job: Some(pair.job),
        counterpart: Some(pair.client),
        conversation: Some(pair.conversation),
        ..refusal(pair.freelancer, "job-closed", later(2))
    };
    keep(&market, full.clone(), 10);
    keep(&market, refusal(pair.client, "no-open-job", later(1)), 10);
    let kept = all(&market);
    assert_eq!(kept.len(), 2);
    let (first, second) = (&kept[0], &kept[1]);
    assert_eq!((first.id, first.at, first.code.as_str()), (full.id, full.at, full.code));
    assert_eq!(
        (first.account.0, first.account.1.as_str(), first.side),
        (pair.freelancer, "Felix", full.side)
    );
    assert_eq!((first.action.as_str(), first.entry_point.as_deref()), ("send", Some("profile")));
    assert_eq!(
        (first.job, first.counterpart, first.conversation),
        (full.job, full.counterpart, full.conversation)
    );
    assert_eq!(first.policy_version, 1);
    assert_eq!((second.side, second.entry_point.as_deref(), second.job), (None, None, None));
}

fn an_account_keeps_its_newest_refusals_up_to_the_bound(place: &Place) {
    let market = Market::open(place);
    let (clara, felix) = (market.account("Clara"), market.account("Felix"));
    keep(&market, refusal(felix, "job-closed", later(0)), 3);
    for n in 1..=5 {
        keep(&market, refusal(clara, "job-closed", later(n)), 3);
    }
    let kept: Vec<_> = all(&market).into_iter().map(|row| (row.account.0, row.at)).collect();
    assert_eq!(kept, [(clara, later(5)), (clara, later(4)), (clara, later(3)), (felix, later(0))]);
}

fn the_bound_holds_though_all_come_at_one_moment(place: &Place) {
    let market = Market::open(place);
    let clara = market.account("Clara");
    for _ in 0..6 {
        keep(&market, refusal(clara, "rate-limited", later(1)), 3);
    }
    assert_eq!(all(&market).len(), 3);
}

fn pages_have_no_hole_and_no_double_though_times_are_equal(place: &Place) {
    let market = Market::open(place);
    let clara = market.account("Clara");
    for n in 0..9 {
        keep(&market, refusal(clara, "job-closed", later(n / 3)), 100);
    }
    let whole: Vec<_> = all(&market).into_iter().map(|row| (row.at, row.id)).collect();
    assert_eq!(whole.len(), 9);
    assert!(whole.is_sorted_by(|newer, older| newer > older));
    for limit in [1, 2, 4] {
        let (mut seen, mut before) = (Vec::new(), NEWEST);
        loop {
            let page = market.read(move |tx| refusals::page(tx, before, limit));
            let Some(last) = page.last() else { break };
            before = (last.at, last.id);
            seen.extend(page.into_iter().map(|row| (row.at, row.id)));
        }
        assert_eq!(seen, whole, "by {limit}");
    }
}

fn codes_are_counted_most_often_first(place: &Place) {
    let market = Market::open(place);
    let clara = market.account("Clara");
    for (n, code) in ["own-profile", "job-closed", "no-open-job", "job-closed"].into_iter().enumerate() {
        keep(&market, refusal(clara, code, later(n as i64)), 100);
    }
    let counts = market.read(refusals::counts);
    let named: Vec<_> = counts.iter().map(|(code, count)| (code.as_str(), *count)).collect();
    assert_eq!(named, [("job-closed", 2), ("no-open-job", 1), ("own-profile", 1)]);
}

fn refusals_expire(place: &Place) {
    let market = Market::open(place);
    let clara = market.account("Clara");
    for n in 0..3 {
        keep(&market, refusal(clara, "job-closed", later(n)), 100);
    }
    assert_eq!(market.run(|tx| refusals::expire(tx, later(2))), 2);
    assert_eq!(all(&market).into_iter().map(|row| row.at).collect::<Vec<_>>(), [later(2)]);
}
