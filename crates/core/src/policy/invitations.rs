//! Who may invite, accept, decline and withdraw.

use super::contact::{EntryPoint, Who};
use super::{Denial, Facts, Judged, Start};
use crate::InvitationId;
use crate::entry::EntryBody;
use crate::limits;
use crate::market::{Answer, InvitationState, JobPhase, Side};

/// A client asks a freelancer about an open job of theirs. After a withdrawn or expired invitation they
/// may ask again; after a declined one they may not.
pub(super) fn invite(invitation: InvitationId, text: String, facts: &Facts) -> Judged {
    let start = may_start(facts)?;
    if facts.side != Side::Client {
        return Err(Denial::OnlyClientsStart);
    }
    let max = facts.contact.terms.pending_max;
    if start.pending >= max {
        return Err(Denial::InvitationLimit { max });
    }
    let expires_at = facts.at.plus(limits::INVITATION_LASTS);
    Ok(EntryBody::Invitation { invitation, text, expires_at })
}

/// What holds for every start, by an invitation or by writing: the contact policy lets this side start from
/// there, and the two are not in a conversation about the job already.
pub(super) fn may_start(facts: &Facts) -> Result<Start, Denial> {
    let start = facts.start.ok_or(Denial::PeopleOnly)?;
    if start.own_profile {
        return Err(Denial::OwnProfile);
    }
    if start.entry == EntryPoint::Profile && !start.has_open_job {
        return Err(Denial::NoOpenJob);
    }
    let who = facts.contact.terms.starts.at(start.entry).who;
    if !who.includes(facts.side) {
        return Err(match who {
            Who::Nobody => Denial::NobodyStartsHere,
            Who::Freelancer => Denial::OnlyFreelancersStart,
            Who::Client | Who::Both => Denial::OnlyClientsStart,
        });
    }
    if facts.job == JobPhase::Closed && !facts.contact.hired {
        return Err(Denial::JobClosed);
    }
    match facts.log.invitation.map(|invited| invited.state) {
        Some(InvitationState::Pending) => return Err(Denial::InvitationPending),
        Some(InvitationState::Answered(Answer::Declined)) => return Err(Denial::InvitationDeclined),
        _ if facts.log.is_accepted() => return Err(Denial::AlreadyInConversation),
        _ => {}
    }
    if let Some(reason) = facts.contact.pauses(facts.job) {
        return Err(Denial::of_pause(reason));
    }
    match facts.side {
        _ if start.offers_work => Ok(start),
        Side::Client => Err(Denial::NotOfferingWork),
        Side::Freelancer => Err(Denial::OfferWorkFirst),
        Side::Desk | Side::Person => Err(Denial::PeopleOnly),
    }
}

/// The freelancer accepts or declines, the client withdraws: once, while it waits.
pub(super) fn answer(answer: Answer, facts: &Facts) -> Judged {
    match (answer, facts.side) {
        (Answer::Accepted | Answer::Declined, Side::Freelancer) | (Answer::Withdrawn, Side::Client) => {}
        (Answer::Accepted | Answer::Declined, Side::Client) => return Err(Denial::OnlyTheFreelancerAnswers),
        (Answer::Withdrawn, Side::Freelancer) => return Err(Denial::OnlyTheClientWithdraws),
        (Answer::Expired, _) => return Err(Denial::SystemOnly),
        (_, Side::Desk | Side::Person) => return Err(Denial::PeopleOnly),
    }
    let invited = facts.log.invitation.ok_or(Denial::InvitationWithdrawn)?;
    match invited.state {
        InvitationState::Pending => {}
        InvitationState::Answered(Answer::Withdrawn) => return Err(Denial::InvitationWithdrawn),
        InvitationState::Answered(Answer::Expired) => return Err(Denial::InvitationExpired),
        InvitationState::Answered(_) => return Err(Denial::InvitationAnswered),
    }
    if facts.job == JobPhase::Closed && !facts.contact.hired {
        return Err(Denial::JobClosed);
    }
    if facts.at >= invited.expires_at {
        return Err(Denial::InvitationExpired);
    }
    if answer == Answer::Accepted && facts.log.acknowledged < facts.contact.warning_version {
        return Err(Denial::WarningNotAcknowledged);
    }
    Ok(EntryBody::Answer { invitation: invited.id, answer })
}
