//! The log: the only way an entry comes into being, and the only ways to read entries.

use crate::codec;
use crate::conversations::{Held, Party};
use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::hint::{Committed, Hint};
use crate::numbered::Numbered;
use crate::{amendments, asks, files, invitations, points, statements};
use parlance_core::conversation::apply;
use parlance_core::conversation::said::Recorded;
use parlance_core::conversation::view::Access;
use parlance_core::entry::{Author, Entry, EntryBody, NewEntry};
use parlance_core::ids::Seq;
use parlance_core::market::Side;
use parlance_core::policy::Permitted;
use parlance_core::{AccountId, ConversationId, Key, Time, limits};
use std::collections::BTreeMap;
use std::sync::Arc;

statements! {
    INSERT = "INSERT INTO entry (conversation, seq, author, side, kind, body, at, messages, key, secret)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    ADVANCE = "UPDATE conversation SET last_seq = $2, last_at = $3, messages = $4, said_seq = $5, active_at = $6,
        invitation = $7, invitation_state = $8, invitation_expires_at = $9, acknowledged = $10, closing_noted = $11, amendments = $12
        WHERE id = $1";
    AUTHOR_READ = "UPDATE participant SET read_seq = $3, read_messages = $4, archived = $5, unread_from = NULL,
        unread_messages = NULL WHERE conversation = $1 AND account = $2";
    RAISE_VIEW = "UPDATE participant SET view = view + 1 WHERE conversation = $1 AND account = $2";
    BY_KEY = "SELECT seq, author, side, kind, body, at, messages, key FROM entry
        WHERE conversation = $1 AND author = $2 AND key = $3";
    ONE = "SELECT seq, author, side, kind, body, at, messages, key FROM entry WHERE conversation = $1 AND seq = $2";
    AFTER = "SELECT seq, author, side, kind, body, at, messages, key FROM entry
        WHERE conversation = $1 AND seq > $2 ORDER BY seq LIMIT $3";
    BEFORE = "SELECT seq, author, side, kind, body, at, messages, key FROM entry
        WHERE conversation = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3";
}

/// The random bytes that each entry keeps from its first day: the sealed record derives its salts from
/// them.
pub type Secret = [u8; 32];

/// Writes what a rule has permitted: gives it the next number, folds it into the conversation's row,
/// moves its author's read marker and the view of everybody for whom it reveals or hides something.
/// `held` must come from [`crate::conversations::lock`] in the same transaction, and is kept true.
pub fn append(
    tx: &mut Tx<'_>,
    held: &mut Held,
    permitted: Permitted<NewEntry>,
    secret: &Secret,
) -> Result<Entry, StoreError> {
    let NewEntry { conversation, author, body, at, key } = permitted.into_inner();
    assert_eq!(conversation, held.id, "an entry is appended under its own conversation's lock");
    let said_after_closing =
        held.log.closing_noted && matches!(body, EntryBody::Message(_) | EntryBody::Point(_));
    assert!(!said_after_closing, "the note of a re-opening comes before the next message");
    let before: Vec<Access> = held.parties.iter().map(|party| access(held, party.side)).collect();
    let begun = held.log.is_accepted();
    let (seq, at) = held.log.next(at);
    let messages = held.log.messages + i64::from(body.is_said());
    let entry = Entry { conversation, seq, author, body, at, key, messages };
    apply(&mut held.log, &entry);

    insert(tx, &entry, secret)?;
    advance(tx, held)?;
    invitations::project(tx, held, &entry)?;
    asks::project(tx, held, &entry, begun)?;
    amendments::project(tx, &entry)?;
    files::project(tx, &entry)?;
    points::project(tx, &entry)?;
    read_by_author(tx, held, author, entry.body.is_said())?;
    let revealed = raise_views(tx, held, &before)?;
    let beside = beside(tx, held, &entry)?;
    let mut recorded = [Recorded::from(entry.clone())];
    files::note_unclear(tx, &mut recorded)?;
    let [recorded] = recorded;
    tx.hint(Hint::Entry(Arc::new(Committed {
        entry: recorded,
        beside,
        log: held.log.clone(),
        job: held.job,
        phase: held.phase,
        job_version: held.job_version,
        parties: held.parties.clone(),
        contact: held.contact.clone(),
        revealed,
    })));
    Ok(entry)
}

