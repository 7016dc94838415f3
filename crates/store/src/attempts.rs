//! What people tried in a time, as far as it was kept: what went into the logs, and what was refused. Read in
//! order and in bounded pieces, without a lock, for whoever asks what another policy would have made of it. No policy
//! holds for cases of support, so that they are left out.

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::numbered::Numbered;
use crate::statements;
use parlance_core::ids::Seq;
use parlance_core::market::{DESK, Side};
use parlance_core::{AccountId, ConversationId, JobId, Time, limits};
use uuid::Uuid;

/// Logs that were written to since, and those in which somebody may still wait for an answer then.
macro_rules! alive {
    () => {
        "(last_at >= $1 OR invitation_state = 0
        OR EXISTS (SELECT 1 FROM ask a WHERE a.conversation = conversation.id AND a.answered = 0 AND a.at > $2))
        AND client <> $3"
    };
}

statements! {
    EXTENT = concat!(
        "SELECT count(*), CAST(coalesce(sum(last_seq), 0) AS bigint) FROM conversation WHERE ",
        alive!()
    );
    REFUSALS = "SELECT count(*) FROM refusal r LEFT JOIN conversation c ON c.id = r.conversation
        WHERE r.at >= $1 AND r.at < $2 AND (c.client IS NULL OR c.client <> $3)";
    LOGS = concat!("SELECT id, job, client, freelancer, last_seq FROM conversation WHERE ", alive!(), " AND id > $4
        ORDER BY id LIMIT $5");
    REFUSED = "SELECT r.at, r.id, r.code, r.account, r.side, r.action, r.entry_point, r.job, r.counterpart,
        c.job, c.client, c.freelancer, CASE WHEN o.offers_work = 1 AND o.suspended_at IS NULL THEN 1 ELSE 0 END
        FROM refusal r LEFT JOIN conversation c ON c.id = r.conversation
        LEFT JOIN account o ON o.id = CASE WHEN r.side = $1 THEN r.account ELSE r.counterpart END
        WHERE (r.at, r.id) > ($2, $3) AND r.at < $4 AND (c.client IS NULL OR c.client <> $5) ORDER BY r.at, r.id LIMIT $6";
}

/// How much there is to read: entries of logs that were written to since, and refusals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    pub entries: i64,
    pub refusals: i64,
}

/// A log to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Log {
    pub id: ConversationId,
    pub job: JobId,
    pub client: AccountId,
    pub freelancer: AccountId,
    pub last_seq: Seq,
}

/// An attempt that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub at: Time,
    pub id: Uuid,
    pub code: String,
    pub account: AccountId,
    pub side: Option<Side>,
    pub action: String,
    pub entry_point: Option<String>,
    pub job: Option<JobId>,
    pub counterpart: Option<AccountId>,
    /// Job, client and freelancer of the conversation that it was about.
    pub conversation: Option<(JobId, AccountId, AccountId)>,
    /// The freelancer of the two offers work now.
    pub offers_work: bool,
}

pub fn extent(tx: &mut Tx<'_>, since: Time, until: Time) -> Result<Extent, StoreError> {
    let params = [since.into(), since.minus(limits::ASK_WAITS).into(), DESK.into()];
    let entries = tx.query_opt(&EXTENT, &params, |row| row.get_i64(1))?.unwrap_or(0);
    let refusals =
        tx.query_opt(&REFUSALS, &[since.into(), until.into(), DESK.into()], |row| row.get_i64(0))?;
    Ok(Extent { entries, refusals: refusals.unwrap_or(0) })
}

/// Logs that were written to since, and those in which an invitation or a first message waits, in the order of
/// their ids after `after`.
pub fn logs(tx: &mut Tx<'_>, since: Time, after: ConversationId, limit: u32) -> Result<Vec<Log>, StoreError> {
    let asked = since.minus(limits::ASK_WAITS);
    let params = [since.into(), asked.into(), DESK.into(), after.0.into(), i64::from(limit).into()];
    tx.query(&LOGS, &params, |row| {
        Ok(Log {
            id: ConversationId(row.get_uuid(0)?),
            job: JobId(row.get_uuid(1)?),
            client: AccountId(row.get_uuid(2)?),
            freelancer: AccountId(row.get_uuid(3)?),
            last_seq: row.get_i64(4)?,
        })
    })
}

/// Refusals from the place `after` on and before `until`, oldest first.
pub fn refused(
    tx: &mut Tx<'_>,
    after: (Time, Uuid),
    until: Time,
    limit: u32,
) -> Result<Vec<Refused>, StoreError> {
    let freelancer = Side::Freelancer.number().into();
    let params =
        [freelancer, after.0.into(), after.1.into(), until.into(), DESK.into(), i64::from(limit).into()];
    tx.query(&REFUSED, &params, one)
}

fn one(row: &Row<'_>) -> Result<Refused, StoreError> {
    let conversation = match (row.get_opt_uuid(9)?, row.get_opt_uuid(10)?, row.get_opt_uuid(11)?) {
        (Some(job), Some(client), Some(freelancer)) => {
            Some((JobId(job), AccountId(client), AccountId(freelancer)))
        }
        _ => None,
    };
    Ok(Refused {
        at: Time(row.get_i64(0)?),
        id: row.get_uuid(1)?,
        code: row.get_text(2)?,
        account: AccountId(row.get_uuid(3)?),
        side: row.get_opt_i64(4)?.map(Side::from_number).transpose()?,
        action: row.get_text(5)?,
        entry_point: row.get_opt_text(6)?,
        job: row.get_opt_uuid(7)?.map(JobId),
        counterpart: row.get_opt_uuid(8)?.map(AccountId),
        conversation,
        offers_work: row.get_i64(12)? != 0,
    })
}
