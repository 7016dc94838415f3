//! Tasks: claimed by one worker at a time, given back, laid aside, and never enqueued twice.

use crate::conformance;
use crate::kit::Place;
use parlance_core::Time;
use parlance_store::tasks::{self, TaskCounts, TaskRow};
use parlance_store::{Store, StoreError};
use std::collections::HashSet;
use std::sync::{Arc, Barrier};
use uuid::Uuid;

conformance! {
    a_task_is_claimed_when_it_is_due_and_by_one_worker,
    a_lease_that_ran_out_is_lost,
    a_failed_task_comes_again_later,
    a_task_that_keeps_failing_is_laid_aside,
    a_key_is_enqueued_once,
    workers_that_claim_at_once_share_no_task,
    counts_tell_due_later_and_dead,
}

const FIRST: Uuid = Uuid::from_u128(1);
const SECOND: Uuid = Uuid::from_u128(2);

fn add(store: &Store, number: u128, kind: &'static str, run_at: i64) {
    let key = format!("key {number}");
    let added = store.run_blocking(move |tx| {
        tasks::enqueue(tx, Uuid::from_u128(number), kind, "{}", Time(run_at), Some(&key), Time(0))
    });
    assert_eq!(added, Ok::<_, StoreError>(true));
}

fn claim(store: &Store, now: i64, until: i64, lease: Uuid) -> Vec<TaskRow> {
    claim_kinds(store, &["mail"], now, until, lease)
}

fn claim_kinds(
    store: &Store,
    kinds: &'static [&'static str],
    now: i64,
    until: i64,
    lease: Uuid,
) -> Vec<TaskRow> {
    store
        .run_blocking(move |tx| tasks::claim(tx, kinds, Time(now), Time(until), lease, 10))
        .unwrap_or_else(|error: StoreError| panic!("a claim: {error}"))
}

fn numbers(claimed: &[TaskRow]) -> Vec<u128> {
    claimed.iter().map(|task| task.id.as_u128()).collect()
}

fn a_task_is_claimed_when_it_is_due_and_by_one_worker(place: &Place) {
    let store = place.open_migrated();
    add(&store, 1, "mail", 20);
    add(&store, 2, "mail", 10);
    add(&store, 3, "mail", 30);
    add(&store, 4, "search", 5);
    assert_eq!(claim(&store, 9, 100, FIRST), []);
    let claimed = claim(&store, 20, 100, FIRST);
    assert_eq!(numbers(&claimed), [2, 1], "the oldest first, the other kind not at all");
    assert_eq!((claimed[0].attempts, claimed[0].payload.as_str()), (1, "{}"));
    assert_eq!(numbers(&claim(&store, 50, 100, SECOND)), [3]);
    assert_eq!(numbers(&claim_kinds(&store, &["mail", "search"], 50, 100, SECOND)), [4]);
    let done = store.run_blocking(|tx| tasks::complete(tx, Uuid::from_u128(1), FIRST));
    assert_eq!(done, Ok::<_, StoreError>(true));
    assert_eq!(numbers(&claim(&store, 1000, 2000, FIRST)), [2, 3]);
}

fn a_lease_that_ran_out_is_lost(place: &Place) {
    let store = place.open_migrated();
    add(&store, 1, "mail", 0);
    claim(&store, 0, 100, FIRST);
    assert_eq!(claim(&store, 100, 200, SECOND), [], "it runs to its last moment");
    let again = claim(&store, 101, 200, SECOND);
    assert_eq!((numbers(&again), again[0].attempts), (vec![1], 2));
    let id = Uuid::from_u128(1);
    let late = store.run_blocking(move |tx| {
        Ok::<_, StoreError>([
            tasks::complete(tx, id, FIRST)?,
            tasks::retry(tx, id, FIRST, Time(0), "late")?,
            tasks::bury(tx, id, FIRST, "late", Time(0))?,
        ])
    });
    assert_eq!(late, Ok([false; 3]));
    let done = store.run_blocking(move |tx| tasks::complete(tx, id, SECOND));
    assert_eq!(done, Ok::<_, StoreError>(true));
}

