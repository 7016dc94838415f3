//! Messages: where the walk of one begins.

use crate::app::messages::{self, Change, SendMessage};
use crate::app::{AppError, Caller, Outcome};
use crate::http::extract::{Body, Id, IdempotencyKey};
use crate::http::problem::Refused;
use crate::http::{Answer, Door};
use crate::wire::{Entry, EntryPage, Problem};
use axum::Json;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use parlance_core::conversation::view::{Access, Reach};
use parlance_core::ids::Seq;
use parlance_core::text::{self, Rule};
use parlance_core::{ConversationId, FileId, limits};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMessage {
    /// May be empty where files go with it.
    #[serde(default)]
    pub text: String,
    /// The number of the entry that it answers.
    #[serde(default)]
    pub quote: Option<i64>,
    /// Files uploaded to this conversation and not sent yet.
    #[serde(default)]
    pub files: Vec<uuid::Uuid>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MessageText {
    pub text: String,
}

/// Sends a message. Once this answers, the message is on disk.
#[utoipa::path(post, path = "/conversations/{id}/messages", tag = "messages", request_body = NewMessage,
    params(("id" = uuid::Uuid, Path), ("Idempotency-Key" = uuid::Uuid, Header)),
    responses((status = 201, body = Entry), (status = 200, body = Entry), (status = "default", body = Problem)))]
pub async fn create(
    State(door): State<Door>,
    caller: Caller,
    id: Id,
    key: IdempotencyKey,
    body: Body<NewMessage>,
) -> Answer<(StatusCode, Json<Entry>)> {
    let NewMessage { text, quote, files } = body.value;
    if files.len() > limits::FILES_PER_MESSAGE {
        let rule = Rule::TooMany { max: limits::FILES_PER_MESSAGE };
        return Err(AppError::field("files")(rule).into());
    }
    let checked = if files.is_empty() { text::message(&text) } else { text::message_with_files(&text) };
    let input = SendMessage {
        conversation: ConversationId(id.0),
        key: key.0,
        text: checked.map_err(AppError::field("text"))?,
        quote,
        files: files.into_iter().map(FileId).collect(),
    };
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
    let author = entry.entry.author.account();
    let shown = author.and_then(|author| Entry::shown(&entry, author, &own));
    shown.map(|entry| (status, Json(entry))).ok_or_else(|| AppError::NotFound.into())
}

/// Puts a message of one's own differently. The answer holds the entry that says so, with the message as it
/// now reads beside it; no entry where it reads so already.
#[utoipa::path(put, path = "/conversations/{id}/messages/{seq}", tag = "messages", request_body = MessageText,
    params(("id" = uuid::Uuid, Path), ("seq" = i64, Path)),
    responses((status = 200, body = EntryPage), (status = "default", body = Problem)))]
pub async fn edit(
    State(door): State<Door>,
    caller: Caller,
    at: MessagePath,
    body: Body<MessageText>,
) -> Answer<Json<EntryPage>> {
    let text = text::message(&body.value.text).map_err(AppError::field("text"))?;
    change(door, caller, at, Change::Edit { text }).await
}

/// Takes a message of one's own back.
#[utoipa::path(delete, path = "/conversations/{id}/messages/{seq}", tag = "messages",
    params(("id" = uuid::Uuid, Path), ("seq" = i64, Path)),
    responses((status = 200, body = EntryPage), (status = "default", body = Problem)))]
pub async fn remove(State(door): State<Door>, caller: Caller, at: MessagePath) -> Answer<Json<EntryPage>> {
    change(door, caller, at, Change::Remove).await
}

/// Answers a message with an emoji.
#[utoipa::path(put, path = "/conversations/{id}/messages/{seq}/reactions/{emoji}", tag = "messages",
    params(("id" = uuid::Uuid, Path), ("seq" = i64, Path), ("emoji" = String, Path)),
    responses((status = 200, body = EntryPage), (status = "default", body = Problem)))]
