//! Where a conversation stands: worked out from facts by one pure function, never kept by hand.

use super::Conversation;
use crate::market::{Answer, InvitationState, JobPhase};

/// Where a conversation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// The freelancer was asked and has not answered.
    Invited,
    /// Both may write.
    Open,
    /// The freelancer said no.
    Declined,
    /// Nobody may write.
    Closed(ClosedReason),
}

/// Why a conversation is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClosedReason {
    JobClosed,
    Withdrawn,
    Expired,
}

impl Standing {
    /// A closed job closes every conversation about it, but for those that ended before: a declined
    /// invitation stays declined.
    pub fn of(conversation: &Conversation, job: JobPhase) -> Standing {
        let Some(invited) = conversation.invitation else {
            return Standing::Closed(ClosedReason::Withdrawn);
        };
        match invited.state {
            InvitationState::Answered(Answer::Declined) => Standing::Declined,
            InvitationState::Answered(Answer::Withdrawn) => Standing::Closed(ClosedReason::Withdrawn),
            InvitationState::Answered(Answer::Expired) => Standing::Closed(ClosedReason::Expired),
            _ if job == JobPhase::Closed => Standing::Closed(ClosedReason::JobClosed),
            InvitationState::Pending => Standing::Invited,
            InvitationState::Answered(Answer::Accepted) => Standing::Open,
        }
    }
}