/// The entry that this one changes or quotes, as it now stands.
fn beside(tx: &mut Tx<'_>, held: &Held, entry: &Entry) -> Result<Option<Recorded>, StoreError> {
    match entry.body.target().or(entry.body.quote()) {
        Some(seq) => one(tx, held.id, seq),
        None => Ok(None),
    }
}

fn access(held: &Held, side: Side) -> Access {
    Access::of(side, &held.log, held.phase, &held.contact)
}

fn insert(tx: &mut Tx<'_>, entry: &Entry, secret: &Secret) -> Result<(), StoreError> {
    let (kind, body) = codec::encode(&entry.body)?;
    let (author, side) = match entry.author {
        Author::Account { id, side } => (Some(id.0), Some(side.number())),
        // Nobody's account, but on a side: that is how the bot is told from the system.
        Author::Bot => (None, Some(Side::Desk.number())),
        Author::System => (None, None),
    };
    tx.execute(
        &INSERT,
        &[
            entry.conversation.0.into(),
            entry.seq.into(),
            author.into(),
            side.into(),
            kind.into(),
            body.as_str().into(),
            entry.at.0.into(),
            entry.messages.into(),
            entry.key.map(|key| key.0).into(),
            secret.as_slice().into(),
        ],
    )?;
    Ok(())
}

fn advance(tx: &mut Tx<'_>, held: &Held) -> Result<(), StoreError> {
    let log = &held.log;
    tx.execute(
        &ADVANCE,
        &[
            held.id.0.into(),
            log.last_seq.into(),
            log.last_at.0.into(),
            log.messages.into(),
            log.said_seq.into(),
            log.active_at.0.into(),
            log.invitation.map(|i| i.id.0).into(),
            log.invitation.map(|i| i.state.number()).into(),
            log.invitation.map(|i| i.expires_at.0).into(),
            log.acknowledged.into(),
            i64::from(log.closing_noted).into(),
            log.amendments.into(),
        ],
    )?;
    Ok(())
}

/// Who writes has read what stands before, unless it is still withheld from them. What one of the desk has read,
/// the desk has.
fn read_by_author(tx: &mut Tx<'_>, held: &mut Held, author: Author, said: bool) -> Result<(), StoreError> {
    let Author::Account { id, side } = author else { return Ok(()) };
    let (seq, messages) = (held.log.last_seq, held.log.messages);
    let wrote = |party: &Party| party.account == id || (side == Side::Desk && party.side == side);
    let Some(at) = held.parties.iter().position(wrote) else { return Ok(()) };
    if access(held, held.parties[at].side).withheld {
        return Ok(());
    }
    let marks = held.parties[at].marks.after_own(&held.log, said);
    let kept = [
        held.id.0.into(),
        held.parties[at].account.0.into(),
        seq.into(),
        messages.into(),
        marks.archived.into(),
    ];
    tx.execute(&AUTHOR_READ, &kept)?;
    held.parties[at].marks = marks;
    held.parties[at].read_seq = seq;
    held.parties[at].read_messages = messages;
    Ok(())
}

fn raise_views(tx: &mut Tx<'_>, held: &mut Held, before: &[Access]) -> Result<Vec<bool>, StoreError> {
    let mut revealed = Vec::with_capacity(before.len());
    for (at, before) in before.iter().enumerate() {
        let party = held.parties[at];
        let changed = access(held, party.side) != *before;
        if changed {
            tx.execute(&RAISE_VIEW, &[held.id.0.into(), party.account.0.into()])?;
            held.parties[at].view += 1;
        }
        revealed.push(changed);
    }
    Ok(revealed)
}