pub async fn react(State(door): State<Door>, caller: Caller, at: ReactionPath) -> Answer<Json<EntryPage>> {
    let ReactionPath { message, emoji } = at;
    change(door, caller, message, Change::React { emoji, given: true }).await
}

/// Takes one's emoji back.
#[utoipa::path(delete, path = "/conversations/{id}/messages/{seq}/reactions/{emoji}", tag = "messages",
    params(("id" = uuid::Uuid, Path), ("seq" = i64, Path), ("emoji" = String, Path)),
    responses((status = 200, body = EntryPage), (status = "default", body = Problem)))]
pub async fn unreact(State(door): State<Door>, caller: Caller, at: ReactionPath) -> Answer<Json<EntryPage>> {
    let ReactionPath { message, emoji } = at;
    change(door, caller, message, Change::React { emoji, given: false }).await
}

/// Marks a file of a message as what was to be delivered.
#[utoipa::path(put, path = "/conversations/{id}/messages/{seq}/deliverables/{file}", tag = "messages",
    params(("id" = uuid::Uuid, Path), ("seq" = i64, Path), ("file" = uuid::Uuid, Path)),
    responses((status = 200, body = EntryPage), (status = "default", body = Problem)))]
pub async fn mark(State(door): State<Door>, caller: Caller, at: FilePath) -> Answer<Json<EntryPage>> {
    let FilePath { message, file } = at;
    change(door, caller, message, Change::Mark { file, marked: true }).await
}

/// Says that a file is not what was to be delivered.
#[utoipa::path(delete, path = "/conversations/{id}/messages/{seq}/deliverables/{file}", tag = "messages",
    params(("id" = uuid::Uuid, Path), ("seq" = i64, Path), ("file" = uuid::Uuid, Path)),
    responses((status = 200, body = EntryPage), (status = "default", body = Problem)))]
pub async fn unmark(State(door): State<Door>, caller: Caller, at: FilePath) -> Answer<Json<EntryPage>> {
    let FilePath { message, file } = at;
    change(door, caller, message, Change::Mark { file, marked: false }).await
}

async fn change(door: Door, caller: Caller, at: MessagePath, change: Change) -> Answer<Json<EntryPage>> {
    let MessagePath { conversation, seq } = at;
    let page =
        door.app.run(move |tx, cx| messages::change(tx, cx, &caller, conversation, seq, &change)).await?;
    Ok(Json(EntryPage::new(&page)))
}

/// Which message (or point) of which conversation. What is no id or no number names nothing.
#[derive(Clone, Copy, Debug)]
pub struct MessagePath {
    pub(super) conversation: ConversationId,
    pub(super) seq: Seq,
}

/// Which emoji of which message.
#[derive(Clone, Debug)]
pub struct ReactionPath {
    message: MessagePath,
    emoji: String,
}

impl FromRequestParts<Door> for MessagePath {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, door: &Door) -> Result<Self, Refused> {
        let Path((conversation, seq)) =
            Path::from_request_parts(parts, door).await.map_err(|_| AppError::NotFound)?;
        Ok(MessagePath { conversation: ConversationId(conversation), seq })
    }
}

impl FromRequestParts<Door> for ReactionPath {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, door: &Door) -> Result<Self, Refused> {
        let Path((conversation, seq, emoji)) =
            Path::from_request_parts(parts, door).await.map_err(|_| AppError::NotFound)?;
        let emoji: String = emoji;
        let emoji = text::emoji(&emoji).map_err(AppError::field("emoji"))?;
        Ok(ReactionPath { message: MessagePath { conversation: ConversationId(conversation), seq }, emoji })
    }
}

/// Which file of which message.
#[derive(Clone, Copy, Debug)]
pub struct FilePath {
    message: MessagePath,
    file: FileId,
}

impl FromRequestParts<Door> for FilePath {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, door: &Door) -> Result<Self, Refused> {
        let Path((conversation, seq, file)) =
            Path::from_request_parts(parts, door).await.map_err(|_| AppError::NotFound)?;
        let message = MessagePath { conversation: ConversationId(conversation), seq };
        Ok(FilePath { message, file: FileId(file) })
    }
}
