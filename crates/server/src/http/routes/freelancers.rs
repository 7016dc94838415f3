//! People who offer work.

use crate::app::{Caller, accounts};
use crate::http::extract::{Id, Params, rows, words};
use crate::http::pages::{page, read_named, write_named};
use crate::http::{Answer, Door};
use crate::wire::{Page, Problem, Profile};
use axum::Json;
use axum::extract::State;
use parlance_core::AccountId;
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FreelancerList {
    /// Part of a name.
    q: Option<String>,
    cursor: Option<String>,
    limit: Option<u32>,
}

/// Published profiles, by name.
#[utoipa::path(get, path = "/freelancers", tag = "freelancers", params(FreelancerList),
    responses((status = 200, body = Page<Profile>), (status = "default", body = Problem)))]
pub async fn list(
    State(door): State<Door>,
    caller: Caller,
    Params(query): Params<FreelancerList>,
) -> Answer<Json<Page<Profile>>> {
    let (limit, words) = (rows(query.limit)?, words(query.q)?);
    let (name, id) = read_named(query.cursor.as_deref())?;
    let found = door
        .app
        .read(move |tx, cx| accounts::profiles(tx, cx, &caller, &words, (&name, AccountId(id)), limit + 1))
        .await?;
    Ok(Json(page(found, limit, |profile: &accounts::Profile| {
        write_named(&profile.account.name, profile.account.id.0)
    })))
}

/// One profile.
#[utoipa::path(get, path = "/freelancers/{account}", tag = "freelancers", params(("account" = uuid::Uuid, Path)),
    responses((status = 200, body = Profile), (status = "default", body = Problem)))]
pub async fn get(State(door): State<Door>, caller: Caller, account: Id) -> Answer<Json<Profile>> {
    door.read(caller, move |tx, cx, caller| accounts::profile(tx, cx, caller, AccountId(account.0)))
        .await
        .map(Json)
}
