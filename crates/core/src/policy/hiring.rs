//! Who offers to do a job, who is hired for it, and who begins and ends the work.

use super::{Denial, HiringDenial, Permitted, Rate};
use crate::limits;
use crate::market::{ContractChange, ContractState, JobPhase, Person, ProposalState, Side};

/// What a rule looks at where somebody offers to do a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offering {
    /// The side on which they find the job.
    pub side: Side,
    pub phase: JobPhase,
    /// They offer work, and its client is of good standing.
    pub offers_work: bool,
    /// What became of their newest proposal for this job.
    pub newest: Option<ProposalState>,
    /// They are hired for it.
    pub hired: bool,
    /// How many of their proposals wait for an answer.
    pub waiting: i64,
    pub rate: Rate,
}

/// A freelancer offers to do a job: once at a time, and not again after the client said no.
pub fn submit(person: &Person, offering: &Offering) -> Result<Permitted<ProposalState>, Denial> {
    in_good_standing(person)?;
    if let Rate::Exceeded { retry_after } = offering.rate {
        return Err(Denial::RateLimited { retry_after });
    }
    if offering.side == Side::Client {
        return Err(Denial::Hiring(HiringDenial::OnlyFreelancersPropose));
    }
    if offering.phase == JobPhase::Closed {
        return Err(Denial::JobClosed);
    }
    if offering.hired {
        return Err(Denial::Hiring(HiringDenial::AlreadyHired));
    }
    match offering.newest {
        Some(ProposalState::Submitted) => return Err(Denial::Hiring(HiringDenial::ProposalPending)),
        Some(ProposalState::Declined) => return Err(Denial::Hiring(HiringDenial::ProposalDeclined)),
        // What was awarded once and has ended may be offered again.
        Some(ProposalState::Withdrawn | ProposalState::Awarded) | None => {}
    }
    if !offering.offers_work {
        return Err(Denial::OfferWorkFirst);
    }
    let max = limits::PROPOSALS_WAITING;
    if offering.waiting >= max {
        return Err(Denial::Hiring(HiringDenial::ProposalLimit { max }));
    }
    Ok(Permitted::new(ProposalState::Submitted))
}

/// The client declines a proposal, its freelancer withdraws it, while it waits; `None` where that was done
/// already. The caller has made sure that the person is one of the two.
pub fn answer(
    person: &Person,
    side: Side,
    state: ProposalState,
    answer: ProposalState,
) -> Result<Option<Permitted<ProposalState>>, Denial> {
    in_good_standing(person)?;
    match (answer, side) {
        (ProposalState::Declined, Side::Client) | (ProposalState::Withdrawn, Side::Freelancer) => {}
        (ProposalState::Withdrawn, Side::Client) => {
            return Err(Denial::Hiring(HiringDenial::OnlyTheFreelancerWithdraws));
        }
        _ => return Err(Denial::Hiring(HiringDenial::OnlyTheClientHires)),
    }
    match state {
        state if state == answer => Ok(None),
        ProposalState::Submitted => Ok(Some(Permitted::new(answer))),
        _ => Err(Denial::Hiring(HiringDenial::ProposalAnswered)),
    }
}

/// The proposal of who is hired is awarded with it.
pub fn award(person: &Person, state: ProposalState) -> Result<Permitted<ProposalState>, Denial> {
    in_good_standing(person)?;
    match state {
        ProposalState::Submitted => Ok(Permitted::new(ProposalState::Awarded)),
        _ => Err(Denial::Hiring(HiringDenial::ProposalAnswered)),
    }
}

/// What a rule looks at where a client hires somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hiring {
    /// The side on which they find the job.
    pub side: Side,
    pub phase: JobPhase,
    /// The freelancer offered to do the job, or both are in a conversation about it.
    pub is_candidate: bool,
    /// The freelancer is hired for it already.
    pub hired: bool,
    /// The freelancer is of good standing.
    pub reachable: bool,
}

/// The client of a job hires a freelancer who wants it.
pub fn hire(person: &Person, hiring: &Hiring) -> Result<Permitted<ContractChange>, Denial> {
    in_good_standing(person)?;
    if hiring.side != Side::Client {
        return Err(Denial::Hiring(HiringDenial::OnlyTheClientHires));
    }
    if hiring.phase == JobPhase::Closed {
        return Err(Denial::JobClosed);
    }
    if hiring.hired {
        return Err(Denial::Hiring(HiringDenial::AlreadyHired));
    }
    if !hiring.is_candidate || !hiring.reachable {
        return Err(Denial::Hiring(HiringDenial::NoCandidate));
    }
    Ok(Permitted::new(ContractChange::Hired))
}

/// The freelancer of a contract begins the work, once nothing has to happen before; `None` where they have.
pub fn start_work(
    person: &Person,
    side: Side,
    state: ContractState,
    started: bool,
    can_start: Result<(), Denial>,
) -> Result<Option<Permitted<ContractChange>>, Denial> {
    in_good_standing(person)?;
    if side != Side::Freelancer {
        return Err(Denial::Hiring(HiringDenial::OnlyTheFreelancerStarts));
    }
    if state == ContractState::Ended {
        return Err(Denial::Hiring(HiringDenial::ContractEnded));
    }
    if started {
        return Ok(None);
    }
    can_start?;
    Ok(Some(Permitted::new(ContractChange::WorkStarted)))
}

/// Either of the two ends a contract; `None` where it has ended.
pub fn end(person: &Person, state: ContractState) -> Result<Option<Permitted<ContractChange>>, Denial> {
    in_good_standing(person)?;
    Ok((state == ContractState::Active).then(|| Permitted::new(ContractChange::Ended)))
}

fn in_good_standing(person: &Person) -> Result<(), Denial> {
    if person.suspended { Err(Denial::AccountSuspended) } else { Ok(()) }
}