/// Has both sides look again at what they know of a conversation: something in it reads otherwise, and no
/// entry says so. `held` must come from [`crate::conversations::lock`] in the same transaction.
pub fn reread(tx: &mut Tx<'_>, held: &Held) -> Result<(), StoreError> {
    for party in &held.parties {
        tx.execute(&RAISE_VIEW, &[held.id.0.into(), party.account.0.into()])?;
        tx.hint(Hint::View { conversation: held.id, account: party.account });
    }
    Ok(())
}

/// The entry that `author` wrote under `key`, if that request was served before.
pub fn by_key(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    author: AccountId,
    key: Key,
) -> Result<Option<Entry>, StoreError> {
    tx.query_opt(&BY_KEY, &[conversation.0.into(), author.0.into(), key.0.into()], |row| {
        entry(conversation, row)
    })
}

/// One entry by its number, with what later ones made of it.
pub fn one(tx: &mut Tx<'_>, conversation: ConversationId, seq: Seq) -> Result<Option<Recorded>, StoreError> {
    let found = tx.query_opt(&ONE, &[conversation.0.into(), seq.into()], |row| entry(conversation, row))?;
    let Some(entry) = found else { return Ok(None) };
    let amendments = amendments::of_range(tx, conversation, seq, seq)?.remove(&seq).unwrap_or_default();
    let mut recorded = [Recorded { entry, amendments }];
    files::note_unclear(tx, &mut recorded)?;
    let [recorded] = recorded;
    Ok(Some(recorded))
}

/// Puts to entries that stand one after the other what later ones made of them. `amended` tells whether
/// there is anything to look for.
pub fn recorded(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    entries: Vec<Entry>,
    amended: bool,
) -> Result<Vec<Recorded>, StoreError> {
    let mut found = match (entries.first(), entries.last()) {
        (Some(first), Some(last)) if amended => amendments::of_range(tx, conversation, first.seq, last.seq)?,
        _ => BTreeMap::new(),
    };
    let with = |entry: Entry| {
        let amendments = found.remove(&entry.seq).unwrap_or_default();
        Recorded { entry, amendments }
    };
    let mut recorded: Vec<Recorded> = entries.into_iter().map(with).collect();
    files::note_unclear(tx, &mut recorded)?;
    Ok(recorded)
}

/// At most `limit` entries after `seq`, oldest first.
pub fn read_after(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    seq: Seq,
    limit: u32,
) -> Result<Vec<Entry>, StoreError> {
    let params = [conversation.0.into(), seq.into(), i64::from(limit).into()];
    tx.query_about(limit.min(limits::PAGE_ROWS) as usize, &AFTER, &params, |row| entry(conversation, row))
}

/// At most `limit` entries before `seq`, oldest first.
pub fn read_before(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    seq: Seq,
    limit: u32,
) -> Result<Vec<Entry>, StoreError> {
    let params = [conversation.0.into(), seq.into(), i64::from(limit).into()];
    let mut entries = tx.query_about(limit.min(limits::PAGE_ROWS) as usize, &BEFORE, &params, |row| {
        entry(conversation, row)
    })?;
    entries.reverse();
    Ok(entries)
}

fn entry(conversation: ConversationId, row: &Row<'_>) -> Result<Entry, StoreError> {
    entry_at(conversation, row, 0)
}

/// An entry from eight columns, the first at `from`.
pub(crate) fn entry_at(
    conversation: ConversationId,
    row: &Row<'_>,
    from: usize,
) -> Result<Entry, StoreError> {
    let author = match row.get_opt_uuid(from + 1)? {
        None => match row.get_opt_i64(from + 2)? {
            None => Author::System,
            Some(_) => Author::Bot,
        },
        Some(id) => Author::Account { id: AccountId(id), side: Side::from_number(row.get_i64(from + 2)?)? },
    };
    Ok(Entry {
        conversation,
        seq: row.get_i64(from)?,
        author,
        body: decode(row, from)?,
        at: Time(row.get_i64(from + 5)?),
        messages: row.get_i64(from + 6)?,
        key: row.get_opt_uuid(from + 7)?.map(Key),
    })
}

fn decode(row: &Row<'_>, from: usize) -> Result<EntryBody, StoreError> {
    codec::decode(row.get_i64(from + 3)?, row.get_str(from + 4)?)
}
