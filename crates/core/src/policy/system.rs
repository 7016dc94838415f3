//! What the system itself writes: expiry of an invitation, and notes about the job.

use super::{Denial, Facts, Judged};
use crate::conversation::{ClosedReason, Conversation, Standing};
use crate::entry::{EntryBody, SystemNote};
use crate::market::{Answer, InvitationState, JobPhase};

/// An invitation that nobody answered in its time.
pub(super) fn expire(facts: &Facts) -> Judged {
    let invited = facts.log.invitation.ok_or(Denial::InvitationWithdrawn)?;
    if invited.state != InvitationState::Pending || facts.at < invited.expires_at {
        return Err(Denial::InvitationAnswered);
    }
    Ok(EntryBody::Answer { invitation: invited.id, answer: Answer::Expired })
}

/// Notes down what happened to the job, once.
pub(super) fn note(note: SystemNote, facts: &Facts) -> Judged {
    if due(&facts.log, facts.job) == Some(note) {
        Ok(EntryBody::System(note))
    } else {
        Err(Denial::SystemOnly)
    }
}

/// A closing is due where the job closed the conversation and no newer note says so; a re-opening where
/// a closing was noted and the job is open again.
fn due(log: &Conversation, job: JobPhase) -> Option<SystemNote> {
    let closed = Standing::of(log, job) == Standing::Closed(ClosedReason::JobClosed);
    match (job, log.closing_noted) {
        (JobPhase::Closed, false) if closed => Some(SystemNote::JobClosed),
        (JobPhase::Open, true) => Some(SystemNote::JobReopened),
        _ => None,
    }
}
