//! The inbox: rows, newest first, and how many of them are unread.

use super::viewing::{RowView, row_view};
use super::{AppError, Caller, Cx, sessions};
use parlance_core::conversation::view::Glance;
use parlance_core::{AccountId, ConversationId, JobId, Time, limits};
use parlance_store::{Tx, inbox};
use std::collections::HashSet;

/// A page of the caller's inbox.
pub fn page(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    before: (Time, ConversationId),
    limit: u32,
) -> Result<Vec<RowView>, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person.id;
    rows(tx, cx, me, before, limit)
}

/// A page of somebody's inbox; who asks has been established.
pub fn rows(
    tx: &mut Tx<'_>,
    cx: &Cx,
    me: AccountId,
    before: (Time, ConversationId),
    limit: u32,
) -> Result<Vec<RowView>, AppError> {
    let found = inbox::page(tx, me, before, limit)?;
    Ok(found.into_iter().map(|row| row_view(row, me, &cx.contact)).collect())
}

/// One row of somebody's inbox.
pub fn row(tx: &mut Tx<'_>, cx: &Cx, me: AccountId, id: ConversationId) -> Result<Option<RowView>, AppError> {
    Ok(inbox::one(tx, id, me)?.map(|row| row_view(row, me, &cx.contact)))
}

/// The rows in which others see a person, at most `limit` of them.
pub fn rows_beside(
    tx: &mut Tx<'_>,
    cx: &Cx,
    person: AccountId,
    limit: u32,
) -> Result<Vec<RowView>, AppError> {
    let mut rows = Vec::new();
    for id in inbox::of_person(tx, person, limit)? {
        let Some(own) = inbox::one(tx, id, person)? else { continue };
        rows.extend(row(tx, cx, own.other.0, id)?);
    }
    Ok(rows)
}

/// Everybody who takes part in a conversation about a job.
pub fn people_of_job(tx: &mut Tx<'_>, job: JobId) -> Result<HashSet<AccountId>, AppError> {
    let pairs = inbox::accounts_of_job(tx, job)?;
    Ok(pairs.into_iter().flat_map(|(client, freelancer)| [client, freelancer]).collect())
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
    let counts =
        |u: &&inbox::Unread| Glance::of(u.side, &u.log, u.phase, &cx.contact, u.read_messages).unread > 0;
    let unread = found.iter().filter(counts).take(limits::UNREAD_COUNTED as usize).count();
    Ok(i64::try_from(unread).unwrap_or(i64::MAX))
}
