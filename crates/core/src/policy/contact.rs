//! The contact policy: who may start a conversation from where, as data. Presets are values of it.

use std::time::Duration;

/// The rules of contact in force in a marketplace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactPolicy {
    /// Raised with every change; refusals remember it.
    pub version: i64,
    /// Invitations of one client that may wait for an answer at one time.
    pub pending_max: i64,
    /// What the people in it see of a conversation that its job has closed.
    pub closed_shows: ClosedShows,
    /// The safety warning in force; a freelancer reads it before the first text of a conversation.
    pub warning_version: i64,
    /// How long after sending it a person may put a message differently or take it back; nothing for never.
    pub revise_within: Duration,
}

/// What a closed conversation shows to its participants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosedShows {
    /// The inbox row and the explanation, none of the entries.
    Nothing,
}

impl ContactPolicy {
    /// The preset `client-invites`: the client starts, from a profile, about an open job of theirs, and
    /// the freelancer accepts before anything else is said. A closed job hides its conversations.
    pub const fn client_invites() -> ContactPolicy {
        ContactPolicy {
            version: 1,
            pending_max: 20,
            closed_shows: ClosedShows::Nothing,
            warning_version: 1,
            revise_within: Duration::from_secs(3600),
        }
    }
}
