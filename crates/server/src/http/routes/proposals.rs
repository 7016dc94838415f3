//! Proposals: what freelancers offer for jobs.

use crate::app::proposals::{self, Listing, Submit};
use crate::app::{AppError, Caller};
use crate::http::extract::{Body, Id, IdempotencyKey, Params, rows};
use crate::http::pages::{Place, page};
use crate::http::{Answer, Door};
use crate::wire::{Page, Problem, Proposal, ProposalAnswer, ProposalChange, Side};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use parlance_core::ids::ProposalId;
use parlance_core::{JobId, limits, text};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewProposal {
    pub text: String,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerToProposal {
    pub answer: ProposalAnswer,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ProposalList {
    /// `client` lists those received, `freelancer` those made.
    side: Side,
    /// Of this job only.
    job: Option<Uuid>,
    cursor: Option<String>,
    limit: Option<u32>,
}

/// Offers to do a job that one finds.
#[utoipa::path(post, path = "/postings/{id}/proposals", tag = "proposals", request_body = NewProposal,
    params(("id" = uuid::Uuid, Path), ("Idempotency-Key" = uuid::Uuid, Header)),
    responses((status = 201, body = Proposal), (status = 200, body = Proposal), (status = "default", body = Problem)))]
pub async fn create(
    State(door): State<Door>,
    caller: Caller,
    id: Id,
    key: IdempotencyKey,
    body: Body<NewProposal>,
) -> Answer<(StatusCode, Json<Proposal>)> {
    let text = text::proposal(&body.value.text).map_err(AppError::field("text"))?;
    let input = Submit { key: key.0, request: body.hash, job: JobId(id.0), text };
    let made = door.app.run(move |tx, cx| proposals::submit(tx, cx, &caller, &input)).await?;
    Ok(super::made(made))
}

/// Proposals that one made or received, newest first.
#[utoipa::path(get, path = "/proposals", tag = "proposals", params(ProposalList),
    responses((status = 200, body = Page<Proposal>), (status = "default", body = Problem)))]
pub async fn list(
    State(door): State<Door>,
    caller: Caller,
    Params(query): Params<ProposalList>,
) -> Answer<Json<Page<Proposal>>> {
    let limit = rows(query.limit)?;
    let Place(at, id) = Place::read(query.cursor.as_deref())?;
    let listing = Listing {
        side: query.side.into(),
        job: query.job.map(JobId),
        before: (at, ProposalId(id)),
        limit: limit + 1,
    };
    let found = door.app.read(move |tx, cx| proposals::list(tx, cx, &caller, &listing)).await?;
    let place = |seen: &proposals::Seen| Place(seen.proposal.created_at, seen.proposal.id.0).write();
    Ok(Json(page(found, limit, place)))
}

/// One proposal that one made or received.
#[utoipa::path(get, path = "/proposals/{id}", tag = "proposals", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Proposal), (status = "default", body = Problem)))]
pub async fn get(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<Proposal>> {
    door.read(caller, move |tx, cx, caller| proposals::one(tx, cx, caller, ProposalId(id.0))).await.map(Json)
}

/// Declines a proposal as the client of the job, or withdraws it as its freelancer.
#[utoipa::path(put, path = "/proposals/{id}/answer", tag = "proposals", request_body = AnswerToProposal,
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Proposal), (status = "default", body = Problem)))]
pub async fn answer(
    State(door): State<Door>,
    caller: Caller,
    id: Id,
    body: Body<AnswerToProposal>,
) -> Answer<Json<Proposal>> {
    let answer = body.value.answer.into();
    door.run(caller, move |tx, cx, caller| proposals::answer(tx, cx, caller, ProposalId(id.0), answer))
        .await
        .map(Json)
}

/// What happened to a proposal, newest first.
#[utoipa::path(get, path = "/proposals/{id}/history", tag = "proposals", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Page<ProposalChange>), (status = "default", body = Problem)))]
pub async fn history(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<Page<ProposalChange>>> {
    let (id, limit) = (ProposalId(id.0), limits::PAGE_ROWS_MAX);
    let found = door.app.read(move |tx, cx| proposals::history(tx, cx, &caller, id, limit)).await?;
    Ok(Json(Page { items: found.into_iter().map(Into::into).collect(), next: None }))
}
