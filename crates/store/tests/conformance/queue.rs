//! How commands wait: many behind one commit, none for ever, and all of them served before the end.

use crate::conformance;
use crate::kit::{Place, hold, spawn, until};
use parlance_store::{Store, StoreError, statements};
use std::time::Duration;

conformance! {
    what_waits_together_is_served_without_waiting_for_each_other,
    a_full_queue_refuses_at_once,
    a_wait_that_would_be_too_long_is_refused_at_once,
    closing_serves_who_waits_and_refuses_who_comes_later,
    what_was_acknowledged_is_there_after_reopening,
}

statements! {
    CREATE = "CREATE TABLE tally (id bigint PRIMARY KEY)";
    ADD = "INSERT INTO tally (id) VALUES ($1)";
    COUNT = "SELECT count(*) FROM tally";
}

fn create(store: &Store) {
    store
        .run_blocking(|tx| tx.execute(&CREATE, &[]))
        .unwrap_or_else(|error: StoreError| panic!("the table: {error}"));
    assert_eq!(ALL.len(), 3);
}

fn count(store: &Store) -> i64 {
    store
        .read_blocking(|tx| {
            Ok::<_, StoreError>(tx.query_opt(&COUNT, &[], |row| row.get_i64(0))?.unwrap_or_default())
        })
        .expect("a count")
}

/// SQLite: one commit for all of them. PostgreSQL: others go on beside one that is held.
fn what_waits_together_is_served_without_waiting_for_each_other(place: &Place) {
    let store = place.open();
    create(&store);
    let held = hold(&store);
    let before = store.figures();
    let waiting: Vec<_> = (0..50).map(|id| spawn(&store, move |tx| tx.execute(&ADD, &[id.into()]))).collect();
    if place.is_sqlite() {
        until("fifty wait", || store.queue_depth() == 50);
        held.let_go();
        for command in waiting {
            assert_eq!(command.join().expect("no panic"), Ok(1));
        }
        let after = store.figures();
        assert_eq!(after.commands - before.commands, 51, "the held one and the fifty");
        assert_eq!(after.commits - before.commits, 2, "the held one, then one for the fifty");
    } else {
        for command in waiting {
            assert_eq!(command.join().expect("no panic"), Ok(1));
        }
        assert_eq!(store.figures().commits - before.commits, 50, "the held one has not come to its end");
        held.let_go();
    }
    assert_eq!(count(&store), 50);
}

fn a_full_queue_refuses_at_once(place: &Place) {
    let store = place.open_narrow(|config| {
        config.queue_max = 2;
        config.wait_max = Duration::MAX;
    });
    create(&store);
    let held = hold(&store);
    let first = spawn(&store, |tx| tx.execute(&ADD, &[1.into()]));
    let second = spawn(&store, |tx| tx.execute(&ADD, &[2.into()]));
    until("two wait", || store.queue_depth() == 2);
    assert_eq!(store.run_blocking(|tx| tx.execute(&ADD, &[3.into()])), Err(StoreError::Busy));
    held.let_go();
    assert_eq!(first.join().expect("no panic"), Ok(1));
    assert_eq!(second.join().expect("no panic"), Ok(1));
    assert_eq!(store.run_blocking(|tx| tx.execute(&ADD, &[3.into()])), Ok(1), "it may come back");
}

fn a_wait_that_would_be_too_long_is_refused_at_once(place: &Place) {
    let store = place.open_narrow(|config| config.wait_max = Duration::from_nanos(1));
    create(&store);
    let held = hold(&store);
    let first = spawn(&store, |tx| tx.execute(&ADD, &[1.into()]));
    until("one waits", || store.queue_depth() == 1);
    assert_eq!(store.run_blocking(|tx| tx.execute(&ADD, &[2.into()])), Err(StoreError::Busy));
    held.let_go();
    assert_eq!(first.join().expect("no panic"), Ok(1));
    assert_eq!(store.run_blocking(|tx| tx.execute(&ADD, &[2.into()])), Ok(1), "an empty queue lets in");
}

fn closing_serves_who_waits_and_refuses_who_comes_later(place: &Place) {
    let store = place.open_narrow(|_| {});
    create(&store);
    let held = hold(&store);
    let waiting = spawn(&store, |tx| tx.execute(&ADD, &[1.into()]));
    until("one waits", || store.queue_depth() == 1);
    let closing = {
        let store = store.clone();
        std::thread::spawn(move || store.close())
    };
    until("the closing waits in line", || store.queue_depth() == 2);
    held.let_go();
    closing.join().expect("no panic");
    assert_eq!(waiting.join().expect("no panic"), Ok(1));
    let late = store.run_blocking(|tx| tx.execute(&ADD, &[2.into()]));
    assert!(matches!(late, Err(StoreError::Unavailable(_))), "{late:?}");
    store.close();
}

fn what_was_acknowledged_is_there_after_reopening(place: &Place) {
    let store = place.open();
    create(&store);
    store.run_blocking(|tx| tx.execute(&ADD, &[1.into()])).expect("a write");
    store.close();
    assert_eq!(count(&place.open()), 1);
}