fn a_failed_task_comes_again_later(place: &Place) {
    let store = place.open_migrated();
    add(&store, 1, "mail", 0);
    claim(&store, 0, 100, FIRST);
    let given_back =
        store.run_blocking(|tx| tasks::retry(tx, Uuid::from_u128(1), FIRST, Time(50), "no route"));
    assert_eq!(given_back, Ok::<_, StoreError>(true));
    assert_eq!(claim(&store, 49, 100, SECOND), []);
    assert_eq!(claim(&store, 50, 100, SECOND)[0].attempts, 2);
}

fn a_task_that_keeps_failing_is_laid_aside(place: &Place) {
    let store = place.open_migrated();
    add(&store, 1, "mail", 0);
    claim(&store, 0, 100, FIRST);
    let buried = store.run_blocking(|tx| tasks::bury(tx, Uuid::from_u128(1), FIRST, "no such host", Time(7)));
    assert_eq!(buried, Ok::<_, StoreError>(true));
    assert_eq!(claim(&store, 1000, 2000, SECOND), []);
    let dead = store.read_blocking(|tx| tasks::dead(tx, 10));
    let dead: Vec<_> = dead
        .unwrap_or_else(|error: StoreError| panic!("the dead: {error}"))
        .into_iter()
        .map(|dead| (dead.task.id.as_u128(), dead.last_error, dead.dead_at))
        .collect();
    assert_eq!(dead, [(1, "no such host".to_owned(), Time(7))]);
}

fn a_key_is_enqueued_once(place: &Place) {
    let store = place.open_migrated();
    let enqueue = |number: u128, key: Option<&'static str>| {
        store.run_blocking(move |tx| {
            tasks::enqueue(tx, Uuid::from_u128(number), "mail", "{}", Time(0), key, Time(0))
        })
    };
    assert_eq!(enqueue(1, Some("welcome")), Ok::<_, StoreError>(true));
    assert_eq!(enqueue(2, Some("welcome")), Ok::<_, StoreError>(false));
    assert_eq!(enqueue(3, None), Ok::<_, StoreError>(true));
    assert_eq!(enqueue(4, None), Ok::<_, StoreError>(true));
    let mut claimed = numbers(&claim(&store, 0, 1, FIRST));
    claimed.sort_unstable();
    assert_eq!(claimed, [1, 3, 4]);
}

fn workers_that_claim_at_once_share_no_task(place: &Place) {
    let store = place.open_migrated();
    for number in 1..=40 {
        add(&store, number, "mail", 0);
    }
    let start = Arc::new(Barrier::new(4));
    let workers: Vec<_> = (0..4_u128)
        .map(|worker| {
            let (store, start) = (store.clone(), Arc::clone(&start));
            std::thread::spawn(move || {
                start.wait();
                numbers(&claim(&store, 0, 100, Uuid::from_u128(100 + worker)))
            })
        })
        .collect();
    let claimed: Vec<u128> =
        workers.into_iter().flat_map(|worker| worker.join().expect("no panic")).collect();
    let distinct: HashSet<u128> = claimed.iter().copied().collect();
    assert_eq!(distinct.len(), claimed.len(), "a task was claimed twice: {claimed:?}");
    assert!(!claimed.is_empty());
}

fn counts_tell_due_later_and_dead(place: &Place) {
    let store = place.open_migrated();
    let counts = |now: i64| store.read_blocking(move |tx| tasks::counts(tx, Time(now)));
    assert_eq!(counts(0), Ok::<_, StoreError>(TaskCounts::default()));
    add(&store, 1, "mail", 5);
    add(&store, 2, "mail", 6);
    add(&store, 3, "mail", 90);
    claim(&store, 5, 100, FIRST);
    store
        .run_blocking(|tx| tasks::bury(tx, Uuid::from_u128(1), FIRST, "x", Time(5)))
        .unwrap_or_else(|error: StoreError| panic!("{error}"));
    let expected = TaskCounts { due_count: 1, later_count: 1, dead_count: 1, oldest_due_at: Some(Time(6)) };
    assert_eq!(counts(10), Ok::<_, StoreError>(expected));
}
