//! Invitations: the one way, under the shipped preset, into a conversation.

use super::conversations::{facts, write};
use super::{AppError, Attempt, Caller, Cx, Outcome, delivery, refused, replay, sessions};
use crate::outside::ids;
use crate::tasks::Task;
use parlance_core::conversation::Conversation;
use parlance_core::conversation::view::Access;
use parlance_core::market::{Actor, Answer, InvitationState, Person, ProposalState, Side};
use parlance_core::policy::contact::{ContactPolicy, EntryPoint, Rules, resolve};
use parlance_core::policy::{self, Action, Facts, Rate, Start};
use parlance_core::{AccountId, ConversationId, InvitationId, JobId, Key, Time, limits};
use parlance_store::conversations::Held;
use parlance_store::invitations::{self, Invitation};
use parlance_store::jobs::Job;
use parlance_store::{Tx, accounts, conversations, jobs, proposals};

/// An invitation to send; the text has been checked.
#[derive(Clone, Debug)]
pub struct Invite {
    pub key: Key,
    pub request: [u8; 32],
    pub job: JobId,
    pub freelancer: AccountId,
    pub text: String,
}

/// An invitation, and what its viewer may see of the conversation it stands in.
pub type Seen = (Invitation, Access);

/// Asks a freelancer about a job of the caller's.
pub fn invite(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, input: &Invite) -> Result<Outcome<Seen>, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    // Invitations of one client wait for each other, so that none slips past the cap.
    accounts::lock(tx, me.id)?;
    if let Some(made) = replay::find(tx, cx, me.id, input.key, &input.request)? {
        return Ok(Outcome::Replayed(find(tx, cx, &me, InvitationId(made))?));
    }
    let start = start(tx, &me, input)?;
    let attempt = Attempt {
        entry_point: Some(start.entry.name()),
        job: Some(input.job),
        counterpart: Some(input.freelancer),
        ..Attempt::of(me.id, "invite")
    };
    let (job, side) = match subject(tx, &me, input)? {
        Some(found) => found,
        // What can be said without saying anything about a job that is none of the caller's business.
        None if start.own_profile => return Err(refused(attempt)(policy::Denial::OwnProfile)),
        None if !start.has_open_job => return Err(refused(attempt)(policy::Denial::NoOpenJob)),
        None => return Err(AppError::NotFound),
    };
    let existing = conversations::of_pair(tx, input.job, input.freelancer)?;
    let held = match existing {
        Some(id) => conversations::lock(tx, id, &cx.policies)?,
        None => None,
    };
    let contact = match &held {
        Some(held) => held.contact.clone(),
        None => resolve(&*cx.policies.share(tx)?, &job.subject),
    };
    let start = Start { entry: entry(tx, input, &contact)?, ..start };
    let attempt = Attempt { side: Some(side), entry_point: Some(start.entry.name()), ..attempt };
    let id = held.as_ref().map_or_else(|| ConversationId(ids::unguessable()), |held| held.id);
    let invitation = InvitationId(ids::unguessable());
    let judged = Facts {
        start: Some(start),
        target: None,
        points: None,
        key: Some(input.key),
        at: cx.clock.now(),
        conversation: id,
        side,
        log: held.as_ref().map_or(Conversation::EMPTY, |held| held.log.clone()),
        job: job.phase,
        contact: contact.clone(),
        rate: cx.rates.send(me.id),
    };
    let action = Action::Invite { invitation, text: input.text.clone() };
    let permitted = policy::decide(&Actor::Person(me), action, &judged).map_err(refused(attempt))?;
    let mut held = match held {
        Some(held) => held,
        None => begin(tx, cx, id, &job, input.freelancer)?,
    };
    write(tx, &mut held, permitted)?;
    if !accepted_at_once(tx, cx, &mut held, start)? {
        let due = judged.at.plus(limits::INVITATION_LASTS);
        Task::expire_invitation(held.id, invitation).enqueue(tx, judged.at, due)?;
    }
    replay::keep(tx, cx, me.id, input.key, &input.request, invitation.0)?;
    Ok(Outcome::Made(find(tx, cx, &me, invitation)?))
}

/// Where the contact policy asks nobody, the marketplace accepts what was just sent.
fn accepted_at_once(tx: &mut Tx<'_>, cx: &Cx, held: &mut Held, start: Start) -> Result<bool, AppError> {
    let judged = Facts { start: Some(start), ..facts(held, Side::Client, cx, None, Rate::Kept) };
    match policy::decide(&Actor::System, Action::Answer(Answer::Accepted), &judged) {
        Ok(permitted) => write(tx, held, permitted).map(|_| true),
        Err(_) => Ok(false),
    }
}

/// Makes the conversation of a pair, which had none a moment ago.
pub(super) fn begin(
    tx: &mut Tx<'_>,
    cx: &Cx,
    id: ConversationId,
    job: &Job,
    freelancer: AccountId,
) -> Result<Held, AppError> {
    let made = conversations::create(tx, id, job.id, job.client, freelancer, cx.clock.now())?;
    if made != id {
        // Somebody else began it between our look and now; the caller tries again and finds it.
        return Err(AppError::Busy);
    }
    conversations::lock(tx, id, &cx.policies)?.ok_or(AppError::NotFound)
}

