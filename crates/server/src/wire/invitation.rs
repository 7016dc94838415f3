//! Invitations, with the text where its viewer may see it.

use super::{JobRef, Moment, PersonRef, Side};
use crate::app::invitations::Seen;
use parlance_core::conversation::view::Reach;
use parlance_core::entry::EntryBody;
use parlance_core::market;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InvitationState {
    Pending,
    Accepted,
    Declined,
    Withdrawn,
    Expired,
}

impl From<market::InvitationState> for InvitationState {
    fn from(state: market::InvitationState) -> Self {
        match state {
            market::InvitationState::Pending => InvitationState::Pending,
            market::InvitationState::Answered(market::Answer::Accepted) => InvitationState::Accepted,
            market::InvitationState::Answered(market::Answer::Declined) => InvitationState::Declined,
            market::InvitationState::Answered(market::Answer::Withdrawn) => InvitationState::Withdrawn,
            market::InvitationState::Answered(market::Answer::Expired) => InvitationState::Expired,
        }
    }
}

impl From<InvitationState> for market::InvitationState {
    fn from(state: InvitationState) -> Self {
        match state {
            InvitationState::Pending => market::InvitationState::Pending,
            InvitationState::Accepted => market::InvitationState::Answered(market::Answer::Accepted),
            InvitationState::Declined => market::InvitationState::Answered(market::Answer::Declined),
            InvitationState::Withdrawn => market::InvitationState::Answered(market::Answer::Withdrawn),
            InvitationState::Expired => market::InvitationState::Answered(market::Answer::Expired),
        }
    }
}

/// What a person answers: the freelancer accepts or declines, the client withdraws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Accepted,
    Declined,
    Withdrawn,
}

impl From<Answer> for market::Answer {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Accepted => market::Answer::Accepted,
            Answer::Declined => market::Answer::Declined,
            Answer::Withdrawn => market::Answer::Withdrawn,
        }
    }
}

/// An invitation as one of its two parties sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Invitation {
    pub id: Uuid,
    pub conversation: Uuid,
    pub state: InvitationState,
    /// The part the viewer plays.
    pub side: Side,
    pub other: PersonRef,
    pub job: JobRef,
    /// `null` where it may not be seen.
    #[schema(required)]
    pub text: Option<String>,
    /// The text stands behind the safety warning.
    pub withheld: bool,
    pub warning_pending: bool,
    pub created_at: Moment,
    pub expires_at: Moment,
    #[schema(required)]
    pub answered_at: Option<Moment>,
}

impl From<Seen> for Invitation {
    fn from((invitation, access): Seen) -> Self {
        let may_see = access.reach != Reach::Nothing && !access.withheld;
        let text = match invitation.body {
            EntryBody::Invitation { text, .. } if may_see => Some(text),
            _ => None,
        };
        Invitation {
            id: invitation.id.0,
            conversation: invitation.conversation.0,
            state: invitation.state.into(),
            side: invitation.side.into(),
            other: invitation.other.into(),
            job: invitation.job.into(),
            text,
            withheld: access.withheld,
            warning_pending: access.withheld,
            created_at: invitation.created_at.into(),
            expires_at: invitation.expires_at.into(),
            answered_at: invitation.answered_at.map(Into::into),
        }
    }
}
