//! Messages, and the acknowledgement of the safety warning.

use super::conversations::{self, Mine, Opened, Page, lock};
use super::{AppError, Caller, Cx, Outcome, points, refused, support};
use parlance_core::conversation::said::Recorded;
use parlance_core::entry::{Attached, Entry, EntryBody, Message};
use parlance_core::files::Check;
use parlance_core::ids::Seq;
use parlance_core::market::Side;
use parlance_core::policy::{Action, Facts, Rate, Target, reading};
use parlance_core::{AccountId, ConversationId, FileId, Key};
use parlance_store::{Tx, files, log};
use std::collections::BTreeSet;

/// A message to send; the text has been checked.
#[derive(Clone, Debug)]
pub struct SendMessage {
    pub conversation: ConversationId,
    pub key: Key,
    /// Without edges; empty where files go with it.
    pub text: String,
    /// The number of the entry that it answers.
    pub quote: Option<Seq>,
    /// Uploaded before, in the order in which they are shown.
    pub files: Vec<FileId>,
}

impl SendMessage {
    /// A message of nothing but text.
    pub fn text(conversation: ConversationId, key: Key, text: String) -> SendMessage {
        SendMessage { conversation, key, text, quote: None, files: Vec::new() }
    }
}

/// Sends a message: the one command that everything else is measured by. A repeat under the same key
/// gets the entry that the first one made, as it now reads.
pub fn send(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    input: &SendMessage,
) -> Result<Outcome<Recorded>, AppError> {
    let mut mine = lock(tx, cx, caller, input.conversation)?;
    if let Some(entry) = log::by_key(tx, input.conversation, mine.me.id, input.key)? {
        return if says(&entry.body, input) {
            Ok(Outcome::Replayed(as_it_reads(tx, &mine, entry)?))
        } else {
            Err(AppError::KeyReused)
        };
    }
    let quoted = match input.quote {
        Some(seq) => Some(visible(tx, &mine, seq)?),
        None => None,
    };
    let target = quoted.as_ref().map(|quoted| target(quoted, mine.me.id, None));
    let message =
        Message { text: input.text.clone(), quote: input.quote, files: attach(tx, &mine, &input.files)? };
    let facts = Facts { target, ..mine.facts(cx, Some(input.key), cx.rates.send(mine.me.id)) };
    let entry = mine.act(tx, Action::Send(message), &facts, "send")?;
    if mine.party.side == Side::Person {
        support::answer(tx, cx, &mut mine.held, &input.text)?;
    }
    // New as it is, nothing has become of it; but its files may not be clear yet.
    let made = log::recorded(tx, mine.held.id, vec![entry], false)?.pop().ok_or(AppError::NotFound)?;
    Ok(Outcome::Made(made))
}

pub(super) fn as_it_reads(tx: &mut Tx<'_>, mine: &Mine, entry: Entry) -> Result<Recorded, AppError> {
    let amended = mine.held.log.amendments > 0;
    log::recorded(tx, mine.held.id, vec![entry], amended)?.pop().ok_or(AppError::NotFound)
}

/// Whether an entry is what this request asks for.
fn says(body: &EntryBody, input: &SendMessage) -> bool {
    let EntryBody::Message(message) = body else { return false };
    let files = message.files.iter().map(|file| file.id);
    message.text == input.text && message.quote == input.quote && files.eq(input.files.iter().copied())
}

/// The caller's own uploads to this conversation that were not sent yet. Any other is not there, and one
/// that is named twice is not there twice.
fn attach(tx: &mut Tx<'_>, mine: &Mine, ids: &[FileId]) -> Result<Vec<Attached>, AppError> {
    let mut attached = Vec::with_capacity(ids.len());
    for id in ids {
        let file = files::by_id(tx, *id)?.filter(|file| {
            file.conversation == mine.held.id && file.account == mine.me.id && file.target.is_none()
        });
        if file.as_ref().is_some_and(|file| file.check == Check::Blocked) {
            return Err(AppError::FileBlocked);
        }
        let file = file.filter(|_| !attached.iter().any(|known: &Attached| known.id == *id));
        attached.push(file.ok_or(AppError::FileNotFound)?.attached);
    }
    Ok(attached)
}

