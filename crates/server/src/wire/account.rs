//! People, and the marketplace they are in.

use super::{Moment, StaffRole};
use crate::app::accounts;
use parlance_core::ids::SessionId;
use parlance_core::limits;
use parlance_store::accounts::{Account, Device};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A person by name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PersonRef {
    pub id: Uuid,
    pub name: String,
}

impl From<(parlance_core::AccountId, String)> for PersonRef {
    fn from((id, name): (parlance_core::AccountId, String)) -> Self {
        PersonRef { id: id.0, name }
    }
}

/// Oneself.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    pub id: Uuid,
    pub email: String,
    pub name: String,
    pub headline: String,
    /// Whether one's profile is published.
    pub offers_work: bool,
    #[schema(required)]
    pub staff_role: Option<StaffRole>,
    pub open_job_count: i64,
    pub demo: bool,
}

impl Me {
    pub fn new((account, open_job_count): (Account, i64), demo: bool) -> Me {
        Me {
            id: account.id.0,
            email: account.email,
            name: account.name,
            headline: account.headline,
            offers_work: account.offers_work,
            staff_role: account.staff.map(Into::into),
            open_job_count,
            demo,
        }
    }
}

/// A browser that one is signed in with.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeviceSession {
    pub id: Uuid,
    /// Such as "Firefox on Linux"; empty where it is not known.
    pub device: String,
    pub began_at: Moment,
    /// The one that asks.
    pub current: bool,
}

impl DeviceSession {
    pub fn new(device: Device, own: SessionId) -> DeviceSession {
        let (id, began_at, current) = (device.id.0, device.began_at.into(), device.id == own);
        DeviceSession { id, device: device.device, began_at, current }
    }
}

/// Who is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    /// `null` where nobody is.
    #[schema(required)]
    pub account: Option<Me>,
}

/// A freelancer's published profile.
#[derive(Debug, Serialize, ToSchema)]
pub struct Profile {
    pub account: PersonRef,
    pub headline: String,
    pub yourself: bool,
    pub joined_at: Moment,
}

impl From<accounts::Profile> for Profile {
    fn from(profile: accounts::Profile) -> Self {
        let account = profile.account;
        Profile {
            joined_at: account.created_at.into(),
            headline: account.headline,
            account: PersonRef { id: account.id.0, name: account.name },
            yourself: profile.yourself,
        }
    }
}

/// The marketplace, as everybody may know it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Marketplace {
    pub name: String,
    pub demo: bool,
    /// With `--demo`, who can be signed in as; otherwise empty.
    pub demo_accounts: Vec<DemoAccount>,
    /// In which the marketplace's own words below are.
    pub language: String,
    pub warning: SafetyWarning,
    /// Why to stay, in the warning and in the help centre.
    pub protection: String,
    /// The line beneath the composer.
    pub policy_line: String,
    pub limits: Limits,
    /// Endings of the names of files that may be sent.
    pub file_endings: Vec<String>,
    /// For how many seconds a message may be changed or taken back after it was sent.
    pub revise_seconds: u64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct DemoAccount {
    pub email: String,
    pub name: String,
    pub about: String,
}

/// What a freelancer reads before the first text of a conversation.
#[derive(Debug, Serialize, ToSchema)]
pub struct SafetyWarning {
    pub version: i64,
    pub title: String,
    pub paragraphs: Vec<String>,
}

/// Bounds that forms show before they are reached; characters are Unicode scalar values.
#[derive(Debug, Serialize, ToSchema)]
pub struct Limits {
    pub message_chars: usize,
    pub point_chars: usize,
    pub invitation_chars: usize,
    pub title_chars: usize,
    pub description_chars: usize,
    pub name_chars: usize,
    pub headline_chars: usize,
    pub password_chars_min: usize,
    pub password_chars_max: usize,
    pub file_bytes: u64,
    pub files_per_message: usize,
    pub saved_replies: i64,
    pub reply_title_chars: usize,
    pub help_question_chars: usize,
    pub help_comment_chars: usize,
    pub help_request_chars: usize,
    pub help_article_chars: usize,
}

impl Limits {
    pub const NOW: Limits = Limits {
        message_chars: limits::MESSAGE_CHARS,
        point_chars: limits::POINT_CHARS,
        invitation_chars: limits::INVITATION_CHARS,
        title_chars: limits::TITLE_CHARS,
        description_chars: limits::DESCRIPTION_CHARS,
        name_chars: limits::NAME_CHARS,
        headline_chars: limits::HEADLINE_CHARS,
        password_chars_min: limits::PASSWORD_CHARS_MIN,
        password_chars_max: limits::PASSWORD_CHARS_MAX,
        file_bytes: limits::FILE_BYTES,
        files_per_message: limits::FILES_PER_MESSAGE,
        saved_replies: limits::SAVED_REPLIES,
        reply_title_chars: limits::REPLY_TITLE_CHARS,
        help_question_chars: limits::HELP_QUESTION_CHARS,
        help_comment_chars: limits::HELP_COMMENT_CHARS,
        help_request_chars: limits::HELP_REQUEST_CHARS,
        help_article_chars: limits::HELP_ARTICLE_CHARS,
    };
}
