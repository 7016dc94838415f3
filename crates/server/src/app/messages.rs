//! Messages, read markers and the acknowledgement of the safety warning.

use super::conversations::{self, Opened, lock};
use super::viewing::{RowView, row_view};
use super::{AppError, Caller, Cx, Outcome, refused};
use parlance_core::entry::{Entry, EntryBody};
use parlance_core::ids::Seq;
use parlance_core::market::Side;
use parlance_core::policy::{Action, Rate, reading};
use parlance_core::{ConversationId, Key};
use parlance_store::hint::Hint;
use parlance_store::{Tx, inbox, log};

/// A message to send; the text has been checked.
#[derive(Clone, Debug)]
pub struct SendMessage {
    pub conversation: ConversationId,
    pub key: Key,
    pub text: String,
}

/// Sends a message: the one command that everything else is measured by. A repeat under the same key
/// gets the entry that the first one made, whatever has happened since.
pub fn send(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    input: &SendMessage,
) -> Result<Outcome<Entry>, AppError> {
    let mut mine = lock(tx, cx, caller, input.conversation)?;
    if let Some(entry) = log::by_key(tx, input.conversation, mine.me.id, input.key)? {
        let same = matches!(&entry.body, EntryBody::Message { text } if *text == input.text);
        return if same { Ok(Outcome::Replayed(entry)) } else { Err(AppError::KeyReused) };
    }
    let facts = mine.facts(cx, Some(input.key), cx.rates.send(mine.me.id));
    let entry = mine.act(tx, Action::Send { text: input.text.clone() }, &facts, "send")?;
    Ok(Outcome::Made(entry))
}

/// Moves the caller's read marker forward.
pub fn mark_read(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: ConversationId,
    seq: Seq,
) -> Result<RowView, AppError> {
    let mine = lock(tx, cx, caller, id)?;
    reading::mark_read(mine.party.side, &mine.held.log, mine.held.phase, &cx.contact)
        .map_err(refused(mine.attempt("mark-read")))?;
    let seq = seq.min(mine.held.log.last_seq);
    if parlance_store::conversations::mark_read(tx, id, mine.me.id, seq)? {
        tx.hint(Hint::Row { conversation: id, account: mine.me.id });
    }
    let row = inbox::one(tx, id, mine.me.id)?.ok_or(AppError::NotFound)?;
    Ok(row_view(row, mine.me.id, &cx.contact))
}

/// Says that the caller has read the safety warning in `version`. Saying it twice is saying it once.
pub fn acknowledge(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: ConversationId,
    version: i64,
) -> Result<Opened, AppError> {
    let mut mine = lock(tx, cx, caller, id)?;
    // Said by the freelancer, that is: the other side has nothing to say here.
    let said = mine.party.side == Side::Freelancer
        && mine.held.log.acknowledged >= version
        && version >= cx.contact.warning_version;
    if !said {
        let facts = mine.facts(cx, None, Rate::Kept);
        mine.act(tx, Action::Acknowledge { version }, &facts, "acknowledge")?;
    }
    conversations::open(tx, cx, caller, id)
}
