//! What later entries made of messages: rows that equal, at every moment, the fold of the log that
//! [`parlance_core::conversation::said::amend`] is. Files that were marked are kept in [`crate::files`].

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::numbered::Numbered;
use crate::{files, statements};
use parlance_core::conversation::said::{Amendments, Answered, Reaction, Revision};
use parlance_core::entry::{Entry, EntryBody, PointAnswer};
use parlance_core::ids::Seq;
use parlance_core::{AccountId, ConversationId, Time};
use std::collections::BTreeMap;

statements! {
    TOUCH = "INSERT INTO amended (conversation, target, seq) VALUES ($1, $2, $3)
        ON CONFLICT (conversation, target) DO UPDATE SET seq = excluded.seq";
    EDIT = "UPDATE amended SET text = $3, edited_at = $4 WHERE conversation = $1 AND target = $2";
    REMOVE = "UPDATE amended SET text = NULL, edited_at = NULL, removed_at = $3 WHERE conversation = $1 AND target = $2";
    ANSWER = "UPDATE amended SET answer = $3, answered_at = $4, answered_by = $5
        WHERE conversation = $1 AND target = $2 AND answer IS NULL";
    REACT = "INSERT INTO reaction (conversation, target, account, emoji, seq) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (conversation, target, account, emoji) DO NOTHING";
    UNREACT = "DELETE FROM reaction WHERE conversation = $1 AND target = $2 AND account = $3 AND emoji = $4";
    UNREACT_ALL = "DELETE FROM reaction WHERE conversation = $1 AND target = $2";
    AMENDED = "SELECT seq, text, edited_at, removed_at, target, answer, answered_at, answered_by FROM amended
        WHERE conversation = $1 AND target BETWEEN $2 AND $3";
    REACTIONS = "SELECT target, account, emoji, seq FROM reaction
        WHERE conversation = $1 AND target BETWEEN $2 AND $3 ORDER BY seq";
}

/// Keeps the rows equal to what the log says; called by `append` for every entry.
pub(crate) fn project(tx: &mut Tx<'_>, entry: &Entry) -> Result<(), StoreError> {
    let Some(target) = entry.body.target() else { return Ok(()) };
    let (conversation, target) = (entry.conversation.into(), target.into());
    tx.execute(&TOUCH, &[conversation, target, entry.seq.into()])?;
    match &entry.body {
        EntryBody::Edit { text, .. } => {
            tx.execute(&EDIT, &[conversation, target, text.into(), entry.at.into()])?;
        }
        EntryBody::Removal { .. } => {
            tx.execute(&REMOVE, &[conversation, target, entry.at.into()])?;
            tx.execute(&UNREACT_ALL, &[conversation, target])?;
        }
        EntryBody::PointAnswer { answer, .. } => {
            let params = [
                conversation,
                target,
                answer.number().into(),
                entry.at.into(),
                entry.author.account().into(),
            ];
            tx.execute(&ANSWER, &params)?;
        }
        EntryBody::Reaction { emoji, given, .. } => {
            let Some(account) = entry.author.account() else { return Ok(()) };
            let params = [conversation, target, account.into(), emoji.into(), entry.seq.into()];
            if *given {
                tx.execute(&REACT, &params)?
            } else {
                tx.execute(&UNREACT, &params[..4])?
            };
        }
        _ => {}
    }
    Ok(())
}

/// What became of the messages numbered `first` to `last`; those of which nothing became are not in it.
pub(crate) fn of_range(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    first: Seq,
    last: Seq,
) -> Result<BTreeMap<Seq, Amendments>, StoreError> {
    let range = [conversation.into(), first.into(), last.into()];
    let rows = tx.query(&AMENDED, &range, |row| {
        let of_point = answered(row, 5)?;
        Ok((row.get_i64(4)?, Amendments { answer: of_point, ..amended(row, 0)? }))
    })?;
    let mut found: BTreeMap<Seq, Amendments> = rows.into_iter().collect();
    if found.is_empty() {
        return Ok(found);
    }
    for (target, reaction) in tx.query(&REACTIONS, &range, reaction)? {
        found.entry(target).or_default().reactions.push(reaction);
    }
    for (target, file) in files::marked(tx, conversation, first, last)? {
        found.entry(target).or_default().deliverables.push(file);
    }
    Ok(found)
}

/// What a message's own row says, from four columns, the first at `from`; nothing where there is none.
pub(crate) fn amended(row: &Row<'_>, from: usize) -> Result<Amendments, StoreError> {
    let last = row.get_opt_i64(from)?.unwrap_or(0);
    let edited = row.get_opt_text(from + 1)?.zip(row.get_opt_i64(from + 2)?);
    let revision = match (row.get_opt_i64(from + 3)?, edited) {
        (Some(at), _) => Some(Revision::Removed { at: Time(at) }),
        (None, Some((text, at))) => Some(Revision::Edited { text, at: Time(at) }),
        (None, None) => None,
    };
    Ok(Amendments { last, revision, ..Amendments::default() })
}

/// What became of a point, from three columns, the first at `from`.
pub(crate) fn answered(row: &Row<'_>, from: usize) -> Result<Option<Answered>, StoreError> {
    let Some(answer) = row.get_opt_i64(from)? else { return Ok(None) };
    let answer = PointAnswer::from_number(answer)?;
    let by = row.get_opt_uuid(from + 2)?.map(AccountId);
    Ok(Some(Answered { answer, at: Time(row.get_i64(from + 1)?), by }))
}

fn reaction(row: &Row<'_>) -> Result<(Seq, Reaction), StoreError> {
    let account = AccountId(row.get_uuid(1)?);
    Ok((row.get_i64(0)?, Reaction { account, emoji: row.get_text(2)?, seq: row.get_i64(3)? }))
}