/// The job an invitation is about and the caller's side of it: a client of their own job, or the
/// freelancer of a conversation about it. To anybody else the job does not exist.
fn subject(tx: &mut Tx<'_>, me: &Person, input: &Invite) -> Result<Option<(Job, Side)>, AppError> {
    let Some(job) = jobs::share(tx, input.job)? else { return Ok(None) };
    if job.client == me.id {
        return Ok(Some((job, Side::Client)));
    }
    let takes_part = conversations::of_pair(tx, input.job, me.id)?.is_some();
    Ok(takes_part.then_some((job, Side::Freelancer)))
}

/// From where the invitation is sent.
fn entry(tx: &mut Tx<'_>, input: &Invite, contact: &Rules) -> Result<EntryPoint, AppError> {
    let newest = proposals::newest(tx, input.job, input.freelancer)?;
    let proposed = newest.is_some_and(|proposal| proposal.state == ProposalState::Submitted);
    Ok(contact.terms.starts.of_invitation(proposed))
}

fn start(tx: &mut Tx<'_>, me: &Person, input: &Invite) -> Result<Start, AppError> {
    let freelancer = accounts::by_id(tx, input.freelancer)?;
    Ok(Start {
        entry: EntryPoint::Profile,
        has_open_job: jobs::open_count(tx, me.id)? > 0,
        own_profile: input.freelancer == me.id,
        offers_work: freelancer.is_some_and(|account| account.offers_work && account.suspended_at.is_none()),
        pending: invitations::pending_count(tx, me.id)?,
    })
}

/// Accepts, declines or withdraws. Repeating one's own answer changes nothing and is no mistake.
pub fn answer(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: InvitationId,
    answer: Answer,
) -> Result<Seen, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    let conversation = invitations::conversation(tx, id)?.ok_or(AppError::NotFound)?;
    let mut mine = super::conversations::lock(tx, cx, caller, conversation)?;
    let newest = mine.held.log.invitation.ok_or(AppError::NotFound)?;
    let before = find(tx, cx, &me, id)?;
    if before.0.state == InvitationState::Answered(answer) && may_repeat(mine.party.side, answer) {
        return Ok(before);
    }
    if newest.id != id {
        // An older invitation: what became of it is what it is.
        let denial = match before.0.state {
            InvitationState::Answered(Answer::Withdrawn) => policy::Denial::InvitationWithdrawn,
            InvitationState::Answered(Answer::Expired) => policy::Denial::InvitationExpired,
            _ => policy::Denial::InvitationAnswered,
        };
        return Err(refused(mine.attempt(named(answer)))(denial));
    }
    let judged = facts(&mine.held, mine.party.side, cx, None, Rate::Kept);
    mine.act(tx, Action::Answer(answer), &judged, named(answer))?;
    if answer == Answer::Accepted {
        delivery::tell_of_invitation(tx, &mine)?;
    }
    find(tx, cx, &me, id)
}

/// What a refusal keeps of which answer it was.
fn named(answer: Answer) -> &'static str {
    match answer {
        Answer::Accepted => "accept",
        Answer::Declined => "decline",
        Answer::Withdrawn => "withdraw",
        Answer::Expired => "expire",
    }
}

fn may_repeat(side: Side, answer: Answer) -> bool {
    match answer {
        Answer::Accepted | Answer::Declined => side == Side::Freelancer,
        Answer::Withdrawn => side == Side::Client,
        Answer::Expired => false,
    }
}

/// One invitation that the caller sent or received.
pub fn one(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, id: InvitationId) -> Result<Seen, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    find(tx, cx, &me, id)
}

/// Which invitations, and from where.
#[derive(Clone, Copy, Debug)]
pub struct Listing {
    pub side: Side,
    pub state: Option<InvitationState>,
    pub before: (Time, InvitationId),
    pub limit: u32,
}

/// Invitations that the caller sent or received, newest first.
pub fn list(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, listing: &Listing) -> Result<Vec<Seen>, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    let found = invitations::list(tx, me.id, listing.side, listing.state, listing.before, listing.limit)?;
    let policy = cx.policies.current(tx)?;
    Ok(found.into_iter().map(|invitation| seen(&policy, invitation)).collect())
}

fn find(tx: &mut Tx<'_>, cx: &Cx, me: &Person, id: InvitationId) -> Result<Seen, AppError> {
    let found = invitations::for_party(tx, id, me.id)?.ok_or(AppError::NotFound)?;
    Ok(seen(&*cx.policies.current(tx)?, found))
}

fn seen(policy: &ContactPolicy, invitation: Invitation) -> Seen {
    let rules = resolve(policy, &invitation.subject);
    let access = Access::of(invitation.side, &invitation.log, invitation.job.2, &rules);
    (invitation, access)
}
