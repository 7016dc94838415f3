//! A reading thread: one read-only snapshot for each read.
//!
//! It never waits for the writer, nor the writer for it. Each answer wakes a thread that waits for it, which costs
//! as much as a short read: so while many reads wait, a few answers are given together.

use super::open::open_reader;
use super::session::Session;
use crate::engine::gate::{Gate, stopwatch};
use crate::engine::order::{Message, Order};
use crate::engine::statement::{Lock, Sql};
use crate::engine::tx::{self, Tx};
use crate::error::StoreError;
use crossbeam_channel::Receiver;
use std::path::Path;
use std::time::Duration;

const BEGIN: Sql = Sql::new("BEGIN", Lock::None);
const END: Sql = Sql::new("ROLLBACK", Lock::None);

/// So many reads have to wait for an answer to be kept back: in a shorter line, somebody would notice.
const LONG_LINE: usize = 8;
/// Answers that are given together at most.
const TOGETHER: usize = 8;

/// Serves reads until the queue is closed. `threads` tells how many share the queue.
pub(in crate::engine) fn serve_reads(
    path: &Path,
    orders: &Receiver<Message>,
    gate: &Gate,
    threads: u32,
) -> Result<(), StoreError> {
    let connection = open_reader(path, threads)?;
    let mut tx = Tx::new(tx::Session::Sqlite(Session::new(&connection)));
    let mut answered = Vec::with_capacity(TOGETHER);
    while let Some(message) = next(orders, &mut answered) {
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
        answered.push((order, begun.err()));
        if answered.len() == TOGETHER || orders.len() < LONG_LINE {
            settle(&mut answered);
        }
        // Ends the snapshot; a read has nothing to commit.
        if !connection.is_autocommit()
            && let Err(error) = tx.execute(&END, &[])
        {
            tracing::error!(%error, "a reading snapshot could not be ended");
            tx.take_failure();
        }
        gate.note(1, started.elapsed() / threads, Duration::ZERO);
    }
    settle(&mut answered);
    Ok(())
}

/// Reads whose answers are kept back, each with what failed before it could be found.
type Answered = Vec<(Box<dyn Order>, Option<StoreError>)>;

/// The next in line; where there is none (another thread may have been quicker), nothing is kept back any longer.
fn next(orders: &Receiver<Message>, answered: &mut Answered) -> Option<Message> {
    orders.try_recv().ok().or_else(|| {
        settle(answered);
        orders.recv().ok()
    })
}

fn settle(answered: &mut Answered) {
    for (order, failure) in answered.drain(..) {
        order.settle(failure);
    }
}
