//! One's own saved replies.

use crate::app::saved_replies::{self, KeepReply};
use crate::app::{AppError, Caller, FieldError};
use crate::http::extract::{Body, Id, IdempotencyKey};
use crate::http::{Answer, Door};
use crate::wire::{Problem, SavedReply};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use parlance_core::ids::ReplyId;
use parlance_core::text;
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplyToKeep {
    pub title: String,
    pub text: String,
}

impl ReplyToKeep {
    /// Title and text as they are kept.
    fn checked(&self) -> Result<(String, String), AppError> {
        match (text::reply_title(&self.title), text::message(&self.text)) {
            (Ok(title), Ok(text)) => Ok((title, text)),
            (title, text) => {
                let wrong = [("title", title.err()), ("text", text.err())];
                let wrong =
                    wrong.into_iter().filter_map(|(field, rule)| Some(FieldError { field, rule: rule? }));
                Err(AppError::Invalid(wrong.collect()))
            }
        }
    }
}

/// One's saved replies by title, all of them.
#[utoipa::path(get, path = "/saved-replies", tag = "saved-replies",
    responses((status = 200, body = Vec<SavedReply>), (status = "default", body = Problem)))]
pub async fn list(State(door): State<Door>, caller: Caller) -> Answer<Json<Vec<SavedReply>>> {
    let found = door.app.read(move |tx, cx| saved_replies::list(tx, cx, &caller)).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}

/// Keeps a reply for later.
#[utoipa::path(post, path = "/saved-replies", tag = "saved-replies", request_body = ReplyToKeep,
    params(("Idempotency-Key" = uuid::Uuid, Header)),
    responses((status = 201, body = SavedReply), (status = 200, body = SavedReply), (status = "default", body = Problem)))]
pub async fn create(
    State(door): State<Door>,
    caller: Caller,
    key: IdempotencyKey,
    body: Body<ReplyToKeep>,
) -> Answer<(StatusCode, Json<SavedReply>)> {
    let (title, text) = body.value.checked()?;
    let input = KeepReply { key: key.0, request: body.hash, title, text };
    let made = door.app.run(move |tx, cx| saved_replies::keep(tx, cx, &caller, &input)).await?;
    Ok(super::made(made))
}

/// Puts a saved reply differently.
#[utoipa::path(put, path = "/saved-replies/{id}", tag = "saved-replies", request_body = ReplyToKeep, params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = SavedReply), (status = "default", body = Problem)))]
pub async fn change(
    State(door): State<Door>,
    caller: Caller,
    id: Id,
    body: Body<ReplyToKeep>,
) -> Answer<Json<SavedReply>> {
    let (title, text) = body.value.checked()?;
    let id = ReplyId(id.0);
    door.run(caller, move |tx, cx, caller| saved_replies::change(tx, cx, caller, id, &title, &text))
        .await
        .map(Json)
}

/// Deletes a saved reply.
#[utoipa::path(delete, path = "/saved-replies/{id}", tag = "saved-replies", params(("id" = uuid::Uuid, Path)),
    responses((status = 204), (status = "default", body = Problem)))]
pub async fn delete(State(door): State<Door>, caller: Caller, id: Id) -> Answer<StatusCode> {
    door.app.run(move |tx, cx| saved_replies::delete(tx, cx, &caller, ReplyId(id.0))).await?;
    Ok(StatusCode::NO_CONTENT)
}
