//! A conversation is what its log adds up to.
//!
//! [`Conversation`] is the fold: the database keeps it as a row, and it equals the fold of the log at
//! every moment. [`Standing`] is worked out from it and the job; [`view`] says what a viewer sees.

pub mod marks;
pub mod said;
mod standing;
pub mod view;

pub use standing::{ClosedReason, PausedReason, Standing};

use crate::entry::{Entry, EntryBody, SystemNote};
use crate::ids::Seq;
use crate::market::{Answer, InvitationState};
use crate::{InvitationId, Time};

/// What the entries of one conversation add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// The number of the newest entry.
    pub last_seq: Seq,
    /// When it was written; the next is never written earlier.
    pub last_at: Time,
    /// How many entries count as something to read (invitations, messages, points).
    pub messages: i64,
    /// The newest entry that somebody said, for the inbox.
    pub said_seq: Seq,
    /// When the inbox last had a reason to move this conversation up.
    pub active_at: Time,
    /// The newest invitation and what became of it; `None` also where somebody began by writing.
    pub invitation: Option<Invited>,
    /// The version of the safety warning that the freelancer has read; 0 for none.
    pub acknowledged: i64,
    /// Whether the newest note on the job says that it is closed.
    pub closing_noted: bool,
    /// How many entries changed a message or a point that stood before; without one, there is nothing to look up.
    pub amendments: i64,
}

/// The newest invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invited {
    pub id: InvitationId,
    pub state: InvitationState,
    pub expires_at: Time,
}

impl Conversation {
    /// A conversation before its first entry.
    pub const EMPTY: Conversation = Conversation {
        last_seq: 0,
        last_at: Time(0),
        messages: 0,
        said_seq: 0,
        active_at: Time(0),
        invitation: None,
        acknowledged: 0,
        closing_noted: false,
        amendments: 0,
    };

    /// Whether both are in it: the freelancer has accepted, or somebody began it by writing.
    pub fn is_accepted(&self) -> bool {
        match self.invitation {
            None => self.messages > 0,
            Some(invited) => invited.state == InvitationState::Answered(Answer::Accepted),
        }
    }

    /// The number and the time the next entry gets: dense, and never earlier than the last, whatever
    /// the wall clock did meanwhile.
    pub fn next(&self, at: Time) -> (Seq, Time) {
        (self.last_seq + 1, at.max(self.last_at))
    }
}

/// The fold: takes one entry, in order, into what the conversation adds up to.
pub fn apply(conversation: &mut Conversation, entry: &Entry) {
    conversation.last_seq = entry.seq;
    conversation.last_at = entry.at;
    if entry.body.is_said() {
        conversation.messages += 1;
        conversation.said_seq = entry.seq;
        conversation.active_at = entry.at;
    }
    match &entry.body {
        EntryBody::Invitation { invitation, expires_at, .. } => {
            let state = InvitationState::Pending;
            conversation.invitation = Some(Invited { id: *invitation, state, expires_at: *expires_at });
        }
        EntryBody::Answer { answer, .. } => {
            if let Some(invited) = &mut conversation.invitation {
                invited.state = InvitationState::Answered(*answer);
            }
            conversation.active_at = entry.at;
        }
        EntryBody::Acknowledgement { version } => conversation.acknowledged = *version,
        // Where nobody has accepted, only a message that begins a conversation is permitted; it overtakes an
        // invitation that came to nothing.
        EntryBody::Message(_) if !conversation.is_accepted() => conversation.invitation = None,
        EntryBody::Message(_) | EntryBody::Point(_) => {}
        EntryBody::Edit { .. }
        | EntryBody::Removal { .. }
        | EntryBody::Reaction { .. }
        | EntryBody::Deliverable { .. }
        | EntryBody::PointAnswer { .. } => conversation.amendments += 1,
        EntryBody::System(SystemNote::JobClosed) => conversation.closing_noted = true,
        EntryBody::System(SystemNote::JobReopened) => conversation.closing_noted = false,
        EntryBody::System(SystemNote::HandedOver) => {}
    }
}
