//! Cases of support: what is known of each besides its conversation and its job, and the queue that they make.

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::numbered::Numbered;
use crate::statements;
use parlance_core::market::{JobPhase, Person, StaffRole};
use parlance_core::{AccountId, ConversationId, JobId, Time, limits};

/// A case with the names around it, in the order of [`row`].
macro_rules! columns {
    () => {
        "k.conversation, k.job, k.person, k.phase, k.since, k.reason, b.id, b.title, a.id, a.name
        FROM support_case k LEFT JOIN job b ON b.id = k.about LEFT JOIN account a ON a.id = k.assignee"
    };
}

statements! {
    INSERT = "INSERT INTO support_case (conversation, job, person, about, reason, phase, since, assignee)
        VALUES ($1, $2, $3, $4, $5, 0, $6, NULL)";
    ONE = concat!("SELECT ", columns!(), " WHERE k.conversation = $1");
    WAITING = concat!("SELECT ", columns!(), " WHERE k.phase = 1 AND k.assignee IS NULL AND (k.since, k.conversation) > ($1, $2)
        ORDER BY k.since, k.conversation LIMIT $3");
    OF_ASSIGNEE = concat!("SELECT ", columns!(), " WHERE k.phase = 1 AND k.assignee = $4 AND (k.since, k.conversation) > ($1, $2)
        ORDER BY k.since, k.conversation LIMIT $3");
    OPEN = concat!("SELECT ", columns!(), " WHERE k.phase = 1 AND (k.since, k.conversation) > ($1, $2)
        ORDER BY k.since, k.conversation LIMIT $3");
    CLOSED = concat!("SELECT ", columns!(), " WHERE k.phase = 3 AND (k.since, k.conversation) > ($1, $2)
        ORDER BY k.since, k.conversation LIMIT $3");
    COUNTS = "SELECT coalesce(sum(CASE WHEN assignee IS NULL THEN 1 ELSE 0 END), 0),
        coalesce(sum(CASE WHEN assignee = $1 THEN 1 ELSE 0 END), 0) FROM support_case WHERE phase = 1";
    OPEN_COUNT = "SELECT count(*) FROM support_case WHERE person = $1 AND phase < 3";
    ASSIGN = "UPDATE support_case SET assignee = $2 WHERE conversation = $1";
    MOVE = "UPDATE support_case SET phase = $2, since = $3 WHERE conversation = $1";
    GIVE_BACK_ALL = "UPDATE support_case SET assignee = NULL WHERE assignee = $1 AND phase < 3";
    PEOPLE = "SELECT id, name, staff_role, suspended_at FROM account
        WHERE staff_role IN ($1, $2) AND suspended_at IS NULL ORDER BY name, id LIMIT $3";
    ONE_OF_PEOPLE = "SELECT id, name, staff_role, suspended_at FROM account WHERE id = $1";
    ANSWERED_BY = "SELECT DISTINCT a.id, a.name FROM entry e JOIN account a ON a.id = e.author
        WHERE e.conversation = $1 AND e.side = 2 LIMIT $2";
}

/// A case about to be kept.
#[derive(Clone, Copy, Debug)]
pub struct NewCase<'a> {
    pub conversation: ConversationId,
    /// The job that it is.
    pub job: JobId,
    pub person: AccountId,
    /// The job that it is about.
    pub about: Option<JobId>,
    /// The code of what stood in the way.
    pub reason: Option<&'a str>,
    pub at: Time,
}

/// A case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub conversation: ConversationId,
    pub job: JobId,
    pub person: AccountId,
    pub phase: JobPhase,
    /// When it came into this phase.
    pub since: Time,
    pub reason: Option<String>,
    pub about: Option<(JobId, String)>,
    pub assignee: Option<(AccountId, String)>,
}

/// Which cases are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    /// Those that nobody has taken.
    Waiting,
    /// Those that one of the desk has.
    Of(AccountId),
    /// Those that were handed over and are not closed.
    Open,
    Closed,
}

/// Keeps a new case, with whose conversation it goes.
pub fn insert(tx: &mut Tx<'_>, new: &NewCase<'_>) -> Result<(), StoreError> {
    let NewCase { conversation, job, person, about, reason, at } = *new;
    let params = [conversation.into(), job.into(), person.into(), about.into(), reason.into(), at.into()];
    tx.execute(&INSERT, &params)?;
    Ok(())
}

/// The case that a conversation is about; none where it is about a job.
pub fn one(tx: &mut Tx<'_>, id: ConversationId) -> Result<Option<Case>, StoreError> {
    tx.query_opt(&ONE, &[id.into()], row)
}

/// Cases of a queue after a place in it, those first that have waited longest.
pub fn page(
    tx: &mut Tx<'_>,
    queue: Queue,
    after: (Time, ConversationId),
    limit: u32,
) -> Result<Vec<Case>, StoreError> {
    let place = [after.0.into(), after.1.into(), i64::from(limit).into()];
    match queue {
        Queue::Waiting => tx.query(&WAITING, &place, row),
        Queue::Of(account) => {
            let [at, id, limit] = place;
            tx.query(&OF_ASSIGNEE, &[at, id, limit, account.into()], row)
        }
        Queue::Open => tx.query(&OPEN, &place, row),
        Queue::Closed => tx.query(&CLOSED, &place, row),
    }
}

/// How many cases wait for somebody to take them, and how many one of the desk has.
pub fn counts(tx: &mut Tx<'_>, account: AccountId) -> Result<(i64, i64), StoreError> {
    let found = tx.query_opt(&COUNTS, &[account.into()], |row| Ok((row.get_i64(0)?, row.get_i64(1)?)))?;
    Ok(found.unwrap_or((0, 0)))
}

/// How many cases of a person are not closed.
pub fn open_count(tx: &mut Tx<'_>, person: AccountId) -> Result<i64, StoreError> {
    Ok(tx.query_opt(&OPEN_COUNT, &[person.into()], |row| row.get_i64(0))?.unwrap_or(0))
}

/// Notes who has a case; under its conversation's lock.
pub fn assign(tx: &mut Tx<'_>, id: ConversationId, to: Option<AccountId>) -> Result<(), StoreError> {
    tx.execute(&ASSIGN, &[id.into(), to.into()])?;
    Ok(())
}

/// Notes the phase into which the job of a case has come; under its conversation's lock.
pub fn moved(tx: &mut Tx<'_>, id: ConversationId, phase: JobPhase, at: Time) -> Result<(), StoreError> {
    tx.execute(&MOVE, &[id.into(), phase.number().into(), at.into()])?;
    Ok(())
}

/// Nobody has the cases any more that one of the desk had.
pub fn give_back_all(tx: &mut Tx<'_>, account: AccountId) -> Result<(), StoreError> {
    tx.execute(&GIVE_BACK_ALL, &[account.into()])?;
    Ok(())
}

/// Everybody who sits at the desk, by name.
pub fn people(tx: &mut Tx<'_>) -> Result<Vec<(AccountId, String)>, StoreError> {
    let roles =
        [StaffRole::Support.number().into(), StaffRole::Admin.number().into(), limits::DESK_PEOPLE.into()];
    let found = tx.query(&PEOPLE, &roles, named)?;
    Ok(found.into_iter().map(|(person, name)| (person.id, name)).collect())
}

/// Somebody a case may be given to, if they sit at the desk.
pub fn person(tx: &mut Tx<'_>, id: AccountId) -> Result<Option<(Person, String)>, StoreError> {
    tx.query_opt(&ONE_OF_PEOPLE, &[id.into()], named)
}

/// Who of the desk has written in a case.
pub fn answered_by(tx: &mut Tx<'_>, id: ConversationId) -> Result<Vec<(AccountId, String)>, StoreError> {
    tx.query(&ANSWERED_BY, &[id.into(), limits::CASE_PEOPLE.into()], |row| {
        Ok((AccountId(row.get_uuid(0)?), row.get_text(1)?))
    })
}

fn named(row: &Row<'_>) -> Result<(Person, String), StoreError> {
    let person = Person {
        id: AccountId(row.get_uuid(0)?),
        staff: row.get_opt_i64(2)?.map(StaffRole::from_number).transpose()?,
        suspended: row.get_opt_i64(3)?.is_some(),
    };
    Ok((person, row.get_text(1)?))
}

fn row(row: &Row<'_>) -> Result<Case, StoreError> {
    Ok(Case {
        conversation: ConversationId(row.get_uuid(0)?),
        job: JobId(row.get_uuid(1)?),
        person: AccountId(row.get_uuid(2)?),
        phase: JobPhase::from_number(row.get_i64(3)?)?,
        since: Time(row.get_i64(4)?),
        reason: row.get_opt_text(5)?,
        about: row.get_opt_uuid(6)?.map(JobId).zip(row.get_opt_text(7)?),
        assignee: row.get_opt_uuid(8)?.map(AccountId).zip(row.get_opt_text(9)?),
    })
}
