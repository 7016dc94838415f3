//! The support desk. A case is a job of the desk's: its client is an account that nobody signs in to, and
//! whoever asks for support has the freelancer's place in the conversation about it. Support and admins sit
//! at the desk and act on its side, each in their own name.

use super::{JobPhase, Person, StaffRole};
use crate::AccountId;
use uuid::Uuid;

/// The account of the desk.
pub const DESK: AccountId = AccountId(Uuid::from_u128(0x6465_736b_a1c7_4e02_8d3b_51f0_7e96_c2d4));

/// The class of every case. No document can name it: classes that it names have no such sign.
pub const CASE_CLASS: &str = "@case";

/// Where a case stands, which is the phase of its job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// The bot answers.
    Bot,
    /// The people of the desk do.
    People,
    Closed,
}

impl Stage {
    pub fn of(phase: JobPhase) -> Stage {
        match phase {
            JobPhase::Open => Stage::Bot,
            JobPhase::InProgress | JobPhase::FinalReview => Stage::People,
            JobPhase::Closed => Stage::Closed,
        }
    }
}

impl Person {
    /// Whether they sit at the desk.
    pub fn is_at_desk(&self) -> bool {
        !self.suspended && matches!(self.staff, Some(StaffRole::Support | StaffRole::Admin))
    }
}
