//! Proposals: a freelancer offers to do a job, the client declines, the freelancer takes it back.

use super::postings::{self, Looker};
use super::{AppError, Attempt, Caller, Cx, Outcome, refused, replay, sessions};
use crate::outside::ids;
use crate::tasks::Task;
use parlance_core::ids::ProposalId;
use parlance_core::market::{Person, ProposalState, Side};
use parlance_core::policy::contact::EntryPoint;
use parlance_core::policy::hiring;
use parlance_core::{JobId, Key, Time};
use parlance_store::proposals::{self, NewProposal, Proposal};
use parlance_store::{Tx, accounts, contracts, jobs};

/// A proposal to submit; the text has been checked.
#[derive(Clone, Debug)]
pub struct Submit {
    pub key: Key,
    /// A hash of the request, to tell a repeat from another one under the same key.
    pub request: [u8; 32],
    pub job: JobId,
    pub text: String,
}

/// A proposal as one of its two people finds it.
#[derive(Clone, Debug)]
pub struct Seen {
    pub proposal: Proposal,
    pub side: Side,
}

/// Which proposals, and from where.
#[derive(Clone, Copy, Debug)]
pub struct Listing {
    pub side: Side,
    pub job: Option<JobId>,
    pub before: (Time, ProposalId),
    pub limit: u32,
}

/// Offers to do a job.
pub fn submit(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, input: &Submit) -> Result<Outcome<Seen>, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    // Proposals of one person wait for each other, so that none slips past the bound.
    accounts::lock(tx, me.id)?;
    if let Some(made) = replay::find(tx, cx, me.id, input.key, &input.request)? {
        return Ok(Outcome::Replayed(find(tx, &me, ProposalId(made))?));
    }
    let looker = postings::shared(tx, cx, me, input.job)?;
    let Looker { job, side, .. } = &looker;
    let attempt = Attempt {
        entry_point: Some(EntryPoint::Proposal.name()),
        job: Some(job.id),
        side: Some(*side),
        counterpart: Some(job.client),
        ..Attempt::of(me.id, "propose")
    };
    let newest = proposals::newest(tx, job.id, me.id)?;
    let hired = contracts::active(tx, job.id, me.id)?.is_some();
    let rate = cx.rates.send(me.id);
    let offering = postings::offering(tx, &looker, me, newest.as_ref(), hired, rate)?;
    let permitted = hiring::submit(&me, &offering).map_err(refused(attempt))?;
    let id = ProposalId(ids::unguessable());
    let (job, client, text, at) = (job.id, job.client, input.text.as_str(), cx.clock.now());
    let new = NewProposal { id, job, client, freelancer: me.id, text, at };
    let n = proposals::insert(tx, &new, permitted)?;
    Task::tell_of_proposal(id, n).enqueue(tx, at, at)?;
    replay::keep(tx, cx, me.id, input.key, &input.request, id.0)?;
    Ok(Outcome::Made(find(tx, &me, id)?))
}

/// Declines or withdraws. Repeating one's own answer changes nothing and is no mistake.
pub fn answer(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: ProposalId,
    answer: ProposalState,
) -> Result<Seen, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    let job = find(tx, &me, id)?.proposal.job.0;
    // Answers and hiring wait for each other.
    jobs::lock(tx, job)?;
    let Seen { proposal, side } = find(tx, &me, id)?;
    let other = if side == Side::Client { &proposal.freelancer } else { &proposal.client };
    let attempt = Attempt {
        job: Some(job),
        side: Some(side),
        counterpart: Some(other.0),
        ..Attempt::of(me.id, "answer-proposal")
    };
    let judged = hiring::answer(&me, side, proposal.state, answer).map_err(refused(attempt))?;
    if let Some(permitted) = judged {
        let at = cx.clock.now();
        let n = proposals::answer(tx, id, permitted, me.id, at)?;
        Task::tell_of_proposal(id, n).enqueue(tx, at, at)?;
    }
    find(tx, &me, id)
}

/// One proposal that the caller made or received.
pub fn one(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, id: ProposalId) -> Result<Seen, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    find(tx, &me, id)
}

/// Proposals that the caller made or received, newest first.
pub fn list(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, listing: &Listing) -> Result<Vec<Seen>, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    let Listing { side, job, before, limit } = *listing;
    let found = proposals::list(tx, me.id, side, job, before, limit)?;
    Ok(found.into_iter().map(|proposal| Seen { proposal, side }).collect())
}

/// What happened to a proposal that the caller made or received, newest first.
pub fn history(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: ProposalId,
    limit: u32,
) -> Result<Vec<proposals::Line>, AppError> {
    one(tx, cx, caller, id)?;
    Ok(proposals::history(tx, id, limit)?)
}

fn find(tx: &mut Tx<'_>, me: &Person, id: ProposalId) -> Result<Seen, AppError> {
    let proposal = proposals::one(tx, id)?.ok_or(AppError::NotFound)?;
    let side = proposal.side(me.id).ok_or(AppError::NotFound)?;
    Ok(Seen { proposal, side })
}
