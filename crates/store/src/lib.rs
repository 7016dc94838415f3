//! The archive: SQL and nothing else, written once for both databases.
//!
//! A room here is one kind of row with the statements that read and write it, as functions over
//! [`engine::Tx`]. What enters a conversation enters through [`log::append`]. Nothing here decides
//! anything: rules are in `parlance-core`, and what a person can do is in the server's `app`.

pub mod accounts;
pub mod amendments;
pub mod asks;
pub mod attempts;
mod codec;
pub mod contracts;
pub mod conversations;
pub mod dispatch;
pub mod engine;
pub mod error;
pub mod files;
pub mod help_articles;
pub mod help_feedback;
pub mod help_requests;
pub mod hint;
pub mod idempotency;
pub mod inbox;
pub mod invitations;
pub mod jobs;
pub mod log;
pub mod marks;
pub mod meta;
pub mod migrations;
pub mod notifications;
mod numbered;
pub mod points;
pub mod policies;
pub mod preferences;
pub mod proposals;
pub mod questions;
pub mod refusals;
pub mod saved_replies;
pub mod search;
pub mod support_cases;
pub mod tasks;
mod turn;
pub mod wording;

pub use engine::{Store, StoreConfig, Tx};
pub use error::StoreError;

/// Every statement of every room, as (room, name, statement): a test has both engines prepare them.
pub fn statements() -> impl Iterator<Item = (&'static str, &'static str, engine::Sql)> {
    let rooms: [(&str, &[(&str, engine::Sql)]); 30] = [
        ("accounts", accounts::ALL),
        ("amendments", amendments::ALL),
        ("asks", asks::ALL),
        ("attempts", attempts::ALL),
        ("contracts", contracts::ALL),
        ("conversations", conversations::ALL),
        ("dispatch", dispatch::ALL),
        ("files", files::ALL),
        ("help_articles", help_articles::ALL),
        ("help_feedback", help_feedback::ALL),
        ("help_requests", help_requests::ALL),
        ("idempotency", idempotency::ALL),
        ("inbox", inbox::ALL),
        ("invitations", invitations::ALL),
        ("jobs", jobs::ALL),
        ("log", log::ALL),
        ("marks", marks::ALL),
        ("meta", meta::ALL),
        ("notifications", notifications::ALL),
        ("points", points::ALL),
        ("policies", policies::ALL),
        ("preferences", preferences::ALL),
        ("proposals", proposals::ALL),
        ("questions", questions::ALL),
        ("refusals", refusals::ALL),
        ("saved_replies", saved_replies::ALL),
        ("search", search::ALL),
        ("support_cases", support_cases::ALL),
        ("tasks", tasks::ALL),
        ("wording", wording::ALL),
    ];
    rooms.into_iter().flat_map(|(room, all)| all.iter().map(move |(name, sql)| (room, *name, *sql)))
}
