//! Files: what was uploaded to a conversation, and by which message it was sent. Their bytes lie elsewhere.

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::numbered::Numbered;
use crate::statements;
use parlance_core::conversation::said::Recorded;
use parlance_core::entry::{Attached, Entry, EntryBody};
use parlance_core::files::{Check, FileType};
use parlance_core::ids::Seq;
use parlance_core::policy::Permitted;
use parlance_core::{AccountId, ConversationId, FileId, Time};
use std::collections::BTreeMap;

statements! {
    BEGIN = "INSERT INTO file (id, conversation, account, name, kind, bytes, created_at, checked)
        VALUES ($1, $2, $3, $4, $5, 0, $6, $7)";
    JUDGE = "UPDATE file SET checked = $2 WHERE id = $1 AND checked = $3";
    UNCLEAR = "SELECT target, id, checked FROM file
        WHERE conversation = $1 AND target BETWEEN $2 AND $3 AND checked <> 0 ORDER BY target, place";
    FILL = "UPDATE file SET bytes = $2, sha256 = $3, width = $4, height = $5 WHERE id = $1 AND sha256 IS NULL";
    ONE = "SELECT id, conversation, account, name, kind, bytes, sha256, width, height, created_at, target, place, marked_seq, checked
        FROM file WHERE id = $1 AND sha256 IS NOT NULL";
    SENT = "UPDATE file SET target = $4, place = $5 WHERE id = $1 AND conversation = $2 AND account = $3
        AND target IS NULL AND sha256 IS NOT NULL";
    MARK = "UPDATE file SET marked_seq = $3 WHERE id = $1 AND target = $2";
    UNMARK_ALL = "UPDATE file SET marked_seq = NULL WHERE conversation = $1 AND target = $2";
    MARKED = "SELECT target, id FROM file
        WHERE conversation = $1 AND target BETWEEN $2 AND $3 AND marked_seq IS NOT NULL ORDER BY marked_seq";
    OF_CONVERSATION = "SELECT f.id, f.conversation, f.account, f.name, f.kind, f.bytes, f.sha256, f.width, f.height, f.created_at,
        f.target, f.place, f.marked_seq, f.checked
        FROM file f LEFT JOIN amended a ON a.conversation = f.conversation AND a.target = f.target
        WHERE f.conversation = $1 AND (f.target, f.place) < ($2, $3) AND a.removed_at IS NULL
        ORDER BY f.target DESC, f.place DESC LIMIT $4";
    WAITING_COUNT = "SELECT count(*) FROM file WHERE account = $1 AND target IS NULL";
    WAITING_SINCE = "SELECT id FROM file WHERE target IS NULL AND created_at < $1 ORDER BY created_at LIMIT $2";
    VOID = "UPDATE file SET sha256 = NULL WHERE id = $1 AND target IS NULL";
    ABANDON = "UPDATE file SET sha256 = NULL, created_at = 0 WHERE id = $1 AND target IS NULL";
    FORGET = "DELETE FROM file WHERE id = $1 AND target IS NULL";
}

/// An uploaded file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub conversation: ConversationId,
    /// Who uploaded it.
    pub account: AccountId,
    pub attached: Attached,
    /// Width and height of a picture in pixels, as it is shown.
    pub size: Option<(i64, i64)>,
    pub created_at: Time,
    /// The message that carries it; `None` while it waits to be sent.
    pub target: Option<Seq>,
    /// Which of that message's files it is, from 0.
    pub place: i64,
    /// Marked as what was to be delivered.
    pub deliverable: bool,
    /// What is known of whether it carries a virus.
    pub check: Check,
}

/// A file whose bytes are about to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    pub id: FileId,
    pub conversation: ConversationId,
    pub account: AccountId,
    pub name: String,
    pub kind: FileType,
    pub at: Time,
    /// Whether it must be looked into before anybody else gets it.
    pub check: Check,
}

/// What is known of a file once its bytes are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Content {
    pub bytes: i64,
    pub sha256: [u8; 32],
    pub size: Option<(i64, i64)>,
}

/// Notes a file before its bytes come, so that none lie about that nobody knows of.
pub fn begin(tx: &mut Tx<'_>, new: &NewFile, permitted: Permitted<()>) -> Result<(), StoreError> {
    permitted.into_inner();
    let params = [
        new.id.into(),
        new.conversation.into(),
        new.account.into(),
        (&new.name).into(),
        new.kind.number().into(),
        new.at.into(),
        new.check.number().into(),
    ];
    tx.execute(&BEGIN, &params)?;
    Ok(())
}

/// Notes what the bytes of a file are: from now on it can be sent. Whether it waited for them.
pub fn fill(tx: &mut Tx<'_>, id: FileId, content: &Content) -> Result<bool, StoreError> {
    let (width, height) = content.size.unzip();
    let params = [id.into(), content.bytes.into(), (&content.sha256).into(), width.into(), height.into()];
    Ok(tx.execute(&FILL, &params)? > 0)
}

/// Notes what a look into a file that was waited for has found; whether it was waited for. The caller has
/// the conversation's lock, and tells those who see the file.
pub fn judge(tx: &mut Tx<'_>, id: FileId, check: Check) -> Result<bool, StoreError> {
    let params = [id.into(), check.number().into(), Check::Pending.number().into()];
    Ok(tx.execute(&JUDGE, &params)? > 0)
}

