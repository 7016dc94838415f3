//! Creates that are asked for twice: under one idempotency key the second request gets the first one's
//! answer, and another request under that key is refused.

use super::{AppError, Cx};
use parlance_core::{AccountId, Key, limits};
use parlance_store::{Tx, idempotency};
use uuid::Uuid;

/// Whether a create made something now, or had done so before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome<T> {
    Made(T),
    Replayed(T),
}

/// What stands under the key, if this very request was served before.
pub fn find(
    tx: &mut Tx<'_>,
    cx: &Cx,
    account: AccountId,
    key: Key,
    request: &[u8; 32],
) -> Result<Option<Uuid>, AppError> {
    match idempotency::find(tx, account, key, cx.clock.now())? {
        None => Ok(None),
        Some(kept) if kept.request == request => Ok(Some(kept.resource)),
        Some(_) => Err(AppError::KeyReused),
    }
}

/// Remembers what the request made.
pub fn keep(
    tx: &mut Tx<'_>,
    cx: &Cx,
    account: AccountId,
    key: Key,
    request: &[u8; 32],
    resource: Uuid,
) -> Result<(), AppError> {
    let now = cx.clock.now();
    Ok(idempotency::keep(tx, account, key, request, resource, now, now.plus(limits::KEY_LASTS))?)
}
