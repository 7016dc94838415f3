//! The rows of one durable send, and the project's own statements that write them: the conversation's row,
//! the check of the key, the entry, the participant's read marker. Nothing is judged and nobody is signed
//! in.

use crate::town::{Random, Town, now_us};
use anyhow::{Context, bail};
use parlance_core::{AccountId, ConversationId};
use parlance_store::engine::{Lock, Sql};
use tokio::sync::oneshot;
use uuid::Uuid;

/// A message as the rows need it.
pub struct Sent {
    pub conversation: ConversationId,
    pub author: AccountId,
    pub side: i64,
    pub body: String,
    pub key: Uuid,
    pub at: i64,
}

/// One that waits for the raw writer.
pub struct Waiting {
    pub sent: Sent,
    pub reply: oneshot::Sender<i64>,
}

impl Sent {
    /// Of whoever's turn it is.
    pub fn next(town: &Town, random: &mut Random) -> Sent {
        let (pair, person) = town.next();
        let side = i64::from(person.account == pair.people[1].account);
        let body = format!(r#"{{"text":"{}"}}"#, random.text());
        Sent {
            conversation: pair.conversation,
            author: person.account,
            side,
            body,
            key: random.id(),
            at: now_us(),
        }
    }
}

/// The kind of a message in the log.
pub const MESSAGE: i64 = 4;
/// What the read marker's row says of a conversation that lies in the list.
pub const NOT_ARCHIVED: Option<i64> = None;
/// What every entry keeps.
pub const SECRET: [u8; 32] = [7; 32];

/// The statements of a send, in their order.
#[derive(Clone, Copy)]
pub struct Statements {
    pub head: Sql,
    pub by_key: Sql,
    pub entry: Sql,
    pub advance: Sql,
    pub read: Sql,
}

impl Statements {
    pub fn found() -> anyhow::Result<Statements> {
        Ok(Statements {
            head: statement("conversations", "LOCK")?,
            by_key: statement("log", "BY_KEY")?,
            entry: statement("log", "INSERT")?,
            advance: statement("log", "ADVANCE")?,
            read: statement("log", "AUTHOR_READ")?,
        })
    }
}

/// One of the project's statements by its name.
pub fn statement(room: &str, name: &str) -> anyhow::Result<Sql> {
    let mut all = parlance_store::statements();
    let found = all.find(|(of, called, _)| *of == room && *called == name);
    found.map(|(_, _, sql)| sql).with_context(|| format!("the store has no statement {room}::{name}"))
}

/// As SQLite numbers its parameters.
pub fn for_file(sql: Sql) -> String {
    sql.text().replace('$', "?")
}

/// With the lock as PostgreSQL says it.
pub fn for_pool(sql: Sql) -> anyhow::Result<String> {
    let lock = match sql.lock() {
        Lock::None => "",
        Lock::Exclusive => " FOR UPDATE",
        Lock::Shared => " FOR SHARE",
        Lock::Around => " FOR UPDATE OF held FOR SHARE OF around",
        Lock::SkipLocked => bail!("no send skips what is locked"),
    };
    Ok(format!("{}{lock}", sql.text()))
}
