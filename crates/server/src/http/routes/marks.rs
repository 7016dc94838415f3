//! Marks on one's own conversations. Each answers with the row's head, as reading does.

use crate::app::{Caller, marks};
use crate::http::extract::{Body, Id};
use crate::http::{Answer, Door};
use crate::wire::{Head, Problem};
use axum::Json;
use axum::extract::State;
use parlance_core::ConversationId;
use parlance_core::policy::marks::Mark;
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnreadMark {
    /// The first entry that is to count as unread.
    pub seq: i64,
}

/// Stars a conversation.
#[utoipa::path(put, path = "/conversations/{id}/star", tag = "conversations", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Head), (status = "default", body = Problem)))]
pub async fn star(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<Head>> {
    set(&door, caller, id, Mark::Star, true).await
}

/// Takes the star away.
#[utoipa::path(delete, path = "/conversations/{id}/star", tag = "conversations", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Head), (status = "default", body = Problem)))]
pub async fn unstar(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<Head>> {
    set(&door, caller, id, Mark::Star, false).await
}

/// Mutes a conversation: no mail about its messages from here on, and none of them counts as unread.
#[utoipa::path(put, path = "/conversations/{id}/mute", tag = "conversations", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Head), (status = "default", body = Problem)))]
pub async fn mute(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<Head>> {
    set(&door, caller, id, Mark::Mute, true).await
}

/// Unmutes a conversation: later messages are told again.
#[utoipa::path(delete, path = "/conversations/{id}/mute", tag = "conversations", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Head), (status = "default", body = Problem)))]
pub async fn unmute(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<Head>> {
    set(&door, caller, id, Mark::Mute, false).await
}

/// Puts a conversation away, until the other side says something; a muted one until it is taken out.
#[utoipa::path(put, path = "/conversations/{id}/archive", tag = "conversations", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Head), (status = "default", body = Problem)))]
pub async fn archive(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<Head>> {
    set(&door, caller, id, Mark::Archive, true).await
}

/// Takes a conversation out of the archive.
#[utoipa::path(delete, path = "/conversations/{id}/archive", tag = "conversations", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Head), (status = "default", body = Problem)))]
pub async fn unarchive(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<Head>> {
    set(&door, caller, id, Mark::Archive, false).await
}

/// Marks a conversation as unread from an entry on, until one reads that far again. The read marker stays.
#[utoipa::path(put, path = "/conversations/{id}/unread", tag = "conversations", request_body = UnreadMark,
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Head), (status = "default", body = Problem)))]
pub async fn mark_unread(
    State(door): State<Door>,
    caller: Caller,
    id: Id,
    body: Body<UnreadMark>,
) -> Answer<Json<Head>> {
    let (id, seq) = (ConversationId(id.0), body.value.seq);
    let view = door.app.run(move |tx, cx| marks::unread(tx, cx, &caller, id, seq)).await?;
    Ok(Json(view.head().into()))
}

async fn set(door: &Door, caller: Caller, id: Id, mark: Mark, on: bool) -> Answer<Json<Head>> {
    let id = ConversationId(id.0);
    let view = door.app.run(move |tx, cx| marks::set(tx, cx, &caller, id, mark, on)).await?;
    Ok(Json(view.head().into()))
}
