//! What freelancers offer for jobs, and what became of it. Who did what to a proposal is only ever added to.

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::numbered::Numbered;
use crate::statements;
use parlance_core::ids::ProposalId;
use parlance_core::market::{JobPhase, ProposalState, Side};
use parlance_core::policy::Permitted;
use parlance_core::{AccountId, ConversationId, JobId, Time};

/// What is read of a proposal, of its job and of its two people, in the order of [`proposal`].
macro_rules! fields {
    () => {
        "p.id, p.job, j.title, j.phase, j.client, c.name, p.freelancer, f.name, p.text, p.state, p.created_at, p.answered_at, v.id
        FROM proposal p JOIN job j ON j.id = p.job JOIN account c ON c.id = j.client JOIN account f ON f.id = p.freelancer
        LEFT JOIN conversation v ON v.job = p.job AND v.freelancer = p.freelancer"
    };
}

statements! {
    INSERT = "INSERT INTO proposal (id, job, client, freelancer, text, state, created_at, answered_at, n)
        SELECT $1, $2, $3, $4, $5, $6, $7, NULL, count(*) + 1 FROM proposal WHERE job = $2 AND freelancer = $4";
    MOVE = "UPDATE proposal SET state = $2, answered_at = $3 WHERE id = $1";
    RECORD = "INSERT INTO proposal_change (proposal, n, state, account, at)
        SELECT $1, count(*) + 1, $2, $3, $4 FROM proposal_change WHERE proposal = $1 RETURNING n";
    ONE = concat!("SELECT ", fields!(), " WHERE p.id = $1");
    NEWEST = concat!("SELECT ", fields!(), " WHERE p.job = $1 AND p.freelancer = $2 ORDER BY p.n DESC LIMIT 1");
    OF_CLIENT = concat!("SELECT ", fields!(), " WHERE p.client = $1 AND (p.job = $2 OR $2 IS NULL) AND (p.created_at, p.id) < ($3, $4)
        ORDER BY p.created_at DESC, p.id DESC LIMIT $5");
    OF_FREELANCER = concat!("SELECT ", fields!(), " WHERE p.freelancer = $1 AND (p.job = $2 OR $2 IS NULL) AND (p.created_at, p.id) < ($3, $4)
        ORDER BY p.created_at DESC, p.id DESC LIMIT $5");
    WAITING = "SELECT count(*) FROM proposal WHERE freelancer = $1 AND state = 0";
    TERMS = "SELECT freelancer, created_at, answered_at FROM proposal WHERE job = $1 ORDER BY created_at DESC LIMIT $2";
    LINE = "SELECT h.state, h.at, a.id, a.name FROM proposal_change h JOIN account a ON a.id = h.account
        WHERE h.proposal = $1 AND h.n = $2";
    HISTORY = "SELECT h.state, h.at, a.id, a.name FROM proposal_change h JOIN account a ON a.id = h.account
        WHERE h.proposal = $1 ORDER BY h.n DESC LIMIT $2";
}

/// What a proposal became, when, and by whom.
pub type Line = (ProposalState, Time, (AccountId, String));

/// An offer to do a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub id: ProposalId,
    pub job: (JobId, String, JobPhase),
    pub client: (AccountId, String),
    pub freelancer: (AccountId, String),
    pub text: String,
    pub state: ProposalState,
    pub created_at: Time,
    pub answered_at: Option<Time>,
    /// The one conversation of the two about the job, if they have begun it.
    pub conversation: Option<ConversationId>,
}

/// An offer about to be stored.
#[derive(Clone, Copy, Debug)]
pub struct NewProposal<'a> {
    pub id: ProposalId,
    pub job: JobId,
    pub client: AccountId,
    pub freelancer: AccountId,
    pub text: &'a str,
    pub at: Time,
}

impl Proposal {
    /// The side of somebody, if they are one of the two.
    pub fn side(&self, account: AccountId) -> Option<Side> {
        match account {
            account if account == self.client.0 => Some(Side::Client),
            account if account == self.freelancer.0 => Some(Side::Freelancer),
            _ => None,
        }
    }
}

/// Stores a proposal and the first line of its history, whose number it gives. Of two that race for one pair,
/// the second gets `Conflict`.
pub fn insert(
    tx: &mut Tx<'_>,
    new: &NewProposal<'_>,
    permitted: Permitted<ProposalState>,
) -> Result<i64, StoreError> {
    let state = permitted.into_inner();
    let params = [
        new.id.into(),
        new.job.into(),
        new.client.into(),
        new.freelancer.into(),
        new.text.into(),
        state.number().into(),
        new.at.into(),
    ];
    tx.execute(&INSERT, &params)?;
    record(tx, new.id, state, new.freelancer, new.at)
}

