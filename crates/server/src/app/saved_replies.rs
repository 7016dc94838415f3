//! Replies that people keep for later: each person's own list. Nothing here sends anything.

use super::{AppError, Attempt, Caller, Cx, Outcome, refused, replay, sessions};
use crate::outside::ids;
use parlance_core::ids::ReplyId;
use parlance_core::policy::market as rules;
use parlance_core::{AccountId, Key};
use parlance_store::saved_replies::{self, SavedReply};
use parlance_store::{Tx, accounts};

/// A reply to keep; the fields have been checked.
#[derive(Clone, Debug)]
pub struct KeepReply {
    pub key: Key,
    /// A hash of the request, to tell a repeat from another one under the same key.
    pub request: [u8; 32],
    pub title: String,
    pub text: String,
}

/// The caller's replies by title.
pub fn list(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller) -> Result<Vec<SavedReply>, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person.id;
    let mut found = saved_replies::of_account(tx, me)?;
    // Sorted here, since the databases disagree about letters.
    found.sort_by_cached_key(|reply| (reply.title.to_lowercase(), reply.id));
    Ok(found)
}

/// Keeps a reply.
pub fn keep(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    input: &KeepReply,
) -> Result<Outcome<SavedReply>, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    accounts::lock(tx, me.id)?;
    if let Some(made) = replay::find(tx, cx, me.id, input.key, &input.request)? {
        return Ok(Outcome::Replayed(own(tx, me.id, ReplyId(made))?));
    }
    let kept = saved_replies::count(tx, me.id)?;
    let room = rules::keep_reply(&me, kept).map_err(refused(Attempt::of(me.id, "keep-reply")))?;
    let reply = SavedReply {
        id: ReplyId(ids::ordered()),
        title: input.title.clone(),
        text: input.text.clone(),
        created_at: cx.clock.now(),
    };
    saved_replies::insert(tx, me.id, &reply, room)?;
    replay::keep(tx, cx, me.id, input.key, &input.request, reply.id.0)?;
    Ok(Outcome::Made(reply))
}

/// Puts a reply of the caller's differently.
pub fn change(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: ReplyId,
    title: &str,
    text: &str,
) -> Result<SavedReply, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person.id;
    saved_replies::change(tx, me, id, title, text)?;
    own(tx, me, id)
}

/// Deletes a reply of the caller's.
pub fn delete(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, id: ReplyId) -> Result<(), AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person.id;
    if saved_replies::delete(tx, me, id)? { Ok(()) } else { Err(AppError::NotFound) }
}

fn own(tx: &mut Tx<'_>, me: AccountId, id: ReplyId) -> Result<SavedReply, AppError> {
    saved_replies::one(tx, me, id)?.ok_or(AppError::NotFound)
}
