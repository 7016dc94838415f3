//! The bus: carries hints from the store's commit to whoever listens. It may lose them; nobody's
//! correctness depends on it. In one process it is a bounded channel.

use parlance_store::hint::Hint;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::{Notify, mpsc};

/// Hints that may wait before the bus begins to lose them.
const HINTS: usize = 65_536;

/// The end that is spoken into.
#[derive(Clone)]
pub struct Bus {
    hints: mpsc::Sender<Hint>,
    overrun: Arc<AtomicBool>,
    /// Rings when something was committed: the dispatcher sleeps on it.
    pub committed: Arc<Notify>,
}

/// The end that is listened at.
pub struct Listening {
    hints: mpsc::Receiver<Hint>,
    overrun: Arc<AtomicBool>,
}

/// A bus and its only listener.
pub fn bus() -> (Bus, Listening) {
    let (sender, receiver) = mpsc::channel(HINTS);
    let overrun = Arc::new(AtomicBool::new(false));
    let bus = Bus { hints: sender, overrun: overrun.clone(), committed: Arc::new(Notify::new()) };
    (bus, Listening { hints: receiver, overrun })
}

impl Bus {
    /// Passes hints on, without ever waiting: this runs on the thread that commits. Says how many were lost.
    pub fn publish(&self, hints: Vec<Hint>) -> u64 {
        let mut lost = 0;
        for hint in hints {
            if self.hints.try_send(hint).is_err() {
                self.overrun.store(true, Ordering::Relaxed);
                lost += 1;
            }
        }
        self.committed.notify_one();
        lost
    }
}

/// What was heard.
pub struct Heard {
    pub hints: Vec<Hint>,
    /// Some were lost before these.
    pub overrun: bool,
}

impl Listening {
    /// The next hints, at least one; `None` once nobody speaks any more.
    pub async fn next(&mut self) -> Option<Heard> {
        let mut hints = Vec::new();
        if self.hints.recv_many(&mut hints, 256).await == 0 {
            return None;
        }
        Some(Heard { hints, overrun: self.overrun.swap(false, Ordering::Relaxed) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parlance_core::AccountId;
    use uuid::Uuid;

    #[tokio::test]
    async fn what_finds_no_room_is_lost_and_both_ends_hear_of_it() {
        let (bus, mut listening) = bus();
        let hint = Hint::Person(AccountId(Uuid::nil()));
        assert_eq!(bus.publish(vec![hint.clone(); HINTS]), 0);
        assert_eq!(bus.publish(vec![hint; 3]), 3);
        assert!(listening.next().await.is_some_and(|heard| heard.overrun));
        assert!(listening.next().await.is_some_and(|heard| !heard.overrun), "it is told once");
    }
}
