//! Saved replies, as their owner sees them.

use super::Moment;
use parlance_store::saved_replies::SavedReply as Kept;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A text of one's own that is kept to be put into messages.
#[derive(Debug, Serialize, ToSchema)]
pub struct SavedReply {
    pub id: Uuid,
    pub title: String,
    pub text: String,
    pub created_at: Moment,
}

impl From<Kept> for SavedReply {
    fn from(reply: Kept) -> Self {
        let Kept { id, title, text, created_at } = reply;
        SavedReply { id: id.0, title, text, created_at: created_at.into() }
    }
}
