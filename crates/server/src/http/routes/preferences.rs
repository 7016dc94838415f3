//! What one lets others know.

use crate::app::preferences::{self, PreferencesChange};
use crate::app::{AppError, Caller};
use crate::http::extract::Body;
use crate::http::{Answer, Door};
use crate::wire::{Preferences, Problem, ZoneSource};
use axum::Json;
use axum::extract::State;
use parlance_core::limits;
use parlance_core::text::Rule;
use serde::Deserialize;
use utoipa::ToSchema;

/// What to change; what is left out stays.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreferencesPatch {
    pub read_receipts: Option<bool>,
    pub presence: Option<bool>,
    pub zone_source: Option<ZoneSource>,
    /// A name of the IANA time zone database, such as `Europe/Lisbon`.
    pub time_zone: Option<String>,
}

/// One's own preferences.
#[utoipa::path(get, path = "/preferences", tag = "preferences",
    responses((status = 200, body = Preferences), (status = "default", body = Problem)))]
pub async fn get(State(door): State<Door>, caller: Caller) -> Answer<Json<Preferences>> {
    let own = door.app.read(move |tx, cx| preferences::get(tx, cx, &caller)).await?;
    Ok(Json(own.into()))
}

/// Changes one's own preferences.
#[utoipa::path(patch, path = "/preferences", tag = "preferences", request_body = PreferencesPatch,
    responses((status = 200, body = Preferences), (status = "default", body = Problem)))]
pub async fn patch(
    State(door): State<Door>,
    caller: Caller,
    body: Body<PreferencesPatch>,
) -> Answer<Json<Preferences>> {
    let PreferencesPatch { read_receipts, presence, zone_source, time_zone } = body.value;
    let time_zone = time_zone.map(known).transpose().map_err(AppError::field("time_zone"))?;
    let zone_source = zone_source.map(Into::into);
    let change = PreferencesChange { read_receipts, presence, zone_source, time_zone };
    let own = door.app.run(move |tx, cx| preferences::change(tx, cx, &caller, &change)).await?;
    Ok(Json(own.into()))
}

/// The name as the time zone database writes it.
fn known(name: String) -> Result<String, Rule> {
    let actual = name.chars().count();
    if actual > limits::TIME_ZONE_CHARS {
        return Err(Rule::TooLong { max: limits::TIME_ZONE_CHARS, actual });
    }
    let zone = jiff::tz::TimeZone::get(&name).map_err(|_| Rule::NotATimeZone)?;
    zone.iana_name().map(str::to_owned).ok_or(Rule::NotATimeZone)
}
