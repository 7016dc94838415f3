//! Conversations and their participants: the row that orders writers, and the facts read under it.

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::numbered::Numbered;
use crate::policies::{self, Policies};
use crate::turn::turn;
use crate::{marks, statements};
use parlance_core::conversation::marks::Marks;
use parlance_core::conversation::{Conversation, Invited};
use parlance_core::ids::Seq;
use parlance_core::market::{DESK, InvitationState, JobPhase, Side};
use parlance_core::policy::contact::{Rules, Subject, resolve};
use parlance_core::policy::reading::Receipt;
use parlance_core::{AccountId, ConversationId, InvitationId, JobId, Time};

/// The fold in the order of [`fold`], the job around it and the contact policy in force.
macro_rules! columns {
    () => {
        columns!("")
    };
    ($turn:expr) => {
        concat!("held.job, held.client, held.freelancer, held.last_seq, held.last_at, held.messages, held.said_seq,
        held.active_at, held.invitation, held.invitation_state, held.invitation_expires_at, held.acknowledged,
        held.closing_noted, held.amendments, around.phase, around.version,
        around.class, around.messaging, around.rules, held.hired, policy.version, policy.change
        FROM conversation held JOIN job around ON around.id = held.job CROSS JOIN contact_policy policy", $turn,
        " WHERE held.id = $1")
    };
}

statements! {
    LOCK: around = concat!("SELECT ", columns!()), concat!("SELECT ", columns!(turn!(shared job "around.id", policy)));
    PEEK = concat!("SELECT ", columns!());
    PARTIES = "SELECT account, side, read_seq, read_messages, view, starred, muted_from, muted_to, archived, unread_from,
        unread_messages, marked FROM participant WHERE conversation = $1 ORDER BY side";
    OF_PAIR = "SELECT id FROM conversation WHERE job = $1 AND freelancer = $2";
    INSERT = "INSERT INTO conversation (id, job, client, freelancer, created_at, last_seq, last_at, messages, said_seq,
        active_at, invitation, invitation_state, invitation_expires_at, acknowledged, closing_noted, dispatched_seq, hired)
        VALUES ($1, $2, $3, $4, $5, 0, 0, 0, 0, $5, NULL, NULL, NULL, 0, 0, 0,
            (SELECT count(*) FROM contract WHERE job = $2 AND freelancer = $4 AND state = 0))
        ON CONFLICT (job, freelancer) DO NOTHING";
    JOIN = "INSERT INTO participant (conversation, account, side, read_seq, read_messages, view)
        VALUES ($1, $2, $3, 0, 0, 0) ON CONFLICT DO NOTHING";
    MARK_READ = "UPDATE participant SET read_seq = $3, read_messages = $4
        WHERE conversation = $1 AND account = $2 AND read_seq < $3";
    RECEIPT = "UPDATE participant SET delivered_seq = CASE WHEN delivered_seq < $3 THEN $3 ELSE delivered_seq END,
        seen_seq = CASE WHEN seen_seq < $4 THEN $4 ELSE seen_seq END
        WHERE conversation = $1 AND account = $2 AND (delivered_seq < $3 OR seen_seq < $4)";
    COUNT_AT = "SELECT messages FROM entry WHERE conversation = $1 AND seq = $2";
    OF_JOB = "SELECT id FROM conversation WHERE job = $1 AND closing_noted = $2 AND id > $3 ORDER BY id LIMIT $4";
    CREATED_AT = "SELECT created_at FROM conversation WHERE id = $1";
}

/// One side of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Party {
    pub account: AccountId,
    pub side: Side,
    pub read_seq: Seq,
    /// How many entries to read stood up to `read_seq`.
    pub read_messages: i64,
    /// Raised when what this person may see changes within the conversation.
    pub view: i64,
    pub marks: Marks,
}

/// A conversation with the facts a rule needs, read in one transaction; under its lock where it comes
/// from [`lock`].
#[derive(Clone, Debug)]
pub struct Held {
    pub id: ConversationId,
    pub job: JobId,
    pub client: AccountId,
    pub freelancer: AccountId,
    pub log: Conversation,
    pub phase: JobPhase,
    pub job_version: i64,
    pub parties: Vec<Party>,
    /// What the contact policy in force settles for the job.
    pub contact: Rules,
}

