//! The hall: one function for each thing a person can do. A function here is given an open transaction,
//! gathers the facts, asks the rules, and has the archive write what they permit. It waits on nobody
//! outside and knows nothing of HTTP or sockets.

pub mod accounts;
mod context;
pub mod contracts;
pub mod conversations;
pub mod delivery;
pub mod demo;
mod errors;
pub mod files;
pub mod help;
pub mod inbox;
pub mod invitations;
pub mod jobs;
pub mod marks;
pub mod messages;
pub mod notifications;
pub mod passwords;
pub mod points;
pub mod policies;
pub mod postings;
pub mod preferences;
pub mod proposals;
pub mod questions;
mod rates;
pub mod rehearsals;
mod replay;
pub mod saved_replies;
pub mod search;
pub mod sessions;
pub mod staff;
pub mod support;
pub mod system;
pub mod viewing;
pub mod wording;

pub use context::{App, Caller, Cx};
pub use errors::{AppError, Attempt, FieldError, refused};
pub use rates::Rates;
pub use replay::Outcome;
