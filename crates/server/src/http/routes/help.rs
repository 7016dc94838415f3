//! The help centre. Its articles are read by everybody, signed in or not; what readers say takes a sign-in.

use crate::app::help::{self, PostComment, SendRequest};
use crate::app::{AppError, Caller, FieldError, Outcome};
use crate::http::extract::{Body, Id, IdempotencyKey, Params, Slug, rows};
use crate::http::guards::ClientAddress;
use crate::http::pages::{Place, cut};
use crate::http::{Answer, Door, auth};
use crate::wire::{
    HelpAnswer, HelpArticle, HelpArticleRef, HelpComment, HelpRequest, HelpVotes, Page, Problem,
};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use parlance_core::help::LANGUAGE;
use parlance_core::ids::CommentId;
use parlance_core::text::{self, Rule};
use parlance_core::{JobId, limits};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct InLanguage {
    /// Such as `en` or `pt-br`. What is not written in it comes in English, and so does all where nothing is.
    language: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Question {
    /// In the reader's own words.
    q: String,
    /// As in the list of articles.
    language: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CommentList {
    cursor: Option<String>,
    limit: Option<u32>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HelpVote {
    pub helpful: bool,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CommentToPost {
    pub text: String,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestToSend {
    pub subject: String,
    pub text: String,
    /// One of one's own jobs, or one that one was invited to.
    pub job: Option<Uuid>,
    /// The code of what stood in the way.
    pub reason: Option<String>,
}

/// The language to answer in.
pub(super) fn language(wanted: Option<&str>) -> Result<String, AppError> {
    wanted.map_or(Ok(LANGUAGE.to_owned()), text::language).map_err(AppError::field("language"))
}

/// The articles, in the order in which they are meant to be listed.
#[utoipa::path(get, path = "/help/articles", tag = "help", params(InLanguage),
    responses((status = 200, body = Vec<HelpArticleRef>), (status = "default", body = Problem)))]
pub async fn articles(
    State(door): State<Door>,
    Params(query): Params<InLanguage>,
) -> Answer<Json<Vec<HelpArticleRef>>> {
    let language = language(query.language.as_deref())?;
    let found = door.app.read(move |tx, cx| help::list(tx, cx, &language)).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}

/// One article.
#[utoipa::path(get, path = "/help/articles/{slug}", tag = "help", params(("slug" = String, Path), InLanguage),
    responses((status = 200, body = HelpArticle), (status = "default", body = Problem)))]
pub async fn article(
    State(door): State<Door>,
    headers: HeaderMap,
    Slug(slug): Slug,
    Params(query): Params<InLanguage>,
) -> Answer<Json<HelpArticle>> {
    let language = language(query.language.as_deref())?;
    let caller = auth::caller(&headers, door.app.cx.config.is_https());
    let found = door.app.read(move |tx, cx| help::read(tx, cx, caller.as_ref(), &language, &slug)).await?;
    Ok(Json(found.into()))
}

/// Asks the articles a question.
#[utoipa::path(get, path = "/help/answers", tag = "help", params(Question),
    responses((status = 200, body = HelpAnswer), (status = "default", body = Problem)))]
pub async fn answer(
    State(door): State<Door>,
    from: ClientAddress,
    Params(query): Params<Question>,
) -> Answer<Json<HelpAnswer>> {
    let language = language(query.language.as_deref())?;
    let question = query.q;
    let (actual, max) = (question.chars().count(), limits::HELP_QUESTION_CHARS);
    let wrong = AppError::field("q");
    if question.trim().is_empty() {
        return Err(wrong(Rule::Empty).into());
    }
    if actual > max {
        return Err(wrong(Rule::TooLong { max, actual }).into());
    }
    let asked = door.app.read(move |tx, cx| help::ask(tx, cx, from.0, &language, &question)).await?;
    Ok(Json(asked.into()))
}

/// Says whether an article helped. Saying so again, or otherwise, counts once.
#[utoipa::path(put, path = "/help/articles/{slug}/vote", tag = "help", request_body = HelpVote, params(("slug" = String, Path)),
    responses((status = 200, body = HelpVotes), (status = "default", body = Problem)))]
