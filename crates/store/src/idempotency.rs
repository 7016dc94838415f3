//! Idempotency keys of creates that are no entries: the second request under a key gets the first one's
//! answer. Entries keep their keys themselves, for ever.

use crate::engine::Tx;
use crate::error::StoreError;
use crate::statements;
use parlance_core::{AccountId, Key, Time};
use uuid::Uuid;

statements! {
    FIND = "SELECT request, resource FROM idempotency WHERE account = $1 AND key = $2 AND expires_at > $3";
    CLEAR = "DELETE FROM idempotency WHERE account = $1 AND key = $2 AND expires_at <= $3";
    KEEP = "INSERT INTO idempotency (account, key, request, resource, expires_at) VALUES ($1, $2, $3, $4, $5)";
    EXPIRE = "DELETE FROM idempotency WHERE expires_at <= $1";
}

/// What stands under a key: a hash of the request, and what it made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub request: Vec<u8>,
    pub resource: Uuid,
}

pub fn find(tx: &mut Tx<'_>, account: AccountId, key: Key, now: Time) -> Result<Option<Kept>, StoreError> {
    tx.query_opt(&FIND, &[account.into(), key.into(), now.into()], |row| {
        Ok(Kept { request: row.get_blob(0)?, resource: row.get_uuid(1)? })
    })
}

/// Keeps the key. Of two requests that race, the second gets `Conflict`, and finds the first when it
/// tries again.
pub fn keep(
    tx: &mut Tx<'_>,
    account: AccountId,
    key: Key,
    request: &[u8; 32],
    resource: Uuid,
    now: Time,
    expires_at: Time,
) -> Result<(), StoreError> {
    tx.execute(&CLEAR, &[account.into(), key.into(), now.into()])?;
    tx.execute(&KEEP, &[account.into(), key.into(), request.into(), resource.into(), expires_at.into()])?;
    Ok(())
}

/// Deletes keys whose time is over.
pub fn expire(tx: &mut Tx<'_>, now: Time) -> Result<u64, StoreError> {
    tx.execute(&EXPIRE, &[now.into()])
}
