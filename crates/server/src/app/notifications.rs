//! The list behind the bell.

use super::{AppError, Caller, Cx, sessions};
use parlance_core::AccountId;
use parlance_store::Tx;
use parlance_store::notifications::{self, Line};

/// Lines before `before`, newest first, and how many are unread.
pub fn page(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    before: i64,
    limit: u32,
) -> Result<(Vec<Line>, i64), AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person.id;
    Ok((notifications::page(tx, me, before, limit)?, notifications::unread(tx, me)?))
}

/// The newest line of somebody's list, and how many are unread.
pub fn newest(tx: &mut Tx<'_>, me: AccountId) -> Result<(Option<Line>, i64), AppError> {
    Ok((notifications::page(tx, me, i64::MAX, 1)?.pop(), notifications::unread(tx, me)?))
}

/// Marks every line up to `seq` as read.
pub fn mark_read(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, seq: i64) -> Result<(), AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person.id;
    Ok(notifications::mark_read(tx, me, seq)?)
}
