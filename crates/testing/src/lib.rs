//! The test kit: a real PostgreSQL, object store, SMTP server and ClamAV on free loopback ports, and a real
//! disk that can be filled, for tests and benches.
//!
//! Nothing here is part of the product. Where something is missing it fails loudly, since a test that was
//! quietly skipped proves nothing. Start with [`fresh_database`], [`S3`] and [`SmtpSink`].

mod clamd;
mod disk;
mod postgres;
mod s3;
mod smtp;

pub use clamd::{Clamd, SIGNATURE, eicar};
pub use disk::SmallDisk;
pub use postgres::{Fsync, Postgres, fresh_database, shared_postgres};
pub use s3::{Faults, S3, S3_ACCESS_KEY, S3_SECRET_KEY};
pub use smtp::{ReceivedMail, SmtpSink};
