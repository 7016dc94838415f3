//! One's own jobs.

use crate::app::jobs::{self, PostJob};
use crate::app::{AppError, Caller, FieldError};
use crate::http::extract::{Body, Id, IdempotencyKey, Params, rows};
use crate::http::pages::{Place, page};
use crate::http::{Answer, Door};
use crate::wire::{Job, JobChange, JobKind, JobPhase, Page, Problem};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use parlance_core::policy::contact::CanStart;
use parlance_core::text::Rule;
use parlance_core::{JobId, limits, text};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewJob {
    pub title: String,
    pub description: String,
    #[serde(default)]
    pub kind: JobKind,
    /// One of the classes that `GET /job-classes` lists.
    #[serde(default)]
    pub class: Option<String>,
}

/// What a client may want to have happened before work begins.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WantedConversation {
    No,
    FreelancerWrote,
    ClientReplied,
    /// They agreed on a point that is the brief of the job, too.
    BothConfirmed,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JobRequirement {
    pub conversation_required: WantedConversation,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnsweredQuestions {
    /// Suggested questions, word for word; whatever is not named waits for an answer.
    pub questions: Vec<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JobMove {
    /// Closing and re-opening are requests of their own.
    pub phase: JobPhase,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct JobList {
    /// `open` also lists those in progress and under review.
    phase: Option<JobPhase>,
    cursor: Option<String>,
    limit: Option<u32>,
}

/// One's own jobs, newest first.
#[utoipa::path(get, path = "/jobs", tag = "jobs", params(JobList),
    responses((status = 200, body = Page<Job>), (status = "default", body = Problem)))]
pub async fn list(
    State(door): State<Door>,
    caller: Caller,
    Params(query): Params<JobList>,
) -> Answer<Json<Page<Job>>> {
    let limit = rows(query.limit)?;
    let Place(at, id) = Place::read(query.cursor.as_deref())?;
    let phase = query.phase.map(Into::into);
    let found =
        door.app.read(move |tx, cx| jobs::list(tx, cx, &caller, phase, (at, JobId(id)), limit + 1)).await?;
    Ok(Json(page(found, limit, |own| Place(own.job.created_at, own.job.id.0).write())))
}

/// Posts a job.
#[utoipa::path(post, path = "/jobs", tag = "jobs", request_body = NewJob, params(("Idempotency-Key" = uuid::Uuid, Header)),
    responses((status = 201, body = Job), (status = 200, body = Job), (status = "default", body = Problem)))]
pub async fn create(
    State(door): State<Door>,
    caller: Caller,
    key: IdempotencyKey,
    body: Body<NewJob>,
) -> Answer<(StatusCode, Json<Job>)> {
    let (title, description) = (text::title(&body.value.title), text::description(&body.value.description));
    let (title, description) = match (title, description) {
        (Ok(title), Ok(description)) => (title, description),
        (title, description) => {
            let wrong = [("title", title.err()), ("description", description.err())];
            let wrong = wrong.into_iter().filter_map(|(field, rule)| Some(FieldError { field, rule: rule? }));
            return Err(AppError::Invalid(wrong.collect()).into());
        }
    };
    let NewJob { kind, class, .. } = body.value;
    let input = PostJob { key: key.0, request: body.hash, title, description, kind: kind.into(), class };
    let made = door.app.run(move |tx, cx| jobs::post(tx, cx, &caller, &input)).await?;
    Ok(super::made(made))
}

