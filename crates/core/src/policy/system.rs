//! What the system itself writes: expiry of an invitation, its acceptance where the contact policy asks
//! nobody, and notes about the job.

use super::{Denial, Facts, Judged};
use crate::conversation::{ClosedReason, Standing};
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

/// An invitation that nobody has to accept, right after it was sent.
pub(super) fn accept(facts: &Facts) -> Judged {
    let start = facts.start.ok_or(Denial::PeopleOnly)?;
    let invited = facts.log.invitation.ok_or(Denial::PeopleOnly)?;
    let asks_nobody = !facts.contact.terms.starts.at(start.entry).must_accept;
    if asks_nobody && invited.state == InvitationState::Pending && facts.job != JobPhase::Closed {
        let invitation = invited.id;
        Ok(EntryBody::Answer { invitation, answer: Answer::Accepted })
    } else {
        Err(Denial::PeopleOnly)
    }
}

/// Notes down what happened to the job, once.
pub(super) fn note(note: SystemNote, facts: &Facts) -> Judged {
    if due(facts) == Some(note) { Ok(EntryBody::System(note)) } else { Err(Denial::SystemOnly) }
}

/// A closing is due where the job closed the conversation and no newer note says so; a re-opening where
/// a closing was noted and the job is open again.
fn due(facts: &Facts) -> Option<SystemNote> {
    let (log, job) = (&facts.log, facts.job);
    let standing = Standing::of(log, job, &facts.contact);
    let closed = matches!(standing, Standing::Closed(ClosedReason::JobClosed | ClosedReason::CaseClosed));
    match (job, log.closing_noted) {
        (JobPhase::Closed, false) if closed => Some(SystemNote::JobClosed),
        // It was re-opened, its client hired somebody and closed it again before anybody noted that.
        (JobPhase::Closed, true) if facts.contact.hired => Some(SystemNote::JobReopened),
        (JobPhase::Closed, _) | (_, false) => None,
        (_, true) => Some(SystemNote::JobReopened),
    }
}