/// Puts to messages that stand one after the other which of their files are not clear.
pub(crate) fn note_unclear(tx: &mut Tx<'_>, recorded: &mut [Recorded]) -> Result<(), StoreError> {
    let mut carriers = recorded.iter_mut().filter(|recorded| recorded.has_files()).peekable();
    let Some(first) = carriers.peek().map(|recorded| recorded.entry.seq) else { return Ok(()) };
    let mut carriers: BTreeMap<Seq, &mut Recorded> =
        carriers.map(|recorded| (recorded.entry.seq, recorded)).collect();
    let Some((last, carrier)) = carriers.last_key_value() else { return Ok(()) };
    let range = [carrier.entry.conversation.into(), first.into(), (*last).into()];
    let read = |row: &Row<'_>| {
        Ok((row.get_i64(0)?, (FileId(row.get_uuid(1)?), Check::from_number(row.get_i64(2)?)?)))
    };
    for (seq, unclear) in tx.query(&UNCLEAR, &range, read)? {
        if let Some(carrier) = carriers.get_mut(&seq) {
            carrier.amendments.unclear.push(unclear);
        }
    }
    Ok(())
}

/// A file by its id, sent or not, once its bytes are there.
pub fn by_id(tx: &mut Tx<'_>, id: FileId) -> Result<Option<File>, StoreError> {
    tx.query_opt(&ONE, &[id.into()], file)
}

/// Files that a conversation's messages carry, from the place `before` on (a message's number and the
/// file's place in it), newest first, without those of messages that were taken back.
pub fn of_conversation(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    before: (Seq, i64),
    limit: u32,
) -> Result<Vec<File>, StoreError> {
    let params = [conversation.into(), before.0.into(), before.1.into(), i64::from(limit).into()];
    tx.query(&OF_CONVERSATION, &params, file)
}

/// How many files of a person wait to be sent.
pub fn waiting_count(tx: &mut Tx<'_>, account: AccountId) -> Result<i64, StoreError> {
    Ok(tx.query_opt(&WAITING_COUNT, &[account.into()], |row| row.get_i64(0))?.unwrap_or(0))
}

/// Files that have waited since before `since`, oldest first.
pub fn waiting_since(tx: &mut Tx<'_>, since: Time, limit: u32) -> Result<Vec<FileId>, StoreError> {
    tx.query(&WAITING_SINCE, &[since.into(), i64::from(limit).into()], |row| Ok(FileId(row.get_uuid(0)?)))
}

/// Puts a file that still waits beyond sending, before its bytes go.
pub fn void(tx: &mut Tx<'_>, id: FileId) -> Result<(), StoreError> {
    tx.execute(&VOID, &[id.into()])?;
    Ok(())
}

/// Puts a file that still waits beyond sending, and among those that have waited too long.
pub fn abandon(tx: &mut Tx<'_>, id: FileId) -> Result<(), StoreError> {
    tx.execute(&ABANDON, &[id.into()])?;
    Ok(())
}

/// Forgets a file that still waits; whether it did.
pub fn forget(tx: &mut Tx<'_>, id: FileId) -> Result<bool, StoreError> {
    Ok(tx.execute(&FORGET, &[id.into()])? > 0)
}

/// Keeps the rows equal to what the log says; called by `append` for every entry. Each file is sent once:
/// one that was sent meanwhile, or is not its sender's, is a conflict.
pub(crate) fn project(tx: &mut Tx<'_>, entry: &Entry) -> Result<(), StoreError> {
    match &entry.body {
        EntryBody::Message(message) => {
            for (file, place) in message.files.iter().zip(0_i64..) {
                let account = entry.author.account().ok_or(StoreError::Conflict)?;
                let params = [
                    file.id.into(),
                    entry.conversation.into(),
                    account.into(),
                    entry.seq.into(),
                    place.into(),
                ];
                if tx.execute(&SENT, &params)? == 0 {
                    return Err(StoreError::Conflict);
                }
            }
        }
        EntryBody::Deliverable { target, file, marked } => {
            let seq = marked.then_some(entry.seq);
            tx.execute(&MARK, &[(*file).into(), (*target).into(), seq.into()])?;
        }
        EntryBody::Removal { target } => {
            tx.execute(&UNMARK_ALL, &[entry.conversation.into(), (*target).into()])?;
        }
        _ => {}
    }
    Ok(())
}

/// The files that are marked as delivered, of the messages numbered `first` to `last`, in the order in
/// which they were marked.
pub(crate) fn marked(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    first: Seq,
    last: Seq,
) -> Result<Vec<(Seq, FileId)>, StoreError> {
    let range = [conversation.into(), first.into(), last.into()];
    tx.query(&MARKED, &range, |row| Ok((row.get_i64(0)?, FileId(row.get_uuid(1)?))))
}

fn file(row: &Row<'_>) -> Result<File, StoreError> {
    let sha256 = row.get_bytes(6)?.try_into();
    let size = row.get_opt_i64(7)?.zip(row.get_opt_i64(8)?);
    Ok(File {
        conversation: ConversationId(row.get_uuid(1)?),
        account: AccountId(row.get_uuid(2)?),
        attached: Attached {
            id: FileId(row.get_uuid(0)?),
            name: row.get_text(3)?,
            kind: Numbered::from_number(row.get_i64(4)?)?,
            bytes: row.get_i64(5)?,
            sha256: sha256.map_err(|_| StoreError::Corrupt("a file's hash has another length".to_owned()))?,
        },
        size,
        created_at: Time(row.get_i64(9)?),
        target: row.get_opt_i64(10)?,
        place: row.get_opt_i64(11)?.unwrap_or(0),
        deliverable: row.get_opt_i64(12)?.is_some(),
        check: Check::from_number(row.get_i64(13)?)?,
    })
}
