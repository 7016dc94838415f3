//! What the engine tells operators and tests about itself.

use crate::hint::Hint;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// The settings in force on one writing connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Durability {
    /// The engine's name.
    pub engine: &'static str,
    /// The engine's version.
    pub version: String,
    /// The settings that decide whether "acknowledged" means "on disk", by name.
    pub settings: Vec<(&'static str, String)>,
}

impl Durability {
    /// The settings that would let an acknowledged write be lost; empty when all is well.
    pub fn faults(&self) -> Vec<String> {
        self.settings
            .iter()
            .filter(|(name, value)| !wanted(name).contains(&value.as_str()))
            .map(|(name, value)| format!("{name} is {value} and should be {}", wanted(name)[0]))
            .collect()
    }
}

fn wanted(setting: &str) -> &'static [&'static str] {
    match setting {
        "journal_mode" => &["wal"],
        "synchronous" => &["full", "extra"],
        // Waiting for a standby as well is stricter than waiting for the disk.
        "synchronous_commit" => &["on", "remote_apply"],
        _ => &["on"],
    }
}

/// Running totals since the store opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Commands that were committed.
    pub commands: u64,
    /// Commits that served them.
    pub commits: u64,
}

/// Where hints go after a commit.
pub type Sink = Box<dyn Fn(Vec<Hint>) + Send + Sync>;

/// What the threads of a store share besides their queues.
#[derive(Default)]
pub(super) struct Board {
    commands: AtomicU64,
    commits: AtomicU64,
    dead: AtomicBool,
    sink: OnceLock<Sink>,
}

impl Board {
    pub(super) fn committed(&self, commands: usize) {
        self.commands.fetch_add(commands as u64, Ordering::Relaxed);
        self.commits.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn figures(&self) -> Figures {
        Figures {
            commands: self.commands.load(Ordering::Relaxed),
            commits: self.commits.load(Ordering::Relaxed),
        }
    }

    /// True for the one caller that is first to say so.
    pub(super) fn die(&self) -> bool {
        !self.dead.swap(true, Ordering::AcqRel)
    }

    pub(super) fn is_dead(&self) -> bool {
        self.dead.load(Ordering::Acquire)
    }

    pub(super) fn set_sink(&self, sink: Sink) {
        assert!(self.sink.set(sink).is_ok(), "a store has one sink, set once");
    }

    pub(super) fn hand_on(&self, hints: Vec<Hint>) {
        if let Some(sink) = self.sink.get()
            && !hints.is_empty()
        {
            // A hint may be lost; the thread that writes may not.
            if catch_unwind(AssertUnwindSafe(|| sink(hints))).is_err() {
                tracing::error!("the sink of hints panicked");
            }
        }
    }
}
