//! Contracts: made by hiring, with the way to the one conversation of their two people.

use crate::app::contracts::{self, Hire, Listing, Message};
use crate::app::{AppError, Caller};
use crate::http::extract::{Body, Id, IdempotencyKey, Params, rows};
use crate::http::pages::{Place, page};
use crate::http::{Answer, Door};
use crate::wire::{Contract, ContractChange, Conversation, Page, Problem, Side};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use parlance_core::ids::ContractId;
use parlance_core::{AccountId, JobId, limits, text};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewContract {
    /// One of one's own jobs.
    pub job: Uuid,
    pub freelancer: Uuid,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContractMessage {
    pub text: String,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ContractList {
    side: Side,
    /// Of this job only.
    job: Option<Uuid>,
    cursor: Option<String>,
    limit: Option<u32>,
}

/// Hires a freelancer who offered to do the job, or who is in conversation about it.
#[utoipa::path(post, path = "/contracts", tag = "contracts", request_body = NewContract,
    params(("Idempotency-Key" = uuid::Uuid, Header)),
    responses((status = 201, body = Contract), (status = 200, body = Contract), (status = "default", body = Problem)))]
pub async fn create(
    State(door): State<Door>,
    caller: Caller,
    key: IdempotencyKey,
    body: Body<NewContract>,
) -> Answer<(StatusCode, Json<Contract>)> {
    let NewContract { job, freelancer } = body.value;
    let (job, freelancer) = (JobId(job), AccountId(freelancer));
    let input = Hire { key: key.0, request: body.hash, job, freelancer };
    let made = door.app.run(move |tx, cx| contracts::hire(tx, cx, &caller, &input)).await?;
    Ok(super::made(made))
}

/// One's contracts as client or as freelancer, newest first.
#[utoipa::path(get, path = "/contracts", tag = "contracts", params(ContractList),
    responses((status = 200, body = Page<Contract>), (status = "default", body = Problem)))]
pub async fn list(
    State(door): State<Door>,
    caller: Caller,
    Params(query): Params<ContractList>,
) -> Answer<Json<Page<Contract>>> {
    let limit = rows(query.limit)?;
    let Place(at, id) = Place::read(query.cursor.as_deref())?;
    let listing = Listing {
        side: query.side.into(),
        job: query.job.map(JobId),
        before: (at, ContractId(id)),
        limit: limit + 1,
    };
    let found = door.app.read(move |tx, cx| contracts::list(tx, cx, &caller, &listing)).await?;
    let place = |seen: &contracts::Seen| Place(seen.contract.hired_at, seen.contract.id.0).write();
    Ok(Json(page(found, limit, place)))
}

/// One contract of one's own.
#[utoipa::path(get, path = "/contracts/{id}", tag = "contracts", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Contract), (status = "default", body = Problem)))]
pub async fn get(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<Contract>> {
    door.read(caller, move |tx, cx, caller| contracts::one(tx, cx, caller, ContractId(id.0))).await.map(Json)
}

/// Begins the work: its freelancer does, once nothing has to happen before.
#[utoipa::path(put, path = "/contracts/{id}/start", tag = "contracts", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Contract), (status = "default", body = Problem)))]
pub async fn start(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<Contract>> {
    door.run(caller, move |tx, cx, caller| contracts::start(tx, cx, caller, ContractId(id.0))).await.map(Json)
}

/// Ends a contract, as either of the two.
#[utoipa::path(put, path = "/contracts/{id}/end", tag = "contracts", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Contract), (status = "default", body = Problem)))]
pub async fn end(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<Contract>> {
    door.run(caller, move |tx, cx, caller| contracts::end(tx, cx, caller, ContractId(id.0))).await.map(Json)
}

/// What happened to a contract, newest first.
#[utoipa::path(get, path = "/contracts/{id}/history", tag = "contracts", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Page<ContractChange>), (status = "default", body = Problem)))]
pub async fn history(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<Page<ContractChange>>> {
    let (id, limit) = (ContractId(id.0), limits::PAGE_ROWS_MAX);
    let found = door.app.read(move |tx, cx| contracts::history(tx, cx, &caller, id, limit)).await?;
    Ok(Json(Page { items: found.into_iter().map(Into::into).collect(), next: None }))
}

/// Writes the first message of the two about the job, which begins their one conversation.
#[utoipa::path(post, path = "/contracts/{id}/messages", tag = "contracts", request_body = ContractMessage,
    params(("id" = uuid::Uuid, Path), ("Idempotency-Key" = uuid::Uuid, Header)),
    responses((status = 201, body = Conversation), (status = 200, body = Conversation),
        (status = "default", body = Problem)))]
pub async fn message(
    State(door): State<Door>,
    caller: Caller,
    id: Id,
    key: IdempotencyKey,
    body: Body<ContractMessage>,
) -> Answer<(StatusCode, Json<Conversation>)> {
    let text = text::message(&body.value.text).map_err(AppError::field("text"))?;
    let input = Message { key: key.0, request: body.hash, contract: ContractId(id.0), text };
    let begun = door.app.run(move |tx, cx| contracts::message(tx, cx, &caller, &input)).await?;
    Ok(super::made(begun))
}
