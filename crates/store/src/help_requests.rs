//! What people ask support, for its staff to list.

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::statements;
use parlance_core::ids::RequestId;
use parlance_core::policy::Permitted;
use parlance_core::{AccountId, ConversationId, JobId, Time};
use uuid::Uuid;

statements! {
    INSERT = "INSERT INTO help_request (id, account, subject, text, job, reason, at, conversation) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    LATELY = "SELECT count(*) FROM help_request WHERE account = $1 AND at > $2";
    ONE = "SELECT r.id, a.id, a.name, a.email, r.subject, r.text, j.id, j.title, r.reason, r.at, r.conversation
        FROM help_request r JOIN account a ON a.id = r.account LEFT JOIN job j ON j.id = r.job WHERE r.id = $1";
    PAGE = "SELECT r.id, a.id, a.name, a.email, r.subject, r.text, j.id, j.title, r.reason, r.at, r.conversation
        FROM help_request r JOIN account a ON a.id = r.account LEFT JOIN job j ON j.id = r.job
        WHERE (r.at, r.id) < ($1, $2) ORDER BY r.at DESC, r.id DESC LIMIT $3";
}

/// A request about to be kept.
#[derive(Clone, Debug)]
pub struct NewRequest<'a> {
    pub id: RequestId,
    pub account: AccountId,
    pub subject: &'a str,
    pub text: &'a str,
    pub job: Option<JobId>,
    /// The code of what stood in the way.
    pub reason: Option<&'a str>,
    pub at: Time,
    /// The case that it becomes.
    pub conversation: Option<ConversationId>,
}

/// A request, with who asks and the job it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub id: RequestId,
    pub account: (AccountId, String),
    pub email: String,
    pub subject: String,
    pub text: String,
    pub job: Option<(JobId, String)>,
    pub reason: Option<String>,
    pub at: Time,
    /// The case that it became; none where it was sent before there were cases.
    pub conversation: Option<ConversationId>,
}

/// Keeps a request; that there is room for it was permitted.
pub fn insert(tx: &mut Tx<'_>, new: &NewRequest<'_>, _room: Permitted<()>) -> Result<(), StoreError> {
    let NewRequest { id, account, subject, text, job, reason, at, conversation } = *new;
    let params = [
        id.into(),
        account.into(),
        subject.into(),
        text.into(),
        job.into(),
        reason.into(),
        at.into(),
        conversation.into(),
    ];
    tx.execute(&INSERT, &params)?;
    Ok(())
}

/// How many requests somebody has sent since then.
pub fn count_since(tx: &mut Tx<'_>, account: AccountId, since: Time) -> Result<i64, StoreError> {
    Ok(tx.query_opt(&LATELY, &[account.into(), since.into()], |row| row.get_i64(0))?.unwrap_or(0))
}

pub fn one(tx: &mut Tx<'_>, id: RequestId) -> Result<Option<Request>, StoreError> {
    tx.query_opt(&ONE, &[id.into()], row)
}

/// Requests from the place `before` on, newest first.
pub fn page(tx: &mut Tx<'_>, before: (Time, Uuid), limit: u32) -> Result<Vec<Request>, StoreError> {
    tx.query(&PAGE, &[before.0.into(), before.1.into(), i64::from(limit).into()], row)
}

fn row(row: &Row<'_>) -> Result<Request, StoreError> {
    let job = row.get_opt_uuid(6)?.map(JobId).zip(row.get_opt_text(7)?);
    Ok(Request {
        id: RequestId(row.get_uuid(0)?),
        account: (AccountId(row.get_uuid(1)?), row.get_text(2)?),
        email: row.get_text(3)?,
        subject: row.get_text(4)?,
        text: row.get_text(5)?,
        job,
        reason: row.get_opt_text(8)?,
        at: Time(row.get_i64(9)?),
        conversation: row.get_opt_uuid(10)?.map(ConversationId),
    })
}
