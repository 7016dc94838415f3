//! A reading thread: one read-only snapshot for each read.
//!
//! It never waits for the writer, nor the writer for it.

use super::open::open_reader;
use super::session::Session;
use crate::engine::gate::{Gate, stopwatch};
use crate::engine::order::Message;
use crate::engine::statement::{Lock, Sql};
use crate::engine::tx::{self, Tx};
use crate::error::StoreError;
use crossbeam_channel::Receiver;
use std::path::Path;
use std::time::Duration;

const BEGIN: Sql = Sql::new("BEGIN", Lock::None);
const END: Sql = Sql::new("ROLLBACK", Lock::None);

/// Serves reads until the queue is closed. `threads` tells how many share the queue.
pub(in crate::engine) fn serve_reads(
    path: &Path,
    orders: &Receiver<Message>,
    gate: &Gate,
    threads: u32,
) -> Result<(), StoreError> {
    let connection = open_reader(path, threads)?;
    let mut tx = Tx::new(tx::Session::Sqlite(Session::new(&connection)));
    while let Ok(message) = orders.recv() {
        let mut order = match message {
            Message::Write(order) | Message::Read(order) => order,
            Message::Inspect(_) => continue,
            Message::Close => break,
        };
        let started = stopwatch();
        let begun = tx.execute(&BEGIN, &[]).map(|_| ());
        if begun.is_ok() {
            order.carry_out(&mut tx);
        }
        tx.take_failure();
        tx.drop_hints_after(0);
        order.settle(begun.err());
        // Ends the snapshot; a read has nothing to commit.
        if !connection.is_autocommit()
            && let Err(error) = tx.execute(&END, &[])
        {
            tracing::error!(%error, "a reading snapshot could not be ended");
            tx.take_failure();
        }
        gate.note(1, started.elapsed() / threads, Duration::ZERO);
    }
    Ok(())
}
