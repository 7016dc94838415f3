//! The rows of a marketplace, written past every rule: a bench fills millions of them.

use super::Person;
use parlance_core::{AccountId, ConversationId, JobId};
use parlance_store::engine::{Lock, Sql};
use parlance_store::{StoreError, Tx};
use uuid::Uuid;

/// What every entry keeps.
const SECRET: [u8; 32] = [7; 32];

static ACCOUNT: Sql = Sql::new(
    "INSERT INTO account (id, email, verified_at, password_hash, name, name_lower, headline, offers_work, version, created_at)
     VALUES ($1, $2, $3, 'none', $4, $4, '', 1, 1, $3)",
    Lock::None,
);
static SESSION: Sql = Sql::new(
    "INSERT INTO session (token_hash, id, account, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
    Lock::None,
);
/// The stored form of an admin is that of the accounts' codec.
static ADMIN: Sql = Sql::new("UPDATE account SET staff_role = 3 WHERE id = $1", Lock::None);
static JOB: Sql = Sql::new(
    "INSERT INTO job (id, client, title, description, phase, version, created_at) VALUES ($1, $2, 'Drawings of bread', 'Twelve.', 0, 1, $3)",
    Lock::None,
);
static CONVERSATION: Sql = Sql::new(
    "INSERT INTO conversation (id, job, client, freelancer, created_at, last_seq, last_at, messages, said_seq, active_at,
     invitation, invitation_state, invitation_expires_at, acknowledged, closing_noted, dispatched_seq)
     VALUES ($1, $2, $3, $4, $5, $6, $5, $7, $8, $5, $9, 1, $10, 1, 0, $6)",
    Lock::None,
);
static PARTICIPANT: Sql = Sql::new(
    "INSERT INTO participant (conversation, account, side, read_seq, read_messages, view) VALUES ($1, $2, $3, $4, $5, 1)",
    Lock::None,
);
static INVITATION: Sql = Sql::new(
    "INSERT INTO invitation (id, conversation, seq, client, freelancer, state, created_at, expires_at, answered_at)
     VALUES ($1, $2, 1, $3, $4, 1, $5, $6, $5)",
    Lock::None,
);
static ENTRY: Sql = Sql::new(
    "INSERT INTO entry (conversation, seq, author, side, kind, body, at, messages, key, secret)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    Lock::None,
);

/// An account with a confirmed address, signed in until `ends`. Times are in microseconds.
pub fn person(
    tx: &mut Tx<'_>,
    person: &Person,
    number: usize,
    session: Uuid,
    (now, ends): (i64, i64),
) -> Result<(), StoreError> {
    let (name, email) = (format!("Person {number}"), format!("person{number}@example.com"));
    tx.execute(&ACCOUNT, &[person.account.into(), (&email).into(), now.into(), (&name).into()])?;
    tx.execute(
        &SESSION,
        &[(&person.hash).into(), session.into(), person.account.into(), now.into(), ends.into()],
    )?;
    Ok(())
}

/// Makes somebody an admin.
pub fn make_admin(tx: &mut Tx<'_>, account: AccountId) -> Result<(), StoreError> {
    tx.execute(&ADMIN, &[account.into()])?;
    Ok(())
}

/// A conversation whose invitation was accepted, everything in it read by both.
pub struct Talk<'a> {
    pub id: ConversationId,
    pub job: JobId,
    pub client: &'a Person,
    pub freelancer: &'a Person,
    pub invitation: Uuid,
    pub began: i64,
    pub invitation_ends: i64,
    /// The number of its last entry, of the last thing said, and how many messages there are.
    pub last: i64,
    pub said: i64,
    pub messages: i64,
}

impl Talk<'_> {
    /// Its job, itself, its two participants, and its invitation.
    pub fn begin(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let (client, freelancer) = (self.client.account, self.freelancer.account);
        tx.execute(&JOB, &[self.job.into(), client.into(), self.began.into()])?;
        let row = [
            self.id.into(),
            self.job.into(),
            client.into(),
            freelancer.into(),
            self.began.into(),
            self.last.into(),
            self.messages.into(),
            self.said.into(),
            self.invitation.into(),
            self.invitation_ends.into(),
        ];
        tx.execute(&CONVERSATION, &row)?;
        for (account, side) in [(client, 0_i64), (freelancer, 1)] {
            let row = [self.id.into(), account.into(), side.into(), self.last.into(), self.messages.into()];
            tx.execute(&PARTICIPANT, &row)?;
        }
        let row = [
            self.invitation.into(),
            self.id.into(),
            client.into(),
            freelancer.into(),
            self.began.into(),
            self.invitation_ends.into(),
        ];
        tx.execute(&INVITATION, &row)?;
        Ok(())
    }

    /// Its entry of a number: first the invitation, the acknowledgement and the answer, then messages in
    /// turns. The stored forms are those of the log's codec: 1 invitation, 2 answer, 3 acknowledgement,
    /// 4 message.
    pub fn entry(
        &self,
        tx: &mut Tx<'_>,
        (seq, at): (i64, i64),
        text: &str,
        key: Uuid,
    ) -> Result<(), StoreError> {
        let (invitation, ends) = (self.invitation, self.invitation_ends);
        let (side, kind, body) = match seq {
            1 => (0, 1, format!(r#"{{"invitation":"{invitation}","text":"{text}","expires_at":{ends}}}"#)),
            2 => (1, 3, r#"{"version":1}"#.to_owned()),
            3 => (1, 2, format!(r#"{{"invitation":"{invitation}","answer":1}}"#)),
            _ => (seq % 2, 4, format!(r#"{{"text":"{text}"}}"#)),
        };
        let author = if side == 1 { self.freelancer } else { self.client };
        let messages = if seq <= 3 { 1 } else { seq - 2 };
        let row = [
            self.id.into(),
            seq.into(),
            author.account.into(),
            side.into(),
            kind.into(),
            (&body).into(),
            at.into(),
            messages.into(),
            key.into(),
            (&SECRET).into(),
        ];
        tx.execute(&ENTRY, &row)?;
        Ok(())
    }
}
