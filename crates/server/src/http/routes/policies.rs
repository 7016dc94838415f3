//! The contact policy: admins' pages, and the classes of jobs for whoever posts one.

use crate::app::policies::{self, ChangePolicy};
use crate::app::rehearsals::{self, Rehearse};
use crate::app::{AppError, Caller};
use crate::http::extract::{Body, Id, Params, rows};
use crate::http::pages::{page, read_numbered};
use crate::http::{Answer, Door};
use crate::wire::{
    ContactPolicy, JobClass, Page, PolicyChanges, PolicyDocument, PolicyOutlook, PolicyPreset, Problem,
    RehearsalStep,
};
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use parlance_core::policy::contact::{Preset, Subject};
use parlance_core::text::Rule;
use parlance_core::{JobId, limits, text};
use serde::Deserialize;
use std::time::Duration;
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PolicyList {
    cursor: Option<String>,
    limit: Option<u32>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyChange {
    /// The version that the document was made from.
    pub expected_version: i64,
    pub document: PolicyDocument,
    /// Why it is changed.
    pub note: String,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyRollback {
    /// The version in force.
    pub expected_version: i64,
    /// The one whose document is to be in force again.
    pub version: i64,
    /// Why.
    pub note: String,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyDraft {
    pub document: PolicyDocument,
    /// Of which class the job is that it is tried on.
    #[serde(default)]
    pub class: Option<String>,
    /// Whether the job's client lets people write.
    pub messaging: bool,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyRehearsal {
    pub document: PolicyDocument,
    /// Days of the past whose attempts are judged, from 1 to 90.
    pub days: u32,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JobRules {
    pub changes: PolicyChanges,
}

/// The contact policy in force.
#[utoipa::path(get, path = "/staff/contact-policy", tag = "contact_policy",
    responses((status = 200, body = ContactPolicy), (status = "default", body = Problem)))]
pub async fn get(State(door): State<Door>, caller: Caller) -> Answer<Json<ContactPolicy>> {
    door.read(caller, policies::current).await.map(Json)
}

/// Puts another contact policy in force.
#[utoipa::path(put, path = "/staff/contact-policy", tag = "contact_policy", request_body = PolicyChange,
    responses((status = 200, body = ContactPolicy), (status = "default", body = Problem)))]
pub async fn change(
    State(door): State<Door>,
    caller: Caller,
    body: Body<PolicyChange>,
) -> Answer<Json<ContactPolicy>> {
    let PolicyChange { expected_version, document, note } = body.value;
    let document = document.read().map_err(AppError::PolicyRefused)?;
    let input = ChangePolicy { expected: expected_version, document, note: checked(&note)? };
    door.run(caller, move |tx, cx, caller| policies::change(tx, cx, caller, &input)).await.map(Json)
}

/// Every contact policy that was ever in force, newest first.
#[utoipa::path(get, path = "/staff/contact-policy/history", tag = "contact_policy", params(PolicyList),
    responses((status = 200, body = Page<ContactPolicy>), (status = "default", body = Problem)))]
pub async fn history(
    State(door): State<Door>,
    caller: Caller,
    Params(query): Params<PolicyList>,
) -> Answer<Json<Page<ContactPolicy>>> {
    let limit = rows(query.limit)?;
    let before = read_numbered(query.cursor.as_deref())?;
    let found = door.app.read(move |tx, cx| policies::history(tx, cx, &caller, before, limit + 1)).await?;
    Ok(Json(page(found, limit, |line: &parlance_store::policies::PolicyChange| line.version.to_string())))
}

/// Puts the document of an older version in force again.
#[utoipa::path(put, path = "/staff/contact-policy/rollback", tag = "contact_policy", request_body = PolicyRollback,
    responses((status = 200, body = ContactPolicy), (status = "default", body = Problem)))]
pub async fn roll_back(
    State(door): State<Door>,
    caller: Caller,
    body: Body<PolicyRollback>,
) -> Answer<Json<ContactPolicy>> {
    let PolicyRollback { expected_version, version, note } = body.value;
    let note = checked(&note)?;
    door.run(caller, move |tx, cx, caller| {
        policies::roll_back(tx, cx, caller, expected_version, version, &note)
    })
    .await
    .map(Json)
}

/// Who may do what under a draft, as the rules themselves would have it; nothing is put in force.
#[utoipa::path(post, path = "/staff/contact-policy/outlook", tag = "contact_policy", request_body = PolicyDraft,
    responses((status = 200, body = PolicyOutlook), (status = "default", body = Problem)))]
