//! Looking after the help centre: its articles, and what people ask support.

use super::help::language;
use crate::app::help::{self, SaveArticle};
use crate::app::{AppError, Caller, FieldError};
use crate::http::extract::{Body, Params, Slug, rows};
use crate::http::pages::{Place, page, read_numbered};
use crate::http::{Answer, Door};
use crate::wire::{HelpArticleVersion, Page, Problem, StaffHelpArticle, StaffHelpRequest};
use axum::Json;
use axum::extract::State;
use parlance_core::text;
use parlance_store::help_articles::Authored;
use parlance_store::help_requests::Request;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ArticleList {
    language: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct VersionList {
    language: Option<String>,
    cursor: Option<String>,
    limit: Option<u32>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RequestList {
    cursor: Option<String>,
    limit: Option<u32>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ArticleToSave {
    pub language: String,
    pub title: String,
    /// Markdown.
    pub text: String,
    pub published: bool,
    /// The version that this one is to follow: 0 for what is shipped, and for a new one. 409 if there is a
    /// newer one.
    pub version: i64,
}

impl ArticleToSave {
    fn checked(&self, slug: &str) -> Result<SaveArticle, AppError> {
        let slug = text::slug(slug).map_err(AppError::field("slug"))?;
        match (text::language(&self.language), text::title(&self.title), text::article(&self.text)) {
            (Ok(language), Ok(title), Ok(text)) => {
                let (published, seen) = (self.published, self.version);
                Ok(SaveArticle { language, slug, title, text, published, seen })
            }
            (language, title, text) => {
                let wrong = [("language", language.err()), ("title", title.err()), ("text", text.err())];
                let wrong =
                    wrong.into_iter().filter_map(|(field, rule)| Some(FieldError { field, rule: rule? }));
                Err(AppError::Invalid(wrong.collect()))
            }
        }
    }
}

/// Every article, those that are not published included.
#[utoipa::path(get, path = "/staff/help/articles", tag = "staff-help", params(ArticleList),
    responses((status = 200, body = Vec<StaffHelpArticle>), (status = "default", body = Problem)))]
pub async fn articles(
    State(door): State<Door>,
    caller: Caller,
    Params(query): Params<ArticleList>,
) -> Answer<Json<Vec<StaffHelpArticle>>> {
    let language = language(query.language.as_deref())?;
    let found = door.app.read(move |tx, cx| help::every(tx, cx, &caller, &language)).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}

/// Saves a new version of an article, or a new article.
#[utoipa::path(put, path = "/staff/help/articles/{slug}", tag = "staff-help", request_body = ArticleToSave, params(("slug" = String, Path)),
    responses((status = 200, body = StaffHelpArticle), (status = "default", body = Problem)))]
pub async fn save(
    State(door): State<Door>,
    caller: Caller,
    Slug(slug): Slug,
    body: Body<ArticleToSave>,
) -> Answer<Json<StaffHelpArticle>> {
    let input = body.value.checked(&slug)?;
    door.run(caller, move |tx, cx, caller| help::save(tx, cx, caller, &input)).await.map(Json)
}

/// The versions of an article that were saved, newest first. What is shipped is not among them.
#[utoipa::path(get, path = "/staff/help/articles/{slug}/versions", tag = "staff-help", params(("slug" = String, Path), VersionList),
    responses((status = 200, body = Page<HelpArticleVersion>), (status = "default", body = Problem)))]
pub async fn versions(
    State(door): State<Door>,
    caller: Caller,
    Slug(slug): Slug,
    Params(query): Params<VersionList>,
) -> Answer<Json<Page<HelpArticleVersion>>> {
    let (limit, before) = (rows(query.limit)?, read_numbered(query.cursor.as_deref())?);
    let language = language(query.language.as_deref())?;
    let found = door
        .app
        .read(move |tx, cx| help::versions(tx, cx, &caller, &language, &slug, before, limit + 1))
        .await?;
    let cursor = |(version, _): &Authored| version.version.to_string();
    Ok(Json(page(found, limit, cursor)))
}

/// What people asked support, newest first.
#[utoipa::path(get, path = "/staff/help/requests", tag = "staff-help", params(RequestList),
    responses((status = 200, body = Page<StaffHelpRequest>), (status = "default", body = Problem)))]
pub async fn requests(
    State(door): State<Door>,
    caller: Caller,
    Params(query): Params<RequestList>,
) -> Answer<Json<Page<StaffHelpRequest>>> {
    let limit = rows(query.limit)?;
    let Place(at, id) = Place::read(query.cursor.as_deref())?;
    let found = door.app.read(move |tx, cx| help::requests(tx, cx, &caller, (at, id), limit + 1)).await?;
    Ok(Json(page(found, limit, |request: &Request| Place(request.at, request.id.0).write())))
}
