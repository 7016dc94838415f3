//! The gate before a queue: counts who waits, reckons how long the next one would, and refuses at once
//! what would wait too long.
//!
//! A refusal costs nothing and can be repeated; a long wait only hides that there are too many.

use super::order::Message;
use crate::error::StoreError;
use crossbeam_channel::{Receiver, Sender, TrySendError};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// One bounded queue and what its threads report about their pace.
pub(super) struct Gate {
    sender: Sender<Message>,
    closed: AtomicBool,
    wait_max_ns: u64,
    /// What one waiting order adds to the wait of the next, shared among the threads that serve.
    each_ns: AtomicU64,
    /// What is paid once for a whole batch: the commit.
    batch_ns: AtomicU64,
    batch_max: u64,
}

impl Gate {
    pub(super) fn new(queue_max: usize, batch_max: usize, wait_max: Duration) -> (Gate, Receiver<Message>) {
        let (sender, receiver) = crossbeam_channel::bounded(queue_max);
        let gate = Gate {
            sender,
            closed: AtomicBool::new(false),
            wait_max_ns: nanos(wait_max),
            each_ns: AtomicU64::new(0),
            batch_ns: AtomicU64::new(0),
            batch_max: batch_max.max(1) as u64,
        };
        (gate, receiver)
    }

    /// Lets an order in, or refuses it.
    pub(super) fn admit(&self, message: Message) -> Result<(), StoreError> {
        if self.closed.load(Ordering::Acquire) {
            return Err(closed());
        }
        if self.expected_wait_ns() > self.wait_max_ns {
            return Err(StoreError::Busy);
        }
        self.sender.try_send(message).map_err(|refused| match refused {
            TrySendError::Full(_) => StoreError::Busy,
            TrySendError::Disconnected(_) => closed(),
        })
    }

    /// For messages that are no orders and wait in line with them.
    pub(super) fn sender(&self) -> Sender<Message> {
        self.sender.clone()
    }

    pub(super) fn depth(&self) -> usize {
        self.sender.len()
    }

    /// An empty queue always lets in, so that a slow moment is measured away again.
    fn expected_wait_ns(&self) -> u64 {
        let waiting = self.sender.len() as u64;
        if waiting == 0 {
            return 0;
        }
        let each = self.each_ns.load(Ordering::Relaxed);
        let batch = self.batch_ns.load(Ordering::Relaxed);
        let batches = 1 + waiting / self.batch_max;
        waiting.saturating_mul(each).saturating_add(batches.saturating_mul(batch))
    }

    /// Takes in how long the orders of a batch took together and what their commit cost.
    pub(super) fn note(&self, orders: usize, running: Duration, committing: Duration) {
        blend(&self.each_ns, nanos(running) / orders.max(1) as u64);
        blend(&self.batch_ns, nanos(committing));
    }

    /// Lets nobody else in and tells `threads` threads to end once they served who came before.
    pub(super) fn close(&self, threads: usize) {
        if self.closed.swap(true, Ordering::AcqRel) {
            return;
        }
        for _ in 0..threads {
            // Waits for a place; fails only when the threads are gone already.
            let _ = self.sender.send(Message::Close);
        }
    }
}

pub(super) fn closed() -> StoreError {
    StoreError::unavailable("the store is closed")
}

/// A moving mean over about the last eight reports. Two threads may overwrite each other's report,
/// which loses one report and nothing else.
fn blend(mean: &AtomicU64, sample: u64) {
    let old = mean.load(Ordering::Relaxed);
    mean.store(old - old / 8 + sample / 8, Ordering::Relaxed);
}

fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

/// The engine's stopwatch: it measures its own pace, which no test needs to set.
#[expect(clippy::disallowed_methods, reason = "measures how long the engine's own work takes")]
pub(super) fn stopwatch() -> Instant {
    Instant::now()
}
