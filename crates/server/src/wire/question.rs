//! Suggested questions as admins read and write them.

use super::{JobKind, Moment, PersonRef};
use parlance_core::questions;
use parlance_store::questions::Version;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Questions about one thing.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionGroup {
    pub title: String,
    /// The kinds of jobs that it is for.
    pub kinds: Vec<JobKind>,
    /// The class of jobs that it is for, by name; `null` for jobs of every class and of none.
    #[serde(default)]
    #[schema(required)]
    pub class: Option<String>,
    pub questions: Vec<String>,
}

impl From<questions::QuestionGroup> for QuestionGroup {
    fn from(group: questions::QuestionGroup) -> Self {
        let questions::QuestionGroup { title, kinds, class, questions } = group;
        QuestionGroup { title, kinds: kinds.into_iter().map(Into::into).collect(), class, questions }
    }
}

impl From<QuestionGroup> for questions::QuestionGroup {
    fn from(group: QuestionGroup) -> Self {
        let QuestionGroup { title, kinds, class, questions } = group;
        questions::QuestionGroup {
            title,
            kinds: kinds.into_iter().map(Into::into).collect(),
            class,
            questions,
        }
    }
}

/// The questions in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct Questions {
    /// 0 for what is shipped.
    pub version: i64,
    pub groups: Vec<QuestionGroup>,
    /// `null` for what is shipped.
    #[schema(required)]
    pub saved_at: Option<Moment>,
    /// `null` for what is shipped.
    #[schema(required)]
    pub saved_by: Option<PersonRef>,
}

impl From<Version> for Questions {
    fn from(found: Version) -> Self {
        let (saved_at, saved_by) = match found.saved {
            Some((at, id, name)) => (Some(at.into()), Some((id, name).into())),
            None => (None, None),
        };
        let groups = found.set.groups.into_iter().map(Into::into).collect();
        Questions { version: found.version, groups, saved_at, saved_by }
    }
}
