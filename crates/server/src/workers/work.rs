//! What becomes of proposals and contracts, told to the other of the two: in the app and by mail. Their histories
//! are what is told of, line by line; what a mail says is decided at the moment of sending.

use super::mail::{addressed, letterhead, reachable};
use crate::app::{AppError, Cx};
use crate::emails::{self, AboutWork, News};
use crate::outside::mailer::Mail;
use crate::tasks::Task;
use parlance_core::AccountId;
use parlance_core::ids::{ContractId, ProposalId};
use parlance_core::market::{ContractChange, ProposalState, Side};
use parlance_core::notify::{self, Told};
use parlance_store::notifications::{self, About};
use parlance_store::{Tx, contracts, proposals};

/// Tells of a line in a proposal's history.
pub fn tell_of_proposal(tx: &mut Tx<'_>, cx: &Cx, id: ProposalId, n: i64) -> Result<(), AppError> {
    let Some(proposal) = proposals::one(tx, id)? else { return Ok(()) };
    let Some((became, at, _)) = proposals::line_of(tx, id, n)? else { return Ok(()) };
    let Some(Told { to, notice, mail }) = notify::of_proposal(became) else { return Ok(()) };
    let to = if to == Side::Client { proposal.client.0 } else { proposal.freelancer.0 };
    notifications::add(tx, to, notice, About::Proposal(id), n, at)?;
    if mail {
        let now = cx.clock.now();
        Task::mail_proposal(id, n, to).enqueue(tx, now, now)?;
    }
    Ok(())
}

/// Tells of a line in a contract's history.
pub fn tell_of_contract(tx: &mut Tx<'_>, cx: &Cx, id: ContractId, n: i64) -> Result<(), AppError> {
    let Some(contract) = contracts::one(tx, id)? else { return Ok(()) };
    let Some((change, at, (by, _))) = contracts::line_of(tx, id, n)? else { return Ok(()) };
    let Some(side) = contract.side(by) else { return Ok(()) };
    let Told { to, notice, mail } = notify::of_contract(change, side);
    let to = if to == Side::Client { contract.client.0 } else { contract.freelancer.0 };
    notifications::add(tx, to, notice, About::Contract(id), n, at)?;
    if mail {
        let now = cx.clock.now();
        Task::mail_contract(id, n, to).enqueue(tx, now, now)?;
    }
    Ok(())
}

/// The mail about a line in a proposal's history; none about what is overtaken by a later one.
pub fn mail_of_proposal(
    tx: &mut Tx<'_>,
    cx: &Cx,
    id: ProposalId,
    n: i64,
    to: AccountId,
) -> Result<Option<Mail>, AppError> {
    let Some(proposal) = proposals::one(tx, id)? else { return Ok(None) };
    let Some((became, ..)) = proposals::line_of(tx, id, n)? else { return Ok(None) };
    let news = match became {
        ProposalState::Submitted => News::Proposed(&proposal.text),
        ProposalState::Declined => News::Declined,
        ProposalState::Withdrawn | ProposalState::Awarded => return Ok(None),
    };
    let (Some(side), Some(recipient)) = (proposal.side(to), reachable(tx, to)?) else { return Ok(None) };
    if proposal.state != became {
        return Ok(None);
    }
    let other = if side == Side::Client { &proposal.freelancer.1 } else { &proposal.client.1 };
    let (job, title, ..) = &proposal.job;
    let path = format!("/jobs/{job}");
    let about = AboutWork { id: id.0, n, to, other, job: title, news, path: &path };
    let url = cx.config.public_url();
    Ok(Some(addressed(cx, &recipient, emails::work(letterhead(cx, &url), &about))))
}

/// The mail about a line in a contract's history.
pub fn mail_of_contract(
    tx: &mut Tx<'_>,
    cx: &Cx,
    id: ContractId,
    n: i64,
    to: AccountId,
) -> Result<Option<Mail>, AppError> {
    let Some(contract) = contracts::one(tx, id)? else { return Ok(None) };
    let Some((change, ..)) = contracts::line_of(tx, id, n)? else { return Ok(None) };
    let news = match change {
        ContractChange::Hired => News::Hired,
        ContractChange::WorkStarted => News::Started,
        ContractChange::Ended => News::Ended,
    };
    let (Some(side), Some(recipient)) = (contract.side(to), reachable(tx, to)?) else { return Ok(None) };
    let other = if side == Side::Client { &contract.freelancer.1 } else { &contract.client.1 };
    let path = format!("/contracts/{id}");
    let about = AboutWork { id: id.0, n, to, other, job: &contract.job.1, news, path: &path };
    let url = cx.config.public_url();
    Ok(Some(addressed(cx, &recipient, emails::work(letterhead(cx, &url), &about))))
}
