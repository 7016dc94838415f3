//! How far each conversation's log was dispatched. The log is the outbox: what stands after
//! `dispatched_seq` still has consequences to be planned.

use crate::engine::Tx;
use crate::error::StoreError;
use crate::statements;
use parlance_core::ConversationId;
use parlance_core::ids::Seq;

statements! {
    WAITING = "SELECT id FROM conversation WHERE dispatched_seq < last_seq ORDER BY id LIMIT $1";
    REACHED = "SELECT dispatched_seq FROM conversation WHERE id = $1";
    ADVANCE = "UPDATE conversation SET dispatched_seq = $2 WHERE id = $1";
    COUNT = "SELECT count(*) FROM conversation WHERE dispatched_seq < last_seq";
}

/// Conversations with something to dispatch, in the order of their ids.
pub fn waiting(tx: &mut Tx<'_>, limit: u32) -> Result<Vec<ConversationId>, StoreError> {
    tx.query(&WAITING, &[i64::from(limit).into()], |row| Ok(ConversationId(row.get_uuid(0)?)))
}

/// How far the conversation was dispatched; read under its lock.
pub fn reached(tx: &mut Tx<'_>, id: ConversationId) -> Result<Seq, StoreError> {
    tx.query_opt(&REACHED, &[id.into()], |row| row.get_i64(0))?.ok_or(StoreError::Conflict)
}

/// Says that everything up to `seq` was turned into tasks, in the same transaction as those tasks.
pub fn advance(tx: &mut Tx<'_>, id: ConversationId, seq: Seq) -> Result<(), StoreError> {
    tx.execute(&ADVANCE, &[id.into(), seq.into()])?;
    Ok(())
}

/// How many conversations wait, for the metrics.
pub fn count(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    Ok(tx.query_opt(&COUNT, &[], |row| row.get_i64(0))?.unwrap_or(0))
}
