//! Jobs as those find them who may work on them.

use super::{ConversationRequired, JobKind, JobPhase, Moment, PersonRef, Proposal, SendRefused, Side};
use crate::app::{postings, proposals};
use parlance_core::market;
use parlance_core::policy::Denial;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A job in the list of those open to questions.
#[derive(Debug, Serialize, ToSchema)]
pub struct Posting {
    pub id: Uuid,
    pub title: String,
    pub description: String,
    pub kind: JobKind,
    pub phase: JobPhase,
    /// What people read of its class.
    #[schema(required)]
    pub class: Option<String>,
    pub client: PersonRef,
    pub created_at: Moment,
    /// What has to happen before work on it begins.
    pub conversation_required: ConversationRequired,
}

impl From<postings::Posting> for Posting {
    fn from(posting: postings::Posting) -> Self {
        let job = posting.job;
        Posting {
            id: job.id.0,
            title: job.title,
            description: job.description,
            kind: job.kind.into(),
            phase: job.phase.into(),
            class: posting.class_label,
            client: (job.client, posting.client_name).into(),
            created_at: job.created_at.into(),
            conversation_required: posting.required.into(),
        }
    }
}

/// Something to ask, and whether the description answers it.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestedQuestion {
    pub text: String,
    pub answered: bool,
}

/// Suggested questions about one thing.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestedGroup {
    pub title: String,
    pub questions: Vec<SuggestedQuestion>,
}

/// Whether work may begin.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkStart {
    pub can_start: bool,
    /// The code of what is in the way, and what to do about it; `null` where work may begin.
    #[schema(required)]
    pub refused: Option<SendRefused>,
}

/// The page of a job.
#[derive(Debug, Serialize, ToSchema)]
pub struct PostingPage {
    #[serde(flatten)]
    pub posting: Posting,
    /// The part that the reader plays, or would play.
    pub side: Side,
    /// The freelancer's own conversation about it.
    #[schema(required)]
    pub conversation: Option<Uuid>,
    /// Why the reader may not begin by asking; `null` where they may. The client of a job has nobody to ask.
    #[schema(required)]
    pub ask: Option<SendRefused>,
    pub questions: Vec<SuggestedGroup>,
    /// For the freelancer of a pair; `null` for the client.
    #[schema(required)]
    pub start: Option<WorkStart>,
    /// What the reader offered last.
    #[schema(required)]
    pub proposal: Option<Proposal>,
    /// The contract under which the reader works on it.
    #[schema(required)]
    pub contract: Option<Uuid>,
    /// Why the reader may not make a proposal; `null` where they may.
    #[schema(required)]
    pub propose: Option<SendRefused>,
}

impl From<postings::PostingPage> for PostingPage {
    fn from(page: postings::PostingPage) -> Self {
        let question = |(text, answered)| SuggestedQuestion { text, answered };
        let groups = page.questions.into_iter().map(|group| SuggestedGroup {
            title: group.title,
            questions: group.questions.into_iter().map(question).collect(),
        });
        let start = page.start.map(|judged| WorkStart {
            can_start: judged.is_ok(),
            refused: judged.err().map(|denial| refused(&denial, None)),
        });
        PostingPage {
            posting: page.posting.into(),
            side: page.side.into(),
            conversation: page.conversation.map(|id| id.0),
            ask: page.refused.map(|(denial, explained)| refused(&denial, explained)),
            questions: groups.collect(),
            start,
            proposal: page
                .proposal
                .map(|proposal| proposals::Seen { proposal, side: market::Side::Freelancer }.into()),
            contract: page.contract.map(|id| id.0),
            propose: page.propose_refused.map(|denial| refused(&denial, None)),
        }
    }
}

fn refused(denial: &Denial, explained: Option<String>) -> SendRefused {
    SendRefused { code: denial.code(), detail: explained.unwrap_or_else(|| denial.sentence()) }
}
