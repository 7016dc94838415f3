//! The inbox: a person's conversations, newest first, each with the line last said.

use crate::conversations::{fold, view};
use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::numbered::Numbered;
use crate::{amendments, log, marks, policies, statements};
use parlance_core::conversation::Conversation;
use parlance_core::conversation::marks::Marks;
use parlance_core::conversation::said::{Amendments, Recorded};
use parlance_core::ids::Seq;
use parlance_core::market::{JobPhase, Side, ZoneSource};
use parlance_core::policy::contact::Subject;
use parlance_core::policy::reading::Receipt;
use parlance_core::{AccountId, ConversationId, JobId, Time};

/// What is read of a row: the part its person plays, the other person, the job, and the entry last said.
macro_rules! columns {
    () => {
        "c.id, p.side, p.read_seq, p.read_messages, p.view, o.id, o.name, j.id, j.title, j.phase, j.version,
        c.last_seq, c.last_at, c.messages, c.said_seq, c.active_at, c.invitation, c.invitation_state, c.invitation_expires_at,
        c.acknowledged, c.closing_noted, c.amendments, e.seq, e.author, e.side, e.kind, e.body, e.at, e.messages, e.key, o.version,
        a.seq, a.text, a.edited_at, a.removed_at, t.delivered_seq, t.seen_seq, o.zone_source, o.time_zone,
        p.starred, p.muted_from, p.muted_to, p.archived, p.unread_from, p.unread_messages, p.marked,
        j.class, j.messaging, j.rules, c.hired, policy.version, a.answer, a.answered_at, a.answered_by
        FROM participant p JOIN conversation c ON c.id = p.conversation JOIN job j ON j.id = c.job CROSS JOIN contact_policy policy
        JOIN account o ON o.id = CASE WHEN p.side IN (0, 2) THEN c.freelancer ELSE c.client END
        JOIN participant t ON t.conversation = c.id AND t.account = o.id
        JOIN entry e ON e.conversation = c.id AND e.seq = c.said_seq
        LEFT JOIN amended a ON a.conversation = c.id AND a.target = c.said_seq"
    };
}

/// What [`Marks::is_muted`] and [`Marks::is_archived`] say, and whether there is something to read.
macro_rules! muted {
    () => {
        "(p.muted_from IS NOT NULL AND p.muted_to IS NULL)"
    };
}
macro_rules! archived {
    () => {
        concat!("(p.archived IS NOT NULL AND (c.messages <= p.archived OR ", muted!(), "))")
    };
}
macro_rules! unread {
    () => {
        "c.messages > coalesce(p.unread_messages, p.read_messages)"
    };
}

/// Which of a person's rows stand on a page: those for which something holds.
macro_rules! page {
    ($($holds:expr),+) => {
        concat!(columns!(), " WHERE p.account = $1 AND (c.active_at, c.id) < ($2, $3) AND (c.job = $5 OR $5 IS NULL) AND ",
            $($holds),+, " ORDER BY c.active_at DESC, c.id DESC LIMIT $4")
    };
}

statements! {
    CURRENT = concat!("SELECT ", page!("NOT ", archived!()));
    UNREAD_ROWS = concat!("SELECT ", page!(unread!(), " AND NOT ", archived!()));
    STARRED = concat!("SELECT ", page!("p.starred = 1"));
    MUTED = concat!("SELECT ", page!(muted!()));
    ARCHIVED = concat!("SELECT ", page!(archived!()));
    EVERY = concat!("SELECT ", page!("1 = 1"));
    ONE = concat!("SELECT ", columns!(), " WHERE p.conversation = $1 AND p.account = $2");
    UNREAD = concat!("SELECT p.side, p.read_messages, j.phase,
        c.last_seq, c.last_at, c.messages, c.said_seq, c.active_at, c.invitation, c.invitation_state, c.invitation_expires_at,
        c.acknowledged, c.closing_noted, c.amendments,
        p.starred, p.muted_from, p.muted_to, p.archived, p.unread_from, p.unread_messages, p.marked,
        j.class, j.messaging, j.rules, c.hired
        FROM participant p JOIN conversation c ON c.id = p.conversation JOIN job j ON j.id = c.job
        WHERE p.account = $1 AND ", unread!(), " AND NOT ", archived!(), " AND (c.invitation_state = 0 OR NOT ", muted!(), ")
        ORDER BY c.active_at DESC LIMIT $2");
    OF_PERSON = "SELECT conversation FROM participant WHERE account = $1 LIMIT $2";
    ACCOUNTS_OF_JOB = "SELECT client, freelancer FROM conversation WHERE job = $1";
    JOBS = "SELECT j.id, j.title, j.phase FROM participant p JOIN conversation c ON c.id = p.conversation JOIN job j ON j.id = c.job
        WHERE p.account = $1 AND c.said_seq > 0 AND p.side < 2 GROUP BY j.id, j.title, j.phase ORDER BY max(c.active_at) DESC, j.id LIMIT $2";
}

/// Which conversations of a person are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// Those that are not put away.
    #[default]
    Current,
    /// Those of them with something to read.
    Unread,
    /// Starred ones, put away or not.
    Starred,
    /// Muted ones, put away or not.
    Muted,
    /// Those that are put away.
    Archived,
    Every,
}

