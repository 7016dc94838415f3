//! Cases of support: opened by whoever has a question, answered by the people of the desk. What is said in one goes
//! over the routes of conversations.

use crate::app::support::{self, OpenCase};
use crate::app::{AppError, Caller, FieldError};
use crate::http::extract::{Body, Id, IdempotencyKey, Params, rows};
use crate::http::pages::{Place, page};
use crate::http::{Answer, Door};
use crate::wire::{CaseCounts, CaseQueue, Page, PersonRef, Problem, SupportCase};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use parlance_core::{AccountId, ConversationId, JobId, Time, text};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Characters of a text that stand for its subject.
const SUBJECT_CHARS: usize = 80;

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseToOpen {
    /// What it is about, in a few words; the beginning of the text where it is left out.
    pub subject: Option<String>,
    pub text: String,
    /// A job whose page one finds: one's own, one that one talks about, or one that one may work on.
    pub job: Option<Uuid>,
    /// The code of what stood in the way.
    pub reason: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CaseList {
    queue: CaseQueue,
    cursor: Option<String>,
    limit: Option<u32>,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseAssignee {
    /// Somebody of support; `null` gives the case back to the queue.
    #[serde(deserialize_with = "super::present")]
    #[schema(required)]
    pub account: Option<Uuid>,
}

/// Opens a case with a question. The bot answers at once, from the articles of the help centre.
#[utoipa::path(post, path = "/support/cases", tag = "support", request_body = CaseToOpen,
    params(("Idempotency-Key" = uuid::Uuid, Header)),
    responses((status = 201, body = SupportCase), (status = 200, body = SupportCase), (status = "default", body = Problem)))]
pub async fn open(
    State(door): State<Door>,
    caller: Caller,
    key: IdempotencyKey,
    body: Body<CaseToOpen>,
) -> Answer<(StatusCode, Json<SupportCase>)> {
    let CaseToOpen { subject, text, job, reason } = body.value;
    let begins = || text::preview(&text).chars().take(SUBJECT_CHARS).collect();
    let subject = subject.map_or_else(|| Ok(begins()), |subject| text::title(&subject));
    let reason = reason.map(|code| text::reason_code(&code)).transpose();
    let input = match (subject, text::request(&text), reason) {
        (Ok(subject), Ok(text), Ok(reason)) => {
            let (key, request, about) = (key.0, body.hash, job.map(JobId));
            OpenCase { key, request, subject, text, about, reason }
        }
        (subject, text, reason) => {
            let wrong = [("subject", subject.err()), ("text", text.err()), ("reason", reason.err())];
            let wrong = wrong.into_iter().filter_map(|(field, rule)| Some(FieldError { field, rule: rule? }));
            return Err(AppError::Invalid(wrong.collect()).into());
        }
    };
    let made = door.app.run(move |tx, cx| support::open(tx, cx, &caller, &input)).await?;
    Ok(super::made(made))
}

/// The cases of a queue, those first that have waited longest.
#[utoipa::path(get, path = "/support/cases", tag = "support", params(CaseList),
    responses((status = 200, body = Page<SupportCase>), (status = "default", body = Problem)))]
pub async fn list(
    State(door): State<Door>,
    caller: Caller,
    Params(query): Params<CaseList>,
) -> Answer<Json<Page<SupportCase>>> {
    let limit = rows(query.limit)?;
    let after = match query.cursor.as_deref() {
        None => (Time(i64::MIN), ConversationId(Uuid::nil())),
        given => {
            let Place(at, id) = Place::read(given)?;
            (at, ConversationId(id))
        }
    };
    let queue = query.queue.into();
    let found = door.app.read(move |tx, cx| support::list(tx, cx, &caller, queue, after, limit + 1)).await?;
    let cursor = |seen: &support::Seen| Place(seen.case.since, seen.case.conversation.0).write();
    Ok(Json(page(found, limit, cursor)))
}

/// How many cases call for somebody of support.
#[utoipa::path(get, path = "/support/counts", tag = "support",
    responses((status = 200, body = CaseCounts), (status = "default", body = Problem)))]
pub async fn counts(State(door): State<Door>, caller: Caller) -> Answer<Json<CaseCounts>> {
    let (waiting, mine) = door.app.read(move |tx, cx| support::counts(tx, cx, &caller)).await?;
    Ok(Json(CaseCounts { waiting, mine }))
}

/// Everybody to whom a case may be given.
#[utoipa::path(get, path = "/support/people", tag = "support",
    responses((status = 200, body = Vec<PersonRef>), (status = "default", body = Problem)))]
pub async fn people(State(door): State<Door>, caller: Caller) -> Answer<Json<Vec<PersonRef>>> {
    let found = door.app.read(move |tx, cx| support::people(tx, cx, &caller)).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}

/// One case, by its conversation.
#[utoipa::path(get, path = "/support/cases/{id}", tag = "support", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = SupportCase), (status = "default", body = Problem)))]
pub async fn get(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<SupportCase>> {
    door.read(caller, move |tx, cx, caller| support::one(tx, cx, caller, ConversationId(id.0)))
        .await
        .map(Json)
}

/// Has people answer instead of the bot.
#[utoipa::path(put, path = "/support/cases/{id}/handover", tag = "support", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = SupportCase), (status = "default", body = Problem)))]
pub async fn hand_over(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<SupportCase>> {
    door.run(caller, move |tx, cx, caller| support::hand_over(tx, cx, caller, ConversationId(id.0)))
        .await
        .map(Json)
}

/// Takes a case, gives it to somebody of support, or gives it back.
#[utoipa::path(put, path = "/support/cases/{id}/assignee", tag = "support", request_body = CaseAssignee,
    params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = SupportCase), (status = "default", body = Problem)))]
pub async fn assign(
    State(door): State<Door>,
    caller: Caller,
    id: Id,
    body: Body<CaseAssignee>,
) -> Answer<Json<SupportCase>> {
    let to = body.value.account.map(AccountId);
    door.run(caller, move |tx, cx, caller| support::assign(tx, cx, caller, ConversationId(id.0), to))
        .await
        .map(Json)
}

/// Closes a case. What was written stays readable to both.
#[utoipa::path(put, path = "/support/cases/{id}/closure", tag = "support", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = SupportCase), (status = "default", body = Problem)))]
pub async fn close(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<SupportCase>> {
    door.run(caller, move |tx, cx, caller| support::close(tx, cx, caller, ConversationId(id.0)))
        .await
        .map(Json)
}

/// Takes a closed case up again.
#[utoipa::path(delete, path = "/support/cases/{id}/closure", tag = "support", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = SupportCase), (status = "default", body = Problem)))]
pub async fn reopen(State(door): State<Door>, caller: Caller, id: Id) -> Answer<Json<SupportCase>> {
    door.run(caller, move |tx, cx, caller| support::reopen(tx, cx, caller, ConversationId(id.0)))
        .await
        .map(Json)
}
