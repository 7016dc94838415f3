//! The inbox: rows, newest first, and how many of them are unread.

use super::viewing::{RowView, row_view};
use super::{AppError, Caller, Cx, sessions};
use parlance_core::conversation::view::Glance;
use parlance_core::market::JobPhase;
use parlance_core::policy::contact::resolve;
use parlance_core::{AccountId, ConversationId, JobId, Time, limits};
use parlance_store::inbox::Filter;
use parlance_store::{Tx, inbox};
use std::collections::HashSet;
use uuid::Uuid;

/// Rows read at once where not all of them are shown.
const CHUNK: u32 = 200;

/// Which rows somebody asks for.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    pub filter: Filter,
    pub job: Option<JobId>,
    /// Only rows after this place, newest first.
    pub before: (Time, ConversationId),
    pub limit: u32,
}

impl Asked {
    /// The newest of all rows, put away or not.
    pub fn newest(limit: u32) -> Asked {
        let before = (Time(i64::MAX), ConversationId(Uuid::max()));
        Asked { filter: Filter::Every, job: None, before, limit }
    }
}

/// A page of the caller's inbox.
pub fn page(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, asked: Asked) -> Result<Vec<RowView>, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person.id;
    if asked.filter == Filter::Unread { unread_rows(tx, cx, me, asked) } else { rows(tx, cx, me, asked) }
}

/// A page of somebody's inbox; who asks has been established.
pub fn rows(tx: &mut Tx<'_>, cx: &Cx, me: AccountId, asked: Asked) -> Result<Vec<RowView>, AppError> {
    let Asked { filter, job, before, limit } = asked;
    let policy = cx.policies.current(tx)?;
    let found = inbox::page(tx, me, filter, job, before, limit)?;
    Ok(found.into_iter().map(|row| row_view(row, me, &policy)).collect())
}

/// Something may have been said in a conversation that is over or hidden by now, where nothing calls to be
/// read: those rows are passed over, so that a page is full while there are others.
fn unread_rows(tx: &mut Tx<'_>, cx: &Cx, me: AccountId, mut asked: Asked) -> Result<Vec<RowView>, AppError> {
    let wanted = asked.limit as usize;
    asked.limit = CHUNK;
    let mut found = Vec::new();
    loop {
        let chunk = rows(tx, cx, me, asked)?;
        let last = chunk.len() < CHUNK as usize;
        if let Some(end) = chunk.last() {
            asked.before = (end.row.log.active_at, end.row.id);
        }
        found.extend(chunk.into_iter().filter(|view| view.glance.unread > 0));
        if last || found.len() >= wanted {
            found.truncate(wanted);
            return Ok(found);
        }
    }
}

/// The jobs that the caller's conversations are about.
pub fn jobs(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller) -> Result<Vec<(JobId, String, JobPhase)>, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person.id;
    Ok(inbox::jobs(tx, me, limits::INBOX_JOBS)?)
}

/// One row of somebody's inbox.
pub fn row(tx: &mut Tx<'_>, cx: &Cx, me: AccountId, id: ConversationId) -> Result<Option<RowView>, AppError> {
    let policy = cx.policies.current(tx)?;
    Ok(inbox::one(tx, id, me)?.map(|row| row_view(row, me, &policy)))
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
    let policy = cx.policies.current(tx)?;
    let counts = |u: &&inbox::Unread| {
        let read = u.marks.read_messages(u.read_messages);
        u.marks.counts(
            u.side,
            &u.log,
            &Glance::of(u.side, &u.log, u.phase, &resolve(&policy, &u.subject), read),
        )
    };
    let unread = found.iter().filter(counts).take(limits::UNREAD_COUNTED as usize).count();
    Ok(i64::try_from(unread).unwrap_or(i64::MAX))
}