/// One conversation in somebody's inbox, not yet rendered for them.
#[derive(Clone, Debug)]
pub struct InboxRow {
    pub id: ConversationId,
    pub side: Side,
    pub read_seq: Seq,
    pub read_messages: i64,
    /// See [`crate::conversations::Held::view`].
    pub view: i64,
    pub other: (AccountId, String),
    /// Raised when the other person changes what is shown of them.
    pub other_version: i64,
    /// The time zone that the other person lets be known.
    pub other_zone: Option<String>,
    /// How far the other person is known to have come.
    pub receipt: Receipt,
    pub marks: Marks,
    pub job: (JobId, String, JobPhase),
    /// What of the job a contact policy looks at.
    pub subject: Subject,
    pub log: Conversation,
    /// The entry last said, with the newest form of its text.
    pub said: Recorded,
}

/// What is needed to tell whether a conversation is unread.
#[derive(Clone, Debug)]
pub struct Unread {
    pub side: Side,
    pub read_messages: i64,
    pub marks: Marks,
    pub phase: JobPhase,
    /// What of the job a contact policy looks at.
    pub subject: Subject,
    pub log: Conversation,
}

/// A page of an inbox from the place `before` on, newest first: what `filter` lets through, of one job if
/// one is named.
pub fn page(
    tx: &mut Tx<'_>,
    account: AccountId,
    filter: Filter,
    job: Option<JobId>,
    before: (Time, ConversationId),
    limit: u32,
) -> Result<Vec<InboxRow>, StoreError> {
    let statement = match filter {
        Filter::Current => &CURRENT,
        Filter::Unread => &UNREAD_ROWS,
        Filter::Starred => &STARRED,
        Filter::Muted => &MUTED,
        Filter::Archived => &ARCHIVED,
        Filter::Every => &EVERY,
    };
    let params = [account.into(), before.0.into(), before.1.into(), i64::from(limit).into(), job.into()];
    tx.query(statement, &params, row)
}

/// One row, if `account` takes part in the conversation.
pub fn one(tx: &mut Tx<'_>, id: ConversationId, account: AccountId) -> Result<Option<InboxRow>, StoreError> {
    tx.query_opt(&ONE, &[id.into(), account.into()], row)
}

/// Conversations in which something was said after what `account` has read, newest first; without those
/// they put away or muted, but for muted ones with an invitation that waits. Whether they count as unread
/// depends on what may be seen of them.
pub fn unread(tx: &mut Tx<'_>, account: AccountId, limit: u32) -> Result<Vec<Unread>, StoreError> {
    tx.query(&UNREAD, &[account.into(), i64::from(limit).into()], |row| {
        Ok(Unread {
            side: Side::from_number(row.get_i64(0)?)?,
            read_messages: row.get_i64(1)?,
            phase: JobPhase::from_number(row.get_i64(2)?)?,
            log: fold(row, 3)?,
            marks: marks::marks(row, 14)?,
            subject: policies::subject_of_pair(row, 21)?,
        })
    })
}

/// The jobs that a person's conversations are about, those with the newest ones first.
pub fn jobs(
    tx: &mut Tx<'_>,
    account: AccountId,
    limit: u32,
) -> Result<Vec<(JobId, String, JobPhase)>, StoreError> {
    tx.query(&JOBS, &[account.into(), i64::from(limit).into()], |row| {
        Ok((JobId(row.get_uuid(0)?), row.get_text(1)?, JobPhase::from_number(row.get_i64(2)?)?))
    })
}

/// Conversations of a person, at most `limit` of them.
pub fn of_person(tx: &mut Tx<'_>, account: AccountId, limit: u32) -> Result<Vec<ConversationId>, StoreError> {
    tx.query(&OF_PERSON, &[account.into(), i64::from(limit).into()], |row| {
        Ok(ConversationId(row.get_uuid(0)?))
    })
}

/// Everybody who takes part in a conversation about a job, those who take part in several named as
/// often.
pub fn accounts_of_job(tx: &mut Tx<'_>, job: JobId) -> Result<Vec<(AccountId, AccountId)>, StoreError> {
    tx.query(&ACCOUNTS_OF_JOB, &[job.into()], |row| {
        Ok((AccountId(row.get_uuid(0)?), AccountId(row.get_uuid(1)?)))
    })
}

fn row(row: &Row<'_>) -> Result<InboxRow, StoreError> {
    let id = ConversationId(row.get_uuid(0)?);
    let amendments = Amendments { answer: amendments::answered(row, 51)?, ..amendments::amended(row, 31)? };
    let zone_hidden = ZoneSource::from_number(row.get_i64(37)?)? == ZoneSource::Hidden;
    Ok(InboxRow {
        id,
        side: Side::from_number(row.get_i64(1)?)?,
        read_seq: row.get_i64(2)?,
        read_messages: row.get_i64(3)?,
        view: view(row.get_i64(4)?, row.get_i64(10)?, row.get_i64(50)?),
        other: (AccountId(row.get_uuid(5)?), row.get_text(6)?),
        other_version: row.get_i64(30)?,
        other_zone: row.get_opt_text(38)?.filter(|_| !zone_hidden),
        receipt: Receipt { delivered: row.get_i64(35)?, read: row.get_i64(36)? },
        marks: marks::marks(row, 39)?,
        subject: policies::subject_of_pair(row, 46)?,
        job: (JobId(row.get_uuid(7)?), row.get_text(8)?, JobPhase::from_number(row.get_i64(9)?)?),
        log: fold(row, 11)?,
        said: Recorded { entry: log::entry_at(id, row, 22)?, amendments },
    })
}
