//! What can go wrong at the archive, in five words that say what the caller can do about it.
//!
//! No error type of a driver crosses this line: what a driver says is sorted here by the engine rooms
//! and kept as text for the log. Nothing in these texts is meant for the people who use Parlance.

/// Why a command or a read did not happen. Nothing of a command that failed is stored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// A row with this key stands already. Where a clash is an answer, say `ON CONFLICT DO NOTHING`.
    #[error("a row with this key stands already")]
    Conflict,
    /// Too many are waiting, or a lock was not to be had in time; the same call may succeed later.
    #[error("the store is busy")]
    Busy,
    /// The disk has no room: nothing can be written until there is some, and everything can be read.
    #[error("the disk of the store is full")]
    Full,
    /// The database cannot be reached or cannot work; whether a command took effect may be unknown.
    #[error("the store is unavailable: {0}")]
    Unavailable(String),
    /// Stored data or a statement is not what the program expects: a mistake in the program or on disk.
    #[error("the store holds what it should not: {0}")]
    Corrupt(String),
}

impl StoreError {
    pub(crate) fn unavailable(why: impl std::fmt::Display) -> StoreError {
        StoreError::Unavailable(why.to_string())
    }

    pub(crate) fn corrupt(why: impl std::fmt::Display) -> StoreError {
        StoreError::Corrupt(why.to_string())
    }
}
