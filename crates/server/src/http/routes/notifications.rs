//! The list behind the bell.

use crate::app::{Caller, notifications};
use crate::http::extract::{Body, Params, rows};
use crate::http::pages::{cut, read_numbered};
use crate::http::{Answer, Door};
use crate::wire::{Notifications, Problem};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NotificationPage {
    cursor: Option<String>,
    limit: Option<u32>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NotificationsRead {
    /// The number of the newest line that was read.
    pub seq: i64,
}

/// Notifications, newest first.
#[utoipa::path(get, path = "/notifications", tag = "notifications", params(NotificationPage),
    responses((status = 200, body = Notifications), (status = "default", body = Problem)))]
pub async fn list(
    State(door): State<Door>,
    caller: Caller,
    Params(query): Params<NotificationPage>,
) -> Answer<Json<Notifications>> {
    let limit = rows(query.limit)?;
    let before = read_numbered(query.cursor.as_deref())?;
    let (mut lines, unread) =
        door.app.read(move |tx, cx| notifications::page(tx, cx, &caller, before, limit + 1)).await?;
    let next = cut(&mut lines, limit, |line| line.seq.to_string());
    Ok(Json(Notifications { items: lines.into_iter().map(Into::into).collect(), next, unread }))
}

/// Marks notifications as read.
#[utoipa::path(put, path = "/notifications/read", tag = "notifications", request_body = NotificationsRead,
    responses((status = 204), (status = "default", body = Problem)))]
pub async fn read(
    State(door): State<Door>,
    caller: Caller,
    body: Body<NotificationsRead>,
) -> Answer<StatusCode> {
    let seq = body.value.seq;
    door.app.run(move |tx, cx| notifications::mark_read(tx, cx, &caller, seq)).await?;
    Ok(StatusCode::NO_CONTENT)
}
