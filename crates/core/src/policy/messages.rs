//! Who may say something, and the safety warning that a freelancer reads first.

use super::contact::ContactPolicy;
use super::{Denial, Facts, Judged};
use crate::conversation::view::{Access, Reach};
use crate::conversation::{ClosedReason, Conversation, Standing};
use crate::entry::EntryBody;
use crate::market::{JobPhase, Side};

/// Both sides write while the conversation is open.
pub(super) fn send(text: String, facts: &Facts) -> Judged {
    match refused(facts.side, &facts.log, facts.job, &facts.contact) {
        Some(denial) => Err(denial),
        None => Ok(EntryBody::Message { text }),
    }
}

pub(super) fn refused(
    side: Side,
    log: &Conversation,
    job: JobPhase,
    contact: &ContactPolicy,
) -> Option<Denial> {
    match Standing::of(log, job) {
        Standing::Invited => Some(Denial::InvitationPending),
        Standing::Declined => Some(Denial::InvitationDeclined),
        Standing::Closed(ClosedReason::JobClosed) => Some(Denial::JobClosed),
        Standing::Closed(ClosedReason::Withdrawn) => Some(Denial::InvitationWithdrawn),
        Standing::Closed(ClosedReason::Expired) => Some(Denial::InvitationExpired),
        Standing::Open if Access::of(side, log, job, contact).withheld => {
            Some(Denial::WarningNotAcknowledged)
        }
        Standing::Open => None,
    }
}

/// The freelancer confirms the version of the warning that is in force, wherever there is still
/// something to read.
pub(super) fn acknowledge(version: i64, facts: &Facts) -> Judged {
    if facts.side != Side::Freelancer {
        return Err(Denial::OnlyTheFreelancerAcknowledges);
    }
    if facts.log.invitation.is_none() {
        return Err(Denial::InvitationWithdrawn);
    }
    if Access::of(facts.side, &facts.log, facts.job, &facts.contact).reach == Reach::Nothing {
        return Err(Denial::JobClosed);
    }
    if version != facts.contact.warning_version {
        return Err(Denial::WarningChanged);
    }
    Ok(EntryBody::Acknowledgement { version })
}
