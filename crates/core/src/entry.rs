//! Entries: the records of a conversation's append-only log. Whatever happens in a conversation is
//! an entry, and nothing else is.

use crate::ids::Seq;
use crate::market::{Answer, Side};
use crate::{AccountId, ConversationId, FileId, InvitationId, Key, Time, files::FileType};

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
    Message(Message),
    /// Its author puts the text of a message differently.
    Edit { target: Seq, text: String },
    /// Its author takes a message back.
    Removal { target: Seq },
    /// Somebody answers a message with an emoji, or takes that back.
    Reaction { target: Seq, emoji: String, given: bool },
    /// Somebody says that a file is what was to be delivered, or that it is not.
    Deliverable { target: Seq, file: FileId, marked: bool },
    /// Somebody wants both to agree on something.
    Point(Point),
    /// What became of such a point.
    PointAnswer { target: Seq, answer: PointAnswer },
    /// What the system notes down.
    System(SystemNote),
}

/// Something said: a text, files, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// Empty where files speak for themselves.
    pub text: String,
    /// The number of the entry that this one answers.
    pub quote: Option<Seq>,
    pub files: Vec<Attached>,
}

impl Message {
    /// A message of nothing but text.
    pub fn of(text: impl Into<String>) -> Message {
        Message { text: text.into(), ..Message::default() }
    }
}

/// What both are to agree on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Point {
    pub text: String,
    /// The message that it was made from, whose words it has.
    pub message: Option<Seq>,
    /// It is the brief of the job: once it is agreed, both have confirmed what is to be done.
    pub brief: bool,
}

/// What becomes of a point, once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PointAnswer {
    /// The other side agrees.
    Confirmed,
    /// The other side does not.
    Declined,
    /// Whoever proposed it does not want it any more.
    TakenBack,
    /// The message that it was made from was put differently or taken back meanwhile.
    Lapsed,
}

/// A file as the log keeps it: its bytes lie elsewhere, and cannot be exchanged unnoticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    pub id: FileId,
    pub name: String,
    pub kind: FileType,
    /// How many.
    pub bytes: i64,
    pub sha256: [u8; 32],
}

/// What happened around the conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SystemNote {
    JobClosed,
    JobReopened,
    /// A case went from the bot to the people of the desk.
    HandedOver,
}

/// Who wrote an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    Account {
        id: AccountId,
        side: Side,
    },
    /// The bot that answers for the desk from the articles of the help centre.
    Bot,
    System,
}

impl Author {
    pub fn account(self) -> Option<AccountId> {
        match self {
            Author::Account { id, .. } => Some(id),
            Author::Bot | Author::System => None,
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
        matches!(self, EntryBody::Invitation { .. } | EntryBody::Message(_) | EntryBody::Point(_))
    }

    /// The number of the message or the point that this entry changes, where it changes one.
    pub fn target(&self) -> Option<Seq> {
        match self {
            EntryBody::Edit { target, .. }
            | EntryBody::Removal { target }
            | EntryBody::Reaction { target, .. }
            | EntryBody::Deliverable { target, .. }
            | EntryBody::PointAnswer { target, .. } => Some(*target),
            EntryBody::Invitation { .. }
            | EntryBody::Answer { .. }
            | EntryBody::Acknowledgement { .. }
            | EntryBody::Message(_)
            | EntryBody::Point(_)
            | EntryBody::System(_) => None,
        }
    }

    /// The number of the entry that this one quotes, or was made from.
    pub fn quote(&self) -> Option<Seq> {
        match self {
            EntryBody::Message(message) => message.quote,
            EntryBody::Point(point) => point.message,
            _ => None,
        }
    }
}
