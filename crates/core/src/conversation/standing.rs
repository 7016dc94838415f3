//! Where a conversation stands: worked out from facts by one pure function, never kept by hand.

use super::Conversation;
use crate::market::{Answer, InvitationState, JobPhase};
use crate::policy::contact::Rules;

/// Where a conversation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// The freelancer was asked and has not answered.
    Invited,
    /// Both may write.
    Open,
    /// Nobody may write at the moment; it comes back by itself.
    Paused(PausedReason),
    /// The freelancer said no.
    Declined,
    /// Nobody may write.
    Closed(ClosedReason),
}

/// Why a conversation is paused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PausedReason {
    /// The client turned messages about the job off.
    MessagingOff,
    /// Jobs of this class have no messages.
    ClassWithoutMessaging,
    /// The contact policy has nobody write while a job is in this phase.
    Phase(JobPhase),
}

/// Why a conversation is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClosedReason {
    JobClosed,
    /// The desk closed the case that it is about.
    CaseClosed,
    Withdrawn,
    Expired,
}

impl Standing {
    /// A closed job closes every conversation about it, but for those that ended before (a declined
    /// invitation stays declined) and for those of two who have an active contract. What pauses a job pauses those in which both could write.
    pub fn of(conversation: &Conversation, job: JobPhase, rules: &Rules) -> Standing {
        let state = match conversation.invitation.map(|invited| invited.state) {
            None if conversation.messages == 0 => return Standing::Closed(ClosedReason::Withdrawn),
            // Somebody began it by writing.
            None => InvitationState::Answered(Answer::Accepted),
            Some(state) => state,
        };
        match state {
            InvitationState::Answered(Answer::Declined) => Standing::Declined,
            InvitationState::Answered(Answer::Withdrawn) => Standing::Closed(ClosedReason::Withdrawn),
            InvitationState::Answered(Answer::Expired) => Standing::Closed(ClosedReason::Expired),
            _ if job == JobPhase::Closed && rules.is_case => Standing::Closed(ClosedReason::CaseClosed),
            _ if job == JobPhase::Closed && !rules.hired => Standing::Closed(ClosedReason::JobClosed),
            InvitationState::Pending => Standing::Invited,
            InvitationState::Answered(Answer::Accepted) => {
                rules.pauses(job).map_or(Standing::Open, Standing::Paused)
            }
        }
    }
}
