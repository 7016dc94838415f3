//! What people make of conversations for themselves: star, mute, put away, mark as unread. No entry comes of
//! it, and nobody but their own tabs hears of it.

use super::conversations::{Mine, lock};
use super::viewing::{RowView, row_view};
use super::{AppError, Caller, Cx, refused};
use parlance_core::ConversationId;
use parlance_core::conversation::marks::Marks;
use parlance_core::ids::Seq;
use parlance_core::policy::Permitted;
use parlance_core::policy::marks::{self as rules, Again, Mark};
use parlance_store::{Tx, inbox, marks};

/// Sets a mark on a conversation of the caller's, or takes it away.
pub fn set(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: ConversationId,
    mark: Mark,
    on: bool,
) -> Result<RowView, AppError> {
    let mine = own(tx, cx, caller, id)?;
    let changed = rules::set(&mine.party.marks, mark, on, &mine.held.log);
    keep(tx, cx, &mine, changed)
}

/// Marks as unread what the caller has read from `seq` on.
pub fn unread(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: ConversationId,
    seq: Seq,
) -> Result<RowView, AppError> {
    let mine = own(tx, cx, caller, id)?;
    let (party, log) = (&mine.party, &mine.held.log);
    let from = seq.clamp(1, log.last_seq.max(1));
    let heard = marks::heard(tx, id, party.account, from)?;
    let again = Again { from, heard, read_seq: party.read_seq, read_messages: party.read_messages };
    let changed = rules::unread(party.side, &party.marks, again, log, mine.held.phase, &mine.held.contact)
        .map_err(refused(mine.attempt("mark-unread")))?;
    keep(tx, cx, &mine, changed)
}

/// A conversation in which the caller has marks: what the desk sees is nobody's own.
fn own(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, id: ConversationId) -> Result<Mine, AppError> {
    let mine = lock(tx, cx, caller, id)?;
    if mine.party.account == mine.me.id { Ok(mine) } else { Err(AppError::NotFound) }
}

/// Keeps what changed, if anything did; the row as it now is.
fn keep(
    tx: &mut Tx<'_>,
    cx: &Cx,
    mine: &Mine,
    changed: Option<Permitted<Marks>>,
) -> Result<RowView, AppError> {
    if let Some(permitted) = changed {
        marks::set(tx, mine.held.id, mine.me.id, permitted)?;
    }
    let row = inbox::one(tx, mine.held.id, mine.me.id)?.ok_or(AppError::NotFound)?;
    Ok(row_view(row, mine.me.id, &*cx.policies.current(tx)?))
}