/// What somebody wants done to a message that stands.
#[derive(Clone, Debug)]
pub enum Change {
    /// The new text, checked.
    Edit {
        text: String,
    },
    Remove,
    /// A checked emoji.
    React {
        emoji: String,
        given: bool,
    },
    Mark {
        file: FileId,
        marked: bool,
    },
}

/// Changes a message: the entry that says so, with the message as it now reads beside it. What is so
/// already stays so, without an entry.
pub fn change(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: ConversationId,
    seq: Seq,
    change: &Change,
) -> Result<Page, AppError> {
    let mut mine = lock(tx, cx, caller, id)?;
    let before = visible(tx, &mine, seq)?;
    let last = mine.held.log.last_seq;
    if !is_so(&before, mine.me.id, change)? {
        let emoji = if let Change::React { emoji, .. } = change { Some(emoji.as_str()) } else { None };
        let facts = Facts {
            target: Some(target(&before, mine.me.id, emoji)),
            ..mine.facts(cx, None, cx.rates.send(mine.me.id))
        };
        let (action, name) = action(change);
        mine.act(tx, action, &facts, name)?;
        if matches!(change, Change::Edit { .. } | Change::Remove) {
            points::lapse(tx, cx, &mut mine, seq)?;
        }
    }
    conversations::since(tx, &mine, last)
}

fn action(change: &Change) -> (Action, &'static str) {
    match change.clone() {
        Change::Edit { text } => (Action::Edit { text }, "edit"),
        Change::Remove => (Action::Remove, "remove"),
        Change::React { emoji, given } => (Action::React { emoji, given }, "react"),
        Change::Mark { file, marked } => (Action::Mark { file, marked }, "mark"),
    }
}

/// Whether a message is already as somebody wants it. A file that it does not carry is not there. Of a
/// text that is not one's own nothing is told: whoever guesses would learn what the safety warning hides.
fn is_so(recorded: &Recorded, me: AccountId, change: &Change) -> Result<bool, AppError> {
    let Target { is_own, is_message, is_removed, .. } = target(recorded, me, None);
    Ok(match change {
        Change::Edit { text } => is_message && is_own && recorded.text() == Some(text),
        Change::Remove => is_own && is_removed,
        Change::React { emoji, given } => {
            let mut reactions = recorded.amendments.reactions.iter();
            let has = reactions.any(|reaction| reaction.account == me && reaction.emoji == *emoji);
            is_message && has == *given
        }
        Change::Mark { file, marked } => {
            let EntryBody::Message(message) = &recorded.entry.body else { return Err(AppError::NotFound) };
            if !message.files.iter().any(|carried| carried.id == *file) {
                return Err(AppError::NotFound);
            }
            recorded.amendments.deliverables.contains(file) == *marked
        }
    })
}

/// An entry that the caller may see now. One that they may not see is not there.
pub(super) fn visible(tx: &mut Tx<'_>, mine: &Mine, seq: Seq) -> Result<Recorded, AppError> {
    let access = reading::read(mine.party.side, &mine.held.log, mine.held.phase, &mine.held.contact)
        .map_err(refused(mine.attempt("read")))?
        .into_inner();
    let found = log::one(tx, mine.held.id, seq)?;
    found.filter(|recorded| access.show(recorded).is_some()).ok_or(AppError::NotFound)
}

/// What the rules look at of an entry that is quoted, changed or answered.
pub(super) fn target(recorded: &Recorded, me: AccountId, emoji: Option<&str>) -> Target {
    let emojis: BTreeSet<&str> =
        recorded.amendments.reactions.iter().map(|reaction| reaction.emoji.as_str()).collect();
    let entry = &recorded.entry;
    Target {
        seq: entry.seq,
        at: entry.at,
        is_own: entry.author.account() == Some(me),
        is_message: matches!(entry.body, EntryBody::Message(_)),
        is_said: entry.body.is_said(),
        is_removed: recorded.is_removed(),
        reactions: emojis.len(),
        new_reaction: emoji.is_some_and(|emoji| !emojis.contains(emoji)),
    }
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
        && version >= mine.held.contact.warning_version;
    if !said {
        let facts = mine.facts(cx, None, Rate::Kept);
        mine.act(tx, Action::Acknowledge { version }, &facts, "acknowledge")?;
    }
    conversations::open(tx, cx, caller, id)
}
