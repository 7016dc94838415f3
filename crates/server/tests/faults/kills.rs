//! Killed at random moments under load, over and over: nothing that was acknowledged is lost, nothing
//! stands twice, no number is missing. And the test itself is tested: a program that acknowledges before
//! it has committed is caught.

use super::checker::{Logs, Wrong};
use super::load::{Outcome, Sent, Writer, write_until};
use super::program::{Ground, Program};
use super::town::{Town, open};
use super::{alone, aside, by_size};
use parlance_testing::Postgres;
use std::sync::Arc;
use std::time::Duration;

/// Acknowledged sends before each kill: at least this many.
const BEFORE_EACH: usize = 1_000;

/// What a run of kills came to.
#[derive(Debug, Default)]
struct Tally {
    kills: usize,
    database_kills: usize,
    acknowledged: usize,
    unknown: usize,
    unknown_written: usize,
    retried: usize,
    restarts: Vec<Duration>,
    wrong: Wrong,
}

/// A town under fire.
struct Siege {
    ground: Ground,
    town: Arc<Town>,
    logs: Logs,
    sent: Vec<Sent>,
    tally: Tally,
    settings: Vec<(&'static str, &'static str)>,
}

impl Siege {
    fn lay(ground: Ground, settings: Vec<(&'static str, &'static str)>) -> Siege {
        let store = open(&ground.url);
        let town = Arc::new(Town::build(&store, 8, 8));
        store.close();
        let logs = Logs::of(&town);
        Siege { ground, town, logs, sent: Vec::new(), tally: Tally::default(), settings }
    }

    fn serve(&self) -> Program {
        self.ground.serve(&self.settings)
    }

    /// Load, a kill at the very moment of an acknowledgement, a restart, and the reckoning. `last` is
    /// the program that still runs from the round before.
    async fn round(&mut self, running: Program, enough: usize, with_database: bool) -> Program {
        let switch = running.switch();
        let strike: Arc<dyn Fn() + Send + Sync> = match (&self.ground.postgres, with_database) {
            // The database goes first, and the program that waits for it after that.
            (Some(_), true) => Arc::new(|| {}),
            _ => Arc::new(move || switch.kill()),
        };
        let sent = write_until(&self.town, running.address, enough, strike).await;
        if let Some(postgres) = self.ground.postgres.clone().filter(|_| with_database) {
            self.under_a_dying_database(&postgres, &running, sent).await;
            running.switch().kill();
            drop(running);
            aside(|| postgres.restart());
            self.tally.database_kills += 1;
        } else {
            self.note(sent);
            drop(running);
        }
        self.tally.kills += 1;
        let again = self.serve();
        self.tally.restarts.push(again.took);
        self.reckon(&again).await;
        again
    }

    /// More load, in the middle of which the database is killed.
    async fn under_a_dying_database(&mut self, postgres: &Postgres, running: &Program, sent: Vec<Sent>) {
        self.note(sent);
        let (town, address) = (self.town.clone(), running.address);
        let switch = running.switch();
        let (struck, strike) = std::sync::mpsc::channel();
        let load = tokio::spawn(async move {
            write_until(
                &town,
                address,
                100,
                Arc::new(move || {
                    let _ = struck.send(());
                }),
            )
            .await
        });
        tokio::task::block_in_place(|| {
            strike.recv().expect("a hundred more are acknowledged");
            postgres.kill9();
            switch.kill();
        });
        let sent = load.await.expect("the load ends");
        self.note(sent);
    }

    fn note(&mut self, sent: Vec<Sent>) {
        let acknowledged =
            sent.iter().filter(|one| matches!(one.outcome, Outcome::Acknowledged { .. })).count();
        self.tally.acknowledged += acknowledged;
        self.tally.unknown += sent.iter().filter(|one| one.outcome == Outcome::Unknown).count();
        self.sent.extend(sent);
    }

