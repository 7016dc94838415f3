//! The test kit: a real PostgreSQL, a real SMTP server and a real ClamAV, on free loopback ports, for tests and benches.
//!
//! Nothing here is part of the product. Where something is missing it fails loudly, since a test that was
//! quietly skipped proves nothing. Start with [`fresh_database`] and [`SmtpSink`].

mod clamd;
mod postgres;
mod smtp;

pub use clamd::{Clamd, SIGNATURE, eicar};
pub use postgres::{Fsync, Postgres, fresh_database, shared_postgres};
pub use smtp::{ReceivedMail, SmtpSink};
