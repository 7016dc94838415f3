//! Acts of the help centre: editing articles, commenting on them, asking support.

use super::{Denial, Permitted};
use crate::limits;
use crate::market::{Person, StaffRole};

/// Support and admins look after the help centre: its articles and what people write to support.
pub fn look_after(person: &Person) -> Result<Permitted<()>, Denial> {
    in_good_standing(person)?;
    match person.staff {
        Some(StaffRole::Support | StaffRole::Admin) => Ok(Permitted::new(())),
        Some(StaffRole::Moderator) | None => Err(Denial::StaffRoleRequired),
    }
}

/// What is there where an article is to be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArticleFacts {
    /// The version in force: 0 for what is shipped, and for what is not there yet.
    pub version: i64,
    /// There is an article of this name.
    pub is_there: bool,
    /// How many articles there are in its language.
    pub articles: usize,
}

/// A new version of an article follows the one that its editor had before them; the number it gets.
pub fn save_article(person: &Person, seen: i64, now: ArticleFacts) -> Result<Permitted<i64>, Denial> {
    look_after(person)?;
    if seen != now.version {
        return Err(Denial::ArticleChanged);
    }
    let max = limits::HELP_ARTICLES;
    if !now.is_there && now.articles >= max {
        return Err(Denial::ArticleLimit { max });
    }
    Ok(Permitted::new(now.version + 1))
}

/// Anybody in good standing says whether an article helped.
pub fn vote(person: &Person) -> Result<Permitted<()>, Denial> {
    in_good_standing(person)?;
    Ok(Permitted::new(()))
}

/// Anybody in good standing comments on an article, up to a bound.
pub fn comment(person: &Person, written: i64) -> Result<Permitted<()>, Denial> {
    in_good_standing(person)?;
    let max = limits::HELP_COMMENTS;
    if written < max { Ok(Permitted::new(())) } else { Err(Denial::CommentLimit { max }) }
}

/// A comment is taken away by its author, or by those who look after the help centre.
pub fn remove_comment(person: &Person, is_own: bool) -> Result<Permitted<()>, Denial> {
    in_good_standing(person)?;
    if is_own { Ok(Permitted::new(())) } else { look_after(person) }
}

/// Anybody in good standing asks support, so many times a day.
pub fn request(person: &Person, lately: i64) -> Result<Permitted<()>, Denial> {
    in_good_standing(person)?;
    let max = limits::HELP_REQUESTS;
    if lately < max { Ok(Permitted::new(())) } else { Err(Denial::RequestLimit { max }) }
}

fn in_good_standing(person: &Person) -> Result<(), Denial> {
    if person.suspended { Err(Denial::AccountSuspended) } else { Ok(()) }
}
