//! Invitations: sending, reading, answering.

use crate::app::invitations::{self, Listing};
use crate::app::{AppError, Caller};
use crate::http::extract::{Body, Id, IdempotencyKey, Params, rows};
use crate::http::pages::{Place, page};
use crate::http::{Answer, Door};
use crate::wire::{self, Invitation, InvitationState, Page, Problem, Side};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use parlance_core::{AccountId, InvitationId, JobId, text};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInvitation {
    /// One of one's own open jobs.
    pub job: Uuid,
    pub freelancer: Uuid,
    pub text: String,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitationAnswer {
    pub answer: wire::Answer,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct InvitationList {
    /// `client` for those sent, `freelancer` for those received.
    side: Side,
    state: Option<InvitationState>,
    cursor: Option<String>,
    limit: Option<u32>,
}

/// Invitations sent or received, newest first.
#[utoipa::path(get, path = "/invitations", tag = "invitations", params(InvitationList),
    responses((status = 200, body = Page<Invitation>), (status = "default", body = Problem)))]
pub async fn list(
    State(door): State<Door>,
    caller: Caller,
    Params(query): Params<InvitationList>,
) -> Answer<Json<Page<Invitation>>> {
    let limit = rows(query.limit)?;
    let Place(at, id) = Place::read(query.cursor.as_deref())?;
    let listing = Listing {
        side: query.side.into(),
        state: query.state.map(Into::into),
        before: (at, InvitationId(id)),
        limit: limit + 1,
    };
    let found = door.app.read(move |tx, cx| invitations::list(tx, cx, &caller, &listing)).await?;
    Ok(Json(page(found, limit, |(invitation, _)| Place(invitation.created_at, invitation.id.0).write())))
}

/// Invites a freelancer to talk about a job of one's own.
#[utoipa::path(post, path = "/invitations", tag = "invitations", request_body = NewInvitation,
    params(("Idempotency-Key" = uuid::Uuid, Header)),
    responses((status = 201, body = Invitation), (status = 200, body = Invitation), (status = "default", body = Problem)))]
pub async fn create(
    State(door): State<Door>,
    caller: Caller,
    key: IdempotencyKey,
    body: Body<NewInvitation>,
) -> Answer<(StatusCode, Json<Invitation>)> {
    let NewInvitation { job, freelancer, text } = body.value;
    let text = text::invitation(&text).map_err(AppError::field("text"))?;
    let input = invitations::Invite {
        key: key.0,
        request: body.hash,
        job: JobId(job),
        freelancer: AccountId(freelancer),
        text,
    };
    let made = door.app.run(move |tx, cx| invitations::invite(tx, cx, &caller, &input)).await?;
    Ok(super::made(made))
}

/// An invitation sent or received.
#[utoipa::path(get, path = "/invitations/{id}", tag = "invitations", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Invitation), (status = "default", body = Problem)))]
pub async fn get(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<Invitation>> {
    door.read(caller, move |tx, cx, caller| invitations::one(tx, cx, caller, InvitationId(id.0)))
        .await
        .map(Json)
}

/// Accepts, declines or withdraws.
#[utoipa::path(put, path = "/invitations/{id}/answer", tag = "invitations", request_body = InvitationAnswer,
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Invitation), (status = "default", body = Problem)))]
pub async fn answer(
    State(door): State<Door>,
    caller: Caller,
    id: Id,
    body: Body<InvitationAnswer>,
) -> Answer<Json<Invitation>> {
    let answer = body.value.answer.into();
    door.run(caller, move |tx, cx, caller| invitations::answer(tx, cx, caller, InvitationId(id.0), answer))
        .await
        .map(Json)
}
