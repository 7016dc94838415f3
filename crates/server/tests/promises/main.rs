//! What the server promises over HTTP and on the socket: who gets what, what each promised behaviour does,
//! and what becomes of input that is wrong. Every answer seen here is held against the API's description.
#![expect(clippy::disallowed_methods, reason = "tests ask the clock for deadlines and mint keys")]
#![expect(
    clippy::duplicate_mod,
    reason = "the messenger's promises are kept on both engines: see on_postgres"
)]

mod access;
mod access_socket;
mod amendments;
mod answers;
mod bad_bodies;
mod bad_frames;
mod bad_keys;
mod bad_lists;
mod bad_order;
mod cases;
mod cells;
mod contact;
mod cross_origin;
mod delivery;
mod devices;
mod file_access;
mod files;
#[path = "../api/harness.rs"]
#[expect(dead_code, reason = "the other test binary needs more of it")]
mod harness;
mod help;
mod hiring;
mod hostile;
mod laid_aside;
mod marks;
mod object_store;
mod on_postgres;
mod places;
mod points;
mod policies;
mod postings;
mod questions;
mod rates;
mod reading;
mod rehearsals;
mod samples;
mod saved_replies;
mod schema;
mod search;
mod search_hides;
mod sessions;
mod sign_up;
mod stage;
mod state;
mod support;
mod taken_back;
mod uploads;
mod virus;
mod wording;

/// What the tests run on that do not say so themselves.
const ENGINE: harness::Engine = harness::Engine::Sqlite;
