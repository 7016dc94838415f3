//! What a search found.

use super::{EntryBy, JobRef, Moment, PersonRef, Side};
use crate::app::search::{FoundFile, Hit, Kind};
use parlance_core::entry::Author;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The conversation in which something was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundIn {
    pub id: Uuid,
    /// The part the viewer plays.
    pub side: Side,
    pub other: PersonRef,
    pub job: JobRef,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FoundKind {
    Invitation,
    Message,
}

/// A file of a message that was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundName {
    pub id: Uuid,
    /// Its name; of a very long one, the piece in which something was found.
    pub name: String,
    /// What of it is to be marked: begin and length of each piece, in UTF-16 units.
    pub highlights: Vec<[u32; 2]>,
}

/// A message or an invitation that was found, as it now reads.
#[derive(Debug, Serialize, ToSchema)]
pub struct SearchHit {
    pub conversation: FoundIn,
    pub seq: i64,
    pub at: Moment,
    pub by: EntryBy,
    pub kind: FoundKind,
    /// A piece of the text, on one line; empty where the message has files alone.
    pub excerpt: String,
    /// What of it is to be marked: begin and length of each piece, in UTF-16 units.
    pub highlights: Vec<[u32; 2]>,
    pub files: Vec<FoundName>,
}

impl From<Hit> for SearchHit {
    fn from(hit: Hit) -> Self {
        SearchHit {
            conversation: FoundIn {
                id: hit.conversation.0,
                side: hit.side.into(),
                other: hit.other.into(),
                job: hit.job.into(),
            },
            seq: hit.seq,
            at: hit.at.into(),
            by: match hit.author {
                Author::Account { id, side } => EntryBy::Account { id: id.0, side: side.into() },
                Author::Bot => EntryBy::Bot,
                Author::System => EntryBy::System,
            },
            kind: match hit.kind {
                Kind::Invitation => FoundKind::Invitation,
                Kind::Message => FoundKind::Message,
            },
            excerpt: hit.excerpt.text,
            highlights: pairs(&hit.excerpt.marks),
            files: hit.files.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<FoundFile> for FoundName {
    fn from(file: FoundFile) -> Self {
        let highlights = pairs(&file.name.marks);
        FoundName { id: file.id.0, name: file.name.text, highlights }
    }
}

fn pairs(marks: &[(u32, u32)]) -> Vec<[u32; 2]> {
    marks.iter().map(|(begin, length)| [*begin, *length]).collect()
}
