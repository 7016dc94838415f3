//! The help centre, as its readers and those who look after it see it.

use super::{Moment, PersonRef};
use crate::app::help::{Asked, Kept, Read};
use parlance_core::AccountId;
use parlance_store::help_articles::Authored;
use parlance_store::help_feedback::{Comment, Votes};
use parlance_store::help_requests::Request;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// An article in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct HelpArticleRef {
    /// Names the article in addresses; the same in every language.
    pub slug: String,
    /// The language it is written in, which is not always the one that was asked for.
    pub language: String,
    pub title: String,
    /// Its first paragraph, in Markdown.
    pub summary: String,
}

impl From<Kept> for HelpArticleRef {
    fn from(kept: Kept) -> Self {
        let summary = kept.article.summary().to_owned();
        HelpArticleRef {
            slug: kept.article.slug,
            language: kept.language,
            title: kept.article.title,
            summary,
        }
    }
}

/// How many people an article helped, and how many it did not.
#[derive(Debug, Serialize, ToSchema)]
pub struct HelpVotes {
    pub yes: i64,
    pub no: i64,
}

impl From<Votes> for HelpVotes {
    fn from(Votes { yes, no }: Votes) -> Self {
        HelpVotes { yes, no }
    }
}

/// An article as it is read.
#[derive(Debug, Serialize, ToSchema)]
pub struct HelpArticle {
    pub slug: String,
    pub language: String,
    pub title: String,
    /// Markdown. It is never HTML: whatever looks like a tag is text.
    pub text: String,
    pub votes: HelpVotes,
    /// What the reader says of it; `null` where they are signed out or have said nothing.
    #[schema(required)]
    pub own_vote: Option<bool>,
}

impl From<Read> for HelpArticle {
    fn from(read: Read) -> Self {
        let Read { kept, votes, own_vote } = read;
        let (article, language) = (kept.article, kept.language);
        let (slug, title, text) = (article.slug, article.title, article.text);
        HelpArticle { slug, language, title, text, votes: votes.into(), own_vote }
    }
}

/// What the articles say to a question.
#[derive(Debug, Serialize, ToSchema)]
pub struct HelpAnswer {
    /// Whether the first article is an answer. If not, nothing here answers the question, and the articles
    /// are only near.
    pub known: bool,
    /// At most five, the best first.
    pub articles: Vec<HelpArticleRef>,
}

impl From<Asked> for HelpAnswer {
    fn from(asked: Asked) -> Self {
        let articles = asked.found.into_iter().map(Into::into).collect();
        HelpAnswer { known: asked.is_known, articles }
    }
}

/// A comment on an article.
#[derive(Debug, Serialize, ToSchema)]
pub struct HelpComment {
    pub id: Uuid,
    pub author: PersonRef,
    pub text: String,
    pub at: Moment,
    /// The reader wrote it.
    pub own: bool,
}

impl HelpComment {
    pub fn new(comment: Comment, reader: AccountId) -> HelpComment {
        let (id, name) = comment.author;
        HelpComment {
            id: comment.id.0,
            author: PersonRef { id: id.0, name },
            text: comment.text,
            at: comment.at.into(),
            own: id == reader,
        }
    }
}

/// A request to support, as its author gets it back.
#[derive(Debug, Serialize, ToSchema)]
pub struct HelpRequest {
    pub id: Uuid,
    pub subject: String,
    pub text: String,
    #[schema(required)]
    pub job: Option<Uuid>,
    #[schema(required)]
    pub reason: Option<String>,
    pub at: Moment,
    /// The conversation in which support answers; `null` where it was sent before there were any.
    #[schema(required)]
    pub conversation: Option<Uuid>,
}

impl From<Request> for HelpRequest {
    fn from(request: Request) -> Self {
        HelpRequest {
            id: request.id.0,
            subject: request.subject,
            text: request.text,
            job: request.job.map(|(id, _)| id.0),
            reason: request.reason,
            at: request.at.into(),
            conversation: request.conversation.map(|id| id.0),
        }
    }
}

/// A request to support, as its staff see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffHelpRequest {
    pub id: Uuid,
    pub account: PersonRef,
    pub email: String,
    pub subject: String,
    pub text: String,
    #[schema(required)]
    pub job: Option<HelpRequestJob>,
    /// The code of what stood in the way.
    #[schema(required)]
    pub reason: Option<String>,
    pub at: Moment,
    /// The case that it became; `null` where it was sent before there were cases.
    #[schema(required)]
    pub conversation: Option<Uuid>,
}

/// The job that a request is about.
#[derive(Debug, Serialize, ToSchema)]
pub struct HelpRequestJob {
    pub id: Uuid,
    pub title: String,
}

impl From<Request> for StaffHelpRequest {
    fn from(request: Request) -> Self {
        let (id, name) = request.account;
        StaffHelpRequest {
            id: request.id.0,
            account: PersonRef { id: id.0, name },
            email: request.email,
            subject: request.subject,
            text: request.text,
            job: request.job.map(|(id, title)| HelpRequestJob { id: id.0, title }),
            reason: request.reason,
            at: request.at.into(),
            conversation: request.conversation.map(|id| id.0),
        }
    }
}

/// An article as those who look after it see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffHelpArticle {
    pub slug: String,
    pub language: String,
    pub title: String,
    pub text: String,
    /// 0 for what is shipped. Hand it back with a change.
    pub version: i64,
    /// Whether readers get to see it.
    pub published: bool,
    #[schema(required)]
    pub edited_at: Option<Moment>,
}

impl From<Kept> for StaffHelpArticle {
    fn from(kept: Kept) -> Self {
        let Kept { language, article, version, published, edited_at } = kept;
        let (slug, title, text) = (article.slug, article.title, article.text);
        StaffHelpArticle {
            slug,
            language,
            title,
            text,
            version,
            published,
            edited_at: edited_at.map(Into::into),
        }
    }
}

/// A version of an article, as it was saved.
#[derive(Debug, Serialize, ToSchema)]
pub struct HelpArticleVersion {
    pub version: i64,
    pub title: String,
    pub text: String,
    pub published: bool,
    pub author: PersonRef,
    pub at: Moment,
}

impl From<Authored> for HelpArticleVersion {
    fn from((version, (id, name)): Authored) -> Self {
        HelpArticleVersion {
            version: version.version,
            title: version.title,
            text: version.text,
            published: version.published,
            author: PersonRef { id: id.0, name },
            at: version.at.into(),
        }
    }
}