impl Held {
    /// The party that `account` is, if it takes part.
    pub fn party(&self, account: AccountId) -> Option<&Party> {
        self.parties.iter().find(|party| party.account == account)
    }

    /// The number that pages, frames and resume compare: it rises whenever what the party may see
    /// changes, in the conversation or around it. A sum of numbers that only rise.
    pub fn view(&self, party: &Party) -> i64 {
        view(party.view, self.job_version, self.contact.version)
    }
}

/// See [`Held::view`].
pub fn view(participant_view: i64, job_version: i64, policy_version: i64) -> i64 {
    participant_view + job_version + policy_version
}

/// Locks the conversation against other writers and reads the facts around it, the rows of the job and of the
/// contact policy shared so that neither changes before the commit. `None` where there is no such conversation.
pub fn lock(tx: &mut Tx<'_>, id: ConversationId, policies: &Policies) -> Result<Option<Held>, StoreError> {
    let found = tx.query_opt(&LOCK, &[id.0.into()], head)?;
    // Read only now: nobody else can have moved a marker since the lock was taken.
    found.map(|head| held(tx, id, head, policies)).transpose()
}

/// The same facts without a lock, for reading.
pub fn peek(tx: &mut Tx<'_>, id: ConversationId, policies: &Policies) -> Result<Option<Held>, StoreError> {
    let found = tx.query_opt(&PEEK, &[id.0.into()], head)?;
    found.map(|head| held(tx, id, head, policies)).transpose()
}

struct Head {
    job: JobId,
    client: AccountId,
    freelancer: AccountId,
    log: Conversation,
    phase: JobPhase,
    job_version: i64,
    subject: Subject,
    policy: policies::Head,
}

fn held(tx: &mut Tx<'_>, id: ConversationId, head: Head, policies: &Policies) -> Result<Held, StoreError> {
    let parties = tx.query(&PARTIES, &[id.0.into()], party)?;
    let Head { job, client, freelancer, log, phase, job_version, subject, policy } = head;
    let contact = resolve(&*policies.at(tx, policy)?, &subject);
    Ok(Held { id, job, client, freelancer, log, phase, job_version, parties, contact })
}

/// The conversation of a (job, freelancer) pair, if there is one.
pub fn of_pair(
    tx: &mut Tx<'_>,
    job: JobId,
    freelancer: AccountId,
) -> Result<Option<ConversationId>, StoreError> {
    tx.query_opt(&OF_PAIR, &[job.0.into(), freelancer.0.into()], |row| Ok(ConversationId(row.get_uuid(0)?)))
}

/// Makes the conversation of a pair, empty. Of two that try at once, one makes it; both find it.
pub fn create(
    tx: &mut Tx<'_>,
    id: ConversationId,
    job: JobId,
    client: AccountId,
    freelancer: AccountId,
    at: Time,
) -> Result<ConversationId, StoreError> {
    create_between(tx, id, job, [(client, Side::Client), (freelancer, Side::Freelancer)], at)
}

/// Makes the conversation about a case, empty.
pub fn create_case(
    tx: &mut Tx<'_>,
    id: ConversationId,
    case: JobId,
    person: AccountId,
    at: Time,
) -> Result<ConversationId, StoreError> {
    create_between(tx, id, case, [(DESK, Side::Desk), (person, Side::Person)], at)
}

fn create_between(
    tx: &mut Tx<'_>,
    id: ConversationId,
    job: JobId,
    sides: [(AccountId, Side); 2],
    at: Time,
) -> Result<ConversationId, StoreError> {
    let [(client, _), (freelancer, _)] = sides;
    let made =
        tx.execute(&INSERT, &[id.0.into(), job.0.into(), client.0.into(), freelancer.0.into(), at.0.into()])?;
    if made == 0 {
        return of_pair(tx, job, freelancer)?.ok_or(StoreError::Conflict);
    }
    for (account, side) in sides {
        tx.execute(&JOIN, &[id.0.into(), account.0.into(), side.number().into()])?;
    }
    Ok(id)
}

