//! Proposals and contracts.

use super::{JobRef, Moment, PersonRef, SendRefused, Side};
use crate::app::{contracts, proposals};
use parlance_core::market;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProposalState {
    Submitted,
    Declined,
    Withdrawn,
    Awarded,
}

impl From<market::ProposalState> for ProposalState {
    fn from(state: market::ProposalState) -> Self {
        match state {
            market::ProposalState::Submitted => ProposalState::Submitted,
            market::ProposalState::Declined => ProposalState::Declined,
            market::ProposalState::Withdrawn => ProposalState::Withdrawn,
            market::ProposalState::Awarded => ProposalState::Awarded,
        }
    }
}

/// What a person answers: the client declines, the freelancer withdraws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProposalAnswer {
    Declined,
    Withdrawn,
}

impl From<ProposalAnswer> for market::ProposalState {
    fn from(answer: ProposalAnswer) -> Self {
        match answer {
            ProposalAnswer::Declined => market::ProposalState::Declined,
            ProposalAnswer::Withdrawn => market::ProposalState::Withdrawn,
        }
    }
}

/// A freelancer's offer to do a job.
#[derive(Debug, Serialize, ToSchema)]
pub struct Proposal {
    pub id: Uuid,
    pub job: JobRef,
    /// The part the viewer plays.
    pub side: Side,
    pub client: PersonRef,
    pub freelancer: PersonRef,
    pub text: String,
    pub state: ProposalState,
    pub created_at: Moment,
    #[schema(required)]
    pub answered_at: Option<Moment>,
    /// The one conversation of the two about the job, if they have begun it.
    #[schema(required)]
    pub conversation: Option<Uuid>,
}

impl From<proposals::Seen> for Proposal {
    fn from(seen: proposals::Seen) -> Self {
        let proposal = seen.proposal;
        Proposal {
            id: proposal.id.0,
            job: proposal.job.into(),
            side: seen.side.into(),
            client: proposal.client.into(),
            freelancer: proposal.freelancer.into(),
            text: proposal.text,
            state: proposal.state.into(),
            created_at: proposal.created_at.into(),
            answered_at: proposal.answered_at.map(Into::into),
            conversation: proposal.conversation.map(|id| id.0),
        }
    }
}

/// One line of a proposal's history.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposalChange {
    pub at: Moment,
    pub state: ProposalState,
    pub by: PersonRef,
}

impl From<parlance_store::proposals::Line> for ProposalChange {
    fn from((state, at, by): parlance_store::proposals::Line) -> Self {
        ProposalChange { at: at.into(), state: state.into(), by: by.into() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContractState {
    Active,
    Ended,
}

impl From<market::ContractState> for ContractState {
    fn from(state: market::ContractState) -> Self {
        match state {
            market::ContractState::Active => ContractState::Active,
            market::ContractState::Ended => ContractState::Ended,
        }
    }
}

/// A contract between the client of a job and a freelancer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Contract {
    pub id: Uuid,
    pub job: JobRef,
    /// The part the viewer plays.
    pub side: Side,
    pub client: PersonRef,
    pub freelancer: PersonRef,
    pub state: ContractState,
    pub hired_at: Moment,
    /// When its freelancer began the work.
    #[schema(required)]
    pub started_at: Option<Moment>,
    #[schema(required)]
    pub ended_at: Option<Moment>,
    /// The one conversation of the two about the job; `null` before its first message.
    #[schema(required)]
    pub conversation: Option<Uuid>,
    /// Whether work may begin.
    pub can_start: bool,
    /// What is in the way; `null` where work may begin.
    #[schema(required)]
    pub start_refused: Option<SendRefused>,
}

impl From<contracts::Seen> for Contract {
    fn from(seen: contracts::Seen) -> Self {
        let refused = seen.can_start.err();
        let contract = seen.contract;
        Contract {
            id: contract.id.0,
            job: contract.job.into(),
            side: seen.side.into(),
            client: contract.client.into(),
            freelancer: contract.freelancer.into(),
            state: contract.state.into(),
            hired_at: contract.hired_at.into(),
            started_at: contract.started_at.map(Into::into),
            ended_at: contract.ended_at.map(Into::into),
            conversation: contract.conversation.map(|id| id.0),
            can_start: refused.is_none(),
            start_refused: refused
                .map(|denial| SendRefused { code: denial.code(), detail: denial.sentence() }),
        }
    }
}

#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContractChangeKind {
    Hired,
    WorkStarted,
    Ended,
}

/// One line of a contract's history.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContractChange {
    pub at: Moment,
    pub change: ContractChangeKind,
    pub by: PersonRef,
}

impl From<parlance_store::contracts::Line> for ContractChange {
    fn from((change, at, by): parlance_store::contracts::Line) -> Self {
        let change = match change {
            market::ContractChange::Hired => ContractChangeKind::Hired,
            market::ContractChange::WorkStarted => ContractChangeKind::WorkStarted,
            market::ContractChange::Ended => ContractChangeKind::Ended,
        };
        ContractChange { at: at.into(), change, by: by.into() }
    }
}
