//! The inbox, conversations and their entries.

use crate::app::conversations::{self, Range};
use crate::app::inbox::Asked;
use crate::app::viewing::RowView;
use crate::app::{AppError, Caller, Cx, delivery, inbox, messages};
use crate::http::extract::{Body, Id, Params, rows};
use crate::http::pages::{Place, page};
use crate::http::problem::malformed;
use crate::http::written::Written;
use crate::http::{Answer, Door};
use crate::wire::{
    Conversation, ConversationFilter, ConversationRow, EntryPage, Head, JobRef, Page, Problem, UnreadCount,
};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use parlance_core::text::Rule;
use parlance_core::{ConversationId, JobId, limits};
use parlance_store::Tx;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct InboxPage {
    /// Without it, all that were not put away.
    filter: Option<ConversationFilter>,
    /// Only conversations about this job.
    job: Option<Uuid>,
    cursor: Option<String>,
    limit: Option<u32>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EntryRange {
    /// The oldest entries after this number.
    after: Option<i64>,
    /// The newest entries before this number.
    before: Option<i64>,
    limit: Option<u32>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadMarker {
    pub seq: i64,
}

/// What reached this browser.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Deliveries {
    #[schema(max_items = 50)]
    pub conversations: Vec<Delivery>,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    pub id: Uuid,
    /// Everything up to this number is there.
    pub seq: i64,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Acknowledgement {
    /// The version of the safety warning that was read.
    pub version: i64,
}

/// What most entries take as JSON.
const ENTRY_BYTES: usize = 512;

/// The inbox, newest first.
#[utoipa::path(get, path = "/conversations", tag = "conversations", params(InboxPage),
    responses((status = 200, body = Page<ConversationRow>), (status = "default", body = Problem)))]
pub async fn list(
    State(door): State<Door>,
    caller: Caller,
    Params(query): Params<InboxPage>,
) -> Answer<Json<Page<ConversationRow>>> {
    let limit = rows(query.limit)?;
    let Place(at, id) = Place::read(query.cursor.as_deref())?;
    let asked = Asked {
        filter: query.filter.map(Into::into).unwrap_or_default(),
        job: query.job.map(JobId),
        before: (at, ConversationId(id)),
        limit: limit + 1,
    };
    let found = door.app.read(move |tx, cx| inbox::page(tx, cx, &caller, asked)).await?;
    Ok(Json(page(found, limit, |view: &RowView| Place(view.row.log.active_at, view.row.id.0).write())))
}

/// How many conversations are unread.
#[utoipa::path(get, path = "/conversations/unread", tag = "conversations",
    responses((status = 200, body = UnreadCount), (status = "default", body = Problem)))]
pub async fn unread(State(door): State<Door>, caller: Caller) -> Answer<Json<UnreadCount>> {
    let conversations = door.app.read(move |tx, cx| inbox::unread(tx, cx, &caller)).await?;
    Ok(Json(UnreadCount { conversations }))
}

/// The jobs that one's conversations are about, those with the newest ones first, 100 at most.
#[utoipa::path(get, path = "/conversations/jobs", tag = "conversations",
    responses((status = 200, body = Vec<JobRef>), (status = "default", body = Problem)))]
pub async fn jobs(State(door): State<Door>, caller: Caller) -> Answer<Json<Vec<JobRef>>> {
    let found = door.app.read(move |tx, cx| inbox::jobs(tx, cx, &caller)).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}

/// A conversation one takes part in.
#[utoipa::path(get, path = "/conversations/{id}", tag = "conversations", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Conversation), (status = "default", body = Problem)))]
pub async fn get(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<Conversation>> {
    door.read(caller, move |tx, cx, caller| conversations::open(tx, cx, caller, ConversationId(id.0)))
        .await
        .map(Json)
}

/// Entries: the newest, those before a number, or those after one.
#[utoipa::path(get, path = "/conversations/{id}/entries", tag = "conversations", params(("id" = uuid::Uuid, Path), EntryRange),
    responses((status = 200, body = EntryPage), (status = "default", body = Problem)))]
pub async fn entries(
    State(door): State<Door>,
    caller: Caller,
    id: Id,
    Params(query): Params<EntryRange>,
) -> Answer<Written> {
    let limit = rows(query.limit)?;
    let range = match (query.after, query.before) {
        (None, None) => Range::Newest,
        (Some(seq), None) if seq >= 0 => Range::After(seq),
        (None, Some(seq)) if seq >= 0 => Range::Before(seq),
        _ => return Err(malformed("malformed-query", "Name either after or before, as a number from 0 on.")),
    };
    let id = ConversationId(id.0);
    let words = move |tx: &mut Tx<'_>, cx: &Cx| {
        let found = conversations::entries(tx, cx, &caller, id, range, limit)?;
        Written::of(&EntryPage::new(&found), ENTRY_BYTES * (found.entries.len() + 1))
    };
    Ok(door.app.read(words).await?)
}

/// Moves one's read marker forward.
#[utoipa::path(put, path = "/conversations/{id}/read", tag = "conversations", request_body = ReadMarker, params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Head), (status = "default", body = Problem)))]
pub async fn read(
    State(door): State<Door>,
    caller: Caller,
    id: Id,
    body: Body<ReadMarker>,
) -> Answer<Json<Head>> {
    let (id, seq) = (ConversationId(id.0), body.value.seq);
    let view = door.app.run(move |tx, cx| delivery::mark_read(tx, cx, &caller, id, seq)).await?;
    Ok(Json(view.head().into()))
}

/// Says what reached this browser, so that the other side knows it was delivered.
#[utoipa::path(put, path = "/deliveries", tag = "conversations", request_body = Deliveries,
    responses((status = 204), (status = "default", body = Problem)))]
pub async fn deliver(State(door): State<Door>, caller: Caller, body: Body<Deliveries>) -> Answer<StatusCode> {
    let mut arrived: Vec<_> =
        body.value.conversations.iter().map(|one| (ConversationId(one.id), one.seq)).collect();
    if arrived.len() > limits::DELIVERIES {
        return Err(AppError::field("conversations")(Rule::TooMany { max: limits::DELIVERIES }).into());
    }
    // Two tabs of one person lock the same rows in the same order.
    arrived.sort();
    door.app.run(move |tx, cx| delivery::deliver(tx, cx, &caller, &arrived)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Confirms the safety warning.
#[utoipa::path(put, path = "/conversations/{id}/acknowledgement", tag = "conversations", request_body = Acknowledgement,
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Conversation), (status = "default", body = Problem)))]
pub async fn acknowledge(
    State(door): State<Door>,
    caller: Caller,
    id: Id,
    body: Body<Acknowledgement>,
) -> Answer<Json<Conversation>> {
    let version = body.value.version;
    door.run(caller, move |tx, cx, caller| {
        messages::acknowledge(tx, cx, caller, ConversationId(id.0), version)
    })
    .await
    .map(Json)
}
