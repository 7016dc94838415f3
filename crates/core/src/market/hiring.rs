//! Hiring: what a freelancer offers for a job, and the contract that its client makes of it.

/// Where a proposal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProposalState {
    Submitted,
    /// The client said no.
    Declined,
    /// The freelancer took it back.
    Withdrawn,
    /// The client hired its freelancer.
    Awarded,
}

impl ProposalState {
    pub const ALL: [ProposalState; 4] =
        [ProposalState::Submitted, ProposalState::Declined, ProposalState::Withdrawn, ProposalState::Awarded];
}

/// Where a contract stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContractState {
    Active,
    Ended,
}

impl ContractState {
    pub const ALL: [ContractState; 2] = [ContractState::Active, ContractState::Ended];
}

/// One line of a contract's append-only history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContractChange {
    Hired,
    WorkStarted,
    Ended,
}
