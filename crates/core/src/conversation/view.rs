//! What a viewer sees of a log. Pages, frames, inbox rows, search and mails all go through
//! [`Access::show`]; there is no second way to an entry's text.

use super::{Conversation, Standing};
use crate::conversation::ClosedReason;
use crate::entry::{Entry, EntryBody};
use crate::market::{JobPhase, Side};
use crate::policy::contact::{ClosedShows, ContactPolicy};
use crate::policy::{Denial, sending_refused};

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
    Body(&'a EntryBody),
    /// There is something to read, behind the safety warning.
    Withheld(Withheld),
}

/// What kind of text is withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withheld {
    Invitation,
    Message,
}

impl Access {
    /// What `side` may read of a conversation whose job is in `phase`, under `contact`.
    pub fn of(side: Side, conversation: &Conversation, phase: JobPhase, contact: &ContactPolicy) -> Access {
        let standing = Standing::of(conversation, phase);
        let hidden = standing == Standing::Closed(ClosedReason::JobClosed);
        let reach = if hidden && contact.closed_shows == ClosedShows::Nothing {
            Reach::Nothing
        } else if side == Side::Client || conversation.is_accepted() {
            Reach::Everything
        } else {
            Reach::Invitations
        };
        let read = conversation.acknowledged >= contact.warning_version;
        Access { reach, withheld: side == Side::Freelancer && !read }
    }

    /// The entry as this viewer sees it, or `None` where there is nothing to be seen of it.
    pub fn show<'a>(&self, entry: &'a Entry) -> Option<Shown<'a>> {
        let invitation = matches!(entry.body, EntryBody::Invitation { .. });
        match self.reach {
            Reach::Nothing => return None,
            Reach::Invitations if !invitation => return None,
            Reach::Everything | Reach::Invitations => {}
        }
        Some(match &entry.body {
            EntryBody::Invitation { .. } if self.withheld => Shown::Withheld(Withheld::Invitation),
            EntryBody::Message { .. } if self.withheld => Shown::Withheld(Withheld::Message),
            body => Shown::Body(body),
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
        contact: &ContactPolicy,
        read_messages: i64,
    ) -> Glance {
        let standing = Standing::of(log, phase);
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
