//! Entries: the records of a conversation's append-only log. Whatever happens in a conversation is
//! an entry, and nothing else is.

use crate::ids::Seq;
use crate::market::{Answer, Side};
use crate::{AccountId, ConversationId, InvitationId, Key, Time};

/// What one entry says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryBody {
    /// The client asks the freelancer about the job.
    Invitation { invitation: InvitationId, text: String, expires_at: Time },
    /// What became of the invitation.
    Answer { invitation: InvitationId, answer: Answer },
    /// The freelancer has read this version of the safety warning.
    Acknowledgement { version: i64 },
    /// What a person said.
    Message { text: String },
    /// What the system notes down.
    System(SystemNote),
}

/// What happened around the conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SystemNote {
    JobClosed,
    JobReopened,
}

/// Who wrote an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    Account { id: AccountId, side: Side },
    System,
}

impl Author {
    pub fn account(self) -> Option<AccountId> {
        match self {
            Author::Account { id, .. } => Some(id),
            Author::System => None,
        }
    }
}

/// An entry as a rule lets it in: everything but its number, which the log gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEntry {
    pub conversation: ConversationId,
    pub author: Author,
    pub body: EntryBody,
    pub at: Time,
    pub key: Option<Key>,
}

/// A record of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub conversation: ConversationId,
    pub seq: Seq,
    pub author: Author,
    pub body: EntryBody,
    pub at: Time,
    pub key: Option<Key>,
    /// How many entries up to this one count as something to read.
    pub messages: i64,
}

impl EntryBody {
    /// Whether the entry counts as something to read: these make a conversation unread.
    pub fn is_said(&self) -> bool {
        matches!(self, EntryBody::Invitation { .. } | EntryBody::Message { .. })
    }
}
