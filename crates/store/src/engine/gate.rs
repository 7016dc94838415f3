//! The gate before a queue: counts who waits, reckons how long the next one would, and refuses at once
//! what would wait too long.
//!
//! A refusal costs nothing and can be repeated; a long wait only hides that there are too many.

use super::order::Message;
use crate::error::StoreError;
use crossbeam_channel::{Receiver, Sender, TrySendError};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A pace that surprises nobody: a command of 200 µs, a commit of 10 ms.
const EACH_NS_USUAL: u64 = 200_000;
const BATCH_NS_USUAL: u64 = 10_000_000;

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
        blend(&self.each_ns, nanos(running) / orders.max(1) as u64, EACH_NS_USUAL);
        blend(&self.batch_ns, nanos(committing), BATCH_NS_USUAL);
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

/// A moving mean over about the last eight reports. One report counts for no more than four times the mean
/// (or what is usual anyway), so that a single long command or a stall of the disk does not have the next
/// ones refused, while a pace that stays slow is believed within a few batches. Two threads may overwrite
/// each other's report, which loses one report and nothing else.
fn blend(mean: &AtomicU64, sample: u64, usual: u64) {
    let old = mean.load(Ordering::Relaxed);
    let sample = sample.min(old.saturating_mul(4).max(usual));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn gate_after(reports: &[(usize, Duration, Duration)], waiting: usize) -> (Gate, Receiver<Message>) {
        let (gate, receiver) = Gate::new(4096, 512, Duration::from_millis(250));
        for (orders, running, committing) in reports {
            gate.note(*orders, *running, *committing);
        }
        for _ in 0..waiting {
            gate.sender.send(Message::Close).expect("room in the queue");
        }
        (gate, receiver)
    }

    #[test]
    fn one_long_command_has_nobody_refused() {
        let (gate, _open) = gate_after(&[(1, Duration::from_secs(3), Duration::from_millis(1))], 512);
        assert_eq!(gate.admit(Message::Close), Ok(()));
    }

    #[test]
    fn one_stall_of_the_disk_has_nobody_refused() {
        let (gate, _open) = gate_after(&[(64, Duration::from_millis(2), Duration::from_secs(5))], 64);
        assert_eq!(gate.admit(Message::Close), Ok(()));
    }

    #[test]
    fn a_pace_that_stays_slow_is_believed() {
        let slow = (10, Duration::from_millis(100), Duration::from_millis(5));
        let (gate, _open) = gate_after(&[slow; 30], 50);
        assert_eq!(gate.admit(Message::Close), Err(StoreError::Busy));
    }
}
