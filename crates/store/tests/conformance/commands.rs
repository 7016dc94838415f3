//! What a command may rely on: all or nothing, neighbours that cannot hurt it, hints after the commit.

use crate::conformance;
use crate::kit::{Place, hold, spawn, until, wait_for};
use parlance_core::JobId;
use parlance_store::hint::Hint;
use parlance_store::{Store, StoreError, Tx, statements};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Barrier, Mutex};
use uuid::Uuid;

conformance! {
    a_command_that_fails_keeps_nothing,
    a_failed_statement_cannot_be_swallowed,
    a_key_that_stands_already_is_a_conflict,
    failing_and_panicking_neighbours_do_no_harm,
    a_commit_that_is_refused_fails_its_own_command_only,
    a_planted_fault_answers_before_the_commit,
    hints_come_after_the_commit_and_in_order,
    a_read_sees_one_moment,
    a_write_through_a_read_fails,
    reads_in_a_long_line_get_each_their_own_answer,
    writers_of_one_row_wait_for_each_other,
    commands_that_lock_crosswise_both_succeed,
    every_statement_can_be_prepared,
}

statements! {
    CREATE = "CREATE TABLE note (id bigint PRIMARY KEY, body text NOT NULL)";
    WRITE = "INSERT INTO note (id, body) VALUES ($1, $2)";
    COUNT = "SELECT count(*) FROM note";
    READ: lock = "SELECT body FROM note WHERE id = $1";
    CHANGE = "UPDATE note SET body = $2 WHERE id = $1";
    CREATE_CHILD = "CREATE TABLE child (id bigint PRIMARY KEY, \
        note bigint NOT NULL REFERENCES note DEFERRABLE INITIALLY DEFERRED)";
    WRITE_CHILD = "INSERT INTO child (id, note) VALUES ($1, $2)";
}

/// A place with the table of these tests.
fn opened(place: &Place) -> Store {
    let store = place.open();
    create(&store);
    store
}

fn create(store: &Store) {
    store
        .run_blocking(|tx| {
            assert_eq!(ALL.len(), 7);
            tx.execute(&CREATE, &[])?;
            tx.execute(&CREATE_CHILD, &[])
        })
        .map(|_| ())
        .unwrap_or_else(|error: StoreError| panic!("the table: {error}"));
}

fn write(tx: &mut Tx<'_>, id: i64) -> Result<(), StoreError> {
    tx.execute(&WRITE, &[id.into(), "x".into()]).map(|changed| assert_eq!(changed, 1))
}

fn count(store: &Store) -> i64 {
    store.read_blocking(count_in).expect("a count")
}

fn count_in(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    Ok(tx.query_opt(&COUNT, &[], |row| row.get_i64(0))?.unwrap_or_default())
}

fn a_command_that_fails_keeps_nothing(place: &Place) {
    let store = opened(place);
    let failed = store.run_blocking::<(), _, _>(|tx| {
        write(tx, 1)?;
        Err(StoreError::Busy)
    });
    assert_eq!(failed, Err(StoreError::Busy));
    assert_eq!(count(&store), 0);
}

fn a_failed_statement_cannot_be_swallowed(place: &Place) {
    let store = opened(place);
    store.run_blocking(|tx| write(tx, 1)).expect("the first");
    let answer = store.run_blocking(|tx| {
        write(tx, 2)?;
        assert_eq!(write(tx, 1), Err(StoreError::Conflict));
        assert_eq!(write(tx, 3), Err(StoreError::Conflict), "nothing goes on after a failure");
        Ok(())
    });
    assert_eq!(answer, Err(StoreError::Conflict));
    assert_eq!(count(&store), 1);
    store.run_blocking(|tx| write(tx, 2)).expect("the next command is not touched by it");
}

fn a_key_that_stands_already_is_a_conflict(place: &Place) {
    let store = opened(place);
    store.run_blocking(|tx| write(tx, 1)).expect("the first");
    assert_eq!(store.run_blocking(|tx| write(tx, 1)), Err(StoreError::Conflict));
}

