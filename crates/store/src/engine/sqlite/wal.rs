//! Checkpoints: the write-ahead log is copied into the file by a thread of its own, while the writer goes on.
//!
//! Left to itself, SQLite does it within a COMMIT, and everybody in that batch and the next waits until
//! thousands of pages are written and synced. A checkpoint elsewhere never waits for the writer nor the writer
//! for it, but only one that leaves nothing over lets the log begin anew; so the writer copies the little that
//! is left, once in a while and after its answers. Source: "Write-Ahead Logging" and
//! `sqlite3_wal_checkpoint_v2` of SQLite's manual.

use super::open::create;
use super::session::failure;
use crate::engine::config::StoreConfig;
use crate::engine::report::Board;
use crate::engine::tx::FailureKind;
use crate::error::StoreError;
use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use rusqlite::Connection;
use rusqlite::hooks::Wal;
use std::cell::Cell;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};

/// New pages, of 4 KiB each, after which the other thread is asked. A commit that meets its work waits for
/// the disk behind that many.
const CHECKPOINT_EVERY: i32 = 256;
/// Pages at which the writer copies what is left.
const RESTART_FROM: i32 = 8_000;

/// What the writer knows of its write-ahead log.
pub(in crate::engine) struct WalWatch {
    pages: Arc<AtomicI32>,
    /// Pages when a checkpoint was last asked for.
    asked_at: Cell<i32>,
    asking: Sender<()>,
}

impl WalWatch {
    /// Watches what `connection` writes, in place of SQLite's own checkpoints.
    pub(in crate::engine) fn begin(
        connection: &mut Connection,
    ) -> Result<(WalWatch, Receiver<()>), StoreError> {
        let pages = Arc::new(AtomicI32::new(0));
        let seen = Arc::clone(&pages);
        let note = move |_: &mut Wal, pages| {
            seen.store(pages, Ordering::Relaxed);
            Ok(())
        };
        connection.wal_hook(Some(note)).map_err(|error| failure(error).error)?;
        // One that waits is enough: it copies all that is there when it is read.
        let (asking, asked) = bounded(1);
        Ok((WalWatch { pages, asked_at: Cell::new(0), asking }, asked))
    }

    /// After a commit was answered.
    pub(super) fn tend(&self, connection: &Connection, config: &StoreConfig, board: &Board) {
        let (pages, asked_at) = (self.pages.load(Ordering::Relaxed), self.asked_at.get());
        if pages >= RESTART_FROM {
            checkpoint(connection, config, board);
            self.asked_at.set(pages);
        } else if pages < asked_at || pages - asked_at >= CHECKPOINT_EVERY {
            self.asked_at.set(pages);
            if let Err(TrySendError::Disconnected(())) = self.asking.try_send(()) {
                tracing::debug!("the thread that makes checkpoints has ended");
            }
        }
    }
}

/// Makes a checkpoint whenever it is asked to, until the writer is gone.
pub(in crate::engine) fn serve_checkpoints(
    path: &Path,
    asked: &Receiver<()>,
    config: &StoreConfig,
    board: &Board,
) -> Result<(), StoreError> {
    let connection = create(path)?;
    while asked.recv().is_ok() {
        checkpoint(&connection, config, board);
    }
    Ok(())
}

/// Copies what nobody reads any more, of the kind that waits for nobody: what it cannot have is left for the
/// next time.
pub(super) fn checkpoint(connection: &Connection, config: &StoreConfig, board: &Board) {
    if board.is_dead() {
        return;
    }
    let Err(error) = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())) else {
        return;
    };
    let failure = failure(error);
    tracing::warn!(error = %failure.error, "a checkpoint failed; the write-ahead log stays whole");
    // A sync that failed once may say that all is well the next time, when it is not.
    if failure.kind == FailureKind::Fatal && board.die() {
        (config.on_fatal)(failure.error.to_string());
    }
}