/// Moves a person's read marker forward, never back, and forgets that they marked as unread what they
/// have seen now. Returns whether anything changed.
pub fn mark_read(
    tx: &mut Tx<'_>,
    id: ConversationId,
    account: AccountId,
    seq: Seq,
) -> Result<bool, StoreError> {
    let count = tx.query_opt(&COUNT_AT, &[id.0.into(), seq.into()], |row| row.get_i64(0))?;
    let Some(count) = count else { return Ok(false) };
    let seen = marks::seen(tx, id, account, seq)?;
    Ok(tx.execute(&MARK_READ, &[id.0.into(), account.0.into(), seq.into(), count.into()])? > 0 || seen)
}

/// Keeps what the other side is told of a person's reading; it goes forward, never back. Returns whether
/// it moved.
pub fn keep_receipt(
    tx: &mut Tx<'_>,
    id: ConversationId,
    account: AccountId,
    receipt: Receipt,
) -> Result<bool, StoreError> {
    let params = [id.0.into(), account.0.into(), receipt.delivered.into(), receipt.read.into()];
    Ok(tx.execute(&RECEIPT, &params)? > 0)
}

/// Conversations of a job, in the order of their ids after `after`, on which the job's closing is noted
/// (or is not).
pub fn of_job(
    tx: &mut Tx<'_>,
    job: JobId,
    noted: bool,
    after: ConversationId,
    limit: u32,
) -> Result<Vec<ConversationId>, StoreError> {
    let params = [job.0.into(), i64::from(noted).into(), after.0.into(), i64::from(limit).into()];
    tx.query(&OF_JOB, &params, |row| Ok(ConversationId(row.get_uuid(0)?)))
}

/// When the conversation began.
pub fn created_at(tx: &mut Tx<'_>, id: ConversationId) -> Result<Option<Time>, StoreError> {
    tx.query_opt(&CREATED_AT, &[id.0.into()], |row| Ok(Time(row.get_i64(0)?)))
}

fn head(row: &Row<'_>) -> Result<Head, StoreError> {
    Ok(Head {
        job: JobId(row.get_uuid(0)?),
        client: AccountId(row.get_uuid(1)?),
        freelancer: AccountId(row.get_uuid(2)?),
        log: fold(row, 3)?,
        phase: JobPhase::from_number(row.get_i64(14)?)?,
        job_version: row.get_i64(15)?,
        subject: policies::subject_of_pair(row, 16)?,
        policy: policies::head(row, 20)?,
    })
}

/// The fold from eleven columns in the order of the table, the first at `from`.
pub(crate) fn fold(row: &Row<'_>, from: usize) -> Result<Conversation, StoreError> {
    let invitation = match row.get_opt_uuid(from + 5)? {
        None => None,
        Some(id) => Some(Invited {
            id: InvitationId(id),
            state: InvitationState::from_number(row.get_i64(from + 6)?)?,
            expires_at: Time(row.get_i64(from + 7)?),
        }),
    };
    Ok(Conversation {
        last_seq: row.get_i64(from)?,
        last_at: Time(row.get_i64(from + 1)?),
        messages: row.get_i64(from + 2)?,
        said_seq: row.get_i64(from + 3)?,
        active_at: Time(row.get_i64(from + 4)?),
        invitation,
        acknowledged: row.get_i64(from + 8)?,
        closing_noted: row.get_i64(from + 9)? != 0,
        amendments: row.get_i64(from + 10)?,
    })
}

fn party(row: &Row<'_>) -> Result<Party, StoreError> {
    Ok(Party {
        account: AccountId(row.get_uuid(0)?),
        side: Side::from_number(row.get_i64(1)?)?,
        read_seq: row.get_i64(2)?,
        read_messages: row.get_i64(3)?,
        view: row.get_i64(4)?,
        marks: marks::marks(row, 5)?,
    })
}
