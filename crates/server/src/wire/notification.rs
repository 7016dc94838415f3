//! Lines behind the bell.

use super::{Moment, PersonRef};
use parlance_core::notify::Notice;
use parlance_store::notifications::{About, Line};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NotificationKind {
    InvitationReceived,
    InvitationAccepted,
    InvitationDeclined,
    InvitationWithdrawn,
    InvitationExpired,
    JobClosed,
    JobReopened,
    ProposalReceived,
    ProposalWithdrawn,
    ProposalDeclined,
    Hired,
    WorkStarted,
    ContractEnded,
    CaseWaiting,
    CaseGiven,
    PointConfirmed,
    PointDeclined,
}

impl From<Notice> for NotificationKind {
    fn from(notice: Notice) -> Self {
        match notice {
            Notice::InvitationReceived => NotificationKind::InvitationReceived,
            Notice::InvitationAccepted => NotificationKind::InvitationAccepted,
            Notice::InvitationDeclined => NotificationKind::InvitationDeclined,
            Notice::InvitationWithdrawn => NotificationKind::InvitationWithdrawn,
            Notice::InvitationExpired => NotificationKind::InvitationExpired,
            Notice::JobClosed => NotificationKind::JobClosed,
            Notice::JobReopened => NotificationKind::JobReopened,
            Notice::ProposalReceived => NotificationKind::ProposalReceived,
            Notice::ProposalWithdrawn => NotificationKind::ProposalWithdrawn,
            Notice::ProposalDeclined => NotificationKind::ProposalDeclined,
            Notice::Hired => NotificationKind::Hired,
            Notice::WorkStarted => NotificationKind::WorkStarted,
            Notice::ContractEnded => NotificationKind::ContractEnded,
            Notice::CaseWaiting => NotificationKind::CaseWaiting,
            Notice::CaseGiven => NotificationKind::CaseGiven,
            Notice::PointConfirmed => NotificationKind::PointConfirmed,
            Notice::PointDeclined => NotificationKind::PointDeclined,
        }
    }
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NotificationJob {
    pub id: Uuid,
    pub title: String,
}

/// One line.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Notification {
    pub seq: i64,
    pub kind: NotificationKind,
    /// The conversation it is about, if it is about one.
    #[schema(required)]
    pub conversation: Option<Uuid>,
    /// The contract it is about, if it is about one. What is about neither is about a proposal for the job.
    #[schema(required)]
    pub contract: Option<Uuid>,
    pub job: NotificationJob,
    pub other: PersonRef,
    pub at: Moment,
    pub read: bool,
}

impl From<Line> for Notification {
    fn from(line: Line) -> Self {
        let (conversation, contract) = match line.about {
            About::Conversation(id) => (Some(id.0), None),
            About::Contract(id) => (None, Some(id.0)),
            About::Proposal(_) => (None, None),
        };
        Notification {
            seq: line.seq,
            kind: line.notice.into(),
            conversation,
            contract,
            job: NotificationJob { id: line.job.0.0, title: line.job.1 },
            other: line.other.into(),
            at: line.at.into(),
            read: line.read,
        }
    }
}

/// A page of the list, newest first, and how many are unread.
#[derive(Debug, Serialize, ToSchema)]
pub struct Notifications {
    pub items: Vec<Notification>,
    #[schema(required)]
    pub next: Option<String>,
    pub unread: i64,
}
