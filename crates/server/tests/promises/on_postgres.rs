//! The messenger's promises once more, word for word, on PostgreSQL and an object store. What is missing
//! here names both engines itself.

use super::harness::Engine;
use super::{harness, samples, schema, state};

const ENGINE: Engine = Engine::Postgres;

#[path = "cases.rs"]
mod cases;
#[path = "contact.rs"]
mod contact;
#[path = "files.rs"]
mod files;
#[path = "help.rs"]
mod help;
#[path = "marks.rs"]
mod marks;
#[path = "places.rs"]
#[expect(dead_code, reason = "what is missing here needs more of it")]
mod places;
#[path = "policies.rs"]
mod policies;
#[path = "reading.rs"]
mod reading;
#[path = "rehearsals.rs"]
mod rehearsals;
#[path = "saved_replies.rs"]
mod saved_replies;
#[path = "support.rs"]
mod support;
