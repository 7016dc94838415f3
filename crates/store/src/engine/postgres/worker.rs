//! One thread of the pool: takes an order, runs it in a transaction of its own, answers after COMMIT.
//!
//! A command that lost a deadlock, or its connection before the COMMIT was sent, is run again. If the
//! connection goes while the COMMIT is under way nobody can know the outcome, and the caller is told so.

use super::session::Session;
use crate::engine::config::StoreConfig;
use crate::engine::gate::{Gate, stopwatch};
use crate::engine::order::{Message, Order, Outcome};
use crate::engine::report::Board;
use crate::engine::tx::{self, FailureKind, Tx};
use crate::error::StoreError;
use crossbeam_channel::{Receiver, RecvTimeoutError, select};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

const BEGIN_WRITE: &str = "BEGIN";
const BEGIN_READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
/// Runs of one command before the caller hears that the store is busy.
const RUNS_MAX: usize = 5;
const BACK_OFF_FIRST: Duration = Duration::from_millis(50);
const BACK_OFF_MAX: Duration = Duration::from_secs(2);

/// What one thread of the pool works with.
pub(in crate::engine) struct Worker {
    pub orders: Receiver<Message>,
    /// Messages for this thread alone.
    pub own: Receiver<Message>,
    pub gate: Arc<Gate>,
    pub board: Arc<Board>,
    pub config: Arc<StoreConfig>,
    /// Threads that hold a connection right now.
    pub connected: Arc<AtomicUsize>,
    pub threads: u32,
}

/// How one run of an order ended.
enum Ran {
    /// Answer with this failure, or with the order's own answer.
    Settle(Option<StoreError>),
    /// Run it again: the reason, for when there were too many runs.
    Again(StoreError),
    /// Answered already, by a planted fault.
    Answered,
}

impl Worker {
    /// Serves until the queue is closed.
    pub(in crate::engine) fn serve(self, url: &str) {
        let session = match Session::new(url) {
            Ok(session) => session,
            // The address was read once before the pool was made.
            Err(error) => return tracing::error!(%error, "a thread of the pool could not start"),
        };
        let mut tx = Tx::new(tx::Session::Postgres(Box::new(session)));
        while self.stay_connected(&mut tx) {
            let message = select! {
                recv(self.own) -> message => message,
                recv(self.orders) -> message => message,
            };
            match message {
                Ok(Message::Write(order)) => self.answer(&mut tx, order, true),
                Ok(Message::Read(order)) => self.answer(&mut tx, order, false),
                Ok(Message::Inspect(reply)) => {
                    // Who asked may have gone away.
                    let _ = reply.send(session_of(&mut tx).durability());
                }
                Ok(Message::Close) | Err(_) => {
                    // Whoever has no connection then takes its own word to close from the queue.
                    self.connected.fetch_sub(1, Ordering::AcqRel);
                    break;
                }
            }
            if !session_of(&mut tx).is_live() {
                self.connected.fetch_sub(1, Ordering::AcqRel);
                session_of(&mut tx).disconnect();
            }
        }
    }

    /// Connects if need be, with growing pauses. While no thread has a connection, who waits is told so
    /// rather than left waiting. False once the queue is closed.
    fn stay_connected(&self, tx: &mut Tx<'_>) -> bool {
        let mut pause = BACK_OFF_FIRST;
        while !session_of(tx).is_live() {
            match session_of(tx).connect() {
                Ok(()) => {
                    self.connected.fetch_add(1, Ordering::AcqRel);
                    return true;
                }
                Err(error) => tracing::warn!(%error, "no connection to the database"),
            }
            if !self.turn_away(pause) {
                return false;
            }
            pause = (pause * 2).min(BACK_OFF_MAX);
        }
        true
    }

