//! What readers say of an article. An article is the same one in every language, so what is said of it is
//! counted together.

use super::articles::somewhere;
use super::rules;
use crate::app::{AppError, Attempt, Caller, Cx, Outcome, refused, replay, sessions};
use crate::outside::ids;
use parlance_core::ids::CommentId;
use parlance_core::policy::{Denial, Rate};
use parlance_core::{AccountId, Key, Time};
use parlance_store::help_feedback::{self, Comment, Votes};
use parlance_store::{Tx, accounts};
use uuid::Uuid;

/// A comment to keep; the fields have been checked.
#[derive(Clone, Debug)]
pub struct PostComment {
    pub key: Key,
    /// A hash of the request, to tell a repeat from another one under the same key.
    pub request: [u8; 32],
    pub slug: String,
    pub text: String,
}

/// Says whether an article helped, in place of what the caller said before.
pub fn vote(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, slug: &str, helpful: bool) -> Result<Votes, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    somewhere(tx, cx, slug)?;
    let may = rules::vote(&me).map_err(refused(Attempt::of(me.id, "vote")))?;
    within_rate(cx, me.id)?;
    help_feedback::vote(tx, slug, me.id, helpful, cx.clock.now(), may)?;
    Ok(help_feedback::votes(tx, slug)?)
}

/// The comments on an article, newest first: for those who could write one themselves.
pub fn comments(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    slug: &str,
    before: (Time, Uuid),
    limit: u32,
) -> Result<(AccountId, Vec<Comment>), AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    somewhere(tx, cx, slug)?;
    Ok((me.id, help_feedback::comments(tx, slug, before, limit)?))
}

/// Comments on an article.
pub fn comment(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    input: &PostComment,
) -> Result<(AccountId, Outcome<Comment>), AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    somewhere(tx, cx, &input.slug)?;
    accounts::lock(tx, me.id)?;
    if let Some(made) = replay::find(tx, cx, me.id, input.key, &input.request)? {
        return Ok((me.id, Outcome::Replayed(found(tx, CommentId(made))?)));
    }
    let written = help_feedback::comment_count(tx, &input.slug, me.id)?;
    let room = rules::comment(&me, written).map_err(refused(Attempt::of(me.id, "comment")))?;
    within_rate(cx, me.id)?;
    let (id, at) = (CommentId(ids::ordered()), cx.clock.now());
    help_feedback::comment(tx, id, &input.slug, me.id, &input.text, at, room)?;
    replay::keep(tx, cx, me.id, input.key, &input.request, id.0)?;
    Ok((me.id, Outcome::Made(found(tx, id)?)))
}

/// Takes a comment away.
pub fn remove_comment(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, id: CommentId) -> Result<(), AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    let comment = found(tx, id)?;
    let attempt = Attempt { counterpart: Some(comment.author.0), ..Attempt::of(me.id, "remove-comment") };
    let may = rules::remove_comment(&me, comment.author.0 == me.id).map_err(refused(attempt))?;
    Ok(help_feedback::remove_comment(tx, id, may)?)
}

fn found(tx: &mut Tx<'_>, id: CommentId) -> Result<Comment, AppError> {
    help_feedback::one_comment(tx, id)?.ok_or(AppError::NotFound)
}

/// What others get to see counts like a message.
pub(super) fn within_rate(cx: &Cx, account: AccountId) -> Result<(), AppError> {
    match cx.rates.send(account) {
        Rate::Kept => Ok(()),
        Rate::Exceeded { retry_after } => {
            Err(refused(Attempt::of(account, "help"))(Denial::RateLimited { retry_after }))
        }
    }
}
