//! Facts about the database itself.

use crate::engine::Tx;
use crate::error::StoreError;
use crate::statements;

statements! {
    GET = "SELECT value FROM meta WHERE name = $1";
    SET = "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
}

const EPOCH: &str = "epoch";
const BLOB_KEY: &str = "blob_key";

/// The epoch: which life of the database this is. It changes when a backup is restored, and with it
/// everything that clients remember becomes void.
pub fn epoch(tx: &mut Tx<'_>) -> Result<Option<String>, StoreError> {
    tx.query_opt(&GET, &[EPOCH.into()], |row| row.get_text(0))
}

/// Begins an epoch.
pub fn set_epoch(tx: &mut Tx<'_>, epoch: &str) -> Result<(), StoreError> {
    tx.execute(&SET, &[EPOCH.into(), epoch.into()])?;
    Ok(())
}

/// The key under which the bytes of files are named; made once, for ever.
pub fn blob_key(tx: &mut Tx<'_>) -> Result<Option<String>, StoreError> {
    tx.query_opt(&GET, &[BLOB_KEY.into()], |row| row.get_text(0))
}

/// Keeps the key under which the bytes of files are named.
pub fn set_blob_key(tx: &mut Tx<'_>, key: &str) -> Result<(), StoreError> {
    tx.execute(&SET, &[BLOB_KEY.into(), key.into()])?;
    Ok(())
}
