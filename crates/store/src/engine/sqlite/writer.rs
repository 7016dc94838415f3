//! The one writer: takes all that wait, runs them in one transaction, commits once, then answers.
//!
//! A batch first runs without savepoints, which cost a copy of every page they touch. Only if a command
//! fails after it wrote something is the batch undone and run again, each command under a savepoint, so
//! that it cannot spoil its neighbours. Nothing is ever answered before the COMMIT came back.

use super::session::{Session, failure};
use super::wal::{WalWatch, checkpoint};
use crate::engine::config::StoreConfig;
use crate::engine::gate::{Gate, stopwatch};
use crate::engine::order::{Message, Order, Outcome};
use crate::engine::report::{Board, Durability};
use crate::engine::statement::{Lock, Sql};
use crate::engine::tx::{self, Failure, FailureKind, Tx};
use crate::error::StoreError;
use crossbeam_channel::Receiver;
use rusqlite::Connection;
use std::sync::Arc;
use std::time::Duration;

const BEGIN: Sql = Sql::new("BEGIN IMMEDIATE", Lock::None);
const COMMIT: Sql = Sql::new("COMMIT", Lock::None);
const ROLLBACK: Sql = Sql::new("ROLLBACK", Lock::None);
const SAVEPOINT: Sql = Sql::new("SAVEPOINT command", Lock::None);
const RELEASE: Sql = Sql::new("RELEASE command", Lock::None);
const UNDO: Sql = Sql::new("ROLLBACK TO command", Lock::None);

/// What the writer thread works with.
pub(in crate::engine) struct Writer {
    pub connection: Connection,
    pub wal: WalWatch,
    pub orders: Receiver<Message>,
    pub gate: Arc<Gate>,
    pub board: Arc<Board>,
    pub config: Arc<StoreConfig>,
}

/// How a pass over a batch ended.
enum Pass {
    /// Every command that is to be kept stands in the open transaction.
    Done,
    /// A command failed after it wrote: the batch has to be run again with savepoints.
    Spoiled,
}

impl Writer {
    /// Serves until the queue is closed, then copies what is left of the log into the file.
    pub(in crate::engine) fn serve(self) {
        let mut tx = Tx::new(tx::Session::Sqlite(Session::new(&self.connection)));
        let mut batch = Vec::with_capacity(self.config.batch_max);
        while self.gather(&mut batch) {
            self.commit(&mut tx, &mut batch);
            self.wal.tend(&self.connection, &self.config, &self.board);
        }
        // Who came in the same gulp as the closing is still served.
        self.commit(&mut tx, &mut batch);
        drop(tx);
        checkpoint(&self.connection, &self.config, &self.board);
    }

    /// Waits for one order and takes all that wait with it. False once the queue is closed.
    fn gather(&self, batch: &mut Vec<Box<dyn Order>>) -> bool {
        let Ok(first) = self.orders.recv() else {
            return false;
        };
        let mut next = Some(first);
        while let Some(message) = next {
            match message {
                Message::Write(order) | Message::Read(order) => batch.push(order),
                Message::Inspect(reply) => {
                    // Who asked may have gone away.
                    let _ = reply.send(durability(&self.connection));
                }
                Message::Close => return false,
            }
            next = if batch.len() < self.config.batch_max { self.orders.try_recv().ok() } else { None };
        }
        true
    }

    fn commit(&self, tx: &mut Tx<'_>, batch: &mut Vec<Box<dyn Order>>) {
        if batch.is_empty() {
            return;
        }
        if self.board.is_dead() {
            return settle(batch, Some(dead()));
        }
        let started = stopwatch();
        if let Err(failure) = self.run(tx, batch) {
            return self.abandon(tx, batch, failure);
        }
        let count = batch.len();
        if self.config.acknowledges_early() {
            settle(batch, None);
            self.config.dawdle();
        }
        let ran = started.elapsed();
        if let Err(failure) = control(tx, &COMMIT) {
            return self.refused(tx, batch, failure);
        }
        self.board.committed(count);
        settle(batch, None);
        self.board.hand_on(tx.take_hints());
        let committed = started.elapsed().saturating_sub(ran);
        self.gate.note(count, ran, committed.max(Duration::from_nanos(1)));
    }

    /// Leaves a transaction open that holds every command that is to be kept.
    fn run(&self, tx: &mut Tx<'_>, batch: &mut [Box<dyn Order>]) -> Result<(), Failure> {
        control(tx, &BEGIN)?;
        if let Pass::Done = plain_pass(tx, batch)? {
            return Ok(());
        }
        tx.drop_hints_after(0);
        if !is_idle(tx) {
            control(tx, &ROLLBACK)?;
        }
        control(tx, &BEGIN)?;
        // One alone has its answer already, and nothing of it is left.
        if batch.len() == 1 { Ok(()) } else { careful_pass(tx, batch) }
    }

