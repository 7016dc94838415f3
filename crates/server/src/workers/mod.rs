//! What follows from the log, after the commit: planning, mails, closing entries, expiry. Every task may
//! be done twice. Nothing here is waited for by a request.

mod checks;
pub mod dispatch;
pub mod indexing;
pub mod mail;
mod phases;
mod runner;
mod sweep;
mod work;

pub use runner::{TaskError, Workers};
