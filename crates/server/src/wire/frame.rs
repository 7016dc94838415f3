//! Frames on the socket. They are hints with content: a client that misses any of them finds the same by
//! fetching.

use super::{ConversationRow, Entry, Head, Notification, Problem};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// From the server.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Frame {
    /// First after connecting. With another epoch than the client knows, everything it remembers is void.
    Hello { epoch: String, account: Uuid, unread: i64, notifications_unread: i64 },
    /// Rows: a higher version of the head replaces the row with the same id, a higher version of the other
    /// person replaces that person in it.
    Inbox { rows: Vec<ConversationRow> },
    /// Entries after `after` up to `last`, those before that they change or quote, and the row's head with
    /// them taken in.
    Entries {
        conversation: Uuid,
        view: i64,
        after: i64,
        last: i64,
        entries: Vec<Entry>,
        beside: Vec<Entry>,
        head: Head,
    },
    /// What the client has loaded of the conversation is void.
    Reset { conversation: Uuid },
    /// Everything about the job changed.
    Job { job: Uuid },
    /// A new line behind the bell.
    Notification { notification: Notification, unread: i64 },
    /// Lines were read elsewhere.
    Notifications { unread: i64 },
    /// Whether the other person of the conversation that this tab attends is online; `null` where that is
    /// not known.
    Presence { conversation: Uuid, online: Option<bool> },
    /// The other person is typing, and will be for some seconds.
    Typing { conversation: Uuid },
    /// What went wrong, right before the socket is closed.
    Problem { problem: Problem },
}

/// From a client.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum ClientFrame {
    /// Says what the client has, to be told what it lacks.
    Resume { epoch: Option<String>, conversations: Vec<Loaded> },
    /// Says which conversation the tab shows, to be told of the other person's presence there.
    Attend { conversation: Option<Uuid> },
    /// Says that one is typing in the conversation that the tab attends.
    Typing { conversation: Uuid },
}

/// What a client has loaded of one conversation.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Loaded {
    pub id: Uuid,
    /// The number up to which it has everything there is for it.
    pub seq: i64,
    pub view: i64,
}
