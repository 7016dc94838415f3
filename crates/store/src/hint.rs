//! Hints: what the store tells after a commit, so that somebody may look. They may be lost, doubled or
//! late; truth is what a fetch returns.

use crate::conversations::Party;
use parlance_core::conversation::Conversation;
use parlance_core::conversation::said::Recorded;
use parlance_core::ids::SessionId;
use parlance_core::market::JobPhase;
use parlance_core::policy::contact::Rules;
use parlance_core::{AccountId, ConversationId, JobId};
use std::sync::Arc;

/// Something changed.
#[derive(Clone, Debug)]
pub enum Hint {
    /// A conversation has a new entry. It is carried along, with all that rendering it needs, so that a
    /// socket on the same machine costs no read.
    Entry(Arc<Committed>),
    /// One person's inbox row changed without a new entry: read elsewhere.
    Row { conversation: ConversationId, account: AccountId },
    /// What one person sees of a conversation's entries changed without a new one: to be read anew.
    View { conversation: ConversationId, account: AccountId },
    /// A job changed its phase, and with it the standing of every conversation about it.
    Job(JobId),
    /// Another contact policy is in force, and with it the standing of any conversation may have changed.
    Policy,
    /// A person changed their name or headline.
    Person(AccountId),
    /// A person has a new line in their notifications, or has read them.
    Notified(AccountId),
    /// Somebody may have been given a seat at the support desk, or have lost it.
    Seat(AccountId),
    /// A sign-in was ended.
    SessionEnded(SessionId),
    /// Every sign-in of an account was ended.
    AccountEnded(AccountId),
}

/// An entry as committed, and the conversation around it at that moment.
#[derive(Debug)]
pub struct Committed {
    pub entry: Recorded,
    /// The entry that this one changes or quotes, as it now stands.
    pub beside: Option<Recorded>,
    /// The fold with the entry taken in.
    pub log: Conversation,
    pub job: JobId,
    pub phase: JobPhase,
    pub job_version: i64,
    pub parties: Vec<Party>,
    /// The rules in force for the job.
    pub contact: Rules,
    /// Whether this entry changed what each party may see, in the order of `parties`.
    pub revealed: Vec<bool>,
}

impl Committed {
    pub fn conversation(&self) -> ConversationId {
        self.entry.entry.conversation
    }
}
