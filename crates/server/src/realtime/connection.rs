//! One tab's connection: the queue of frames that wait for it, and the word to close.

use crate::wire::Frame;
use axum::extract::ws::Utf8Bytes;
use parlance_core::ids::SessionId;
use parlance_core::market::Person;
use parlance_core::{AccountId, ConversationId, limits};
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Mutex, PoisonError};
use tokio::sync::{Notify, mpsc};

/// The hub's handle on a connected tab.
#[derive(Debug)]
pub struct Connection {
    pub account: AccountId,
    pub session: SessionId,
    /// Whoever is signed in sits at the support desk, and is told what it is told.
    pub at_desk: bool,
    queue: mpsc::Sender<Utf8Bytes>,
    close_code: AtomicU16,
    closing: Notify,
    attends: Mutex<Option<Attended>>,
}

/// A conversation that a tab shows, and the other person in it.
pub type Attended = (ConversationId, AccountId);

/// A connection and the end of its queue that the socket reads.
pub fn connection(person: &Person, session: SessionId) -> (Connection, mpsc::Receiver<Utf8Bytes>) {
    let (account, at_desk) = (person.id, person.is_at_desk());
    let (queue, waiting) = mpsc::channel(limits::SOCKET_QUEUE_FRAMES);
    let (close_code, closing, attends) = (AtomicU16::new(0), Notify::new(), Mutex::default());
    (Connection { account, session, at_desk, queue, close_code, closing, attends }, waiting)
}

impl Connection {
    /// Queues a frame. A tab that does not keep up is closed with a code that says: come back and
    /// resume. It is never waited for.
    pub fn push(&self, frame: Utf8Bytes) -> bool {
        let fits = self.queue.try_send(frame).is_ok();
        if !fits {
            self.close(super::close::TOO_SLOW);
        }
        fits
    }

    /// The conversation that it shows, as far as that is of interest to others.
    pub fn attends(&self) -> Option<Attended> {
        *self.attends.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes which it shows now, and returns which it showed before.
    pub fn attend(&self, attended: Option<Attended>) -> Option<Attended> {
        std::mem::replace(&mut *self.attends.lock().unwrap_or_else(PoisonError::into_inner), attended)
    }

    /// Has the socket close with `code`; the first code given is the one that is sent.
    pub fn close(&self, code: u16) {
        if self.close_code.compare_exchange(0, code, Ordering::AcqRel, Ordering::Relaxed).is_ok() {
            self.closing.notify_one();
        }
    }

    /// Waits until it is to be closed, and says with which code.
    pub async fn closed(&self) -> u16 {
        loop {
            match self.close_code.load(Ordering::Acquire) {
                0 => self.closing.notified().await,
                code => return code,
            }
        }
    }
}

/// A frame as it is sent.
pub fn write(frame: &Frame) -> Option<Utf8Bytes> {
    match serde_json::to_string(frame) {
        Ok(text) => Some(text.into()),
        Err(error) => {
            tracing::error!(%error, "a frame cannot be written");
            None
        }
    }
}
