//! Refusals: what somebody tried and a rule forbade. Bounded and expiring; no words of anybody's.

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::numbered::Numbered;
use crate::statements;
use parlance_core::market::Side;
use parlance_core::{AccountId, ConversationId, JobId, Time};
use uuid::Uuid;

statements! {
    INSERT = "INSERT INTO refusal (id, at, code, account, side, action, entry_point, job, counterpart, conversation, policy_version, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    TRIM = "DELETE FROM refusal WHERE account = $1 AND (at, id) <
        (SELECT at, id FROM refusal WHERE account = $1 ORDER BY at DESC, id DESC LIMIT 1 OFFSET $2)";
    COUNTS = "SELECT code, count(*) FROM refusal GROUP BY code ORDER BY count(*) DESC, code LIMIT 100";
    PAGE = "SELECT r.id, r.at, r.code, a.id, a.name, r.side, r.action, r.entry_point, r.job, r.counterpart, r.conversation, r.policy_version
        FROM refusal r JOIN account a ON a.id = r.account
        WHERE (r.at, r.id) < ($1, $2) ORDER BY r.at DESC, r.id DESC LIMIT $3";
    EXPIRE = "DELETE FROM refusal WHERE expires_at <= $1";
}

/// A refusal about to be kept.
#[derive(Clone, Debug)]
pub struct NewRefusal {
    pub id: Uuid,
    pub at: Time,
    pub code: &'static str,
    pub account: AccountId,
    pub side: Option<Side>,
    pub action: &'static str,
    pub entry_point: Option<&'static str>,
    pub job: Option<JobId>,
    pub counterpart: Option<AccountId>,
    pub conversation: Option<ConversationId>,
    pub policy_version: i64,
    pub expires_at: Time,
}

/// A refusal as kept.
#[derive(Clone, Debug)]
pub struct Refusal {
    pub id: Uuid,
    pub at: Time,
    pub code: String,
    pub account: (AccountId, String),
    pub side: Option<Side>,
    pub action: String,
    pub entry_point: Option<String>,
    pub job: Option<JobId>,
    pub counterpart: Option<AccountId>,
    pub conversation: Option<ConversationId>,
    pub policy_version: i64,
}

/// Keeps a refusal, and at most `keep` of the same account.
pub fn insert(tx: &mut Tx<'_>, new: &NewRefusal, keep: i64) -> Result<(), StoreError> {
    let params = [
        new.id.into(),
        new.at.into(),
        new.code.into(),
        new.account.into(),
        new.side.map(Numbered::number).into(),
        new.action.into(),
        new.entry_point.into(),
        new.job.into(),
        new.counterpart.into(),
        new.conversation.into(),
        new.policy_version.into(),
        new.expires_at.into(),
    ];
    tx.execute(&INSERT, &params)?;
    tx.execute(&TRIM, &[new.account.into(), (keep - 1).into()])?;
    Ok(())
}

/// How often each code was given, most often first.
pub fn counts(tx: &mut Tx<'_>) -> Result<Vec<(String, i64)>, StoreError> {
    tx.query(&COUNTS, &[], |row| Ok((row.get_text(0)?, row.get_i64(1)?)))
}

/// Refusals from the place `before` on, newest first.
pub fn page(tx: &mut Tx<'_>, before: (Time, Uuid), limit: u32) -> Result<Vec<Refusal>, StoreError> {
    tx.query(&PAGE, &[before.0.into(), before.1.into(), i64::from(limit).into()], refusal)
}

/// Deletes refusals whose time is over.
pub fn expire(tx: &mut Tx<'_>, now: Time) -> Result<u64, StoreError> {
    tx.execute(&EXPIRE, &[now.into()])
}

fn refusal(row: &Row<'_>) -> Result<Refusal, StoreError> {
    Ok(Refusal {
        id: row.get_uuid(0)?,
        at: Time(row.get_i64(1)?),
        code: row.get_text(2)?,
        account: (AccountId(row.get_uuid(3)?), row.get_text(4)?),
        side: row.get_opt_i64(5)?.map(Side::from_number).transpose()?,
        action: row.get_text(6)?,
        entry_point: row.get_opt_text(7)?,
        job: row.get_opt_uuid(8)?.map(JobId),
        counterpart: row.get_opt_uuid(9)?.map(AccountId),
        conversation: row.get_opt_uuid(10)?.map(ConversationId),
        policy_version: row.get_i64(11)?,
    })
}