/// Keeps what became of a proposal, in the line of its history whose number it gives; its job is locked.
pub fn answer(
    tx: &mut Tx<'_>,
    id: ProposalId,
    permitted: Permitted<ProposalState>,
    by: AccountId,
    at: Time,
) -> Result<i64, StoreError> {
    let state = permitted.into_inner();
    tx.execute(&MOVE, &[id.into(), state.number().into(), at.into()])?;
    record(tx, id, state, by, at)
}

fn record(
    tx: &mut Tx<'_>,
    id: ProposalId,
    state: ProposalState,
    by: AccountId,
    at: Time,
) -> Result<i64, StoreError> {
    let params = [id.into(), state.number().into(), by.into(), at.into()];
    tx.query_opt(&RECORD, &params, |row| row.get_i64(0))?.ok_or(StoreError::Conflict)
}

pub fn one(tx: &mut Tx<'_>, id: ProposalId) -> Result<Option<Proposal>, StoreError> {
    tx.query_opt(&ONE, &[id.into()], proposal)
}

/// The newest proposal of a freelancer for a job.
pub fn newest(tx: &mut Tx<'_>, job: JobId, freelancer: AccountId) -> Result<Option<Proposal>, StoreError> {
    tx.query_opt(&NEWEST, &[job.into(), freelancer.into()], proposal)
}

/// Proposals that somebody received (as client) or made (as freelancer), of one job or of any, newest first.
pub fn list(
    tx: &mut Tx<'_>,
    account: AccountId,
    side: Side,
    job: Option<JobId>,
    before: (Time, ProposalId),
    limit: u32,
) -> Result<Vec<Proposal>, StoreError> {
    let sql = if side == Side::Client { &OF_CLIENT } else { &OF_FREELANCER };
    let params = [
        account.into(),
        job.map(|job| job.0).into(),
        before.0.into(),
        before.1.into(),
        i64::from(limit).into(),
    ];
    tx.query(sql, &params, proposal)
}

/// How many proposals of a freelancer wait for an answer.
pub fn waiting(tx: &mut Tx<'_>, freelancer: AccountId) -> Result<i64, StoreError> {
    Ok(tx.query_opt(&WAITING, &[freelancer.into()], |row| row.get_i64(0))?.unwrap_or(0))
}

/// When a proposal of a freelancer waited: from, and until if it has been answered.
pub type Term = (AccountId, Time, Option<Time>);

/// When whose proposals for a job waited, the newest first.
pub fn terms(tx: &mut Tx<'_>, job: JobId, limit: u32) -> Result<Vec<Term>, StoreError> {
    tx.query(&TERMS, &[job.into(), i64::from(limit).into()], |row| {
        Ok((AccountId(row.get_uuid(0)?), Time(row.get_i64(1)?), row.get_opt_i64(2)?.map(Time)))
    })
}

/// What happened to a proposal, newest first: what it became, when and by whom.
pub fn history(tx: &mut Tx<'_>, id: ProposalId, limit: u32) -> Result<Vec<Line>, StoreError> {
    tx.query(&HISTORY, &[id.into(), i64::from(limit).into()], line)
}

/// The line of a number in a proposal's history.
pub fn line_of(tx: &mut Tx<'_>, id: ProposalId, n: i64) -> Result<Option<Line>, StoreError> {
    tx.query_opt(&LINE, &[id.into(), n.into()], line)
}

fn line(row: &Row<'_>) -> Result<Line, StoreError> {
    let by = (AccountId(row.get_uuid(2)?), row.get_text(3)?);
    Ok((ProposalState::from_number(row.get_i64(0)?)?, Time(row.get_i64(1)?), by))
}

fn proposal(row: &Row<'_>) -> Result<Proposal, StoreError> {
    Ok(Proposal {
        id: ProposalId(row.get_uuid(0)?),
        job: (JobId(row.get_uuid(1)?), row.get_text(2)?, JobPhase::from_number(row.get_i64(3)?)?),
        client: (AccountId(row.get_uuid(4)?), row.get_text(5)?),
        freelancer: (AccountId(row.get_uuid(6)?), row.get_text(7)?),
        text: row.get_text(8)?,
        state: ProposalState::from_number(row.get_i64(9)?)?,
        created_at: Time(row.get_i64(10)?),
        answered_at: row.get_opt_i64(11)?.map(Time),
        conversation: row.get_opt_uuid(12)?.map(ConversationId),
    })
}
