//! Who changes a job against those who write by it, where they can be under way at the same time.

use super::market::{Market, Pair, later, person, policies};
use crate::kit::{Place, spawn, until, wait_for};
use parlance_core::ConversationId;
use parlance_core::market::{JobPhase, Person, StaffRole};
use parlance_core::policy::support;
use parlance_store::engine::{Lock, Sql};
use parlance_store::{StoreError, Tx, conversations, jobs, support_cases};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;

const WAITING: Sql = Sql::new(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    Lock::None,
);

fn waiting(market: &Market) -> i64 {
    market.read(|tx| tx.query_opt(&WAITING, &[], |row| row.get_i64(0))).expect("a count")
}

/// Locks a conversation as a send does, and says what it found of its job.
fn look(tx: &mut Tx<'_>, id: ConversationId) -> Result<JobPhase, StoreError> {
    Ok(conversations::lock(tx, id, &policies())?.expect("it stands").phase)
}

/// Somebody writes; `change` waits for them; somebody else comes to write. Who goes next?
fn is_not_overtaken(change: impl Fn(&mut Tx<'_>, Pair) -> Result<(), StoreError> + Send + 'static) {
    let market = Market::open(&Place::postgres());
    let (early, other) = (market.pair(), market.account("Olga"));
    let late = market.conversation(early.job, early.client, other);
    let (go, wait) = channel();
    let (inside, is_inside) = channel();
    let writes = spawn(&market.store, move |tx| {
        let found = look(tx, early.conversation)?;
        let _ = inside.send(());
        wait_for(&wait);
        Ok(found)
    });
    wait_for(&is_inside);
    let changes = spawn(&market.store, move |tx| change(tx, early));
    until("who changes it waits", || waiting(&market) == 1);
    let overtook = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&overtook);
    let comes_later = spawn(&market.store, move |tx| {
        let found = look(tx, late);
        told.store(true, Ordering::Release);
        found
    });
    until("who came later waits or is through", || waiting(&market) == 2 || overtook.load(Ordering::Acquire));
    assert!(!overtook.load(Ordering::Acquire), "somebody who came later went first");
    go.send(()).expect("the first still writes");
    assert_eq!(writes.join().expect("no panic"), Ok(JobPhase::Open));
    assert_eq!(changes.join().expect("no panic"), Ok(()));
    assert_eq!(comes_later.join().expect("no panic"), Ok(JobPhase::Open));
}

#[test]
fn who_closes_a_job_waits_for_those_who_write_and_for_nobody_who_comes_later() {
    is_not_overtaken(|tx, pair| jobs::lock(tx, pair.job).map(|found| assert!(found.is_some())));
}

#[test]
fn who_changes_the_policy_waits_for_those_who_write_and_for_nobody_who_comes_later() {
    is_not_overtaken(|tx, _| parlance_store::policies::lock(tx));
}

#[test]
fn who_waited_for_a_closing_finds_the_job_closed() {
    let market = Arc::new(Market::open(&Place::postgres()));
    let pair = market.pair();
    let (go, wait) = channel();
    let (inside, is_inside) = channel();
    let closes = spawn(&market.store, move |tx| {
        let closed = super::market::turn(tx, pair, JobPhase::Closed, later(1));
        let _ = inside.send(());
        wait_for(&wait);
        closed
    });
    wait_for(&is_inside);
    let writes = spawn(&market.store, move |tx| look(tx, pair.conversation));
    until("the one who writes waits", || waiting(&market) == 1);
    go.send(()).expect("the closing is under way");
    closes.join().expect("no panic").expect("it closes");
    assert_eq!(writes.join().expect("no panic"), Ok(JobPhase::Closed));
}

#[test]
fn who_comes_to_write_in_a_case_after_who_closes_it_finds_it_closed() {
    let market = Market::open(&Place::postgres());
    let (felix, marc) = (market.account("Felix"), market.account("Marc"));
    let case = market.run(move |tx| super::support::open(tx, felix, later(1)));
    let job = market.read(move |tx| support_cases::one(tx, case)).expect("a case").job;
    let (go, wait) = channel();
    let (inside, is_inside) = channel();
    let writes = spawn(&market.store, move |tx| {
        let found = look(tx, case)?;
        let _ = inside.send(());
        wait_for(&wait);
        Ok(found)
    });
    wait_for(&is_inside);
    let closes = spawn(&market.store, move |tx| {
        let mut found = jobs::lock_case(tx, job)?.expect("a case");
        let sits = Person { staff: Some(StaffRole::Support), ..person(marc) };
        let may = support::close(&sits, found.phase).expect("the desk may").expect("it is open");
        jobs::change(tx, &mut found, may, marc, later(2))
    });
    until("who closes it waits", || waiting(&market) == 1);
    let comes_later = spawn(&market.store, move |tx| look(tx, case));
    until("who came later waits, too", || waiting(&market) == 2);
    go.send(()).expect("the first still writes");
    assert_eq!(writes.join().expect("no panic"), Ok(JobPhase::Open));
    assert_eq!(closes.join().expect("no panic"), Ok(()));
    assert_eq!(comes_later.join().expect("no panic"), Ok(JobPhase::Closed));
}
