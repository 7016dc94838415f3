//! Why something about proposals, hiring or a contract is refused.

/// A refusal. Codes are API: they are never renamed and never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HiringDenial {
    OnlyFreelancersPropose,
    OnlyTheFreelancerWithdraws,
    OnlyTheClientHires,
    OnlyTheFreelancerStarts,
    /// A proposal for the job waits for its answer.
    ProposalPending,
    ProposalDeclined,
    /// The proposal was answered meanwhile.
    ProposalAnswered,
    ProposalLimit {
        max: i64,
    },
    /// The two have an active contract about the job.
    AlreadyHired,
    /// Who is to be hired has neither offered to do the job nor talked about it.
    NoCandidate,
    ContractEnded,
}

impl HiringDenial {
    /// The stable name.
    pub fn code(&self) -> &'static str {
        match self {
            HiringDenial::OnlyFreelancersPropose => "only-freelancers-propose",
            HiringDenial::OnlyTheFreelancerWithdraws => "only-the-freelancer-withdraws",
            HiringDenial::OnlyTheClientHires => "only-the-client-hires",
            HiringDenial::OnlyTheFreelancerStarts => "only-the-freelancer-starts",
            HiringDenial::ProposalPending => "proposal-pending",
            HiringDenial::ProposalDeclined => "proposal-declined",
            HiringDenial::ProposalAnswered => "proposal-answered",
            HiringDenial::ProposalLimit { .. } => "proposal-limit",
            HiringDenial::AlreadyHired => "already-hired",
            HiringDenial::NoCandidate => "no-candidate",
            HiringDenial::ContractEnded => "contract-ended",
        }
    }

    /// What happened and what to do, for the person refused.
    pub fn sentence(&self) -> String {
        match self {
            HiringDenial::OnlyFreelancersPropose => "This is your own job. Others make proposals for it.".into(),
            HiringDenial::OnlyTheFreelancerWithdraws => "Only the freelancer who made a proposal can withdraw it. You can decline it.".into(),
            HiringDenial::OnlyTheClientHires => "Only the client of a job hires somebody for it, or declines a proposal.".into(),
            HiringDenial::OnlyTheFreelancerStarts => "Only the freelancer of a contract begins the work.".into(),
            HiringDenial::ProposalPending => "Your proposal for this job waits for an answer. Withdraw it first if you want to make another one.".into(),
            HiringDenial::ProposalDeclined => "The client has declined your proposal for this job.".into(),
            HiringDenial::ProposalAnswered => "This proposal has already been answered. Reload to see where it stands.".into(),
            HiringDenial::ProposalLimit { max } => format!("{max} of your proposals wait for an answer, which is the most at one time. Withdraw one, or wait for an answer."),
            HiringDenial::AlreadyHired => "There is an active contract about this job already. Open it under Contracts.".into(),
            HiringDenial::NoCandidate => "You can hire somebody who made a proposal for this job, or with whom you are in conversation about it.".into(),
            HiringDenial::ContractEnded => "This contract has ended.".into(),
        }
    }

    /// See [`super::Denial::is_lost_race`].
    pub fn is_lost_race(&self) -> bool {
        matches!(self, HiringDenial::ProposalAnswered | HiringDenial::ContractEnded)
    }
}
