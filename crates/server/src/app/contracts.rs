//! Contracts: the client hires, the freelancer begins the work, either ends it; and the way to the one
//! conversation of the two.

use super::conversations::{Opened, open};
use super::postings::{Begin, begin_by_writing};
use super::{AppError, Attempt, Caller, Cx, Outcome, refused, replay, sessions};
use crate::outside::ids;
use crate::tasks::Task;
use parlance_core::ids::ContractId;
use parlance_core::market::{ContractChange, ContractState, JobPhase, Person, ProposalState, Side};
use parlance_core::policy::contact::{EntryPoint, resolve};
use parlance_core::policy::hiring::{self, Hiring};
use parlance_core::policy::job_page::{self, Said};
use parlance_core::policy::{Denial, HiringDenial, Permitted};
use parlance_core::{AccountId, ConversationId, JobId, Key, Time};
use parlance_store::contracts::{self, Contract, NewContract};
use parlance_store::{Tx, accounts, asks, conversations, jobs, log, proposals};

/// Somebody to hire.
#[derive(Clone, Copy, Debug)]
pub struct Hire {
    pub key: Key,
    /// A hash of the request, to tell a repeat from another one under the same key.
    pub request: [u8; 32],
    pub job: JobId,
    pub freelancer: AccountId,
}

/// A contract as one of its two people finds it.
#[derive(Clone, Debug)]
pub struct Seen {
    pub contract: Contract,
    pub side: Side,
    /// Whether work may begin, and what is in the way.
    pub can_start: Result<(), Denial>,
}

/// Which contracts, and from where.
#[derive(Clone, Copy, Debug)]
pub struct Listing {
    pub side: Side,
    pub job: Option<JobId>,
    pub before: (Time, ContractId),
    pub limit: u32,
}

/// A first message from a contract; the text has been checked.
#[derive(Clone, Debug)]
pub struct Message {
    pub key: Key,
    pub request: [u8; 32],
    pub contract: ContractId,
    pub text: String,
}

/// Hires a freelancer for a job of the caller's; their proposal that waits is awarded.
pub fn hire(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, input: &Hire) -> Result<Outcome<Seen>, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    accounts::lock(tx, me.id)?;
    if let Some(made) = replay::find(tx, cx, me.id, input.key, &input.request)? {
        return Ok(Outcome::Replayed(find(tx, cx, &me, ContractId(made))?));
    }
    let Hire { job: id, freelancer, .. } = *input;
    let job = jobs::lock(tx, id)?.ok_or(AppError::NotFound)?;
    let conversation = conversations::of_pair(tx, id, freelancer)?;
    let side = if job.client == me.id {
        Side::Client
    } else if conversations::of_pair(tx, id, me.id)?.is_some() {
        Side::Freelancer
    } else {
        return Err(AppError::NotFound);
    };
    let attempt = Attempt {
        job: Some(id),
        side: Some(side),
        counterpart: Some(freelancer),
        ..Attempt::of(me.id, "hire")
    };
    let proposal = proposals::newest(tx, id, freelancer)?;
    let proposal = proposal.filter(|proposal| proposal.state == ProposalState::Submitted);
    let talking = match conversation {
        Some(id) => conversations::lock(tx, id, &cx.policies)?.is_some_and(|held| held.log.is_accepted()),
        None => false,
    };
    let account = accounts::by_id(tx, freelancer)?;
    let hiring = Hiring {
        side,
        phase: job.phase,
        is_candidate: proposal.is_some() || talking,
        hired: contracts::active(tx, id, freelancer)?.is_some(),
        reachable: account.is_some_and(|account| account.suspended_at.is_none()),
    };
    let permitted = hiring::hire(&me, &hiring).map_err(refused(attempt))?;
    let (made, at) = (ContractId(ids::unguessable()), cx.clock.now());
    let new = NewContract { id: made, job: id, client: me.id, freelancer, at };
    let n = contracts::insert(tx, &new, permitted)?;
    Task::tell_of_contract(made, n).enqueue(tx, at, at)?;
    if let Some(proposal) = proposal {
        let awarded = hiring::award(&me, proposal.state)?;
        proposals::answer(tx, proposal.id, awarded, me.id, at)?;
    }
    replay::keep(tx, cx, me.id, input.key, &input.request, made.0)?;
    Ok(Outcome::Made(find(tx, cx, &me, made)?))
}

/// The freelancer of a contract begins the work.
pub fn start(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, id: ContractId) -> Result<Seen, AppError> {
    turn(tx, cx, caller, id, "start-work", |me, seen| {
        let Contract { state, started_at, .. } = seen.contract;
        hiring::start_work(me, seen.side, state, started_at.is_some(), seen.can_start)
    })
}

