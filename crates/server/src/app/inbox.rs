//! The inbox: rows, newest first, and how many of them are unread.

use super::viewing::{RowView, row_view};
use super::{AppError, Caller, Cx, sessions};
use parlance_core::conversation::view::Glance;
use parlance_core::{AccountId, ConversationId, Time, limits};
use parlance_store::{Tx, inbox};

/// A page of the caller's inbox.
pub fn page(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, before: (Time, ConversationId), limit: u32) -> Result<Vec<RowView>, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person.id;
    rows(tx, cx, me, before, limit)
}

/// A page of somebody's inbox; who asks has been established.
pub fn rows(tx: &mut Tx<'_>, cx: &Cx, me: AccountId, before: (Time, ConversationId), limit: u32) -> Result<Vec<RowView>, AppError> {
    let found = inbox::page(tx, me, before, limit)?;
    Ok(found.into_iter().map(|row| row_view(row, me, &cx.contact)).collect())
}

/// How many of the caller's conversations are unread, counted up to a bound.
pub fn unread(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller) -> Result<i64, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person.id;
    unread_of(tx, cx, me)
}

/// How many of somebody's conversations are unread.
pub fn unread_of(tx: &mut Tx<'_>, cx: &Cx, me: AccountId) -> Result<i64, AppError> {
    // Conversations that are over may stand among the newest without counting: look a little further.
    let found = inbox::unread(tx, me, limits::UNREAD_COUNTED * 4)?;
    let counts = |u: &&inbox::Unread| Glance::of(u.side, &u.log, u.phase, &cx.contact, u.read_messages).unread > 0;
    let unread = found.iter().filter(counts).take(limits::UNREAD_COUNTED as usize).count();
    Ok(i64::try_from(unread).unwrap_or(i64::MAX))
}
