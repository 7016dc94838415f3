//! Lines in the list behind the bell, each about an entry of a conversation or about a line in the history of a
//! proposal or of a contract.

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::hint::Hint;
use crate::statements;
use parlance_core::ids::{ContractId, ProposalId};
use parlance_core::notify::Notice;
use parlance_core::{AccountId, ConversationId, JobId, Time};
use uuid::Uuid;

use crate::numbered::Numbered;

statements! {
    LOCK: lock = "SELECT notified_seq FROM account WHERE id = $1";
    NEXT = "UPDATE account SET notified_seq = notified_seq + 1 WHERE id = $1 RETURNING notified_seq";
    INSERT = "INSERT INTO notification (account, seq, kind, about, n, at) VALUES ($1, $2, $3, $4, $5, $6)";
    STANDS = "SELECT seq FROM notification WHERE account = $1 AND about = $2 AND n = $3 AND kind = $4";
    PAGE = "SELECT n.seq, n.kind, n.at, a.notified_read, c.id, p.id, k.id, j.id, j.title, o.id, o.name
        FROM notification n JOIN account a ON a.id = n.account LEFT JOIN conversation c ON c.id = n.about
        LEFT JOIN proposal p ON p.id = n.about LEFT JOIN contract k ON k.id = n.about
        JOIN job j ON j.id = coalesce(c.job, p.job, k.job)
        JOIN account o ON o.id = CASE WHEN coalesce(c.client, p.client, k.client) = n.account
            THEN coalesce(c.freelancer, p.freelancer, k.freelancer) ELSE coalesce(c.client, p.client, k.client) END
        WHERE n.account = $1 AND n.seq < $2 ORDER BY n.seq DESC LIMIT $3";
    UNREAD = "SELECT notified_seq - notified_read FROM account WHERE id = $1";
    READ = "UPDATE account SET notified_read = $2 WHERE id = $1 AND notified_read < $2 AND notified_seq >= $2";
    READ_WITH_CASES = "UPDATE account SET notified_read = notified_seq WHERE id = $1 AND EXISTS (SELECT 1 FROM notification n
        WHERE n.account = $1 AND n.kind IN ($2, $3) AND n.seq > account.notified_read)";
    FORGET_CASES = "DELETE FROM notification WHERE account = $1 AND kind IN ($2, $3)";
}

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Conversation(ConversationId),
    Proposal(ProposalId),
    Contract(ContractId),
}

impl About {
    fn id(self) -> Uuid {
        match self {
            About::Conversation(id) => id.0,
            About::Proposal(id) => id.0,
            About::Contract(id) => id.0,
        }
    }
}

/// One line.
#[derive(Clone, Debug)]
pub struct Line {
    pub seq: i64,
    pub notice: Notice,
    pub about: About,
    pub at: Time,
    pub read: bool,
    pub job: (JobId, String),
    pub other: (AccountId, String),
}

/// Adds a line, once, however often it is asked for; `n` is the number of the entry, or of the line of history.
pub fn add(
    tx: &mut Tx<'_>,
    to: AccountId,
    notice: Notice,
    about: About,
    n: i64,
    at: Time,
) -> Result<(), StoreError> {
    let kind = notice.number();
    // Two that add the same line wait for each other here, so that the second finds it.
    tx.query_opt(&LOCK, &[to.into()], |_| Ok(()))?;
    let stands = tx.query_opt(&STANDS, &[to.into(), about.id().into(), n.into(), kind.into()], |_| Ok(()))?;
    if stands.is_some() {
        return Ok(());
    }
    let seq = tx.query_opt(&NEXT, &[to.into()], |row| row.get_i64(0))?.ok_or(StoreError::Conflict)?;
    tx.execute(&INSERT, &[to.into(), seq.into(), kind.into(), about.id().into(), n.into(), at.into()])?;
    tx.hint(Hint::Notified(to));
    Ok(())
}

/// Lines before `before`, newest first.
pub fn page(tx: &mut Tx<'_>, account: AccountId, before: i64, limit: u32) -> Result<Vec<Line>, StoreError> {
    tx.query(&PAGE, &[account.into(), before.into(), i64::from(limit).into()], line)
}

/// How many lines the person has not read.
pub fn unread(tx: &mut Tx<'_>, account: AccountId) -> Result<i64, StoreError> {
    Ok(tx.query_opt(&UNREAD, &[account.into()], |row| row.get_i64(0))?.unwrap_or(0))
}

/// Marks every line up to `seq` as read, never back.
pub fn mark_read(tx: &mut Tx<'_>, account: AccountId, seq: i64) -> Result<(), StoreError> {
    if tx.execute(&READ, &[account.into(), seq.into()])? > 0 {
        tx.hint(Hint::Notified(account));
    }
    Ok(())
}

/// Takes the lines about cases from somebody who sits at the desk no more. Lines are counted by their numbers: where
/// one that goes was unread, all count as read.
pub fn forget_cases(tx: &mut Tx<'_>, account: AccountId) -> Result<(), StoreError> {
    let kinds = [Notice::CaseWaiting, Notice::CaseGiven].map(|notice| notice.number().into());
    let [waiting, given] = kinds;
    let params = [account.into(), waiting, given];
    tx.execute(&READ_WITH_CASES, &params)?;
    if tx.execute(&FORGET_CASES, &params)? > 0 {
        tx.hint(Hint::Notified(account));
    }
    Ok(())
}

fn line(row: &Row<'_>) -> Result<Line, StoreError> {
    let seq = row.get_i64(0)?;
    let about = match (row.get_opt_uuid(4)?, row.get_opt_uuid(5)?, row.get_opt_uuid(6)?) {
        (Some(id), ..) => About::Conversation(ConversationId(id)),
        (_, Some(id), _) => About::Proposal(ProposalId(id)),
        (.., Some(id)) => About::Contract(ContractId(id)),
        _ => return Err(StoreError::Corrupt("a notification is about nothing".into())),
    };
    Ok(Line {
        seq,
        notice: Notice::from_number(row.get_i64(1)?)?,
        about,
        at: Time(row.get_i64(2)?),
        read: seq <= row.get_i64(3)?,
        job: (JobId(row.get_uuid(7)?), row.get_text(8)?),
        other: (AccountId(row.get_uuid(9)?), row.get_text(10)?),
    })
}
