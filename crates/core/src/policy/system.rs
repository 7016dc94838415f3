//! What the system itself writes: expiry of an invitation, and notes about the job.

use super::{Denial, Facts, Judged};
use crate::conversation::{ClosedReason, Standing};
use crate::entry::{EntryBody, SystemNote};
use crate::market::{Answer, InvitationState};

/// An invitation that nobody answered in its time.
pub(super) fn expire(facts: &Facts) -> Judged {
    let invited = facts.log.invitation.ok_or(Denial::InvitationWithdrawn)?;
    if invited.state != InvitationState::Pending || facts.at < invited.expires_at {
        return Err(Denial::InvitationAnswered);
    }
    Ok(EntryBody::Answer { invitation: invited.id, answer: Answer::Expired })
}

/// A closing is noted once, where the job closed the conversation; a re-opening where a closing was
/// noted. So no message ever stands between a closing and the re-opening after it.
pub(super) fn note(note: SystemNote, facts: &Facts) -> Judged {
    let closed = facts.standing() == Standing::Closed(ClosedReason::JobClosed);
    let due = match note {
        SystemNote::JobClosed => closed && !facts.log.closing_noted,
        SystemNote::JobReopened => !closed && facts.log.closing_noted,
    };
    if due { Ok(EntryBody::System(note)) } else { Err(Denial::SystemOnly) }
}
