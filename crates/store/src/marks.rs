//! The marks of participants on their conversations: kept beside the read marker, each participant's own.

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::hint::Hint;
use crate::statements;
use parlance_core::conversation::marks::{Marks, Mute, Unread};
use parlance_core::ids::Seq;
use parlance_core::policy::Permitted;
use parlance_core::{AccountId, ConversationId, limits};

statements! {
    SET = "UPDATE participant SET starred = $3, muted_from = $4, muted_to = $5, archived = $6, unread_from = $7,
        unread_messages = $8, marked = $9 WHERE conversation = $1 AND account = $2";
    SEEN = "UPDATE participant SET unread_from = NULL, unread_messages = NULL, marked = marked + 1
        WHERE conversation = $1 AND account = $2 AND unread_from <= $3";
    HEARD = "SELECT count(*) FROM (SELECT seq FROM entry
        WHERE conversation = $1 AND seq >= $2 AND kind IN ($4, $5, $6) AND author <> $3 ORDER BY seq LIMIT $7) heard";
}

/// Keeps what was permitted, and tells every tab of its owner.
pub fn set(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    account: AccountId,
    permitted: Permitted<Marks>,
) -> Result<(), StoreError> {
    let marks = permitted.into_inner();
    tx.execute(
        &SET,
        &[
            conversation.into(),
            account.into(),
            marks.starred.into(),
            marks.mute.map(|mute| mute.from).into(),
            marks.mute.and_then(|mute| mute.to).into(),
            marks.archived.into(),
            marks.unread.map(|unread| unread.from).into(),
            marks.unread.map(|unread| unread.messages).into(),
            marks.version.into(),
        ],
    )?;
    tx.hint(Hint::Row { conversation, account });
    Ok(())
}

/// Takes the mark of being unread away from whoever has seen up to `seq`, if they had seen as far as it.
/// Returns whether it was there.
pub(crate) fn seen(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    account: AccountId,
    seq: Seq,
) -> Result<bool, StoreError> {
    Ok(tx.execute(&SEEN, &[conversation.into(), account.into(), seq.into()])? > 0)
}

/// How many entries to read others wrote from `seq` on, counted as far as anybody is told.
pub fn heard(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    by: AccountId,
    seq: Seq,
) -> Result<i64, StoreError> {
    let [invitation, message, point] = crate::codec::SAID;
    let most = i64::from(limits::UNREAD_ENTRIES);
    let params = [
        conversation.into(),
        seq.into(),
        by.into(),
        invitation.into(),
        message.into(),
        point.into(),
        most.into(),
    ];
    Ok(tx.query_opt(&HEARD, &params, |row| row.get_i64(0))?.unwrap_or(0))
}

/// Marks from seven columns in the order of the table, the first at `from`.
pub(crate) fn marks(row: &Row<'_>, from: usize) -> Result<Marks, StoreError> {
    let mute = match row.get_opt_i64(from + 1)? {
        None => None,
        Some(began) => Some(Mute { from: began, to: row.get_opt_i64(from + 2)? }),
    };
    let unread = match row.get_opt_i64(from + 4)? {
        None => None,
        Some(first) => Some(Unread { from: first, messages: row.get_i64(from + 5)? }),
    };
    Ok(Marks {
        starred: row.get_i64(from)? != 0,
        mute,
        archived: row.get_opt_i64(from + 3)?,
        unread,
        version: row.get_i64(from + 6)?,
    })
}
