//! One file a resource; each route parses, calls one function of the hall, and words the answer.

pub mod accounts;
pub mod contracts;
pub mod conversations;
pub mod files;
pub mod freelancers;
pub mod health;
pub mod help;
pub mod help_staff;
pub mod invitations;
pub mod jobs;
pub mod marketplace;
pub mod marks;
pub mod me;
pub mod messages;
pub mod notifications;
pub mod points;
pub mod policies;
pub mod postings;
pub mod preferences;
pub mod proposals;
pub mod questions;
pub mod saved_replies;
pub mod search;
pub mod session;
pub mod sessions;
pub mod staff;
pub mod support;
pub mod wording;

use crate::app::Outcome;
use axum::Json;
use axum::http::StatusCode;
use serde::Deserialize;

/// 201 for what was made now, 200 for what the same request had made before.
fn made<T, W: From<T>>(outcome: Outcome<T>) -> (StatusCode, Json<W>) {
    match outcome {
        Outcome::Made(value) => (StatusCode::CREATED, Json(value.into())),
        Outcome::Replayed(value) => (StatusCode::OK, Json(value.into())),
    }
}

/// A field that may be `null` and must be there.
fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: serde::Deserialize<'de>,
{
    Option::deserialize(deserializer)
}
