//! Posted work.

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JobPhase {
    Open,
    InProgress,
    /// The client looks over what was made.
    FinalReview,
    Closed,
}

impl JobPhase {
    pub const ALL: [JobPhase; 4] =
        [JobPhase::Open, JobPhase::InProgress, JobPhase::FinalReview, JobPhase::Closed];
}

/// What a job is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JobKind {
    /// Somebody is hired for it.
    #[default]
    Contract,
    /// A piece of work that one person takes on.
    Assignment,
    /// Its client wants ideas first.
    PitchRequest,
}

impl JobKind {
    pub const ALL: [JobKind; 3] = [JobKind::Contract, JobKind::Assignment, JobKind::PitchRequest];
}

/// One line of a job's append-only history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JobChange {
    Posted,
    Closed,
    Reopened,
    /// Back to being open without having been closed.
    Opened,
    WorkBegan,
    ReviewBegan,
    MessagingOff,
    MessagingOn,
    /// Staff settled something for this job alone, or took that back.
    RulesChanged,
    /// The client wants another conversation before work begins, or none.
    RequirementChanged,
    /// The client said which questions the description answers already.
    AnswersNoted,
}

impl JobChange {
    /// The phase the job is in after the change; `None` where it stays what it was.
    pub fn phase(self) -> Option<JobPhase> {
        match self {
            JobChange::Posted | JobChange::Reopened | JobChange::Opened => Some(JobPhase::Open),
            JobChange::WorkBegan => Some(JobPhase::InProgress),
            JobChange::ReviewBegan => Some(JobPhase::FinalReview),
            JobChange::Closed => Some(JobPhase::Closed),
            JobChange::MessagingOff
            | JobChange::MessagingOn
            | JobChange::RulesChanged
            | JobChange::RequirementChanged
            | JobChange::AnswersNoted => None,
        }
    }

    /// Whether the client lets people write after the change; `None` where that stays what it was.
    pub fn messaging(self) -> Option<bool> {
        match self {
            JobChange::MessagingOff => Some(false),
            JobChange::MessagingOn => Some(true),
            _ => None,
        }
    }
}
