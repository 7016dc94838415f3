//! Files: who may upload to a conversation, and who may fetch what was sent there. Their bytes are taken in
//! and handed out by the door; here is decided whether.

use super::conversations::{Mine, lock, peek};
use super::{AppError, Caller, Cx, Outcome, refused, replay};
use crate::outside::ids;
use crate::tasks::Task;
use parlance_core::conversation::view::{Access, Reach, Shown};
use parlance_core::files::{Check, FileType};
use parlance_core::ids::Seq;
use parlance_core::policy::{files as rules, reading};
use parlance_core::{AccountId, ConversationId, FileId, Key};
use parlance_store::files::{self, Content, File, NewFile};
use parlance_store::{Tx, accounts, conversations, log};

/// A file to upload; name and kind have been checked.
#[derive(Clone, Debug)]
pub struct Upload {
    pub conversation: ConversationId,
    pub name: String,
    pub kind: FileType,
}

/// Begins an upload: from now on its bytes are known of.
pub fn begin(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, upload: &Upload) -> Result<FileId, AppError> {
    let mine = lock(tx, cx, caller, upload.conversation)?;
    let rate = cx.rates.send(mine.me.id);
    let waiting = files::waiting_count(tx, mine.me.id)?;
    let held = &mine.held;
    let standing = (mine.party.side, &held.log, held.phase);
    let permitted = rules::upload(&mine.me, standing, &held.contact, upload.kind, waiting, rate)
        .map_err(refused(mine.attempt("upload")))?;
    let new = NewFile {
        id: FileId(ids::unguessable()),
        conversation: upload.conversation,
        account: mine.me.id,
        name: upload.name.clone(),
        kind: upload.kind,
        at: cx.clock.now(),
        check: if cx.config.clamav_url.is_some() { Check::Pending } else { Check::Clear },
    };
    files::begin(tx, &new, permitted)?;
    Ok(new.id)
}

/// Ends an upload whose bytes are on disk: from now on the file can be sent. Under a key that stands for
/// an upload already, that one is the answer, and this one's bytes are to be taken away.
pub fn finish(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: FileId,
    content: &Content,
    key: Key,
) -> Result<Outcome<File>, AppError> {
    let me = super::sessions::signed_in(tx, cx, caller)?.person;
    accounts::lock(tx, me.id)?;
    if let Some(made) = replay::find(tx, cx, me.id, key, &content.sha256)? {
        return Ok(Outcome::Replayed(files::by_id(tx, FileId(made))?.ok_or(AppError::NotFound)?));
    }
    if !files::fill(tx, id, content)? {
        return Err(AppError::NotFound);
    }
    replay::keep(tx, cx, me.id, key, &content.sha256, id.0)?;
    let file = files::by_id(tx, id)?.ok_or(AppError::NotFound)?;
    if file.check == Check::Pending {
        let now = cx.clock.now();
        Task::check_file(id).enqueue(tx, now, now)?;
    }
    Ok(Outcome::Made(file))
}

/// Forgets an upload whose bytes are gone.
pub fn forget(tx: &mut Tx<'_>, id: FileId) -> Result<(), AppError> {
    files::forget(tx, id)?;
    Ok(())
}

/// Lets go of an upload whose bytes could not be taken away: the next sweep tries.
pub fn abandon(tx: &mut Tx<'_>, id: FileId) -> Result<(), AppError> {
    Ok(files::abandon(tx, id)?)
}

/// Puts an upload of the caller's own that was not sent beyond sending, so that its bytes can go. What was
/// sent stays.
pub fn discard(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, id: FileId) -> Result<(), AppError> {
    let me = super::sessions::signed_in(tx, cx, caller)?.person;
    let file = files::by_id(tx, id)?.filter(|file| file.account == me.id && file.target.is_none());
    file.ok_or(AppError::NotFound)?;
    Ok(files::void(tx, id)?)
}

/// Keeps what a look into a file found; what was found before stays. Whoever sees the file is told.
pub fn judge(tx: &mut Tx<'_>, cx: &Cx, id: FileId, check: Check) -> Result<(), AppError> {
    let Some(file) = files::by_id(tx, id)? else { return Ok(()) };
    // Under the lock no message can begin to carry it unnoticed.
    let held = conversations::lock(tx, file.conversation, &cx.policies)?.ok_or(AppError::NotFound)?;
    let is_sent = files::by_id(tx, id)?.is_some_and(|file| file.target.is_some());
    if files::judge(tx, id, check)? && is_sent {
        log::reread(tx, &held)?;
    }
    Ok(())
}

/// A file whose bytes the caller may have now: one of a message that they may read now, or an upload of
/// their own that waits to be sent. To anybody else there is none. Until it was looked into it is its
/// author's alone, and nobody's if it carries a virus.
pub fn fetch(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, id: FileId) -> Result<File, AppError> {
    let me = super::sessions::signed_in(tx, cx, caller)?.person;
    let file = readable(tx, cx, caller, me.id, id)?;
    match file.check {
        Check::Pending if file.account != me.id => Err(AppError::FilePending),
        Check::Blocked => Err(AppError::FileBlocked),
        Check::Clear | Check::Pending => Ok(file),
    }
}

fn readable(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, me: AccountId, id: FileId) -> Result<File, AppError> {
    let file = files::by_id(tx, id)?.ok_or(AppError::NotFound)?;
    let Some(seq) = file.target else {
        return if file.account == me { Ok(file) } else { Err(AppError::NotFound) };
    };
    let mine = peek(tx, cx, caller, file.conversation)?;
    let access = access(&mine)?;
    let recorded = log::one(tx, file.conversation, seq)?.ok_or(AppError::NotFound)?;
    match access.show(&recorded) {
        Some(Shown::Message(_)) => Ok(file),
        _ => Err(AppError::NotFound),
    }
}

/// The files of a conversation as its participant finds them, newest first.
pub fn list(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: ConversationId,
    before: (Seq, i64),
    limit: u32,
) -> Result<Vec<File>, AppError> {
    let mine = peek(tx, cx, caller, id)?;
    let access = access(&mine)?;
    // Behind the safety warning, and before having accepted, there is none.
    let visible = !access.withheld && access.reach == Reach::Everything;
    if visible { Ok(files::of_conversation(tx, id, before, limit)?) } else { Ok(Vec::new()) }
}

fn access(mine: &Mine) -> Result<Access, AppError> {
    let held = &mine.held;
    let read = reading::read(mine.party.side, &held.log, held.phase, &held.contact);
    Ok(read.map_err(refused(mine.attempt("read")))?.into_inner())
}