/// One of one's own jobs.
#[utoipa::path(get, path = "/jobs/{id}", tag = "jobs", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Job), (status = "default", body = Problem)))]
pub async fn get(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<Job>> {
    door.read(caller, move |tx, cx, caller| jobs::one(tx, cx, caller, JobId(id.0))).await.map(Json)
}

/// Closes a job: all conversations about it are closed with it.
#[utoipa::path(put, path = "/jobs/{id}/closure", tag = "jobs", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Job), (status = "default", body = Problem)))]
pub async fn close(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<Job>> {
    door.run(caller, move |tx, cx, caller| jobs::close(tx, cx, caller, JobId(id.0))).await.map(Json)
}

/// Re-opens a job and its conversations.
#[utoipa::path(delete, path = "/jobs/{id}/closure", tag = "jobs", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Job), (status = "default", body = Problem)))]
pub async fn reopen(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<Job>> {
    door.run(caller, move |tx, cx, caller| jobs::reopen(tx, cx, caller, JobId(id.0))).await.map(Json)
}

/// Says how far the work on a job is. The contact policy may have nobody write in some phases.
#[utoipa::path(put, path = "/jobs/{id}/phase", tag = "jobs", request_body = JobMove, params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Job), (status = "default", body = Problem)))]
pub async fn move_to(
    State(door): State<Door>,
    caller: Caller,
    id: Id,
    body: Body<JobMove>,
) -> Answer<Json<Job>> {
    let to = body.value.phase.into();
    door.run(caller, move |tx, cx, caller| jobs::move_to(tx, cx, caller, JobId(id.0), to)).await.map(Json)
}

/// Turns messages about a job off: what was written stays readable.
#[utoipa::path(put, path = "/jobs/{id}/silence", tag = "jobs", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Job), (status = "default", body = Problem)))]
pub async fn silence(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<Job>> {
    door.run(caller, move |tx, cx, caller| jobs::switch_messaging(tx, cx, caller, JobId(id.0), false))
        .await
        .map(Json)
}

/// Turns messages about a job on again.
#[utoipa::path(delete, path = "/jobs/{id}/silence", tag = "jobs", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Job), (status = "default", body = Problem)))]
pub async fn unsilence(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<Job>> {
    door.run(caller, move |tx, cx, caller| jobs::switch_messaging(tx, cx, caller, JobId(id.0), true))
        .await
        .map(Json)
}

/// Says which conversation comes before work on a job.
#[utoipa::path(put, path = "/jobs/{id}/conversation-requirement", tag = "jobs", request_body = JobRequirement,
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Job), (status = "default", body = Problem)))]
pub async fn require_conversation(
    State(door): State<Door>,
    caller: Caller,
    id: Id,
    body: Body<JobRequirement>,
) -> Answer<Json<Job>> {
    let wanted = match body.value.conversation_required {
        WantedConversation::No => CanStart::Always,
        WantedConversation::FreelancerWrote => CanStart::FreelancerWrote,
        WantedConversation::ClientReplied => CanStart::ClientReplied,
        WantedConversation::BothConfirmed => CanStart::BothConfirmed,
    };
    door.run(caller, move |tx, cx, caller| jobs::require_conversation(tx, cx, caller, JobId(id.0), wanted))
        .await
        .map(Json)
}

/// Says which of the suggested questions the description answers.
#[utoipa::path(put, path = "/jobs/{id}/answered-questions", tag = "jobs", request_body = AnsweredQuestions,
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Job), (status = "default", body = Problem)))]
pub async fn note_answers(
    State(door): State<Door>,
    caller: Caller,
    id: Id,
    body: Body<AnsweredQuestions>,
) -> Answer<Json<Job>> {
    let max = limits::QUESTION_GROUPS * limits::QUESTIONS_PER_GROUP;
    let answered = body.value.questions;
    if answered.len() > max {
        return Err(AppError::field("questions")(Rule::TooMany { max }).into());
    }
    door.run(caller, move |tx, cx, caller| jobs::note_answers(tx, cx, caller, JobId(id.0), &answered))
        .await
        .map(Json)
}

/// The newest changes of one of one's own jobs.
#[utoipa::path(get, path = "/jobs/{id}/history", tag = "jobs", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Page<JobChange>), (status = "default", body = Problem)))]
pub async fn history(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<Page<JobChange>>> {
    let found = door
        .app
        .read(move |tx, cx| jobs::history(tx, cx, &caller, JobId(id.0), limits::PAGE_ROWS_MAX))
        .await?;
    Ok(Json(Page { items: found.into_iter().map(Into::into).collect(), next: None }))
}
