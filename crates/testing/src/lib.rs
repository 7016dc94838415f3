//! The test kit: a real PostgreSQL and a real SMTP server, on free loopback ports, for tests and benches.
//!
//! Nothing here is part of the product. Where something is missing it fails loudly, since a test that was
//! quietly skipped proves nothing. Start with [`fresh_database`] and [`SmtpSink`].

mod postgres;
mod smtp;

pub use postgres::{Fsync, Postgres, fresh_database, shared_postgres};
pub use smtp::{ReceivedMail, SmtpSink};
