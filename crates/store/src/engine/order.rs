//! A command or a read on its way through a queue, together with the place its answer goes to.
//!
//! The answer is kept until the engine says that the transaction stands; nothing is ever answered from
//! here on its own.

use super::report::Durability;
use super::tx::Tx;
use crate::error::StoreError;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use tokio::sync::oneshot;

/// How a command ended, before its transaction did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It wants its writes kept.
    Keep,
    /// It refused, failed or panicked: nothing of it may stay.
    Undo,
}

/// Something to be run in a transaction.
pub(super) trait Order: Send {
    /// Runs it and keeps the answer. May be called again; only the last answer counts.
    fn carry_out(&mut self, tx: &mut Tx<'_>) -> Outcome;

    /// Sends the answer, or `failure` in its place.
    fn settle(self: Box<Self>, failure: Option<StoreError>);
}

/// What travels through the queues.
pub(super) enum Message {
    /// Run in a writing transaction.
    Write(Box<dyn Order>),
    /// Run in a read-only snapshot.
    Read(Box<dyn Order>),
    /// Tell the settings in force on the connection of whoever takes this.
    Inspect(crossbeam_channel::Sender<Result<Durability, StoreError>>),
    /// Finish what came before, then end the thread.
    Close,
}

/// The receiving end of an answer.
pub(super) type Answer<T, E> = oneshot::Receiver<Result<T, E>>;

struct Call<T, E, F> {
    function: F,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

/// Wraps a function so that it can travel.
pub(super) fn wrap<T, E, F>(function: F) -> (Box<dyn Order>, Answer<T, E>)
where
    F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    let (reply, answer) = oneshot::channel();
    (Box::new(Call { function, result: None, reply }), answer)
}

impl<T, E, F> Order for Call<T, E, F>
where
    F: Fn(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn carry_out(&mut self, tx: &mut Tx<'_>) -> Outcome {
        let mut result = match catch_unwind(AssertUnwindSafe(|| (self.function)(tx))) {
            Ok(result) => result,
            Err(panic) => {
                tracing::error!(panic = said(panic.as_ref()), "a command panicked");
                Err(E::from(StoreError::unavailable("a command panicked")))
            }
        };
        // A command that swallows a failed statement would be kept on one engine and refused on the
        // other: refused on both.
        if let (Ok(_), Some(error)) = (&result, tx.spoiled()) {
            result = Err(E::from(error.clone()));
        }
        let outcome = if result.is_ok() { Outcome::Keep } else { Outcome::Undo };
        self.result = Some(result);
        outcome
    }

    fn settle(self: Box<Self>, failure: Option<StoreError>) {
        let result = match (failure, self.result) {
            (Some(error), _) => Err(E::from(error)),
            (None, Some(result)) => result,
            (None, None) => Err(E::from(StoreError::unavailable("a command was not run"))),
        };
        // Nobody may be waiting any more: a caller that went away loses its answer, not its write.
        let _ = self.reply.send(result);
    }
}

fn said(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("without a text")
}
