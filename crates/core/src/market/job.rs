//! Posted work.

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JobPhase {
    Open,
    Closed,
}

/// One line of a job's append-only history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JobChange {
    Posted,
    Closed,
    Reopened,
}

impl JobChange {
    /// The phase the job is in after the change.
    pub fn phase(self) -> JobPhase {
        match self {
            JobChange::Posted | JobChange::Reopened => JobPhase::Open,
            JobChange::Closed => JobPhase::Closed,
        }
    }
}