    /// Reads everything back, sends again what had no answer, and holds all of it against the memory.
    async fn reckon(&mut self, running: &Program) {
        let wrong = &mut self.tally.wrong;
        self.logs.read(&self.town, running.address, wrong).await;
        for one in self.sent.iter_mut().filter(|one| one.outcome == Outcome::Unknown) {
            let stood = self.logs.find(one.talk, &one.text);
            let again = Writer::new(running.address, &one.token)
                .send(&self.town, one.talk, one.key, one.text.clone())
                .await;
            self.tally.retried += 1;
            self.tally.unknown_written += usize::from(stood.is_some());
            match (stood, again.outcome) {
                (Some(before), Outcome::Acknowledged { seq, .. }) if seq != before => {
                    wrong.doubled.push(format!("{} stood as {before} and is answered as {seq}", one.key));
                }
                (_, Outcome::Acknowledged { .. }) => {}
                (_, outcome) => wrong.lost.push(format!("{} sent again: {outcome:?}", one.key)),
            }
            // What stood already got its number when it was sent first.
            let invoked = if stood.is_some() { one.invoked } else { again.invoked };
            *one = Sent { invoked, ..again };
        }
        self.logs.read(&self.town, running.address, wrong).await;
        self.logs.judge(&self.town, &self.sent, wrong);
    }

    async fn end(mut self, running: Program) -> Tally {
        self.logs.read_all_again(&self.town, running.address, &mut self.tally.wrong).await;
        self.logs.judge(&self.town, &self.sent, &mut self.tally.wrong);
        self.tally.restarts.sort_unstable();
        let t = &self.tally;
        println!(
            "{}: {} kills ({} of them of the database too), {} sends acknowledged, {} without an answer ({} of those had been written) and sent again; \
             {} lost, {} doubled, {} holes, {} out of order, {} invented, {} changed; serving again after {:?} (median), {:?} (worst)",
            self.ground.engine(),
            t.kills,
            t.database_kills,
            t.acknowledged,
            t.retried,
            t.unknown_written,
            t.wrong.lost.len(),
            t.wrong.doubled.len(),
            t.wrong.holes.len(),
            t.wrong.disordered.len(),
            t.wrong.invented.len(),
            t.wrong.changed.len(),
            t.restarts[t.restarts.len() / 2],
            t.restarts[t.restarts.len() - 1],
        );
        self.tally
    }
}

/// How many more than enough, so that the kills fall at different moments.
fn and_some(round: usize) -> usize {
    (round * 7919) % 211
}

async fn survive(ground: Ground, kills: usize, database_kills: usize) {
    let mut siege = Siege::lay(ground, Vec::new());
    let mut running = siege.serve();
    for round in 0..kills {
        running = siege
            .round(running, BEFORE_EACH + and_some(round), round % 4 == 3 && round / 4 < database_kills)
            .await;
    }
    let tally = siege.end(running).await;
    assert_eq!(tally.wrong, Wrong::default());
    assert!(tally.acknowledged >= kills * BEFORE_EACH && tally.kills == kills);
    assert_eq!(tally.database_kills, database_kills);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_when_the_program_is_killed_on_sqlite() {
    let _turn = alone().await;
    survive(Ground::sqlite(), by_size(20, 300), 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_when_program_and_database_are_killed_on_postgres() {
    let _turn = alone().await;
    survive(Ground::postgres(), by_size(20, 300), 5).await;
}

/// Rounds within which a program that acknowledges too early must have been caught.
const CAUGHT_WITHIN: usize = 40;

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_acknowledges_before_it_commits_is_caught() {
    let _turn = alone().await;
    let mut siege = Siege::lay(Ground::sqlite(), vec![("PARLANCE_PLANTED_FAULT", "ack-before-commit")]);
    let mut running = siege.serve();
    for round in 0..CAUGHT_WITHIN {
        running = siege.round(running, 60 + and_some(round) % 40, false).await;
        if !siege.tally.wrong.lost.is_empty() {
            let (kills, acknowledged) = (siege.tally.kills, siege.tally.acknowledged);
            println!(
                "planted fault: caught after {kills} kills and {acknowledged} acknowledged sends: {}",
                siege.tally.wrong.lost[0]
            );
            return;
        }
    }
    panic!("{CAUGHT_WITHIN} kills did not show that it acknowledges before it commits");
}
