//! Jobs as those find them who may work on them.

use crate::app::postings::{self, Ask, Listing};
use crate::app::{AppError, Caller};
use crate::http::extract::{Body, Id, IdempotencyKey, Params, rows};
use crate::http::pages::Place;
use crate::http::{Answer, Door};
use crate::wire::{Conversation, Page, Posting, PostingPage, Problem};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use parlance_core::{JobId, text};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PostingList {
    cursor: Option<String>,
    limit: Option<u32>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FirstQuestion {
    pub text: String,
}

/// Jobs about which one may begin by asking, newest first. A page may hold fewer than `limit` although another
/// follows; it ends where `next` is `null`.
#[utoipa::path(get, path = "/postings", tag = "postings", params(PostingList),
    responses((status = 200, body = Page<Posting>), (status = "default", body = Problem)))]
pub async fn list(
    State(door): State<Door>,
    caller: Caller,
    Params(query): Params<PostingList>,
) -> Answer<Json<Page<Posting>>> {
    let limit = rows(query.limit)? as usize;
    let Place(at, id) = Place::read(query.cursor.as_deref())?;
    let listing = Listing { before: (at, JobId(id)), limit };
    let found = door.app.read(move |tx, cx| postings::list(tx, cx, &caller, listing)).await?;
    let next = found.next.map(|(at, id)| Place(at, id.0).write());
    Ok(Json(Page { items: found.postings.into_iter().map(Into::into).collect(), next }))
}

/// The page of a job: for its client, for whoever is in a conversation about it, and for whoever may begin one
/// from there.
#[utoipa::path(get, path = "/postings/{id}", tag = "postings", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = PostingPage), (status = "default", body = Problem)))]
pub async fn get(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<PostingPage>> {
    door.read(caller, move |tx, cx, caller| postings::read(tx, cx, caller, JobId(id.0))).await.map(Json)
}

/// Asks the client of a job the first question, which begins the conversation of the two.
#[utoipa::path(post, path = "/postings/{id}/questions", tag = "postings", request_body = FirstQuestion,
    params(("id" = uuid::Uuid, Path), ("Idempotency-Key" = uuid::Uuid, Header)),
    responses((status = 201, body = Conversation), (status = 200, body = Conversation),
        (status = "default", body = Problem)))]
pub async fn ask(
    State(door): State<Door>,
    caller: Caller,
    id: Id,
    key: IdempotencyKey,
    body: Body<FirstQuestion>,
) -> Answer<(StatusCode, Json<Conversation>)> {
    let text = text::message(&body.value.text).map_err(AppError::field("text"))?;
    let input = Ask { key: key.0, request: body.hash, job: JobId(id.0), text };
    let asked = door.app.run(move |tx, cx| postings::ask(tx, cx, &caller, &input)).await?;
    Ok(super::made(asked))
}
