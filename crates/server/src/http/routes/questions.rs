//! Suggested questions: an admin's page.

use crate::app::questions::{self, SaveQuestions};
use crate::app::{AppError, Caller};
use crate::http::extract::Body;
use crate::http::{Answer, Door};
use crate::wire::{Problem, QuestionGroup, Questions};
use axum::Json;
use axum::extract::State;
use parlance_core::questions::QuestionSet;
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionsChange {
    /// The version that the groups were made from.
    pub expected_version: i64,
    pub groups: Vec<QuestionGroup>,
}

/// The suggested questions in force.
#[utoipa::path(get, path = "/staff/questions", tag = "questions",
    responses((status = 200, body = Questions), (status = "default", body = Problem)))]
pub async fn get(State(door): State<Door>, caller: Caller) -> Answer<Json<Questions>> {
    door.read(caller, questions::current).await.map(Json)
}

/// Puts other suggested questions in force.
#[utoipa::path(put, path = "/staff/questions", tag = "questions", request_body = QuestionsChange,
    responses((status = 200, body = Questions), (status = "default", body = Problem)))]
pub async fn save(
    State(door): State<Door>,
    caller: Caller,
    body: Body<QuestionsChange>,
) -> Answer<Json<Questions>> {
    let QuestionsChange { expected_version, groups } = body.value;
    let set = QuestionSet { groups: groups.into_iter().map(Into::into).collect() };
    let set = set.checked().map_err(AppError::field("groups"))?;
    let input = SaveQuestions { seen: expected_version, set };
    door.run(caller, move |tx, cx, caller| questions::save(tx, cx, caller, &input)).await.map(Json)
}
