//! How far a person has come in a conversation: what arrived, what was read, and what of it the other
//! side is told.

use super::conversations::{Mine, lock, peek};
use super::viewing::{RowView, row_view};
use super::{AppError, Caller, Cx, refused, sessions};
use parlance_core::ConversationId;
use parlance_core::ids::Seq;
use parlance_core::policy::reading::{self, Receipt};
use parlance_store::hint::Hint;
use parlance_store::{Tx, conversations, inbox, preferences};

/// Moves the caller's read marker forward.
pub fn mark_read(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: ConversationId,
    seq: Seq,
) -> Result<RowView, AppError> {
    let mine = lock(tx, cx, caller, id)?;
    reading::mark_read(mine.party.side, &mine.held.log, mine.held.phase, &mine.held.contact)
        .map_err(refused(mine.attempt("mark-read")))?;
    let seq = seq.min(mine.held.log.last_seq);
    if conversations::mark_read(tx, id, mine.party.account, seq)? {
        tx.hint(Hint::Row { conversation: id, account: mine.party.account });
    }
    tell_of_reading(tx, &mine, seq)?;
    let row = inbox::one(tx, id, mine.party.account)?.ok_or(AppError::NotFound)?;
    Ok(row_view(row, mine.party.account, &*cx.policies.current(tx)?))
}

/// Notes that everything up to these numbers reached a browser of the caller's. What may not be read
/// there (any more) has not arrived, and is passed over.
pub fn deliver(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    arrived: &[(ConversationId, Seq)],
) -> Result<(), AppError> {
    sessions::signed_in(tx, cx, caller)?;
    for (id, seq) in arrived {
        let mine = peek(tx, cx, caller, *id)?;
        let (log, phase) = (&mine.held.log, mine.held.phase);
        if reading::mark_read(mine.party.side, log, phase, &mine.held.contact).is_ok() {
            let receipt = reading::receipt(log, false, *seq.min(&log.last_seq), 0);
            keep_receipt(tx, &mine, receipt)?;
        }
    }
    Ok(())
}

/// Tells who asked, now that they were answered yes, how far the other had read before. Until then that was
/// nobody's business, and nothing reads it a second time.
pub(super) fn tell_of_invitation(tx: &mut Tx<'_>, mine: &Mine) -> Result<(), AppError> {
    // The part as it was found: the answer itself has moved the marker since.
    tell_of_reading(tx, mine, mine.party.read_seq)
}

/// Keeps that somebody has read so far, as far as they let it be told.
fn tell_of_reading(tx: &mut Tx<'_>, mine: &Mine, seq: Seq) -> Result<(), AppError> {
    let shares = preferences::get(tx, mine.me.id)?.unwrap_or_default().read_receipts;
    keep_receipt(tx, mine, reading::receipt(&mine.held.log, shares, seq, seq))
}

/// Keeps what the other side may be told (of the desk, that one of its people has), and has their row read where it moved.
fn keep_receipt(tx: &mut Tx<'_>, mine: &Mine, receipt: Receipt) -> Result<(), AppError> {
    if conversations::keep_receipt(tx, mine.held.id, mine.party.account, receipt)? {
        tx.hint(Hint::Row { conversation: mine.held.id, account: mine.other() });
    }
    Ok(())
}
