//! Jobs.

use super::{Moment, PersonRef};
use crate::app::jobs::OwnJob;
use parlance_core::policy::contact::CanStart;
use parlance_core::{JobId, market};
use parlance_store::jobs::Change;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobPhase {
    Open,
    InProgress,
    FinalReview,
    Closed,
}

impl From<market::JobPhase> for JobPhase {
    fn from(phase: market::JobPhase) -> Self {
        match phase {
            market::JobPhase::Open => JobPhase::Open,
            market::JobPhase::InProgress => JobPhase::InProgress,
            market::JobPhase::FinalReview => JobPhase::FinalReview,
            market::JobPhase::Closed => JobPhase::Closed,
        }
    }
}

impl From<JobPhase> for market::JobPhase {
    fn from(phase: JobPhase) -> Self {
        match phase {
            JobPhase::Open => market::JobPhase::Open,
            JobPhase::InProgress => market::JobPhase::InProgress,
            JobPhase::FinalReview => market::JobPhase::FinalReview,
            JobPhase::Closed => market::JobPhase::Closed,
        }
    }
}

/// What a job is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    #[default]
    Contract,
    Assignment,
    PitchRequest,
}

impl From<market::JobKind> for JobKind {
    fn from(kind: market::JobKind) -> Self {
        match kind {
            market::JobKind::Contract => JobKind::Contract,
            market::JobKind::Assignment => JobKind::Assignment,
            market::JobKind::PitchRequest => JobKind::PitchRequest,
        }
    }
}

impl From<JobKind> for market::JobKind {
    fn from(kind: JobKind) -> Self {
        match kind {
            JobKind::Contract => market::JobKind::Contract,
            JobKind::Assignment => market::JobKind::Assignment,
            JobKind::PitchRequest => market::JobKind::PitchRequest,
        }
    }
}

/// The conversation that comes before work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConversationRequired {
    No,
    FreelancerWrote,
    ClientReplied,
    BothConfirmed,
}

impl From<CanStart> for ConversationRequired {
    fn from(required: CanStart) -> Self {
        match required {
            CanStart::Always => ConversationRequired::No,
            CanStart::FreelancerWrote => ConversationRequired::FreelancerWrote,
            CanStart::ClientReplied => ConversationRequired::ClientReplied,
            CanStart::BothConfirmed => ConversationRequired::BothConfirmed,
        }
    }
}

/// A job by title, whatever became of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct JobName {
    pub id: Uuid,
    pub title: String,
}

/// A job by title.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct JobRef {
    pub id: Uuid,
    pub title: String,
    pub phase: JobPhase,
}

impl From<(JobId, String, market::JobPhase)> for JobRef {
    fn from((id, title, phase): (JobId, String, market::JobPhase)) -> Self {
        JobRef { id: id.0, title, phase: phase.into() }
    }
}

/// One of one's own jobs.
#[derive(Debug, Serialize, ToSchema)]
pub struct Job {
    pub id: Uuid,
    pub title: String,
    pub description: String,
    pub kind: JobKind,
    pub phase: JobPhase,
    /// The class of jobs it is of, by name.
    #[schema(required)]
    pub class: Option<String>,
    /// Whether its client lets people write about it.
    pub messaging: bool,
    /// What its client wants to have happened before work begins; the contact policy may ask for more.
    pub conversation_required: ConversationRequired,
    pub created_at: Moment,
    #[schema(required)]
    pub closed_at: Option<Moment>,
    /// Conversations about it.
    pub conversation_count: i64,
    /// Invitations to it that wait for an answer.
    pub pending_count: i64,
}

impl From<OwnJob> for Job {
    fn from(own: OwnJob) -> Self {
        let job = own.job;
        Job {
            id: job.id.0,
            title: job.title,
            description: job.description,
            kind: job.kind.into(),
            phase: job.phase.into(),
            class: job.subject.class,
            messaging: job.subject.messaging,
            conversation_required: job.conversation_required.into(),
            created_at: job.created_at.into(),
            closed_at: job.closed_at.map(Into::into),
            conversation_count: own.conversations,
            pending_count: own.pending,
        }
    }
}

#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobChangeKind {
    Posted,
    Closed,
    Reopened,
    Opened,
    WorkBegan,
    ReviewBegan,
    MessagingOff,
    MessagingOn,
    RulesChanged,
    RequirementChanged,
    AnswersNoted,
}

/// One line of a job's history.
#[derive(Debug, Serialize, ToSchema)]
pub struct JobChange {
    pub at: Moment,
    pub change: JobChangeKind,
    pub by: PersonRef,
}

impl From<Change> for JobChange {
    fn from(line: Change) -> Self {
        let change = match line.change {
            market::JobChange::Posted => JobChangeKind::Posted,
            market::JobChange::Closed => JobChangeKind::Closed,
            market::JobChange::Reopened => JobChangeKind::Reopened,
            market::JobChange::Opened => JobChangeKind::Opened,
            market::JobChange::WorkBegan => JobChangeKind::WorkBegan,
            market::JobChange::ReviewBegan => JobChangeKind::ReviewBegan,
            market::JobChange::MessagingOff => JobChangeKind::MessagingOff,
            market::JobChange::MessagingOn => JobChangeKind::MessagingOn,
            market::JobChange::RulesChanged => JobChangeKind::RulesChanged,
            market::JobChange::RequirementChanged => JobChangeKind::RequirementChanged,
            market::JobChange::AnswersNoted => JobChangeKind::AnswersNoted,
        };
        JobChange { at: line.at.into(), change, by: PersonRef { id: line.by.0, name: line.by_name } }
    }
}