pub async fn outlook(
    State(door): State<Door>,
    caller: Caller,
    body: Body<PolicyDraft>,
) -> Answer<Json<PolicyOutlook>> {
    let PolicyDraft { document, class, messaging } = body.value;
    let draft = document.read().map_err(AppError::PolicyRefused)?;
    let subject = Subject { class, messaging, ..Subject::PLAIN };
    let tried = door.app.read(move |tx, cx| policies::try_out(tx, cx, &caller, &draft, &subject)).await?;
    Ok(Json(tried.into()))
}

/// What a draft would have made of what people tried. The answer comes line by line while it is worked out,
/// each line one JSON text, and the last has the result.
#[utoipa::path(post, path = "/staff/contact-policy/rehearsals", tag = "contact_policy", request_body = PolicyRehearsal,
    responses((status = 200, body = RehearsalStep, content_type = "application/x-ndjson"),
        (status = "default", body = Problem)))]
pub async fn rehearse(
    State(door): State<Door>,
    caller: Caller,
    body: Body<PolicyRehearsal>,
) -> Answer<Response> {
    let PolicyRehearsal { document, days } = body.value;
    let document = document.read().map_err(AppError::PolicyRefused)?;
    if !(1..=limits::REHEARSAL_DAYS).contains(&days) {
        return Err(AppError::field("days")(Rule::Unknown).into());
    }
    let within = Duration::from_secs(u64::from(days) * 24 * 3600);
    let steps = rehearsals::begin(&door.app, caller, Rehearse { document, within }).await?;
    let lines = stream::unfold(steps, |mut steps| async {
        let step = RehearsalStep::from(steps.recv().await?);
        Some((serde_json::to_string(&step).map(|line| line + "\n"), steps))
    });
    let kind = [(header::CONTENT_TYPE, "application/x-ndjson")];
    Ok((kind, axum::body::Body::from_stream(lines)).into_response())
}

/// The documents that are shipped, to begin with.
#[utoipa::path(get, path = "/staff/contact-policy/presets", tag = "contact_policy",
    responses((status = 200, body = Vec<PolicyPreset>), (status = "default", body = Problem)))]
pub async fn presets(State(door): State<Door>, caller: Caller) -> Answer<Json<Vec<PolicyPreset>>> {
    door.app.read(move |tx, cx| policies::current(tx, cx, &caller)).await?;
    let shipped =
        |preset: Preset| PolicyPreset { name: preset.name(), document: (&preset.document()).into() };
    Ok(Json(Preset::ALL.map(shipped).into()))
}

/// Settles something for one job alone.
#[utoipa::path(put, path = "/staff/jobs/{id}/contact-rules", tag = "contact_policy", request_body = JobRules,
    params(("id" = uuid::Uuid, Path)), responses((status = 204), (status = "default", body = Problem)))]
pub async fn settle(
    State(door): State<Door>,
    caller: Caller,
    id: Id,
    body: Body<JobRules>,
) -> Answer<StatusCode> {
    let changes = body.value.changes.read().map_err(AppError::PolicyRefused)?;
    door.app.run(move |tx, cx| policies::settle(tx, cx, &caller, JobId(id.0), Some(&changes))).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes back what was settled for one job alone.
#[utoipa::path(delete, path = "/staff/jobs/{id}/contact-rules", tag = "contact_policy", params(("id" = uuid::Uuid, Path)),
    responses((status = 204), (status = "default", body = Problem)))]
pub async fn unsettle(State(door): State<Door>, caller: Caller, id: Id) -> Answer<StatusCode> {
    door.app.run(move |tx, cx| policies::settle(tx, cx, &caller, JobId(id.0), None)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The classes that a job may be of.
#[utoipa::path(get, path = "/job-classes", tag = "jobs",
    responses((status = 200, body = Vec<JobClass>), (status = "default", body = Problem)))]
pub async fn classes(State(door): State<Door>, caller: Caller) -> Answer<Json<Vec<JobClass>>> {
    let found = door.app.read(move |tx, cx| policies::classes(tx, cx, &caller)).await?;
    let shown = found.into_iter().map(|(name, class)| JobClass {
        name,
        label: class.label,
        messaging: class.messaging,
    });
    Ok(Json(shown.collect()))
}

fn checked(note: &str) -> Result<String, AppError> {
    text::reason(note).map_err(AppError::field("note"))
}
