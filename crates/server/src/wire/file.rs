//! Files, as they are named in messages and lists.

use super::Moment;
use parlance_core::conversation::view::Said;
use parlance_core::{entry, files};
use parlance_store::files::File;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A file that a message carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AttachedFile {
    pub id: Uuid,
    pub name: String,
    #[schema(value_type = String)]
    pub media_type: &'static str,
    pub class: FileClass,
    pub bytes: i64,
    /// Marked as what was to be delivered.
    pub deliverable: bool,
    pub check: FileCheck,
}

impl AttachedFile {
    /// A file of a message, as that now reads.
    pub fn of(file: &entry::Attached, said: &Said<'_>) -> AttachedFile {
        AttachedFile::new(file, said.deliverables.contains(&file.id), said.check(file.id))
    }

    pub fn new(file: &entry::Attached, deliverable: bool, check: files::Check) -> AttachedFile {
        AttachedFile {
            id: file.id.0,
            name: file.name.clone(),
            media_type: file.kind.media_type(),
            class: file.kind.class().into(),
            bytes: file.bytes,
            deliverable,
            check: check.into(),
        }
    }
}

/// What is known of whether a file carries a virus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileCheck {
    /// Nothing is known against it.
    Clear,
    /// It is being checked; until then its author alone gets its bytes.
    Pending,
    /// It carries one: nobody gets its bytes.
    Blocked,
}

impl From<files::Check> for FileCheck {
    fn from(check: files::Check) -> Self {
        match check {
            files::Check::Clear => FileCheck::Clear,
            files::Check::Pending => FileCheck::Pending,
            files::Check::Blocked => FileCheck::Blocked,
        }
    }
}

/// What can be done with a file besides fetching it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileClass {
    Document,
    Image,
    Audio,
    Video,
    Archive,
}

impl From<files::FileClass> for FileClass {
    fn from(class: files::FileClass) -> Self {
        match class {
            files::FileClass::Document => FileClass::Document,
            files::FileClass::Image => FileClass::Image,
            files::FileClass::Audio => FileClass::Audio,
            files::FileClass::Video => FileClass::Video,
            files::FileClass::Archive => FileClass::Archive,
        }
    }
}

/// A file that was uploaded and waits to be sent.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UploadedFile {
    #[serde(flatten)]
    pub file: AttachedFile,
    /// In hexadecimal digits.
    pub sha256: String,
    /// Of a picture, in points, as it is shown.
    #[schema(required)]
    pub width: Option<i64>,
    #[schema(required)]
    pub height: Option<i64>,
}

impl From<File> for UploadedFile {
    fn from(file: File) -> Self {
        let (width, height) = file.size.unzip();
        UploadedFile {
            file: AttachedFile::new(&file.attached, file.deliverable, file.check),
            sha256: file.attached.sha256.iter().map(|byte| format!("{byte:02x}")).collect(),
            width,
            height,
        }
    }
}

/// A file of a conversation, in the list of them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SharedFile {
    #[serde(flatten)]
    pub file: AttachedFile,
    /// The number of the message that carries it.
    pub seq: i64,
    /// Who sent it.
    pub by: Uuid,
    pub at: Moment,
}

impl From<File> for SharedFile {
    fn from(file: File) -> Self {
        SharedFile {
            file: AttachedFile::new(&file.attached, file.deliverable, file.check),
            seq: file.target.unwrap_or(0),
            by: file.account.0,
            at: file.created_at.into(),
        }
    }
}
