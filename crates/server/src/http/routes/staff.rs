//! Pages of the marketplace's staff.

use crate::app::{AppError, Caller, staff};
use crate::http::extract::{Body, Id, Params, rows, words};
use crate::http::pages::{Place, cut, page, read_named, write_named};
use crate::http::{Answer, Door};
use crate::wire::{LaidAside, Page, Problem, RefusalCount, Refusals, StaffAccount, StaffRole};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use parlance_core::{AccountId, text};
use parlance_store::accounts::Account;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AccountList {
    /// Part of a name or an address.
    q: Option<String>,
    cursor: Option<String>,
    limit: Option<u32>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RefusalList {
    cursor: Option<String>,
    limit: Option<u32>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleChange {
    /// `null` takes the role away.
    #[serde(deserialize_with = "super::present")]
    #[schema(required)]
    pub role: Option<StaffRole>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Suspension {
    pub reason: String,
}

/// Accounts, by address.
#[utoipa::path(get, path = "/staff/accounts", tag = "staff", params(AccountList),
    responses((status = 200, body = Page<StaffAccount>), (status = "default", body = Problem)))]
pub async fn accounts(
    State(door): State<Door>,
    caller: Caller,
    Params(query): Params<AccountList>,
) -> Answer<Json<Page<StaffAccount>>> {
    let (limit, words) = (rows(query.limit)?, words(query.q)?);
    let (email, id) = read_named(query.cursor.as_deref())?;
    let found = door
        .app
        .read(move |tx, cx| staff::accounts(tx, cx, &caller, &words, (&email, AccountId(id)), limit + 1))
        .await?;
    Ok(Json(page(found, limit, |account: &Account| write_named(&account.email, account.id.0))))
}

/// Gives an account a staff role, or takes it away.
#[utoipa::path(put, path = "/staff/accounts/{id}/role", tag = "staff", request_body = RoleChange, params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = StaffAccount), (status = "default", body = Problem)))]
pub async fn set_role(
    State(door): State<Door>,
    caller: Caller,
    id: Id,
    body: Body<RoleChange>,
) -> Answer<Json<StaffAccount>> {
    let role = body.value.role.map(Into::into);
    door.run(caller, move |tx, cx, caller| staff::set_role(tx, cx, caller, AccountId(id.0), role))
        .await
        .map(Json)
}

/// Suspends an account and ends its sign-ins.
#[utoipa::path(put, path = "/staff/accounts/{id}/suspension", tag = "staff", request_body = Suspension, params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = StaffAccount), (status = "default", body = Problem)))]
pub async fn suspend(
    State(door): State<Door>,
    caller: Caller,
    id: Id,
    body: Body<Suspension>,
) -> Answer<Json<StaffAccount>> {
    let reason = text::reason(&body.value.reason).map_err(AppError::field("reason"))?;
    door.run(caller, move |tx, cx, caller| {
        staff::set_suspension(tx, cx, caller, AccountId(id.0), Some(&reason))
    })
    .await
    .map(Json)
}

/// Lifts a suspension.
#[utoipa::path(delete, path = "/staff/accounts/{id}/suspension", tag = "staff", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = StaffAccount), (status = "default", body = Problem)))]
pub async fn restore(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<StaffAccount>> {
    door.run(caller, move |tx, cx, caller| staff::set_suspension(tx, cx, caller, AccountId(id.0), None))
        .await
        .map(Json)
}

/// Refusals: how often each code was given, and the newest.
#[utoipa::path(get, path = "/staff/refusals", tag = "staff", params(RefusalList),
    responses((status = 200, body = Refusals), (status = "default", body = Problem)))]
pub async fn refusals(
    State(door): State<Door>,
    caller: Caller,
    Params(query): Params<RefusalList>,
) -> Answer<Json<Refusals>> {
    let limit = rows(query.limit)?;
    let Place(at, id) = Place::read(query.cursor.as_deref())?;
    let found = door.app.read(move |tx, cx| staff::refusals(tx, cx, &caller, (at, id), limit + 1)).await?;
    let staff::Refusals { counts, mut newest } = found;
    let next = cut(&mut newest, limit, |refusal| Place(refusal.at, refusal.id).write());
    let counts = counts.into_iter().map(|(code, count)| RefusalCount { code, count }).collect();
    Ok(Json(Refusals { counts, items: newest.into_iter().map(Into::into).collect(), next }))
}

/// What was tried for about a day and laid aside, newest first: at most a hundred.
#[utoipa::path(get, path = "/staff/tasks", tag = "staff",
    responses((status = 200, body = Vec<LaidAside>), (status = "default", body = Problem)))]
pub async fn tasks(State(door): State<Door>, caller: Caller) -> Answer<Json<Vec<LaidAside>>> {
    let found = door.app.read(move |tx, cx| staff::dead_tasks(tx, cx, &caller)).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}

/// Has something that was laid aside tried again.
#[utoipa::path(put, path = "/staff/tasks/{id}/attempt", tag = "staff", params(("id" = uuid::Uuid, Path)),
    responses((status = 204), (status = "default", body = Problem)))]
pub async fn attempt(State(door): State<Door>, caller: Caller, id: Id) -> Answer<StatusCode> {
    door.app.run(move |tx, cx| staff::revive_task(tx, cx, &caller, id.0)).await?;
    Ok(StatusCode::NO_CONTENT)
}