pub async fn vote(
    State(door): State<Door>,
    caller: Caller,
    Slug(slug): Slug,
    body: Body<HelpVote>,
) -> Answer<Json<HelpVotes>> {
    let helpful = body.value.helpful;
    let votes = door.app.run(move |tx, cx| help::vote(tx, cx, &caller, &slug, helpful)).await?;
    Ok(Json(votes.into()))
}

/// The comments on an article, newest first.
#[utoipa::path(get, path = "/help/articles/{slug}/comments", tag = "help", params(("slug" = String, Path), CommentList),
    responses((status = 200, body = Page<HelpComment>), (status = "default", body = Problem)))]
pub async fn comments(
    State(door): State<Door>,
    caller: Caller,
    Slug(slug): Slug,
    Params(query): Params<CommentList>,
) -> Answer<Json<Page<HelpComment>>> {
    let limit = rows(query.limit)?;
    let Place(at, id) = Place::read(query.cursor.as_deref())?;
    let (me, mut found) =
        door.app.read(move |tx, cx| help::comments(tx, cx, &caller, &slug, (at, id), limit + 1)).await?;
    let next = cut(&mut found, limit, |comment| Place(comment.at, comment.id.0).write());
    let items = found.into_iter().map(|comment| HelpComment::new(comment, me)).collect();
    Ok(Json(Page { items, next }))
}

/// Comments on an article.
#[utoipa::path(post, path = "/help/articles/{slug}/comments", tag = "help", request_body = CommentToPost,
    params(("slug" = String, Path), ("Idempotency-Key" = uuid::Uuid, Header)),
    responses((status = 201, body = HelpComment), (status = 200, body = HelpComment), (status = "default", body = Problem)))]
pub async fn comment(
    State(door): State<Door>,
    caller: Caller,
    Slug(slug): Slug,
    key: IdempotencyKey,
    body: Body<CommentToPost>,
) -> Answer<(StatusCode, Json<HelpComment>)> {
    let text = text::comment(&body.value.text).map_err(AppError::field("text"))?;
    let input = PostComment { key: key.0, request: body.hash, slug, text };
    let (me, made) = door.app.run(move |tx, cx| help::comment(tx, cx, &caller, &input)).await?;
    Ok(match made {
        Outcome::Made(comment) => (StatusCode::CREATED, Json(HelpComment::new(comment, me))),
        Outcome::Replayed(comment) => (StatusCode::OK, Json(HelpComment::new(comment, me))),
    })
}

/// Takes a comment away: one's own, or any for those who look after the help centre.
#[utoipa::path(delete, path = "/help/comments/{id}", tag = "help", params(("id" = uuid::Uuid, Path)),
    responses((status = 204), (status = "default", body = Problem)))]
pub async fn remove_comment(State(door): State<Door>, caller: Caller, id: Id) -> Answer<StatusCode> {
    door.app.run(move |tx, cx| help::remove_comment(tx, cx, &caller, CommentId(id.0))).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Asks support.
#[utoipa::path(post, path = "/help/requests", tag = "help", request_body = RequestToSend,
    params(("Idempotency-Key" = uuid::Uuid, Header)),
    responses((status = 201, body = HelpRequest), (status = 200, body = HelpRequest), (status = "default", body = Problem)))]
pub async fn request(
    State(door): State<Door>,
    caller: Caller,
    key: IdempotencyKey,
    body: Body<RequestToSend>,
) -> Answer<(StatusCode, Json<HelpRequest>)> {
    let RequestToSend { subject, text, job, reason } = body.value;
    let reason = reason.map(|code| text::reason_code(&code)).transpose();
    let input = match (text::title(&subject), text::request(&text), reason) {
        (Ok(subject), Ok(text), Ok(reason)) => {
            SendRequest { key: key.0, request: body.hash, subject, text, job: job.map(JobId), reason }
        }
        (subject, text, reason) => {
            let wrong = [("subject", subject.err()), ("text", text.err()), ("reason", reason.err())];
            let wrong = wrong.into_iter().filter_map(|(field, rule)| Some(FieldError { field, rule: rule? }));
            return Err(AppError::Invalid(wrong.collect()).into());
        }
    };
    let made = door.app.run(move |tx, cx| help::send(tx, cx, &caller, &input)).await?;
    Ok(super::made(made))
}
