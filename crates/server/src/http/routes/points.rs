//! What the two of a conversation agree on.

use crate::app::points::{self, Propose, Words};
use crate::app::{AppError, Caller, Outcome};
use crate::http::extract::{Body, Id, IdempotencyKey};
use crate::http::routes::messages::MessagePath;
use crate::http::{Answer, Door};
use crate::wire::{Entry, EntryPage, Problem};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use parlance_core::ConversationId;
use parlance_core::conversation::view::{Access, Reach};
use parlance_core::entry::PointAnswer;
use parlance_core::text::{self, Rule};
use serde::Deserialize;
use utoipa::ToSchema;

/// What both are to agree on: a short text, or a message whose words are meant.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPoint {
    /// Left out where a message is named.
    #[serde(default)]
    pub text: Option<String>,
    /// The number of a message of the conversation.
    #[serde(default)]
    pub message: Option<i64>,
    /// It is the brief of the job.
    #[serde(default)]
    pub brief: bool,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PointAnswerKind {
    /// By the side that did not propose it.
    Confirmed,
    /// By the side that did not propose it.
    Declined,
    /// By whoever proposed it.
    TakenBack,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPointAnswer {
    pub answer: PointAnswerKind,
}

impl From<PointAnswerKind> for PointAnswer {
    fn from(kind: PointAnswerKind) -> Self {
        match kind {
            PointAnswerKind::Confirmed => PointAnswer::Confirmed,
            PointAnswerKind::Declined => PointAnswer::Declined,
            PointAnswerKind::TakenBack => PointAnswer::TakenBack,
        }
    }
}

/// The points that wait or are agreed, oldest first; at most 100 of a conversation do.
#[utoipa::path(get, path = "/conversations/{id}/points", tag = "points", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Vec<Entry>), (status = "default", body = Problem)))]
pub async fn list(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<Vec<Entry>>> {
    let id = ConversationId(id.0);
    let page = door.read(caller, move |tx, cx, caller| points::list(tx, cx, caller, id)).await?;
    Ok(Json(EntryPage::new(&page).entries))
}

/// Proposes something to be agreed on.
#[utoipa::path(post, path = "/conversations/{id}/points", tag = "points", request_body = NewPoint,
    params(("id" = uuid::Uuid, Path), ("Idempotency-Key" = uuid::Uuid, Header)),
    responses((status = 201, body = Entry), (status = 200, body = Entry), (status = "default", body = Problem)))]
pub async fn create(
    State(door): State<Door>,
    caller: Caller,
    id: Id,
    key: IdempotencyKey,
    body: Body<NewPoint>,
) -> Answer<(StatusCode, Json<Entry>)> {
    let NewPoint { text, message, brief } = body.value;
    let words = match (text, message) {
        (None, Some(seq)) => Words::Of(seq),
        (Some(_), Some(_)) => return Err(AppError::field("text")(Rule::Repeated).into()),
        (text, None) => {
            let text = text.unwrap_or_default();
            Words::Own(text::point(&text).map_err(AppError::field("text"))?)
        }
    };
    let input = Propose { conversation: ConversationId(id.0), key: key.0, words, brief };
    let proposed = door.app.run(move |tx, cx| points::propose(tx, cx, &caller, &input)).await?;
    let (status, entry) = match proposed {
        Outcome::Made(entry) => (StatusCode::CREATED, entry),
        Outcome::Replayed(entry) => (StatusCode::OK, entry),
    };
    // What its author has just proposed, its author may see.
    let own = Access { reach: Reach::Everything, withheld: false };
    let author = entry.entry.author.account();
    let shown = author.and_then(|author| Entry::shown(&entry, author, &own));
    shown.map(|entry| (status, Json(entry))).ok_or_else(|| AppError::NotFound.into())
}

/// Confirms, declines or takes back a point. The answer holds the entry that says so, with the point as it now
/// stands beside it; no entry where the same person has said the same before.
#[utoipa::path(put, path = "/conversations/{id}/points/{seq}/answer", tag = "points", request_body = NewPointAnswer,
    params(("id" = uuid::Uuid, Path), ("seq" = i64, Path)),
    responses((status = 200, body = EntryPage), (status = "default", body = Problem)))]
pub async fn answer(
    State(door): State<Door>,
    caller: Caller,
    at: MessagePath,
    body: Body<NewPointAnswer>,
) -> Answer<Json<EntryPage>> {
    let (id, seq) = (at.conversation, at.seq);
    let answer = body.value.answer.into();
    let page =
        door.run(caller, move |tx, cx, caller| points::answer(tx, cx, caller, id, seq, answer)).await?;
    Ok(Json(EntryPage::new(&page)))
}