    /// The COMMIT was refused. If the reason is what some command wrote (a reference checked only then),
    /// each is run once more in a transaction of its own, so that it alone hears so.
    fn refused(&self, tx: &mut Tx<'_>, batch: &mut Vec<Box<dyn Order>>, failure: Failure) {
        if !matches!(failure.error, StoreError::Conflict | StoreError::Corrupt(_)) {
            return self.abandon(tx, batch, failure);
        }
        tx.drop_hints_after(0);
        if let Err(failure) = control(tx, &ROLLBACK) {
            return self.abandon(tx, batch, failure);
        }
        if batch.len() == 1 {
            return settle(batch, Some(failure.error));
        }
        for order in std::mem::take(batch) {
            self.commit(tx, &mut vec![order]);
        }
    }

    /// Nothing of the batch was kept: everybody hears so.
    fn abandon(&self, tx: &mut Tx<'_>, batch: &mut Vec<Box<dyn Order>>, failure: Failure) {
        tx.drop_hints_after(0);
        if !is_idle(tx)
            && let Err(failure) = control(tx, &ROLLBACK)
        {
            tracing::error!(error = %failure.error, "a rollback failed");
        }
        tracing::error!(error = %failure.error, commands = batch.len(), "a batch was not committed");
        if failure.kind == FailureKind::Fatal && self.board.die() {
            settle(batch, Some(dead()));
            (self.config.on_fatal)(failure.error.to_string());
            return;
        }
        let told = match failure.error {
            told @ (StoreError::Busy | StoreError::Full) => told,
            other => StoreError::unavailable(other),
        };
        settle(batch, Some(told));
    }
}

fn plain_pass(tx: &mut Tx<'_>, batch: &mut [Box<dyn Order>]) -> Result<Pass, Failure> {
    for order in batch {
        let hints = tx.hint_count();
        let outcome = order.carry_out(tx);
        if let Some(failed) = tx.take_failure().filter(|failed| failed.kind == FailureKind::Fatal) {
            return Err(failed);
        }
        let wrote = session(tx).take_wrote();
        if outcome == Outcome::Undo {
            tx.drop_hints_after(hints);
            if wrote || is_idle(tx) {
                return Ok(Pass::Spoiled);
            }
        }
    }
    Ok(Pass::Done)
}

fn careful_pass(tx: &mut Tx<'_>, batch: &mut [Box<dyn Order>]) -> Result<(), Failure> {
    for order in batch {
        control(tx, &SAVEPOINT)?;
        let hints = tx.hint_count();
        let outcome = order.carry_out(tx);
        let failed = tx.take_failure();
        if is_idle(tx) {
            // SQLite gave up the whole transaction, so nobody in it can be kept.
            return Err(failed.unwrap_or_else(|| failure(rusqlite::Error::InvalidQuery)));
        }
        if let Some(failed) = failed.filter(|failed| failed.kind == FailureKind::Fatal) {
            return Err(failed);
        }
        if outcome == Outcome::Undo {
            tx.drop_hints_after(hints);
            control(tx, &UNDO)?;
        }
        control(tx, &RELEASE)?;
        session(tx).take_wrote();
    }
    Ok(())
}

fn settle(batch: &mut Vec<Box<dyn Order>>, failure: Option<StoreError>) {
    for order in batch.drain(..) {
        order.settle(failure.clone());
    }
}

fn dead() -> StoreError {
    StoreError::unavailable("the disk failed under the database; restart once it is mended")
}

fn control(tx: &mut Tx<'_>, sql: &Sql) -> Result<(), Failure> {
    session(tx).execute(sql, &[]).map(|_| ())
}

fn is_idle(tx: &mut Tx<'_>) -> bool {
    session(tx).is_idle()
}

fn session<'t, 'c>(tx: &'t mut Tx<'c>) -> &'t mut Session<'c> {
    match &mut tx.session {
        tx::Session::Sqlite(session) => session,
        tx::Session::Postgres(_) => unreachable!("the writer opens its own sessions"),
    }
}

/// The settings in force on a writing connection.
pub(in crate::engine) fn durability(connection: &Connection) -> Result<Durability, StoreError> {
    let ask = |pragma: &str| {
        connection
            .query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, rusqlite::types::Value>(0))
            .map_err(|error| failure(error).error)
    };
    use rusqlite::types::Value::{Integer, Text};
    let word = |value, words: &[&str]| match value {
        Text(text) => text,
        Integer(at) => usize::try_from(at)
            .ok()
            .and_then(|at| words.get(at).map(|word| (*word).to_owned()))
            .unwrap_or_else(|| at.to_string()),
        other => format!("{other:?}"),
    };
    Ok(Durability {
        engine: "SQLite",
        version: rusqlite::version().to_owned(),
        settings: vec![
            ("journal_mode", word(ask("journal_mode")?, &[])),
            ("synchronous", word(ask("synchronous")?, &["off", "normal", "full", "extra"])),
            ("foreign_keys", word(ask("foreign_keys")?, &["off", "on"])),
        ],
    })
}
