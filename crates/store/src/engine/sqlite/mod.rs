//! The SQLite engine: one writer thread with group commit, one that makes checkpoints, one reading thread a core.
//!
//! Only this folder knows rusqlite. A connection never leaves the thread that opened it.

mod open;
mod reader;
mod session;
mod wal;
mod writer;

pub(super) use open::{create, prepare_file};
pub(super) use reader::serve_reads;
pub(super) use session::{Session, cell, failure};
pub(super) use wal::{WalWatch, serve_checkpoints};
pub(super) use writer::Writer;
