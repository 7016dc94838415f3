//! The study: what Parlance knows and decides, as plain values and plain functions.
//!
//! Nothing here reads a clock, a database, a socket or a random number; all of that arrives as an
//! argument. Start with [`policy::decide`], which judges everything that enters a conversation, and
//! with [`conversation`], which says what a log adds up to and what a viewer may see of it.

pub mod conversation;
pub mod entry;
pub mod files;
pub mod help;
pub mod ids;
pub mod limits;
pub mod market;
pub mod notify;
pub mod policy;
pub mod questions;
pub mod search;
pub mod text;
pub mod time;
pub mod wording;

pub use ids::{AccountId, ConversationId, FileId, InvitationId, JobId, Key};
pub use time::Time;
