//! What a viewer sees of a log. Pages, frames, inbox rows, search and mails all go through
//! [`Access::show`]; there is no second way to an entry's text.

use super::said::{Amendments, Answered, Reaction, Recorded, Revision};
use super::{Conversation, Standing};
use crate::conversation::ClosedReason;
use crate::entry::{Attached, EntryBody, Message, SystemNote};
use crate::files::Check;
use crate::ids::Seq;
use crate::market::{Answer, JobPhase, Side};
use crate::policy::contact::{ClosedShows, Rules};
use crate::policy::{Denial, sending_refused};
use crate::{FileId, InvitationId, Time};

/// How much of a conversation one side may read now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Access {
    pub reach: Reach,
    /// The safety warning stands before the texts.
    pub withheld: bool,
}

/// Which entries a side may see at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    Everything,
    /// What an invited freelancer sees until having accepted: the invitations, nothing else.
    Invitations,
    /// A closed conversation that the contact policy hides.
    Nothing,
}

/// One entry as a viewer sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown<'a> {
    Invitation {
        invitation: InvitationId,
        text: &'a str,
    },
    Answer {
        invitation: InvitationId,
        answer: Answer,
    },
    Acknowledgement {
        version: i64,
    },
    Note(SystemNote),
    /// A message, as it now reads.
    Message(Said<'a>),
    /// A message that its author took back, and when. Nothing else of it is left to see.
    Removed(Time),
    /// What both are to agree on, and what became of it.
    Point(PointSeen<'a>),
    /// A message was changed or a point answered, which shows in that one and nowhere else.
    Amends(Seq),
    /// There is something to read, behind the safety warning.
    Withheld(Withheld),
}

/// A message as it now reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    pub text: &'a str,
    /// When it was last put differently.
    pub edited_at: Option<Time>,
    pub quote: Option<Seq>,
    pub files: &'a [Attached],
    pub reactions: &'a [Reaction],
    pub deliverables: &'a [FileId],
    /// Those of its files that are not clear.
    pub unclear: &'a [(FileId, Check)],
}

/// A point as it now stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PointSeen<'a> {
    /// `None` where it came to nothing and its words are not its own.
    pub text: Option<&'a str>,
    /// The message that it was made from.
    pub message: Option<Seq>,
    pub brief: bool,
    /// `None` while it waits.
    pub answered: Option<Answered>,
}

impl Said<'_> {
    /// What is known of whether one of its files carries a virus.
    pub fn check(&self, file: FileId) -> Check {
        let found = self.unclear.iter().find(|(unclear, _)| *unclear == file);
        found.map_or(Check::Clear, |(_, check)| *check)
    }
}

/// What kind of text is withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withheld {
    Invitation,
    Message,
    Point,
}

impl Access {
    /// What `side` may read of a conversation whose job is in `phase`, under `contact`.
    pub fn of(side: Side, conversation: &Conversation, phase: JobPhase, contact: &Rules) -> Access {
        let standing = Standing::of(conversation, phase, contact);
        let hidden = standing == Standing::Closed(ClosedReason::JobClosed);
        let reach = if hidden && contact.terms.closed_shows == ClosedShows::Nothing {
            Reach::Nothing
        } else if side.has_the_job() || conversation.is_accepted() {
            Reach::Everything
        } else {
            Reach::Invitations
        };
        let read = conversation.acknowledged >= contact.warning_version;
        Access { reach, withheld: side == Side::Freelancer && !read }
    }

    /// The entry as this viewer sees it, or `None` where there is nothing to be seen of it.
    pub fn show<'a>(&self, recorded: &'a Recorded) -> Option<Shown<'a>> {
        let body = &recorded.entry.body;
        let invitation = matches!(body, EntryBody::Invitation { .. });
        match self.reach {
            Reach::Nothing => return None,
            Reach::Invitations if !invitation => return None,
            Reach::Everything | Reach::Invitations => {}
        }
        Some(match body {
            EntryBody::Invitation { .. } if self.withheld => Shown::Withheld(Withheld::Invitation),
            EntryBody::Message(message) => self.message(message, &recorded.amendments),
            EntryBody::Edit { target, .. }
            | EntryBody::Removal { target }
            | EntryBody::Reaction { target, .. }
            | EntryBody::Deliverable { target, .. }
            | EntryBody::PointAnswer { target, .. } => Shown::Amends(*target),
            EntryBody::Point(_) if self.withheld => Shown::Withheld(Withheld::Point),
            EntryBody::Point(point) => Shown::Point(PointSeen {
                text: recorded.point_text(point),
                message: point.message,
                brief: point.brief,
                answered: recorded.amendments.answer,
            }),
            EntryBody::Invitation { invitation, text, .. } => {
                Shown::Invitation { invitation: *invitation, text }
            }
            EntryBody::Answer { invitation, answer } => {
                Shown::Answer { invitation: *invitation, answer: *answer }
            }
            EntryBody::Acknowledgement { version } => Shown::Acknowledgement { version: *version },
            EntryBody::System(note) => Shown::Note(*note),
        })
    }

    fn message<'a>(&self, message: &'a Message, amendments: &'a Amendments) -> Shown<'a> {
        let (text, edited_at) = match &amendments.revision {
            Some(Revision::Removed { at }) => return Shown::Removed(*at),
            _ if self.withheld => return Shown::Withheld(Withheld::Message),
            Some(Revision::Edited { text, at }) => (text, Some(*at)),
            None => (&message.text, None),
        };
        Shown::Message(Said {
            text,
            edited_at,
            quote: message.quote,
            files: &message.files,
            reactions: &amendments.reactions,
            deliverables: &amendments.deliverables,
            unclear: &amendments.unclear,
        })
    }
}

/// What an inbox row tells one side about a conversation, entries aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glance {
    pub standing: Standing,
    pub access: Access,
    /// Why this side may not write now; `None` where it may.
    pub refused: Option<Denial>,
    /// How many entries wait to be read.
    pub unread: i64,
}

impl Glance {
    /// `read_messages` counts the entries to read that stood up to the side's read marker.
    pub fn of(
        side: Side,
        log: &Conversation,
        phase: JobPhase,
        contact: &Rules,
        read_messages: i64,
    ) -> Glance {
        let standing = Standing::of(log, phase, contact);
        let access = Access::of(side, log, phase, contact);
        // An invitation that is over calls for nothing any more, read or not.
        let calls = match access.reach {
            Reach::Everything => true,
            Reach::Invitations => standing == Standing::Invited,
            Reach::Nothing => false,
        };
        let unread = if calls { log.messages - read_messages } else { 0 };
        Glance { standing, access, refused: sending_refused(side, log, phase, contact), unread }
    }
}
