//! What goes over the wire, to browsers by HTTP and by socket: types that only the edges know, each made
//! from what the hall returns. The OpenAPI document is generated from them.

mod account;
mod conversation;
mod entry;
mod file;
mod frame;
mod help;
mod hiring;
mod invitation;
mod job;
mod notification;
mod policy;
mod posting;
mod preferences;
mod problem;
mod question;
mod rehearsal;
mod saved_reply;
mod search;
mod staff;
mod support;
mod time;
mod wording;

pub use account::{
    DemoAccount, DeviceSession, Limits, Marketplace, Me, PersonRef, Profile, SafetyWarning, Session,
};
pub use conversation::{
    Conversation, ConversationFilter, ConversationKind, ConversationRow, Head, LastLine, Participant, Reach,
    Receipt, SendRefused, Side, Standing, StandingState, UnreadCount,
};
pub use entry::{Body, Entry, EntryBy, EntryPage, PointState};
pub use file::{AttachedFile, FileClass, SharedFile, UploadedFile};
pub use frame::{ClientFrame, Frame, Loaded};
pub use help::{
    HelpAnswer, HelpArticle, HelpArticleRef, HelpArticleVersion, HelpComment, HelpRequest, HelpRequestJob,
    HelpVotes, StaffHelpArticle, StaffHelpRequest,
};
pub use hiring::{Contract, ContractChange, Proposal, ProposalAnswer, ProposalChange};
pub use invitation::{Answer, Invitation, InvitationState};
pub use job::{ConversationRequired, Job, JobChange, JobKind, JobName, JobPhase, JobRef};
pub use notification::{Notification, NotificationKind, Notifications};
pub use policy::{ContactPolicy, JobClass, PolicyChanges, PolicyDocument, PolicyOutlook, PolicyPreset};
pub use posting::{Posting, PostingPage};
pub use preferences::{Preferences, ZoneSource};
pub use problem::{Problem, ProblemField};
pub use question::{QuestionGroup, Questions};
pub use rehearsal::{RehearsalResult, RehearsalStep};
pub use saved_reply::SavedReply;
pub use search::{FoundIn, FoundKind, FoundName, SearchHit};
pub use staff::{LaidAside, Refusal, RefusalCount, Refusals, StaffAccount, StaffRole};
pub use support::{CaseCounts, CaseQueue, SupportCase};
pub use time::Moment;
pub use wording::{MarketplaceWords, Wording, WordingPreset, WordingVersion};

use serde::Serialize;
use utoipa::ToSchema;

/// A page of a list, and where the next one begins.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Hand this back as `cursor`; `null` at the end.
    #[schema(required)]
    pub next: Option<String>,
}