fn failing_and_panicking_neighbours_do_no_harm(place: &Place) {
    let store = place.open_narrow(|_| {});
    create(&store);
    let held = hold(&store);
    let good: Vec<_> = (1..=3).map(|id| spawn(&store, move |tx| write(tx, id))).collect();
    let refusing = spawn(&store, |tx| {
        write(tx, 10)?;
        Err::<(), _>(StoreError::Corrupt("refused".into()))
    });
    let panicking = spawn(&store, |tx| {
        write(tx, 11)?;
        panic!("as the test wished");
        #[expect(unreachable_code, reason = "gives the closure its type")]
        Ok(())
    });
    let clashing = spawn(&store, |tx| {
        write(tx, 12)?;
        write(tx, 12)
    });
    let late: Vec<_> = (4..=6).map(|id| spawn(&store, move |tx| write(tx, id))).collect();
    until("nine wait", || store.queue_depth() == 9);
    held.let_go();
    for command in good.into_iter().chain(late) {
        assert_eq!(command.join().expect("no panic"), Ok(()));
    }
    assert_eq!(refusing.join().expect("no panic"), Err(StoreError::Corrupt("refused".into())));
    let told = panicking.join().expect("no panic outside");
    assert!(matches!(told, Err(StoreError::Unavailable(_))), "{told:?}");
    assert_eq!(clashing.join().expect("no panic"), Err(StoreError::Conflict));
    assert_eq!(count(&store), 6);
}

fn a_commit_that_is_refused_fails_its_own_command_only(place: &Place) {
    let store = place.open_narrow(|_| {});
    create(&store);
    let held = hold(&store);
    let good = spawn(&store, |tx| write(tx, 1));
    // Checked at the COMMIT: there is no such note.
    let orphan = spawn(&store, |tx| tx.execute(&WRITE_CHILD, &[1.into(), 99.into()]));
    let other = spawn(&store, |tx| write(tx, 2));
    until("three wait", || store.queue_depth() == 3);
    held.let_go();
    assert_eq!(good.join().expect("no panic"), Ok(()));
    let told = orphan.join().expect("no panic");
    assert!(matches!(told, Err(StoreError::Corrupt(_))), "{told:?}");
    assert_eq!(other.join().expect("no panic"), Ok(()));
    assert_eq!(count(&store), 2);
}

fn a_planted_fault_answers_before_the_commit(place: &Place) {
    let store = place.open_narrow(|config| {
        config.planted = Some(parlance_store::engine::Planted::AckBeforeCommit);
    });
    create(&store);
    let told = store.run_blocking(|tx| tx.execute(&WRITE_CHILD, &[1.into(), 99.into()]));
    assert_eq!(told, Ok(1), "answered although the COMMIT was refused");
}

fn hints_come_after_the_commit_and_in_order(place: &Place) {
    let store = place.open_narrow(|_| {});
    create(&store);
    let (seen, watcher) = (Arc::new(Mutex::new(Vec::new())), store.clone());
    let kept = Arc::clone(&seen);
    store.set_sink(Box::new(move |hints| {
        for hint in hints {
            let Hint::Job(JobId(id)) = hint else { panic!("another hint") };
            // On one writer the read runs beside it; in a pool of one it would wait for this very thread.
            let committed = if watcher.is_local_file() { Some(count(&watcher)) } else { None };
            kept.lock().expect("no panic").push((id.as_u128(), committed));
        }
    }));
    let leave = |id: u128, fails: bool| {
        move |tx: &mut Tx<'_>| {
            tx.hint(Hint::Job(JobId(Uuid::from_u128(id))));
            write(tx, id as i64)?;
            if fails { Err(StoreError::Busy) } else { Ok(()) }
        }
    };
    store.run_blocking(leave(1, false)).expect("the first");
    assert_eq!(store.run_blocking(leave(2, true)), Err(StoreError::Busy));
    let held = hold(&store);
    let mut waiting = Vec::new();
    for (id, fails) in [(3, false), (4, true), (5, false)] {
        waiting.push(spawn(&store, leave(id, fails)));
        until("it waits", || store.queue_depth() == waiting.len());
    }
    held.let_go();
    for command in waiting {
        let _ = command.join().expect("no panic");
    }
    until("three hints came", || seen.lock().expect("no panic").len() >= 3);
    let seen = seen.lock().expect("no panic");
    let order: Vec<u128> = seen.iter().map(|(id, _)| *id).collect();
    assert_eq!(order, [1, 3, 5]);
    for (id, committed) in seen.iter() {
        let least = order.iter().position(|other| other == id).expect("in the list") as i64 + 1;
        assert!(committed.is_none_or(|count| count >= least), "hint {id} came with {committed:?} rows");
    }
}