    fn turn_away(&self, pause: Duration) -> bool {
        let until = stopwatch() + pause;
        loop {
            let left = until.saturating_duration_since(stopwatch());
            let alone = self.connected.load(Ordering::Acquire) == 0;
            let from = if alone { &self.orders } else { &self.own };
            match from.recv_timeout(left) {
                Ok(Message::Write(order) | Message::Read(order)) => {
                    order.settle(Some(StoreError::unavailable("the database cannot be reached")));
                }
                Ok(Message::Inspect(reply)) => {
                    let _ = reply.send(Err(StoreError::unavailable("the database cannot be reached")));
                }
                Ok(Message::Close) | Err(RecvTimeoutError::Disconnected) => return false,
                Err(RecvTimeoutError::Timeout) => return true,
            }
        }
    }

    fn answer(&self, tx: &mut Tx<'_>, order: Box<dyn Order>, writes: bool) {
        let started = stopwatch();
        let mut order = Some(order);
        let mut last = None;
        for _ in 0..RUNS_MAX {
            let ran = self.run(tx, &mut order, writes);
            tx.take_failure();
            if !matches!(ran, Ran::Settle(None) | Ran::Answered) {
                tx.drop_hints_after(0);
            }
            match ran {
                Ran::Settle(failure) => {
                    last = failure;
                    break;
                }
                Ran::Again(reason) => last = Some(reason),
                Ran::Answered => break,
            }
        }
        if let Some(order) = order {
            order.settle(last);
        }
        self.board.hand_on(tx.take_hints());
        self.gate.note(1, started.elapsed() / self.threads, Duration::ZERO);
    }

    fn run(&self, tx: &mut Tx<'_>, order: &mut Option<Box<dyn Order>>, writes: bool) -> Ran {
        let Some(running) = order.as_mut() else {
            return Ran::Answered;
        };
        if !session_of(tx).is_live()
            && let Err(error) = session_of(tx).connect()
        {
            return Ran::Settle(Some(StoreError::unavailable(error)));
        }
        let begin = if writes { BEGIN_WRITE } else { BEGIN_READ };
        if let Err(failure) = session_of(tx).control(begin) {
            session_of(tx).disconnect();
            return Ran::Again(failure.error);
        }
        let outcome = running.carry_out(tx);
        let failure = tx.take_failure();
        if outcome == Outcome::Undo || !writes {
            tx.drop_hints_after(0);
        }
        match (outcome, failure) {
            (Outcome::Undo, Some(failure)) if failure.kind == FailureKind::Lost => {
                session_of(tx).disconnect();
                Ran::Again(failure.error)
            }
            (Outcome::Undo, failure) => {
                if session_of(tx).control("ROLLBACK").is_err() {
                    session_of(tx).disconnect();
                }
                match failure {
                    Some(failure) if failure.kind == FailureKind::Again => Ran::Again(failure.error),
                    _ => Ran::Settle(None),
                }
            }
            (Outcome::Keep, _) => self.commit(tx, order),
        }
    }

    fn commit(&self, tx: &mut Tx<'_>, order: &mut Option<Box<dyn Order>>) -> Ran {
        if self.config.acknowledges_early()
            && let Some(order) = order.take()
        {
            order.settle(None);
            self.config.dawdle();
        }
        let Err(failure) = session_of(tx).control("COMMIT") else {
            self.board.committed(1);
            return if order.is_some() { Ran::Settle(None) } else { Ran::Answered };
        };
        match failure.kind {
            // A COMMIT that was answered with an error has rolled back.
            FailureKind::Again => Ran::Again(failure.error),
            FailureKind::Command => Ran::Settle(Some(failure.error)),
            FailureKind::Lost | FailureKind::Fatal => {
                session_of(tx).disconnect();
                Ran::Settle(Some(StoreError::Unavailable(format!(
                    "the connection went during a COMMIT, whose outcome is unknown: {}",
                    failure.error
                ))))
            }
        }
    }
}

fn session_of<'t>(tx: &'t mut Tx<'_>) -> &'t mut Session {
    match &mut tx.session {
        tx::Session::Postgres(session) => session,
        tx::Session::Sqlite(_) => unreachable!("the pool opens its own sessions"),
    }
}
