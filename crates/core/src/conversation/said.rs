//! What became of what was said: a message's later edits, its removal, the reactions to it, the files of
//! it that were marked; the answer to a point. The log keeps each as an entry; here they add up.
//!
//! [`amend`] is the fold for one message. The database keeps its outcome as rows, which equal the fold of
//! the log at every moment.

use crate::entry::{Entry, EntryBody, Point, PointAnswer};
use crate::files::Check;
use crate::ids::Seq;
use crate::{AccountId, FileId, Time};

/// What later entries made of one message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amendments {
    /// The newest entry that changed the message; 0 where none did.
    pub last: Seq,
    pub revision: Option<Revision>,
    /// In the order in which they were given.
    pub reactions: Vec<Reaction>,
    /// The files that are marked as what was to be delivered.
    pub deliverables: Vec<FileId>,
    /// Those of its files that are not clear. No entry says so: what a scanner finds is no part of the log.
    pub unclear: Vec<(FileId, Check)>,
    /// Of a point: what became of it.
    pub answer: Option<Answered>,
}

/// What became of a point. It stays so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answered {
    pub answer: PointAnswer,
    pub at: Time,
    /// Whoever said so; `None` where it lapsed.
    pub by: Option<AccountId>,
}

/// The newest form of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Revision {
    Edited { text: String, at: Time },
    Removed { at: Time },
}

/// One person's emoji.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reaction {
    /// The entry by which it was given.
    pub seq: Seq,
    pub account: AccountId,
    pub emoji: String,
}

/// An entry, with what later ones made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    pub entry: Entry,
    pub amendments: Amendments,
}

impl From<Entry> for Recorded {
    fn from(entry: Entry) -> Self {
        Recorded { entry, amendments: Amendments::default() }
    }
}

impl Recorded {
    pub fn is_removed(&self) -> bool {
        matches!(self.amendments.revision, Some(Revision::Removed { .. }))
    }

    /// Rises with every change of the entry.
    pub fn version(&self) -> Seq {
        self.entry.seq.max(self.amendments.last)
    }

    /// The words of a point, while they may be agreed on and once they are. What came to nothing keeps them
    /// only if they were its own: those of a message stand in the message, for as long as its author wants.
    pub fn point_text<'a>(&self, point: &'a Point) -> Option<&'a str> {
        let stands = match self.amendments.answer.map(|answered| answered.answer) {
            None | Some(PointAnswer::Confirmed) => true,
            Some(PointAnswer::Declined) => point.message.is_none(),
            Some(PointAnswer::TakenBack | PointAnswer::Lapsed) => false,
        };
        stands.then_some(point.text.as_str())
    }

    /// Whether it carries files.
    pub fn has_files(&self) -> bool {
        matches!(&self.entry.body, EntryBody::Message(message) if !message.files.is_empty())
    }

    /// The text of a message or an invitation as it now stands; `None` where there is none.
    pub fn text(&self) -> Option<&str> {
        match (&self.amendments.revision, &self.entry.body) {
            (Some(Revision::Removed { .. }), _) => None,
            (Some(Revision::Edited { text, .. }), _) => Some(text),
            (None, EntryBody::Message(message)) => Some(&message.text),
            (None, EntryBody::Invitation { text, .. }) => Some(text),
            (None, _) => None,
        }
    }
}

/// Takes an entry that changes a message into what became of it. A removal is the end: what it took away
/// does not come back, and nothing is added to it.
pub fn amend(amendments: &mut Amendments, entry: &Entry) {
    let removed = matches!(amendments.revision, Some(Revision::Removed { .. }));
    amendments.last = entry.seq;
    match &entry.body {
        _ if removed => {}
        EntryBody::Edit { text, .. } => {
            amendments.revision = Some(Revision::Edited { text: text.clone(), at: entry.at });
        }
        EntryBody::Removal { .. } => {
            let revision = Some(Revision::Removed { at: entry.at });
            *amendments = Amendments { last: entry.seq, revision, ..Amendments::default() };
        }
        EntryBody::Reaction { emoji, given, .. } => {
            let Some(account) = entry.author.account() else { return };
            let same = |reaction: &Reaction| reaction.account == account && reaction.emoji == *emoji;
            if !given {
                amendments.reactions.retain(|reaction| !same(reaction));
            } else if !amendments.reactions.iter().any(same) {
                amendments.reactions.push(Reaction { seq: entry.seq, account, emoji: emoji.clone() });
            }
        }
        EntryBody::Deliverable { file, marked, .. } => {
            amendments.deliverables.retain(|known| known != file);
            if *marked {
                amendments.deliverables.push(*file);
            }
        }
        // The first answer is the last word.
        EntryBody::PointAnswer { answer, .. } => {
            let answered = Answered { answer: *answer, at: entry.at, by: entry.author.account() };
            amendments.answer.get_or_insert(answered);
        }
        EntryBody::Invitation { .. }
        | EntryBody::Answer { .. }
        | EntryBody::Acknowledgement { .. }
        | EntryBody::Message(_)
        | EntryBody::Point(_)
        | EntryBody::System(_) => {}
    }
}
