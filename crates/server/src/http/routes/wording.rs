//! The marketplace's own words: an admin's page.

use crate::app::wording::{self, SaveWording};
use crate::app::{AppError, Caller};
use crate::http::extract::{Body, Params, rows};
use crate::http::pages::{page, read_numbered};
use crate::http::{Answer, Door};
use crate::wire::{MarketplaceWords, Page, Problem, Wording, WordingPreset, WordingVersion};
use axum::Json;
use axum::extract::State;
use parlance_core::text;
use parlance_core::wording::{self as words, Shipped};
use serde::Deserialize;
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WordingList {
    cursor: Option<String>,
    limit: Option<u32>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WordingChange {
    /// The version that the words were made from.
    pub expected_version: i64,
    /// By the code of the language; English is never missing.
    pub languages: BTreeMap<String, MarketplaceWords>,
    /// Why they are changed.
    pub note: String,
}

/// The marketplace's own words in force.
#[utoipa::path(get, path = "/staff/wording", tag = "wording",
    responses((status = 200, body = Wording), (status = "default", body = Problem)))]
pub async fn get(State(door): State<Door>, caller: Caller) -> Answer<Json<Wording>> {
    door.read(caller, wording::current).await.map(Json)
}

/// Puts other words in force. Where the safety warning reads otherwise, every freelancer reads it again.
#[utoipa::path(put, path = "/staff/wording", tag = "wording", request_body = WordingChange,
    responses((status = 200, body = Wording), (status = "default", body = Problem)))]
pub async fn save(
    State(door): State<Door>,
    caller: Caller,
    body: Body<WordingChange>,
) -> Answer<Json<Wording>> {
    let WordingChange { expected_version, languages, note } = body.value;
    let languages = languages.into_iter().map(|(code, words)| (code, words.into())).collect();
    let wanted = words::Wording { languages }.checked();
    let wanted = wanted.map_err(|(field, rule)| AppError::field(field)(rule))?;
    let note = text::reason(&note).map_err(AppError::field("note"))?;
    let input = SaveWording { seen: expected_version, wording: wanted, note };
    door.run(caller, move |tx, cx, caller| wording::save(tx, cx, caller, &input)).await.map(Json)
}

/// Every version that was ever in force, newest first.
#[utoipa::path(get, path = "/staff/wording/history", tag = "wording", params(WordingList),
    responses((status = 200, body = Page<WordingVersion>), (status = "default", body = Problem)))]
pub async fn history(
    State(door): State<Door>,
    caller: Caller,
    Params(query): Params<WordingList>,
) -> Answer<Json<Page<WordingVersion>>> {
    let limit = rows(query.limit)?;
    let before = read_numbered(query.cursor.as_deref())?;
    let found = door.app.read(move |tx, cx| wording::history(tx, cx, &caller, before, limit + 1)).await?;
    Ok(Json(page(found, limit, |line: &parlance_store::wording::Version| line.version.to_string())))
}

/// Words that come with the program, in English, to begin with.
#[utoipa::path(get, path = "/staff/wording/presets", tag = "wording",
    responses((status = 200, body = Vec<WordingPreset>), (status = "default", body = Problem)))]
pub async fn presets(State(door): State<Door>, caller: Caller) -> Answer<Json<Vec<WordingPreset>>> {
    door.app.read(move |tx, cx| wording::current(tx, cx, &caller)).await?;
    Ok(Json(Shipped::ALL.into_iter().map(Into::into).collect()))
}
