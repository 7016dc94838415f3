//! One's own account and profile.

use crate::app::accounts::{self, ProfileChange};
use crate::app::{AppError, Caller};
use crate::http::extract::Body;
use crate::http::{Answer, Door};
use crate::wire::{Me, Problem};
use axum::Json;
use axum::extract::State;
use parlance_core::text;
use serde::Deserialize;
use utoipa::ToSchema;

/// What to change of one's profile; what is left out stays.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MeChange {
    pub name: Option<String>,
    pub headline: Option<String>,
    /// Publishes the profile.
    pub offers_work: Option<bool>,
}

/// Oneself.
#[utoipa::path(get, path = "/me", tag = "me", responses((status = 200, body = Me), (status = "default", body = Problem)))]
pub async fn get(State(door): State<Door>, caller: Caller) -> Answer<Json<Me>> {
    let me = door.app.read(move |tx, cx| accounts::me(tx, cx, &caller)).await?;
    Ok(Json(Me::new(me, door.app.cx.demo)))
}

/// Changes one's own profile.
#[utoipa::path(patch, path = "/me", tag = "me", request_body = MeChange,
    responses((status = 200, body = Me), (status = "default", body = Problem)))]
pub async fn patch(State(door): State<Door>, caller: Caller, body: Body<MeChange>) -> Answer<Json<Me>> {
    let MeChange { name, headline, offers_work } = body.value;
    let name = name.map(|name| text::name(&name)).transpose().map_err(AppError::field("name"))?;
    let headline =
        headline.map(|line| text::headline(&line)).transpose().map_err(AppError::field("headline"))?;
    let change = ProfileChange { name, headline, offers_work };
    let me = door.app.run(move |tx, cx| accounts::change_profile(tx, cx, &caller, &change)).await?;
    Ok(Json(Me::new(me, door.app.cx.demo)))
}
