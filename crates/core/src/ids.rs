//! Identifiers as types of their own, so that a job's id cannot be handed in for a conversation's.
//!
//! They are minted by the caller: version 4 for what must not be guessed (conversations,
//! invitations), version 7 elsewhere.

use std::fmt;
use uuid::Uuid;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub Uuid);

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )*};
}

id! {
    /// A person.
    AccountId;
    /// Posted work.
    JobId;
    /// The one conversation of a (job, freelancer) pair.
    ConversationId;
    /// One invitation in a conversation; a conversation may hold several, one after the other.
    InvitationId;
    /// One uploaded file.
    FileId;
    /// One reply that somebody keeps for later.
    ReplyId;
    /// One comment on an article of the help centre.
    CommentId;
    /// One request to support.
    RequestId;
    /// One offer of a freelancer to do a job.
    ProposalId;
    /// One contract of a client and a freelancer.
    ContractId;
    /// One sign-in.
    SessionId;
    /// The idempotency key a caller chose for one create.
    Key;
}

/// The number of an entry in its conversation: 1, 2, 3 … without holes; 0 stands before the first.
pub type Seq = i64;
