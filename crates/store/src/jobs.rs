//! Posted work and its append-only history.

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::hint::Hint;
use crate::numbered::Numbered;
use crate::policies::form::write_changes;
use crate::turn::turn;
use crate::{policies, statements};
use parlance_core::market::{DESK, JobChange, JobKind, JobPhase};
use parlance_core::policy::Permitted;
use parlance_core::policy::contact::{CanStart, Changes, Subject};
use parlance_core::{AccountId, JobId, Time};

/// What is read of a job, in the order of [`job`].
macro_rules! fields {
    () => {
        "job.id, job.client, job.title, job.description, job.phase, job.version, job.created_at, job.closed_at, job.class,
        job.messaging, job.rules, job.kind, job.conversation_required, job.answered"
    };
}

/// The job called `$1`, with what is added to FROM.
macro_rules! columns {
    ($turn:expr) => {
        concat!(fields!(), " FROM job", $turn, " WHERE id = $1")
    };
}

statements! {
    INSERT = "INSERT INTO job (id, client, title, description, phase, version, created_at, closed_at, class, kind)
        VALUES ($1, $2, $3, $4, 0, 1, $5, NULL, $6, $7)";
    BY_ID = concat!("SELECT ", columns!(""));
    LOCK: lock = concat!("SELECT ", columns!("")), concat!("SELECT ", columns!(turn!(alone job "$1")));
    SHARE: share = concat!("SELECT ", columns!("")), concat!("SELECT ", columns!(turn!(shared job "$1")));
    LIST = concat!("SELECT ", fields!(), " FROM job
        WHERE client = $1 AND (created_at, id) < ($2, $3) ORDER BY created_at DESC, id DESC LIMIT $4");
    LIST_IN_PHASE = concat!("SELECT ", fields!(), " FROM job
        WHERE client = $1 AND (phase = $5 OR ($5 = 0 AND phase < 3)) AND (created_at, id) < ($2, $3) ORDER BY created_at DESC, id DESC LIMIT $4");
    OF_OTHERS = concat!("SELECT ", fields!(), ", o.name FROM job JOIN account o ON o.id = job.client
        WHERE job.phase < 3 AND job.client NOT IN ($1, $5) AND o.suspended_at IS NULL AND (job.created_at, job.id) < ($2, $3)
        ORDER BY job.created_at DESC, job.id DESC LIMIT $4");
    OPEN_COUNT = "SELECT count(*) FROM job WHERE client = $1 AND phase < 3";
    CHANGE = "UPDATE job SET phase = $2, closed_at = $3, messaging = $4, version = version + 1 WHERE id = $1";
    SETTLE = "UPDATE job SET rules = $2, version = version + 1 WHERE id = $1";
    REQUIRE = "UPDATE job SET conversation_required = $2, version = version + 1 WHERE id = $1";
    NOTE_ANSWERED = "UPDATE job SET answered = $2, version = version + 1 WHERE id = $1";
    RECORD = "INSERT INTO job_change (job, n, change, account, at) VALUES ($1, $2, $3, $4, $5)";
    HISTORY = "SELECT h.change, h.at, a.id, a.name FROM job_change h JOIN account a ON a.id = h.account
        WHERE h.job = $1 ORDER BY h.n DESC LIMIT $2";
    CONVERSATIONS = "SELECT count(*), coalesce(sum(CASE WHEN invitation_state = 0 THEN 1 ELSE 0 END), 0)
        FROM conversation WHERE job = $1";
}

/// A job as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    pub id: JobId,
    pub client: AccountId,
    pub title: String,
    pub description: String,
    pub kind: JobKind,
    pub phase: JobPhase,
    pub version: i64,
    pub created_at: Time,
    pub closed_at: Option<Time>,
    /// What of it a contact policy looks at.
    pub subject: Subject,
    /// What its client wants to have happened before work begins.
    pub conversation_required: CanStart,
    /// Suggested questions that its description answers, by their words.
    pub answered: Vec<String>,
}

/// One line of a job's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub change: JobChange,
    pub at: Time,
    pub by: AccountId,
    pub by_name: String,
}

/// What is to be stored of a new job.
#[derive(Clone, Debug)]
pub struct NewJob<'a> {
    pub id: JobId,
    pub client: AccountId,
    pub title: &'a str,
    pub description: &'a str,
    pub kind: JobKind,
    pub class: Option<&'a str>,
    pub at: Time,
}

