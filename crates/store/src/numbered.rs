//! How small enumerations are stored: each value as a number, which once given keeps its meaning.

use crate::error::StoreError;
use parlance_core::entry::{PointAnswer, SystemNote};
use parlance_core::files::{Check, FileType};
use parlance_core::market::{
    Answer, ContractChange, ContractState, InvitationState, JobChange, JobKind, JobPhase, ProposalState,
    Side, StaffRole, ZoneSource,
};
use parlance_core::notify::Notice;
use parlance_core::policy::contact::CanStart;

/// An enumeration that is stored as a number.
pub trait Numbered: Sized + Copy {
    fn number(self) -> i64;
    fn from_number(number: i64) -> Result<Self, StoreError>;
}

impl Numbered for FileType {
    fn number(self) -> i64 {
        FileType::number(self)
    }

    fn from_number(number: i64) -> Result<Self, StoreError> {
        FileType::from_number(number).ok_or_else(|| {
            StoreError::Corrupt(format!("the kind of file {number} is unknown to this program"))
        })
    }
}

macro_rules! numbered {
    ($($type:ty { $($value:expr => $number:literal),+ $(,)? })*) => {$(
        impl Numbered for $type {
            fn number(self) -> i64 {
                $(if self == $value { return $number; })+
                unreachable!("every value of {} has a number", stringify!($type))
            }
            fn from_number(number: i64) -> Result<Self, StoreError> {
                match number {
                    $($number => Ok($value),)+
                    _ => Err(StoreError::Corrupt(format!("{} {number} is unknown to this program", stringify!($type)))),
                }
            }
        }
    )*};
}

numbered! {
    Side { Side::Client => 0, Side::Freelancer => 1, Side::Desk => 2, Side::Person => 3 }
    JobPhase {
        JobPhase::Open => 0,
        JobPhase::InProgress => 1,
        JobPhase::FinalReview => 2,
        JobPhase::Closed => 3,
    }
    ProposalState {
        ProposalState::Submitted => 0,
        ProposalState::Declined => 1,
        ProposalState::Withdrawn => 2,
        ProposalState::Awarded => 3,
    }
    ContractState { ContractState::Active => 0, ContractState::Ended => 1 }
    ContractChange { ContractChange::Hired => 0, ContractChange::WorkStarted => 1, ContractChange::Ended => 2 }
    JobKind { JobKind::Contract => 0, JobKind::Assignment => 1, JobKind::PitchRequest => 2 }
    CanStart {
        CanStart::Always => 0,
        CanStart::FreelancerWrote => 1,
        CanStart::ClientReplied => 2,
        CanStart::BothConfirmed => 3,
    }
    JobChange {
        JobChange::Posted => 0,
        JobChange::Closed => 1,
        JobChange::Reopened => 2,
        JobChange::Opened => 3,
        JobChange::WorkBegan => 4,
        JobChange::ReviewBegan => 5,
        JobChange::MessagingOff => 6,
        JobChange::MessagingOn => 7,
        JobChange::RulesChanged => 8,
        JobChange::RequirementChanged => 9,
        JobChange::AnswersNoted => 10,
    }
    StaffRole { StaffRole::Support => 1, StaffRole::Moderator => 2, StaffRole::Admin => 3 }
    ZoneSource { ZoneSource::Browser => 0, ZoneSource::Chosen => 1, ZoneSource::Hidden => 2 }
    Check { Check::Clear => 0, Check::Pending => 1, Check::Blocked => 2 }
    SystemNote { SystemNote::JobClosed => 1, SystemNote::JobReopened => 2, SystemNote::HandedOver => 3 }
    Notice {
        Notice::InvitationReceived => 1,
        Notice::InvitationAccepted => 2,
        Notice::InvitationDeclined => 3,
        Notice::InvitationWithdrawn => 4,
        Notice::InvitationExpired => 5,
        Notice::JobClosed => 6,
        Notice::JobReopened => 7,
        Notice::CaseWaiting => 8,
        Notice::CaseGiven => 9,
        Notice::ProposalReceived => 10,
        Notice::ProposalWithdrawn => 11,
        Notice::ProposalDeclined => 12,
        Notice::Hired => 13,
        Notice::WorkStarted => 14,
        Notice::ContractEnded => 15,
        Notice::PointConfirmed => 16,
        Notice::PointDeclined => 17,
    }
    PointAnswer {
        PointAnswer::Confirmed => 1,
        PointAnswer::Declined => 2,
        PointAnswer::TakenBack => 3,
        PointAnswer::Lapsed => 4,
    }
    Answer { Answer::Accepted => 1, Answer::Declined => 2, Answer::Withdrawn => 3, Answer::Expired => 4 }
    InvitationState {
        InvitationState::Pending => 0,
        InvitationState::Answered(Answer::Accepted) => 1,
        InvitationState::Answered(Answer::Declined) => 2,
        InvitationState::Answered(Answer::Withdrawn) => 3,
        InvitationState::Answered(Answer::Expired) => 4,
    }
}
