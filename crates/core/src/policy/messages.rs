//! Who may say something, and the safety warning that a freelancer reads first.

use super::contact::ContactPolicy;
use super::{Denial, Facts, Judged};
use crate::conversation::view::{Access, Reach};
use crate::conversation::{ClosedReason, Conversation, Standing};
use crate::entry::{EntryBody, Message};
use crate::market::{JobPhase, Side};

/// Both sides write while the conversation is open. What is quoted must be there to be seen.
pub(super) fn send(message: Message, facts: &Facts) -> Judged {
    may_write(facts)?;
    if message.quote.is_some() {
        let target = facts.target.filter(|target| target.is_said).ok_or(Denial::NotAMessage)?;
        if target.is_removed {
            return Err(Denial::MessageRemoved);
        }
    }
    Ok(EntryBody::Message(message))
}

/// Whether the actor may write as things stand.
pub(super) fn may_write(facts: &Facts) -> Result<(), Denial> {
    refused(facts.side, &facts.log, facts.job, &facts.contact).map_or(Ok(()), Err)
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