/// Stores a job and the first line of its history.
pub fn insert(tx: &mut Tx<'_>, new: &NewJob<'_>, permitted: Permitted<JobChange>) -> Result<(), StoreError> {
    let params = [
        new.id.into(),
        new.client.into(),
        new.title.into(),
        new.description.into(),
        new.at.into(),
        new.class.into(),
        new.kind.number().into(),
    ];
    tx.execute(&INSERT, &params)?;
    record(tx, new.id, 1, permitted.into_inner(), new.client, new.at)
}

/// Closes, re-opens or moves a locked job, or throws its switch, and adds the line to its history. From the
/// commit on, the standing of every conversation about it has changed: this one row is all that is written.
pub fn change(
    tx: &mut Tx<'_>,
    job: &mut Job,
    permitted: Permitted<JobChange>,
    by: AccountId,
    at: Time,
) -> Result<(), StoreError> {
    let change = permitted.into_inner();
    if let Some(phase) = change.phase() {
        job.phase = phase;
        job.closed_at = (phase == JobPhase::Closed).then_some(at);
    }
    job.subject.messaging = change.messaging().unwrap_or(job.subject.messaging);
    let messaging = job.subject.messaging.into();
    tx.execute(&CHANGE, &[job.id.into(), job.phase.number().into(), job.closed_at.into(), messaging])?;
    changed(tx, job, change, by, at)
}

/// Keeps what is settled for a locked job alone, or forgets it, and adds the line to its history.
pub fn settle(
    tx: &mut Tx<'_>,
    job: &mut Job,
    changes: Option<Changes>,
    permitted: Permitted<JobChange>,
    by: AccountId,
    at: Time,
) -> Result<(), StoreError> {
    let text = changes.as_ref().map(write_changes).transpose()?;
    job.subject.changes = changes.map(Box::new);
    tx.execute(&SETTLE, &[job.id.into(), text.as_deref().into()])?;
    changed(tx, job, permitted.into_inner(), by, at)
}

/// Keeps which conversation the client of a locked job wants before work begins.
pub fn require(
    tx: &mut Tx<'_>,
    job: &mut Job,
    wanted: CanStart,
    permitted: Permitted<JobChange>,
    at: Time,
) -> Result<(), StoreError> {
    job.conversation_required = wanted;
    tx.execute(&REQUIRE, &[job.id.into(), wanted.number().into()])?;
    let client = job.client;
    changed(tx, job, permitted.into_inner(), client, at)
}

/// Keeps which questions the description of a locked job answers.
pub fn note_answered(
    tx: &mut Tx<'_>,
    job: &mut Job,
    answered: Vec<String>,
    permitted: Permitted<JobChange>,
    at: Time,
) -> Result<(), StoreError> {
    let text = serde_json::to_string(&answered).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    job.answered = answered;
    tx.execute(&NOTE_ANSWERED, &[job.id.into(), (&text).into()])?;
    let client = job.client;
    changed(tx, job, permitted.into_inner(), client, at)
}

fn changed(
    tx: &mut Tx<'_>,
    job: &mut Job,
    change: JobChange,
    by: AccountId,
    at: Time,
) -> Result<(), StoreError> {
    job.version += 1;
    record(tx, job.id, job.version, change, by, at)?;
    tx.hint(Hint::Job(job.id));
    Ok(())
}

fn record(
    tx: &mut Tx<'_>,
    job: JobId,
    n: i64,
    change: JobChange,
    by: AccountId,
    at: Time,
) -> Result<(), StoreError> {
    tx.execute(&RECORD, &[job.into(), n.into(), change.number().into(), by.into(), at.into()])?;
    Ok(())
}

/// A job that somebody posted. A case of support's, which is kept as one, is none to whoever names it.
pub fn by_id(tx: &mut Tx<'_>, id: JobId) -> Result<Option<Job>, StoreError> {
    Ok(or_case(tx, id)?.filter(|job| !job.subject.is_case()))
}

/// The same, or a case.
pub fn or_case(tx: &mut Tx<'_>, id: JobId) -> Result<Option<Job>, StoreError> {
    tx.query_opt(&BY_ID, &[id.into()], job)
}

