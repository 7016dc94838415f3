//! Replies that people keep for later: each person's own, never sent by themselves.

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::statements;
use parlance_core::ids::ReplyId;
use parlance_core::policy::Permitted;
use parlance_core::{AccountId, Time, limits};

statements! {
    INSERT = "INSERT INTO saved_reply (id, account, title, text, created_at) VALUES ($1, $2, $3, $4, $5)";
    CHANGE = "UPDATE saved_reply SET title = $3, text = $4 WHERE id = $1 AND account = $2";
    DELETE = "DELETE FROM saved_reply WHERE id = $1 AND account = $2";
    ONE = "SELECT id, title, text, created_at FROM saved_reply WHERE id = $1 AND account = $2";
    OF_ACCOUNT = "SELECT id, title, text, created_at FROM saved_reply WHERE account = $1 ORDER BY created_at, id LIMIT $2";
    COUNT = "SELECT count(*) FROM saved_reply WHERE account = $1";
}

/// A reply kept for later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedReply {
    pub id: ReplyId,
    pub title: String,
    pub text: String,
    pub created_at: Time,
}

/// Keeps a reply; that there is room for it was permitted.
pub fn insert(
    tx: &mut Tx<'_>,
    account: AccountId,
    reply: &SavedReply,
    _room: Permitted<()>,
) -> Result<(), StoreError> {
    let SavedReply { id, title, text, created_at } = reply;
    let params = [(*id).into(), account.into(), title.into(), text.into(), (*created_at).into()];
    tx.execute(&INSERT, &params)?;
    Ok(())
}

/// Puts one of somebody's own replies differently. Returns whether it is there.
pub fn change(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: ReplyId,
    title: &str,
    text: &str,
) -> Result<bool, StoreError> {
    Ok(tx.execute(&CHANGE, &[id.into(), account.into(), title.into(), text.into()])? > 0)
}

/// Deletes one of somebody's own replies. Returns whether it was there.
pub fn delete(tx: &mut Tx<'_>, account: AccountId, id: ReplyId) -> Result<bool, StoreError> {
    Ok(tx.execute(&DELETE, &[id.into(), account.into()])? > 0)
}

/// One of somebody's own replies.
pub fn one(tx: &mut Tx<'_>, account: AccountId, id: ReplyId) -> Result<Option<SavedReply>, StoreError> {
    tx.query_opt(&ONE, &[id.into(), account.into()], row)
}

/// All of somebody's replies, oldest first.
pub fn of_account(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<SavedReply>, StoreError> {
    tx.query(&OF_ACCOUNT, &[account.into(), limits::SAVED_REPLIES.into()], row)
}

pub fn count(tx: &mut Tx<'_>, account: AccountId) -> Result<i64, StoreError> {
    Ok(tx.query_opt(&COUNT, &[account.into()], |row| row.get_i64(0))?.unwrap_or(0))
}

fn row(row: &Row<'_>) -> Result<SavedReply, StoreError> {
    Ok(SavedReply {
        id: ReplyId(row.get_uuid(0)?),
        title: row.get_text(1)?,
        text: row.get_text(2)?,
        created_at: Time(row.get_i64(3)?),
    })
}
