//! Invitations as rows: a projection of the log, for lists and for the cap on those that wait.

use crate::conversations::{Held, fold};
use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::numbered::Numbered;
use crate::{codec, policies, statements};
use parlance_core::conversation::Conversation;
use parlance_core::entry::{Entry, EntryBody};
use parlance_core::ids::Seq;
use parlance_core::market::{Answer, InvitationState, JobPhase, Side};
use parlance_core::policy::contact::Subject;
use parlance_core::{AccountId, ConversationId, InvitationId, JobId, Time};

/// What is read of an invitation, of its entry and of the conversation around it; a statement adds who the
/// other person, `o`, is.
macro_rules! columns {
    () => {
        "i.id, i.conversation, i.seq, i.state, i.created_at, i.expires_at, i.answered_at,
        c.client, o.id, o.name, j.id, j.title, j.phase, e.kind, e.body,
        c.last_seq, c.last_at, c.messages, c.said_seq, c.active_at, c.invitation, c.invitation_state, c.invitation_expires_at,
        c.acknowledged, c.closing_noted, c.amendments, j.class, j.messaging, j.rules, c.hired
        FROM invitation i JOIN conversation c ON c.id = i.conversation JOIN job j ON j.id = c.job
        JOIN entry e ON e.conversation = i.conversation AND e.seq = i.seq"
    };
}

statements! {
    INSERT = "INSERT INTO invitation (id, conversation, seq, client, freelancer, state, created_at, expires_at, answered_at)
        VALUES ($1, $2, $3, $4, $5, 0, $6, $7, NULL)";
    ANSWER = "UPDATE invitation SET state = $2, answered_at = $3 WHERE id = $1";
    PENDING_COUNT = "SELECT count(*) FROM invitation WHERE client = $1 AND state = 0";
    CONVERSATION = "SELECT conversation FROM invitation WHERE id = $1";
    OF_CLIENT = concat!("SELECT ", columns!(), " JOIN account o ON o.id = i.freelancer
        WHERE i.client = $1 AND i.state BETWEEN $2 AND $3 AND (i.created_at, i.id) < ($4, $5)
        ORDER BY i.created_at DESC, i.id DESC LIMIT $6");
    OF_FREELANCER = concat!("SELECT ", columns!(), " JOIN account o ON o.id = i.client
        WHERE i.freelancer = $1 AND i.state BETWEEN $2 AND $3 AND (i.created_at, i.id) < ($4, $5)
        ORDER BY i.created_at DESC, i.id DESC LIMIT $6");
    FOR_PARTY = concat!("SELECT ", columns!(), " JOIN account o ON o.id = CASE WHEN c.client = $2 THEN i.freelancer ELSE i.client END
        WHERE i.id = $1 AND (i.client = $2 OR i.freelancer = $2)");
}

/// An invitation as one of its two parties finds it, its text not yet rendered for them.
#[derive(Clone, Debug)]
pub struct Invitation {
    pub id: InvitationId,
    pub conversation: ConversationId,
    pub seq: Seq,
    pub state: InvitationState,
    pub created_at: Time,
    pub expires_at: Time,
    pub answered_at: Option<Time>,
    pub side: Side,
    pub other: (AccountId, String),
    pub job: (JobId, String, JobPhase),
    /// What of the job a contact policy looks at.
    pub subject: Subject,
    pub body: EntryBody,
    /// The conversation it stands in, from which follows what may be seen.
    pub log: Conversation,
}

/// Keeps the rows equal to what the log says; called by `append` for every entry.
pub(crate) fn project(tx: &mut Tx<'_>, held: &Held, entry: &Entry) -> Result<(), StoreError> {
    match &entry.body {
        EntryBody::Invitation { invitation, expires_at, .. } => {
            let params = [
                (*invitation).into(),
                held.id.into(),
                entry.seq.into(),
                held.client.into(),
                held.freelancer.into(),
                entry.at.into(),
                (*expires_at).into(),
            ];
            tx.execute(&INSERT, &params)?;
        }
        EntryBody::Answer { invitation, answer } => {
            let state = InvitationState::Answered(*answer);
            tx.execute(&ANSWER, &[(*invitation).into(), state.number().into(), entry.at.into()])?;
        }
        _ => {}
    }
    Ok(())
}

/// How many invitations of a client wait for an answer.
pub fn pending_count(tx: &mut Tx<'_>, client: AccountId) -> Result<i64, StoreError> {
    Ok(tx.query_opt(&PENDING_COUNT, &[client.into()], |row| row.get_i64(0))?.unwrap_or(0))
}

/// The conversation an invitation stands in.
pub fn conversation(tx: &mut Tx<'_>, id: InvitationId) -> Result<Option<ConversationId>, StoreError> {
    tx.query_opt(&CONVERSATION, &[id.into()], |row| Ok(ConversationId(row.get_uuid(0)?)))
}

/// The invitation, if `account` is one of its two parties.
pub fn for_party(
    tx: &mut Tx<'_>,
    id: InvitationId,
    account: AccountId,
) -> Result<Option<Invitation>, StoreError> {
    tx.query_opt(&FOR_PARTY, &[id.into(), account.into()], |row| invitation(row, account))
}

/// Invitations that `account` sent (as client) or received (as freelancer), newest first, in one state
/// or in any, from the place `before` on.
pub fn list(
    tx: &mut Tx<'_>,
    account: AccountId,
    side: Side,
    state: Option<InvitationState>,
    before: (Time, InvitationId),
    limit: u32,
) -> Result<Vec<Invitation>, StoreError> {
    let (lowest, highest) = match state {
        Some(state) => (state.number(), state.number()),
        None => (0, InvitationState::Answered(Answer::Expired).number()),
    };
    let sql = if side == Side::Client { &OF_CLIENT } else { &OF_FREELANCER };
    let params = [
        account.into(),
        lowest.into(),
        highest.into(),
        before.0.into(),
        before.1.into(),
        i64::from(limit).into(),
    ];
    tx.query(sql, &params, |row| invitation(row, account))
}

fn invitation(row: &Row<'_>, viewer: AccountId) -> Result<Invitation, StoreError> {
    let client = AccountId(row.get_uuid(7)?);
    Ok(Invitation {
        id: InvitationId(row.get_uuid(0)?),
        conversation: ConversationId(row.get_uuid(1)?),
        seq: row.get_i64(2)?,
        state: InvitationState::from_number(row.get_i64(3)?)?,
        created_at: Time(row.get_i64(4)?),
        expires_at: Time(row.get_i64(5)?),
        answered_at: row.get_opt_i64(6)?.map(Time),
        side: if client == viewer { Side::Client } else { Side::Freelancer },
        other: (AccountId(row.get_uuid(8)?), row.get_text(9)?),
        job: (JobId(row.get_uuid(10)?), row.get_text(11)?, JobPhase::from_number(row.get_i64(12)?)?),
        body: codec::decode(row.get_i64(13)?, row.get_str(14)?)?,
        log: fold(row, 15)?,
        subject: policies::subject_of_pair(row, 26)?,
    })
}
