//! People. Nobody *is* a client or a freelancer: a side belongs to a conversation.

use crate::AccountId;

/// The part an account plays in one conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// Posted the job.
    Client,
    /// Was asked about the job.
    Freelancer,
    /// Answers a case of support's.
    Desk,
    /// Asked support.
    Person,
}

impl Side {
    /// Those of a conversation between people of the marketplace.
    pub const ALL: [Side; 2] = [Side::Client, Side::Freelancer];

    pub fn other(self) -> Side {
        match self {
            Side::Client => Side::Freelancer,
            Side::Freelancer => Side::Client,
            Side::Desk => Side::Person,
            Side::Person => Side::Desk,
        }
    }

    /// Whether the job that the conversation is about, or the case, is this side's.
    pub fn has_the_job(self) -> bool {
        matches!(self, Side::Client | Side::Desk)
    }
}

/// What a member of the marketplace's staff may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StaffRole {
    Support,
    Moderator,
    Admin,
}

/// A signed-in account, as far as rules look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: AccountId,
    pub staff: Option<StaffRole>,
    pub suspended: bool,
}

/// Who acts: a person, the bot of the help centre, or the system itself (closing entries, expiry).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    Person(Person),
    Bot,
    System,
}
