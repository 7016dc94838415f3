//! What the two of a conversation agree on: rows that equal, at every moment, what the log says of its points, so
//! that those that wait or are agreed are found without reading the log.

use crate::engine::Tx;
use crate::error::StoreError;
use crate::numbered::Numbered;
use crate::{amendments, log, statements};
use parlance_core::ConversationId;
use parlance_core::conversation::said::{Amendments, Recorded};
use parlance_core::entry::{Entry, EntryBody};
use parlance_core::ids::Seq;

statements! {
    PROPOSE = "INSERT INTO point (conversation, seq, message, brief, state) VALUES ($1, $2, $3, $4, 0)";
    ANSWER = "UPDATE point SET state = $3 WHERE conversation = $1 AND seq = $2 AND state = 0";
    STANDING = "SELECT e.seq, e.author, e.side, e.kind, e.body, e.at, e.messages, e.key, a.seq, a.text, a.edited_at, a.removed_at,
        a.answer, a.answered_at, a.answered_by
        FROM point p JOIN entry e ON e.conversation = p.conversation AND e.seq = p.seq
        LEFT JOIN amended a ON a.conversation = p.conversation AND a.target = p.seq
        WHERE p.conversation = $1 AND p.state < 2 ORDER BY p.seq LIMIT $2";
    COUNT = "SELECT count(*) FROM point WHERE conversation = $1 AND state < 2";
    OF_MESSAGE = "SELECT seq FROM point WHERE conversation = $1 AND message = $2 AND state < 2 ORDER BY seq DESC LIMIT 1";
    BRIEF = "SELECT seq FROM point WHERE conversation = $1 AND brief = 1 AND state = 1 LIMIT 1";
}

/// Keeps the rows equal to what the log says; called by `append` for every entry.
pub(crate) fn project(tx: &mut Tx<'_>, entry: &Entry) -> Result<(), StoreError> {
    let conversation = entry.conversation.into();
    match &entry.body {
        EntryBody::Point(point) => {
            let brief = i64::from(point.brief);
            let params = [conversation, entry.seq.into(), point.message.into(), brief.into()];
            tx.execute(&PROPOSE, &params)?;
        }
        EntryBody::PointAnswer { target, answer } => {
            tx.execute(&ANSWER, &[conversation, (*target).into(), answer.number().into()])?;
        }
        _ => {}
    }
    Ok(())
}

/// The points that wait or are agreed, oldest first, at most `limit` of them.
pub fn standing(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    limit: i64,
) -> Result<Vec<Recorded>, StoreError> {
    tx.query(&STANDING, &[conversation.into(), limit.into()], |row| {
        let answer = amendments::answered(row, 12)?;
        let amendments = Amendments { answer, ..amendments::amended(row, 8)? };
        Ok(Recorded { entry: log::entry_at(conversation, row, 0)?, amendments })
    })
}

/// How many points wait or are agreed.
pub fn count(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<i64, StoreError> {
    Ok(tx.query_opt(&COUNT, &[conversation.into()], |row| row.get_i64(0))?.unwrap_or(0))
}

/// The newest point made from a message that waits or is agreed.
pub fn of_message(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    message: Seq,
) -> Result<Option<Seq>, StoreError> {
    tx.query_opt(&OF_MESSAGE, &[conversation.into(), message.into()], |row| row.get_i64(0))
}

/// Whether the two have agreed on a point that is the brief of the job.
pub fn brief_is_agreed(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<bool, StoreError> {
    Ok(tx.query_opt(&BRIEF, &[conversation.into()], |row| row.get_i64(0))?.is_some())
}