fn a_read_sees_one_moment(place: &Place) {
    let store = opened(place);
    store.run_blocking(|tx| write(tx, 1)).expect("the first");
    let (looked, has_looked) = channel();
    let (wrote, has_written) = channel();
    let reader = {
        let store = store.clone();
        std::thread::spawn(move || {
            store.read_blocking(move |tx| {
                let before = count_in(tx)?;
                let _ = looked.send(());
                wait_for(&has_written);
                Ok::<_, StoreError>((before, count_in(tx)?))
            })
        })
    };
    wait_for(&has_looked);
    store.run_blocking(|tx| write(tx, 2)).expect("the second");
    wrote.send(()).expect("the reader waits");
    assert_eq!(reader.join().expect("no panic"), Ok((1, 1)));
    assert_eq!(count(&store), 2);
}

fn a_write_through_a_read_fails(place: &Place) {
    let store = opened(place);
    let told = store.read_blocking(|tx| write(tx, 1));
    assert!(matches!(told, Err(StoreError::Unavailable(_))), "{told:?}");
    assert_eq!(count(&store), 0);
}

fn reads_in_a_long_line_get_each_their_own_answer(place: &Place) {
    let store = opened(place);
    let readers: Vec<_> = (0..64)
        .map(|reader| {
            let store = store.clone();
            std::thread::spawn(move || {
                for turn in 0..40 {
                    let told = store.read_blocking(move |tx| match count_in(tx)? {
                        0 if turn % 4 == 0 => Err(StoreError::Conflict),
                        count => Ok((reader, turn, count)),
                    });
                    let own = if turn % 4 == 0 { Err(StoreError::Conflict) } else { Ok((reader, turn, 0)) };
                    assert_eq!(told, own);
                }
            })
        })
        .collect();
    for reader in readers {
        reader.join().expect("every read was answered");
    }
}

fn writers_of_one_row_wait_for_each_other(place: &Place) {
    let store = opened(place);
    store.run_blocking(|tx| tx.execute(&WRITE, &[1.into(), "0".into()])).expect("the row");
    let threads: Vec<_> = (0..2)
        .map(|_| {
            let store = store.clone();
            std::thread::spawn(move || {
                for _ in 0..100 {
                    store.run_blocking(add_one).expect("an addition");
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().expect("no panic");
    }
    assert_eq!(store.read_blocking(body), Ok("200".to_owned()));
}

fn add_one(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    let old = tx.query_opt(&READ, &[1.into()], |row| row.get_text(0))?.expect("the row");
    let new = (old.parse::<i64>().expect("a number") + 1).to_string();
    tx.execute(&CHANGE, &[1.into(), (&new).into()]).map(|_| ())
}

fn body(tx: &mut Tx<'_>) -> Result<String, StoreError> {
    statements! { PLAIN = "SELECT body FROM note WHERE id = $1"; }
    assert_eq!(ALL.len(), 1);
    Ok(tx.query_opt(&PLAIN, &[1.into()], |row| row.get_text(0))?.expect("the row"))
}

fn commands_that_lock_crosswise_both_succeed(place: &Place) {
    let store = opened(place);
    store.run_blocking(|tx| write(tx, 1).and_then(|()| write(tx, 2))).expect("the rows");
    // One writer never holds two commands at once; a pool does, and both stand in each other's way.
    let meet = (!place.is_sqlite()).then(|| Arc::new(Barrier::new(2)));
    let crosswise = |first: i64, second: i64| {
        let (meet, met) = (meet.clone(), AtomicBool::new(false));
        spawn(&store, move |tx| {
            tx.query_opt(&READ, &[first.into()], |_| Ok(()))?;
            if let Some(meet) = meet.as_ref().filter(|_| !met.swap(true, Ordering::AcqRel)) {
                meet.wait();
            }
            tx.query_opt(&READ, &[second.into()], |_| Ok(()))?;
            tx.execute(&CHANGE, &[first.into(), "changed".into()])
        })
    };
    let (one, other) = (crosswise(1, 2), crosswise(2, 1));
    assert_eq!(one.join().expect("no panic"), Ok(1));
    assert_eq!(other.join().expect("no panic"), Ok(1));
}

fn every_statement_can_be_prepared(place: &Place) {
    let store = place.open_migrated();
    let prepared = store.run_blocking(|tx| {
        let mut count = 0;
        for (room, name, sql) in parlance_store::statements() {
            tx.prepare(&sql).map_err(|error| StoreError::Corrupt(format!("{room}::{name}: {error}")))?;
            count += 1;
        }
        Ok::<_, StoreError>(count)
    });
    assert!(prepared.as_ref().is_ok_and(|count| *count > 0), "{prepared:?}");
}
