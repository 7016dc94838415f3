//! Reading, asking and editing the articles.

use super::library::Kept;
use super::{keeper, rules, somebody};
use crate::app::{AppError, Attempt, Caller, Cx, refused};
use parlance_core::limits;
use parlance_core::policy::{Denial, Rate};
use parlance_store::help_articles::{self, Authored, Version};
use parlance_store::help_feedback::{self, Votes};
use parlance_store::{StoreError, Tx};
use std::net::IpAddr;

/// An article, and what its readers say of it.
#[derive(Clone, Debug)]
pub struct Read {
    pub kept: Kept,
    pub votes: Votes,
    /// What the reader says, if they are signed in and have said something.
    pub own_vote: Option<bool>,
}

/// What a question found, the best first.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Whether the first is an answer; if not, the help centre does not know.
    pub is_known: bool,
    pub found: Vec<Kept>,
}

/// A version to save; the fields have been checked.
#[derive(Clone, Debug)]
pub struct SaveArticle {
    pub language: String,
    pub slug: String,
    pub title: String,
    pub text: String,
    pub published: bool,
    /// The version that its editor had before them.
    pub seen: i64,
}

/// Every article that may be read, in order.
pub fn list(tx: &mut Tx<'_>, cx: &Cx, language: &str) -> Result<Vec<Kept>, AppError> {
    Ok(cx.help.shelf(tx, language)?.readable().cloned().collect())
}

/// One article.
pub fn read(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: Option<&Caller>,
    language: &str,
    slug: &str,
) -> Result<Read, AppError> {
    let reader = somebody(tx, cx, caller)?;
    let kept = readable(tx, cx, language, slug)?;
    let own_vote = match reader {
        Some(person) => help_feedback::own_vote(tx, slug, person.id)?,
        None => None,
    };
    Ok(Read { kept, votes: help_feedback::votes(tx, slug)?, own_vote })
}

/// What the articles say to a question. Anybody may ask, so it is counted by where they ask from.
pub fn ask(
    tx: &mut Tx<'_>,
    cx: &Cx,
    from: IpAddr,
    language: &str,
    question: &str,
) -> Result<Asked, AppError> {
    if let Rate::Exceeded { retry_after } = cx.rates.question(from) {
        return Err(AppError::RateLimited { retry_after });
    }
    let shelf = cx.help.shelf(tx, language)?;
    let answer = shelf.index.ask(question, limits::HELP_HITS);
    let found = answer.hits.iter().map(|hit| shelf.kept[shelf.published[hit.article]].clone());
    Ok(Asked { is_known: answer.is_known, found: found.collect() })
}

/// Every article as those who look after them see it, those that are not published included.
pub fn every(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, language: &str) -> Result<Vec<Kept>, AppError> {
    keeper(tx, cx, caller, "list-articles")?;
    Ok(cx.help.shelf(tx, language)?.kept.clone())
}

/// Saves a version of an article, if it is still the one that its editor saw.
pub fn save(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, input: &SaveArticle) -> Result<Kept, AppError> {
    let me = keeper(tx, cx, caller, "save-article")?;
    let SaveArticle { language, slug, title, text, published, seen } = input;
    let shelf = cx.help.shelf(tx, language)?;
    // What only stands in for a translation is not there in this language.
    let own: Vec<&Kept> = shelf.kept.iter().filter(|kept| kept.language == *language).collect();
    let before = own.iter().find(|kept| kept.article.slug == *slug);
    let now = rules::ArticleFacts {
        version: before.map_or(0, |kept| kept.version),
        is_there: before.is_some(),
        articles: own.len(),
    };
    let attempt = Attempt::of(me.id, "save-article");
    let number = rules::save_article(&me, *seen, now).map_err(refused(attempt))?;
    let version = Version {
        language: language.clone(),
        slug: slug.clone(),
        version: now.version + 1,
        title: title.clone(),
        text: text.clone(),
        published: *published,
        at: cx.clock.now(),
    };
    match help_articles::insert(tx, &version, me.id, number) {
        Ok(()) => Ok(Kept::from(version)),
        // Somebody saved under this number after we had looked.
        Err(StoreError::Conflict) => Err(refused(attempt)(Denial::ArticleChanged)),
        Err(error) => Err(error.into()),
    }
}

/// The versions of an article, newest first, each with its author.
pub fn versions(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    language: &str,
    slug: &str,
    before: i64,
    limit: u32,
) -> Result<Vec<Authored>, AppError> {
    keeper(tx, cx, caller, "list-article-versions")?;
    cx.help.shelf(tx, language)?.one(slug).ok_or(AppError::NotFound)?;
    Ok(help_articles::versions(tx, language, slug, before, limit)?)
}

/// Makes sure that readers see an article of this name in some language.
pub(super) fn somewhere(tx: &mut Tx<'_>, cx: &Cx, slug: &str) -> Result<(), AppError> {
    cx.help.is_published(tx, slug)?.then_some(()).ok_or(AppError::NotFound)
}

/// An article that readers may see.
fn readable(tx: &mut Tx<'_>, cx: &Cx, language: &str, slug: &str) -> Result<Kept, AppError> {
    let shelf = cx.help.shelf(tx, language)?;
    shelf.one(slug).filter(|kept| kept.published).cloned().ok_or(AppError::NotFound)
}
