//! Keys of creates that are no entries.

use super::market::{Market, START, id, later};
use crate::conformance;
use crate::kit::Place;
use parlance_core::{AccountId, Key, Time};
use parlance_store::StoreError;
use parlance_store::idempotency::{self, Kept};
use uuid::Uuid;

conformance! {
    a_key_is_found_until_it_expires,
    of_two_that_keep_one_key_the_second_is_told,
    an_expired_key_can_be_used_again,
    expired_keys_are_deleted_and_others_are_not,
}

const REQUEST: [u8; 32] = [1; 32];

fn keep(
    market: &Market,
    account: AccountId,
    key: Key,
    resource: Uuid,
    now: Time,
    until: Time,
) -> Result<(), StoreError> {
    market.store.run_blocking(move |tx| idempotency::keep(tx, account, key, &REQUEST, resource, now, until))
}

fn find(market: &Market, account: AccountId, key: Key, now: Time) -> Option<Kept> {
    market.read(move |tx| idempotency::find(tx, account, key, now))
}

fn a_key_is_found_until_it_expires(place: &Place) {
    let market = Market::open(place);
    let (clara, felix) = (market.account("Clara"), market.account("Felix"));
    let (key, resource) = (Key(id()), id());
    assert_eq!(find(&market, clara, key, START), None);
    assert_eq!(keep(&market, clara, key, resource, START, later(10)), Ok(()));
    let kept = Some(Kept { request: REQUEST.to_vec(), resource });
    assert_eq!(find(&market, clara, key, START), kept);
    assert_eq!(find(&market, clara, key, Time(later(10).0 - 1)), kept);
    assert_eq!(find(&market, clara, key, later(10)), None);
    assert_eq!(find(&market, felix, key, START), None, "a key is its account's own");
    assert_eq!(keep(&market, felix, key, id(), START, later(10)), Ok(()));
}

fn of_two_that_keep_one_key_the_second_is_told(place: &Place) {
    let market = Market::open(place);
    let clara = market.account("Clara");
    let (key, first) = (Key(id()), id());
    assert_eq!(keep(&market, clara, key, first, START, later(10)), Ok(()));
    assert_eq!(keep(&market, clara, key, id(), later(1), later(11)), Err(StoreError::Conflict));
    assert_eq!(find(&market, clara, key, later(1)).map(|kept| kept.resource), Some(first));

    let racing = Key(id());
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let store = market.store.clone();
            std::thread::spawn(move || {
                let resource = id();
                store.run_blocking(move |tx| {
                    idempotency::keep(tx, clara, racing, &REQUEST, resource, START, later(10))
                        .map(|()| resource)
                })
            })
        })
        .collect();
    let kept: Vec<Uuid> =
        threads.into_iter().filter_map(|thread| thread.join().expect("no panic").ok()).collect();
    assert_eq!(kept.len(), 1, "one of them");
    assert_eq!(find(&market, clara, racing, START).map(|found| found.resource), Some(kept[0]));
}

fn an_expired_key_can_be_used_again(place: &Place) {
    let market = Market::open(place);
    let clara = market.account("Clara");
    let (key, second) = (Key(id()), id());
    assert_eq!(keep(&market, clara, key, id(), START, later(10)), Ok(()));
    assert_eq!(keep(&market, clara, key, second, later(10), later(20)), Ok(()));
    assert_eq!(find(&market, clara, key, later(10)).map(|kept| kept.resource), Some(second));
}

fn expired_keys_are_deleted_and_others_are_not(place: &Place) {
    let market = Market::open(place);
    let clara = market.account("Clara");
    let keys: Vec<Key> = (1..=3)
        .map(|n| {
            let key = Key(id());
            assert_eq!(keep(&market, clara, key, id(), START, later(n)), Ok(()));
            key
        })
        .collect();
    assert_eq!(market.run(|tx| idempotency::expire(tx, later(2))), 2);
    assert_eq!(market.run(|tx| idempotency::expire(tx, later(2))), 0);
    assert!(find(&market, clara, keys[2], START).is_some());
    assert_eq!(find(&market, clara, keys[0], START), None);
}
