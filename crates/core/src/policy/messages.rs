//! Who may say something, and the safety warning that a freelancer reads first.

use super::contact::Rules;
use super::{Denial, Facts, Judged, SupportDenial, invitations};
use crate::conversation::view::{Access, Reach};
use crate::conversation::{ClosedReason, Conversation, Standing};
use crate::entry::{EntryBody, Message};
use crate::market::{JobPhase, Side};

/// Both sides write while the conversation is open.
pub(super) fn send(message: Message, facts: &Facts) -> Judged {
    may_write(facts)?;
    sound(&message, facts)?;
    Ok(EntryBody::Message(message))
}

/// Somebody begins a conversation by writing, where the contact policy lets them.
pub(super) fn ask(message: Message, facts: &Facts) -> Judged {
    let start = invitations::may_start(facts)?;
    let terms = &facts.contact.terms;
    if facts.side == Side::Client && terms.starts.at(start.entry).must_accept {
        return Err(Denial::InvitationRequired);
    }
    let max = terms.pending_max;
    if start.pending >= max {
        return Err(Denial::ContactLimit { max });
    }
    sound(&message, facts)?;
    Ok(EntryBody::Message(message))
}

/// What holds for every message: its files are of kinds that go, and what it quotes is there to be seen.
fn sound(message: &Message, facts: &Facts) -> Result<(), Denial> {
    super::files::may_attach(message.files.iter().map(|file| file.kind), &facts.contact)?;
    if message.quote.is_some() {
        let target = facts.target.filter(|target| target.is_said).ok_or(Denial::NotAMessage)?;
        if target.is_removed {
            return Err(Denial::MessageRemoved);
        }
    }
    Ok(())
}

/// Whether the actor may write as things stand.
pub(super) fn may_write(facts: &Facts) -> Result<(), Denial> {
    refused(facts.side, &facts.log, facts.job, &facts.contact).map_or(Ok(()), Err)
}

pub(super) fn refused(side: Side, log: &Conversation, job: JobPhase, contact: &Rules) -> Option<Denial> {
    match Standing::of(log, job, contact) {
        Standing::Invited => Some(Denial::InvitationPending),
        Standing::Declined => Some(Denial::InvitationDeclined),
        Standing::Paused(reason) => Some(Denial::of_pause(reason)),
        Standing::Closed(ClosedReason::JobClosed) => Some(Denial::JobClosed),
        Standing::Closed(ClosedReason::CaseClosed) => Some(Denial::Support(SupportDenial::CaseClosed)),
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
    // Who began by writing reads it before the answer.
    if facts.log.invitation.is_none() && !facts.log.is_accepted() {
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
