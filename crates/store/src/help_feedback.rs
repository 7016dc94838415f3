//! What readers say of the articles of the help centre: whether one helped, once a person, and comments.

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::statements;
use parlance_core::ids::CommentId;
use parlance_core::policy::Permitted;
use parlance_core::{AccountId, Time};
use uuid::Uuid;

statements! {
    VOTE = "INSERT INTO help_vote (slug, account, helpful, at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (slug, account) DO UPDATE SET helpful = excluded.helpful, at = excluded.at";
    VOTES = "SELECT helpful, count(*) FROM help_vote WHERE slug = $1 GROUP BY helpful";
    OWN_VOTE = "SELECT helpful FROM help_vote WHERE slug = $1 AND account = $2";
    COMMENT = "INSERT INTO help_comment (id, slug, account, text, at) VALUES ($1, $2, $3, $4, $5)";
    COMMENTS = "SELECT c.id, c.slug, a.id, a.name, c.text, c.at FROM help_comment c JOIN account a ON a.id = c.account
        WHERE c.slug = $1 AND (c.at, c.id) < ($2, $3) ORDER BY c.at DESC, c.id DESC LIMIT $4";
    ONE_COMMENT = "SELECT c.id, c.slug, a.id, a.name, c.text, c.at FROM help_comment c JOIN account a ON a.id = c.account WHERE c.id = $1";
    COUNT = "SELECT count(*) FROM help_comment WHERE slug = $1 AND account = $2";
    REMOVE = "DELETE FROM help_comment WHERE id = $1";
}

/// How many people an article helped, and how many it did not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Votes {
    pub yes: i64,
    pub no: i64,
}

/// A comment on an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    pub id: CommentId,
    pub slug: String,
    pub author: (AccountId, String),
    pub text: String,
    pub at: Time,
}

/// Keeps what somebody says of an article, in place of what they said before.
pub fn vote(
    tx: &mut Tx<'_>,
    slug: &str,
    account: AccountId,
    helpful: bool,
    at: Time,
    _may: Permitted<()>,
) -> Result<(), StoreError> {
    tx.execute(&VOTE, &[slug.into(), account.into(), helpful.into(), at.into()])?;
    Ok(())
}

pub fn votes(tx: &mut Tx<'_>, slug: &str) -> Result<Votes, StoreError> {
    let counted = tx.query(&VOTES, &[slug.into()], |row| Ok((row.get_bool(0)?, row.get_i64(1)?)))?;
    let of = |helpful| counted.iter().find(|(said, _)| *said == helpful).map_or(0, |(_, count)| *count);
    Ok(Votes { yes: of(true), no: of(false) })
}

pub fn own_vote(tx: &mut Tx<'_>, slug: &str, account: AccountId) -> Result<Option<bool>, StoreError> {
    tx.query_opt(&OWN_VOTE, &[slug.into(), account.into()], |row| row.get_bool(0))
}

/// Keeps a comment; that there is room for it was permitted.
pub fn comment(
    tx: &mut Tx<'_>,
    id: CommentId,
    slug: &str,
    account: AccountId,
    text: &str,
    at: Time,
    _room: Permitted<()>,
) -> Result<(), StoreError> {
    tx.execute(&COMMENT, &[id.into(), slug.into(), account.into(), text.into(), at.into()])?;
    Ok(())
}

/// Comments on an article from the place `before` on, newest first.
pub fn comments(
    tx: &mut Tx<'_>,
    slug: &str,
    before: (Time, Uuid),
    limit: u32,
) -> Result<Vec<Comment>, StoreError> {
    let params = [slug.into(), before.0.into(), before.1.into(), i64::from(limit).into()];
    tx.query(&COMMENTS, &params, row)
}

pub fn one_comment(tx: &mut Tx<'_>, id: CommentId) -> Result<Option<Comment>, StoreError> {
    tx.query_opt(&ONE_COMMENT, &[id.into()], row)
}

/// How many comments somebody has on an article.
pub fn comment_count(tx: &mut Tx<'_>, slug: &str, account: AccountId) -> Result<i64, StoreError> {
    Ok(tx.query_opt(&COUNT, &[slug.into(), account.into()], |row| row.get_i64(0))?.unwrap_or(0))
}

/// Takes a comment away for good.
pub fn remove_comment(tx: &mut Tx<'_>, id: CommentId, _may: Permitted<()>) -> Result<(), StoreError> {
    tx.execute(&REMOVE, &[id.into()])?;
    Ok(())
}

fn row(row: &Row<'_>) -> Result<Comment, StoreError> {
    Ok(Comment {
        id: CommentId(row.get_uuid(0)?),
        slug: row.get_text(1)?,
        author: (AccountId(row.get_uuid(2)?), row.get_text(3)?),
        text: row.get_text(4)?,
        at: Time(row.get_i64(5)?),
    })
}