/// The job, which nobody else changes or judges by before this transaction ends.
pub fn lock(tx: &mut Tx<'_>, id: JobId) -> Result<Option<Job>, StoreError> {
    Ok(tx.query_opt(&LOCK, &[id.into()], job)?.filter(|job| !job.subject.is_case()))
}

/// The same of a case.
pub fn lock_case(tx: &mut Tx<'_>, id: JobId) -> Result<Option<Job>, StoreError> {
    Ok(tx.query_opt(&LOCK, &[id.into()], job)?.filter(|job| job.subject.is_case()))
}

/// The job, which nobody changes before this transaction ends.
pub fn share(tx: &mut Tx<'_>, id: JobId) -> Result<Option<Job>, StoreError> {
    Ok(tx.query_opt(&SHARE, &[id.into()], job)?.filter(|job| !job.subject.is_case()))
}

/// A client's jobs, newest first, from the place `before` on, in one phase or in any. Those in progress and under review are open,
/// too.
pub fn of_client(
    tx: &mut Tx<'_>,
    client: AccountId,
    phase: Option<JobPhase>,
    before: (Time, JobId),
    limit: u32,
) -> Result<Vec<Job>, StoreError> {
    let place = [client.into(), before.0.into(), before.1.into(), i64::from(limit).into()];
    match phase {
        None => tx.query(&LIST, &place, job),
        Some(phase) => {
            let [a, b, c, d] = place;
            tx.query(&LIST_IN_PHASE, &[a, b, c, d, phase.number().into()], job)
        }
    }
}

/// Jobs of others that are not closed, newest first, from the place `before` on, each with the name of its
/// client; none of a client who is suspended, and no case.
pub fn of_others(
    tx: &mut Tx<'_>,
    account: AccountId,
    before: (Time, JobId),
    limit: u32,
) -> Result<Vec<(Job, String)>, StoreError> {
    let limit = i64::from(limit);
    let place = [account.into(), before.0.into(), before.1.into(), limit.into(), DESK.into()];
    tx.query(&OF_OTHERS, &place, |row| Ok((job(row)?, row.get_text(14)?)))
}

pub fn open_count(tx: &mut Tx<'_>, client: AccountId) -> Result<i64, StoreError> {
    Ok(tx.query_opt(&OPEN_COUNT, &[client.into()], |row| row.get_i64(0))?.unwrap_or(0))
}

/// The newest lines of a job's history.
pub fn history(tx: &mut Tx<'_>, id: JobId, limit: u32) -> Result<Vec<Change>, StoreError> {
    tx.query(&HISTORY, &[id.into(), i64::from(limit).into()], |row| {
        Ok(Change {
            change: JobChange::from_number(row.get_i64(0)?)?,
            at: Time(row.get_i64(1)?),
            by: AccountId(row.get_uuid(2)?),
            by_name: row.get_text(3)?,
        })
    })
}

/// How many conversations a job has, and in how many of them an invitation waits.
pub fn conversation_counts(tx: &mut Tx<'_>, id: JobId) -> Result<(i64, i64), StoreError> {
    let counts = tx.query_opt(&CONVERSATIONS, &[id.into()], |row| Ok((row.get_i64(0)?, row.get_i64(1)?)))?;
    Ok(counts.unwrap_or((0, 0)))
}

fn job(row: &Row<'_>) -> Result<Job, StoreError> {
    Ok(Job {
        id: JobId(row.get_uuid(0)?),
        client: AccountId(row.get_uuid(1)?),
        title: row.get_text(2)?,
        description: row.get_text(3)?,
        phase: JobPhase::from_number(row.get_i64(4)?)?,
        version: row.get_i64(5)?,
        created_at: Time(row.get_i64(6)?),
        closed_at: row.get_opt_i64(7)?.map(Time),
        subject: policies::subject(row, 8)?,
        kind: JobKind::from_number(row.get_i64(11)?)?,
        conversation_required: CanStart::from_number(row.get_i64(12)?)?,
        answered: answered(row.get_str(13)?)?,
    })
}

fn answered(text: &str) -> Result<Vec<String>, StoreError> {
    serde_json::from_str(text)
        .map_err(|error| StoreError::Corrupt(format!("a job's answered questions cannot be read: {error}")))
}