/// Ends a contract. Where its job is closed, the conversation of the two closes with it.
pub fn end(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, id: ContractId) -> Result<Seen, AppError> {
    turn(tx, cx, caller, id, "end-contract", |me, seen| hiring::end(me, seen.contract.state))
}

fn turn(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: ContractId,
    action: &'static str,
    judge: impl FnOnce(&Person, &Seen) -> Result<Option<Permitted<ContractChange>>, Denial>,
) -> Result<Seen, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    let job = find(tx, cx, &me, id)?.contract.job.0;
    jobs::lock(tx, job)?;
    let seen = find(tx, cx, &me, id)?;
    let held = match seen.contract.conversation {
        Some(id) => conversations::lock(tx, id, &cx.policies)?,
        None => None,
    };
    let contract = &seen.contract;
    let other = if seen.side == Side::Client { contract.freelancer.0 } else { contract.client.0 };
    let attempt = Attempt {
        job: Some(job),
        side: Some(seen.side),
        counterpart: Some(other),
        ..Attempt::of(me.id, action)
    };
    if let Some(permitted) = judge(&me, &seen).map_err(refused(attempt))? {
        let (at, ends) = (cx.clock.now(), *permitted.get() == ContractChange::Ended);
        let n = contracts::change(tx, contract, permitted, me.id, at)?;
        Task::tell_of_contract(id, n).enqueue(tx, at, at)?;
        if ends && contract.job.2 == JobPhase::Closed {
            // What both may see has changed, and the closing that was held up is noted now.
            if let Some(held) = held {
                log::reread(tx, &held)?;
            }
            Task::note_phase(job).enqueue(tx, at, at)?;
        }
    }
    find(tx, cx, &me, id)
}

/// Writes the first message of the two about the job from the page of their contract; where they have a
/// conversation, it goes on there.
pub fn message(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    input: &Message,
) -> Result<Outcome<Opened>, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    accounts::lock(tx, me.id)?;
    if let Some(made) = replay::find(tx, cx, me.id, input.key, &input.request)? {
        return Ok(Outcome::Replayed(open(tx, cx, caller, ConversationId(made))?));
    }
    let Seen { contract, side, .. } = find(tx, cx, &me, input.contract)?;
    let attempt = Attempt {
        entry_point: Some(EntryPoint::Contract.name()),
        job: Some(contract.job.0),
        side: Some(side),
        counterpart: Some(if side == Side::Client { contract.freelancer.0 } else { contract.client.0 }),
        ..Attempt::of(me.id, "ask")
    };
    if contract.state == ContractState::Ended {
        return Err(refused(attempt)(Denial::Hiring(HiringDenial::ContractEnded)));
    }
    let (job, freelancer) = (contract.job.0, contract.freelancer.0);
    let begin =
        Begin { side, job, freelancer, entry: EntryPoint::Contract, key: input.key, text: &input.text };
    let id = begin_by_writing(tx, cx, me, &begin)?;
    replay::keep(tx, cx, me.id, input.key, &input.request, id.0)?;
    Ok(Outcome::Made(open(tx, cx, caller, id)?))
}

/// One contract of the caller's.
pub fn one(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, id: ContractId) -> Result<Seen, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    find(tx, cx, &me, id)
}

/// Contracts of the caller's, newest first.
pub fn list(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, listing: &Listing) -> Result<Vec<Seen>, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    let Listing { side, job, before, limit } = *listing;
    let found = contracts::list(tx, me.id, side, job, before, limit)?;
    found.into_iter().map(|contract| seen(tx, cx, contract, side)).collect()
}

/// What happened to a contract of the caller's, newest first.
pub fn history(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: ContractId,
    limit: u32,
) -> Result<Vec<contracts::Line>, AppError> {
    one(tx, cx, caller, id)?;
    Ok(contracts::history(tx, id, limit)?)
}

fn find(tx: &mut Tx<'_>, cx: &Cx, me: &Person, id: ContractId) -> Result<Seen, AppError> {
    let contract = contracts::one(tx, id)?.ok_or(AppError::NotFound)?;
    let side = contract.side(me.id).ok_or(AppError::NotFound)?;
    seen(tx, cx, contract, side)
}

fn seen(tx: &mut Tx<'_>, cx: &Cx, contract: Contract, side: Side) -> Result<Seen, AppError> {
    let job = jobs::by_id(tx, contract.job.0)?.ok_or(AppError::NotFound)?;
    let rules = resolve(&*cx.policies.current(tx)?, &job.subject);
    let said = match contract.conversation {
        Some(id) => asks::said(tx, id)?,
        None => Said::default(),
    };
    let required = job_page::required(&rules, job.conversation_required);
    let can_start = match contract.state {
        ContractState::Active => job_page::said_enough(required, said),
        ContractState::Ended => Err(Denial::Hiring(HiringDenial::ContractEnded)),
    };
    Ok(Seen { contract, side, can_start })
}
