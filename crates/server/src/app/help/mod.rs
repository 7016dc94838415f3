//! The help centre: articles that everybody reads, what readers say of them, and requests to support. What
//! an article says is Markdown all the way to the reader's browser; nothing here makes markup of it.

mod articles;
mod feedback;
mod library;
mod requests;

pub use articles::{Asked, Read, SaveArticle, ask, every, list, read, save, versions};
pub use feedback::{PostComment, comment, comments, remove_comment, vote};
pub use library::{Kept, Library};
pub use requests::{SendRequest, list as requests, send};

use super::{AppError, Attempt, Caller, Cx, refused, sessions};
use parlance_core::market::Person;
use parlance_core::policy::help as rules;
use parlance_store::Tx;

/// Somebody who looks after the help centre.
fn keeper(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, action: &'static str) -> Result<Person, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    rules::look_after(&me).map_err(refused(Attempt::of(me.id, action)))?;
    Ok(me)
}

/// Whoever asks, if a sign-in says so: one that is over is as none where none is needed.
fn somebody(tx: &mut Tx<'_>, cx: &Cx, caller: Option<&Caller>) -> Result<Option<Person>, AppError> {
    match caller.map(|caller| sessions::signed_in(tx, cx, caller)) {
        None | Some(Err(AppError::NotSignedIn)) => Ok(None),
        Some(found) => Ok(Some(found?.person)),
    }
}
