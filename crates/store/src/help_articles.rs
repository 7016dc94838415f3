//! Articles of the help centre, as staff have written them: every version is kept, and the newest of each
//! counts. What is shipped is not stored.

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::statements;
use parlance_core::policy::Permitted;
use parlance_core::{AccountId, Time};

statements! {
    INSERT = "INSERT INTO help_article (language, slug, version, title, text, published, author, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    CURRENT = "SELECT a.language, a.slug, a.version, a.title, a.text, a.published, a.at FROM help_article a
        WHERE NOT EXISTS (SELECT 1 FROM help_article b WHERE b.language = a.language AND b.slug = a.slug AND b.version > a.version)
        ORDER BY a.language, a.slug";
    EDITION = "SELECT count(*) FROM help_article";
    VERSIONS = "SELECT h.language, h.slug, h.version, h.title, h.text, h.published, h.at, a.id, a.name
        FROM help_article h JOIN account a ON a.id = h.author
        WHERE h.language = $1 AND h.slug = $2 AND h.version < $3 ORDER BY h.version DESC LIMIT $4";
}

/// One version of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    pub language: String,
    pub slug: String,
    pub version: i64,
    pub title: String,
    pub text: String,
    /// Whether readers get to see it.
    pub published: bool,
    pub at: Time,
}

/// A version and who saved it.
pub type Authored = (Version, (AccountId, String));

/// Keeps a version under the number that was permitted. Of two that race for one number, the second gets
/// `Conflict`.
pub fn insert(
    tx: &mut Tx<'_>,
    article: &Version,
    author: AccountId,
    number: Permitted<i64>,
) -> Result<(), StoreError> {
    let Version { language, slug, version: _, title, text, published, at } = article;
    let params = [
        language.into(),
        slug.into(),
        number.into_inner().into(),
        title.into(),
        text.into(),
        (*published).into(),
        author.into(),
        (*at).into(),
    ];
    tx.execute(&INSERT, &params)?;
    Ok(())
}

/// The newest version of every article that was ever edited.
pub fn current(tx: &mut Tx<'_>) -> Result<Vec<Version>, StoreError> {
    tx.query(&CURRENT, &[], version)
}

/// A number that every edit changes.
pub fn edition(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    Ok(tx.query_opt(&EDITION, &[], |row| row.get_i64(0))?.unwrap_or(0))
}

/// The versions of an article before `before`, newest first, each with its author.
pub fn versions(
    tx: &mut Tx<'_>,
    language: &str,
    slug: &str,
    before: i64,
    limit: u32,
) -> Result<Vec<Authored>, StoreError> {
    tx.query(&VERSIONS, &[language.into(), slug.into(), before.into(), i64::from(limit).into()], |row| {
        Ok((version(row)?, (AccountId(row.get_uuid(7)?), row.get_text(8)?)))
    })
}

fn version(row: &Row<'_>) -> Result<Version, StoreError> {
    Ok(Version {
        language: row.get_text(0)?,
        slug: row.get_text(1)?,
        version: row.get_i64(2)?,
        title: row.get_text(3)?,
        text: row.get_text(4)?,
        published: row.get_bool(5)?,
        at: Time(row.get_i64(6)?),
    })
}
