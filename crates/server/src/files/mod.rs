//! The bytes of files: taken in while they come, judged by their name and themselves together, handed out
//! again as they were, and shown in small.
//!
//! Nothing here trusts a file: what reads one is given limits, and nothing is unpacked.

mod intake;
mod pictures;
mod relay;
mod sniff;
mod structure;

pub use intake::{FileError, Files, Taken};
pub use pictures::Drawn;
pub use relay::{Outlet, relay};
pub use sniff::Mismatch;
