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
    /// Passes hints on, without ever waiting: this runs on the thread that commits.
    pub fn publish(&self, hints: Vec<Hint>) {
        for hint in hints {
            if self.hints.try_send(hint).is_err() {
                self.overrun.store(true, Ordering::Relaxed);
            }
        }
        self.committed.notify_one();
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
