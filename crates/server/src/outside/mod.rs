//! The world beyond the process: the clock, randomness, the mail relay, the bytes of files. Each can be replaced by a test.
//!
//! Nothing here knows a rule or a row.

pub mod blobs;
pub mod clock;
pub mod ids;
pub mod mailer;
pub mod scanner;
