//! Messages: where the walk of one begins.

use crate::app::messages::{self, SendMessage};
use crate::app::{AppError, Caller, Outcome};
use crate::http::extract::{Body, Id, IdempotencyKey};
use crate::http::{Answer, Door};
use crate::wire::{Entry, Problem};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use parlance_core::conversation::view::{Access, Reach};
use parlance_core::{ConversationId, text};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMessage {
    pub text: String,
}

/// Sends a message. Once this answers, the message is on disk.
#[utoipa::path(post, path = "/conversations/{id}/messages", tag = "conversations", request_body = NewMessage,
    params(("id" = uuid::Uuid, Path), ("Idempotency-Key" = uuid::Uuid, Header)),
    responses((status = 201, body = Entry), (status = 200, body = Entry), (status = "default", body = Problem)))]
pub async fn create(
    State(door): State<Door>,
    caller: Caller,
    id: Id,
    key: IdempotencyKey,
    body: Body<NewMessage>,
) -> Answer<(StatusCode, Json<Entry>)> {
    let text = text::message(&body.value.text).map_err(AppError::field("text"))?;
    let input = SendMessage { conversation: ConversationId(id.0), key: key.0, text };
    let sent = door.app.run(move |tx, cx| messages::send(tx, cx, &caller, &input)).await?;
    let (status, entry) = match sent {
        Outcome::Made(entry) => {
            door.app.cx.metrics.messages_sent.inc();
            (StatusCode::CREATED, entry)
        }
        Outcome::Replayed(entry) => (StatusCode::OK, entry),
    };
    // What its author has just written, its author may see.
    let own = Access { reach: Reach::Everything, withheld: false };
    let shown = entry.author.account().and_then(|author| Entry::shown(&entry, author, &own));
    shown.map(|entry| (status, Json(entry))).ok_or_else(|| AppError::NotFound.into())
}
