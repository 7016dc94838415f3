//! Cases of support, as those who may know of one see it.

use super::{ConversationRow, HelpRequestJob, Moment, PersonRef};
use crate::app::support::{QueueAsked, Seen};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A case: the conversation about it, and what is known besides.
#[derive(Debug, Serialize, ToSchema)]
pub struct SupportCase {
    pub conversation: ConversationRow,
    /// Who of support has it; `null` while nobody does.
    #[schema(required)]
    pub assignee: Option<PersonRef>,
    /// The job that it is about.
    #[schema(required)]
    pub about: Option<HelpRequestJob>,
    /// The code of what stood in the way.
    #[schema(required)]
    pub reason: Option<String>,
    /// Since when it is with the bot, waits for people or is closed, as the phase says.
    pub since: Moment,
}

impl From<Seen> for SupportCase {
    fn from(Seen { case, row }: Seen) -> Self {
        SupportCase {
            conversation: row.into(),
            assignee: case.assignee.map(Into::into),
            about: case.about.map(|(id, title)| HelpRequestJob { id: id.0, title }),
            reason: case.reason,
            since: case.since.into(),
        }
    }
}

/// How many cases call for somebody of support.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseCounts {
    /// Those that nobody has taken.
    pub waiting: i64,
    /// The caller's own.
    pub mine: i64,
}

/// Which cases a queue holds.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CaseQueue {
    /// Nobody has taken them.
    Waiting,
    /// The caller has them.
    Mine,
    /// All that were handed over and are not closed.
    Open,
    Closed,
}

impl From<CaseQueue> for QueueAsked {
    fn from(queue: CaseQueue) -> Self {
        match queue {
            CaseQueue::Waiting => QueueAsked::Waiting,
            CaseQueue::Mine => QueueAsked::Mine,
            CaseQueue::Open => QueueAsked::Open,
            CaseQueue::Closed => QueueAsked::Closed,
        }
    }
}
