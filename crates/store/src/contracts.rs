//! Contracts, made by hiring, and their append-only history. While one is active, a closed job does not close
//! the conversation of its two people: the conversation's row says so.

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::numbered::Numbered;
use crate::statements;
use parlance_core::ids::ContractId;
use parlance_core::market::{ContractChange, ContractState, JobPhase, Side};
use parlance_core::policy::Permitted;
use parlance_core::{AccountId, ConversationId, JobId, Time};

/// What is read of a contract, of its job, its two people and their conversation, in the order of [`contract`].
macro_rules! fields {
    () => {
        "k.id, k.job, j.title, j.phase, k.client, c.name, k.freelancer, f.name, k.state, k.hired_at, k.started_at, k.ended_at, v.id
        FROM contract k JOIN job j ON j.id = k.job JOIN account c ON c.id = k.client JOIN account f ON f.id = k.freelancer
        LEFT JOIN conversation v ON v.job = k.job AND v.freelancer = k.freelancer"
    };
}

statements! {
    INSERT = "INSERT INTO contract (id, job, client, freelancer, state, hired_at, started_at, ended_at)
        VALUES ($1, $2, $3, $4, 0, $5, NULL, NULL)";
    START = "UPDATE contract SET started_at = $2 WHERE id = $1";
    END = "UPDATE contract SET state = 1, ended_at = $2 WHERE id = $1";
    HIRED = "UPDATE conversation SET hired = $3 WHERE job = $1 AND freelancer = $2";
    RECORD = "INSERT INTO contract_change (contract, n, change, account, at)
        SELECT $1, count(*) + 1, $2, $3, $4 FROM contract_change WHERE contract = $1 RETURNING n";
    ONE = concat!("SELECT ", fields!(), " WHERE k.id = $1");
    ACTIVE = concat!("SELECT ", fields!(), " WHERE k.job = $1 AND k.freelancer = $2 AND k.state = 0");
    OF_CLIENT = concat!("SELECT ", fields!(), " WHERE k.client = $1 AND (k.job = $2 OR $2 IS NULL) AND (k.hired_at, k.id) < ($3, $4)
        ORDER BY k.hired_at DESC, k.id DESC LIMIT $5");
    OF_FREELANCER = concat!("SELECT ", fields!(), " WHERE k.freelancer = $1 AND (k.job = $2 OR $2 IS NULL) AND (k.hired_at, k.id) < ($3, $4)
        ORDER BY k.hired_at DESC, k.id DESC LIMIT $5");
    TERMS = "SELECT freelancer, hired_at, ended_at FROM contract WHERE job = $1 ORDER BY hired_at DESC LIMIT $2";
    LINE = "SELECT h.change, h.at, a.id, a.name FROM contract_change h JOIN account a ON a.id = h.account
        WHERE h.contract = $1 AND h.n = $2";
    HISTORY = "SELECT h.change, h.at, a.id, a.name FROM contract_change h JOIN account a ON a.id = h.account
        WHERE h.contract = $1 ORDER BY h.n DESC LIMIT $2";
}

/// What happened to a contract, when, and by whom.
pub type Line = (ContractChange, Time, (AccountId, String));

/// A contract between the client of a job and a freelancer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    pub id: ContractId,
    pub job: (JobId, String, JobPhase),
    pub client: (AccountId, String),
    pub freelancer: (AccountId, String),
    pub state: ContractState,
    pub hired_at: Time,
    /// When its freelancer began the work.
    pub started_at: Option<Time>,
    pub ended_at: Option<Time>,
    /// The one conversation of the two about the job, if they have begun it.
    pub conversation: Option<ConversationId>,
}

/// A contract about to be stored.
#[derive(Clone, Copy, Debug)]
pub struct NewContract {
    pub id: ContractId,
    pub job: JobId,
    pub client: AccountId,
    pub freelancer: AccountId,
    pub at: Time,
}

impl Contract {
    /// The side of somebody, if they are one of the two.
    pub fn side(&self, account: AccountId) -> Option<Side> {
        match account {
            account if account == self.client.0 => Some(Side::Client),
            account if account == self.freelancer.0 => Some(Side::Freelancer),
            _ => None,
        }
    }
}

/// Stores a contract and the first line of its history, whose number it gives; its job is locked.
pub fn insert(
    tx: &mut Tx<'_>,
    new: &NewContract,
    permitted: Permitted<ContractChange>,
) -> Result<i64, StoreError> {
    let NewContract { id, job, client, freelancer, at } = *new;
    tx.execute(&INSERT, &[id.into(), job.into(), client.into(), freelancer.into(), at.into()])?;
    tx.execute(&HIRED, &[job.into(), freelancer.into(), true.into()])?;
    record(tx, id, permitted.into_inner(), client, at)
}

/// Keeps that the work was begun, or that the contract has ended, in the line of its history whose number it
/// gives; its job is locked.
pub fn change(
    tx: &mut Tx<'_>,
    contract: &Contract,
    permitted: Permitted<ContractChange>,
    by: AccountId,
    at: Time,
) -> Result<i64, StoreError> {
    let change = permitted.into_inner();
    match change {
        ContractChange::WorkStarted => {
            tx.execute(&START, &[contract.id.into(), at.into()])?;
        }
        ContractChange::Ended => {
            tx.execute(&END, &[contract.id.into(), at.into()])?;
            tx.execute(&HIRED, &[contract.job.0.into(), contract.freelancer.0.into(), false.into()])?;
        }
        ContractChange::Hired => {}
    }
    record(tx, contract.id, change, by, at)
}

fn record(
    tx: &mut Tx<'_>,
    id: ContractId,
    change: ContractChange,
    by: AccountId,
    at: Time,
) -> Result<i64, StoreError> {
    let params = [id.into(), change.number().into(), by.into(), at.into()];
    tx.query_opt(&RECORD, &params, |row| row.get_i64(0))?.ok_or(StoreError::Conflict)
}

pub fn one(tx: &mut Tx<'_>, id: ContractId) -> Result<Option<Contract>, StoreError> {
    tx.query_opt(&ONE, &[id.into()], contract)
}

/// The contract under which a freelancer works on a job.
pub fn active(tx: &mut Tx<'_>, job: JobId, freelancer: AccountId) -> Result<Option<Contract>, StoreError> {
    tx.query_opt(&ACTIVE, &[job.into(), freelancer.into()], contract)
}

/// The times of a contract of a freelancer: from, and until if it has ended.
pub type Term = (AccountId, Time, Option<Time>);

/// When who had a contract about a job, the newest first.
pub fn terms(tx: &mut Tx<'_>, job: JobId, limit: u32) -> Result<Vec<Term>, StoreError> {
    tx.query(&TERMS, &[job.into(), i64::from(limit).into()], |row| {
        Ok((AccountId(row.get_uuid(0)?), Time(row.get_i64(1)?), row.get_opt_i64(2)?.map(Time)))
    })
}

/// Contracts of somebody as client or as freelancer, of one job or of any, newest first.
pub fn list(
    tx: &mut Tx<'_>,
    account: AccountId,
    side: Side,
    job: Option<JobId>,
    before: (Time, ContractId),
    limit: u32,
) -> Result<Vec<Contract>, StoreError> {
    let sql = if side == Side::Client { &OF_CLIENT } else { &OF_FREELANCER };
    let params = [
        account.into(),
        job.map(|job| job.0).into(),
        before.0.into(),
        before.1.into(),
        i64::from(limit).into(),
    ];
    tx.query(sql, &params, contract)
}

/// What happened to a contract, newest first.
pub fn history(tx: &mut Tx<'_>, id: ContractId, limit: u32) -> Result<Vec<Line>, StoreError> {
    tx.query(&HISTORY, &[id.into(), i64::from(limit).into()], line)
}

/// The line of a number in a contract's history.
pub fn line_of(tx: &mut Tx<'_>, id: ContractId, n: i64) -> Result<Option<Line>, StoreError> {
    tx.query_opt(&LINE, &[id.into(), n.into()], line)
}

fn line(row: &Row<'_>) -> Result<Line, StoreError> {
    let by = (AccountId(row.get_uuid(2)?), row.get_text(3)?);
    Ok((ContractChange::from_number(row.get_i64(0)?)?, Time(row.get_i64(1)?), by))
}

fn contract(row: &Row<'_>) -> Result<Contract, StoreError> {
    Ok(Contract {
        id: ContractId(row.get_uuid(0)?),
        job: (JobId(row.get_uuid(1)?), row.get_text(2)?, JobPhase::from_number(row.get_i64(3)?)?),
        client: (AccountId(row.get_uuid(4)?), row.get_text(5)?),
        freelancer: (AccountId(row.get_uuid(6)?), row.get_text(7)?),
        state: ContractState::from_number(row.get_i64(8)?)?,
        hired_at: Time(row.get_i64(9)?),
        started_at: row.get_opt_i64(10)?.map(Time),
        ended_at: row.get_opt_i64(11)?.map(Time),
        conversation: row.get_opt_uuid(12)?.map(ConversationId),
    })
}
