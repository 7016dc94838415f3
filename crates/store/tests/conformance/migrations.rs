//! The schema's steps: run once, never changed, never run by an older program.

use crate::conformance;
use crate::kit::Place;
use parlance_store::{Store, StoreError, statements};

conformance! {
    migrations_run_once,
    nodes_that_migrate_at_once_all_succeed,
    a_changed_step_is_refused,
    a_newer_database_is_refused,
}

statements! {
    CHANGE = "UPDATE migration SET checksum = checksum + 1";
    NEWER = "INSERT INTO migration (version, name, checksum, applied_at) VALUES (9999, 'later', 0, 0)";
    STEPS = "SELECT count(*) FROM migration";
}

fn run(store: &Store, sql: parlance_store::engine::Sql) {
    assert_eq!(ALL.len(), 3);
    let changed = store.run_blocking(move |tx| tx.execute(&sql, &[]));
    assert!(matches!(changed, Ok::<_, StoreError>(1..)), "{changed:?}");
}

fn migrations_run_once(place: &Place) {
    let store = place.open();
    let pending = store.pending_migrations().expect("a list");
    assert!(!pending.is_empty());
    let first = store.migrate().expect("the first run");
    assert_eq!(first.applied, pending);
    assert_eq!(store.pending_migrations(), Ok(vec![]));
    let second = store.migrate().expect("the second run");
    assert_eq!((second.applied, second.version), (vec![], first.version));
    let steps = store.read_blocking(|tx| tx.query_opt(&STEPS, &[], |row| row.get_i64(0)));
    assert_eq!(steps, Ok::<_, StoreError>(Some(first.version)));
}

fn nodes_that_migrate_at_once_all_succeed(place: &Place) {
    let nodes: Vec<_> = (0..3)
        .map(|_| {
            let store = place.open();
            std::thread::spawn(move || store.migrate())
        })
        .collect();
    let applied: usize =
        nodes.into_iter().map(|node| node.join().expect("no panic").expect("a run").applied.len()).sum();
    let known = place.open().migrate().expect("one more run").version;
    assert_eq!(applied as i64, known, "each step was run by one of them");
}

fn a_changed_step_is_refused(place: &Place) {
    let store = place.open_migrated();
    run(&store, CHANGE);
    assert!(matches!(store.migrate(), Err(StoreError::Corrupt(_))));
    assert!(matches!(store.pending_migrations(), Err(StoreError::Corrupt(_))));
}

fn a_newer_database_is_refused(place: &Place) {
    let store = place.open_migrated();
    run(&store, NEWER);
    assert!(matches!(store.migrate(), Err(StoreError::Unavailable(_))));
    assert!(matches!(store.pending_migrations(), Err(StoreError::Unavailable(_))));
}
