//! How entries and small enumerations are stored. The log is for ever: a number once given keeps its
//! meaning, and every stored form has a golden case below.

use crate::error::StoreError;
use parlance_core::entry::{EntryBody, SystemNote};
use parlance_core::market::{Answer, InvitationState, JobChange, JobPhase, Side, StaffRole};
use parlance_core::notify::Notice;
use parlance_core::{InvitationId, Time};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use uuid::Uuid;

/// The number of an [`EntryBody`], also its type in the sealed record. 5 to 12 are spoken for: edit,
/// removal, reaction, membership, call, meeting, agreement, moderation.
mod kind {
    pub const INVITATION: i64 = 1;
    pub const ANSWER: i64 = 2;
    pub const ACKNOWLEDGEMENT: i64 = 3;
    pub const MESSAGE: i64 = 4;
    pub const SYSTEM: i64 = 13;
}

#[derive(Serialize, Deserialize)]
struct StoredInvitation<'a> {
    invitation: Uuid,
    text: Cow<'a, str>,
    expires_at: i64,
}

#[derive(Serialize, Deserialize)]
struct StoredAnswer {
    invitation: Uuid,
    answer: i64,
}

#[derive(Serialize, Deserialize)]
struct StoredAcknowledgement {
    version: i64,
}

#[derive(Serialize, Deserialize)]
struct StoredMessage<'a> {
    text: Cow<'a, str>,
}

#[derive(Serialize, Deserialize)]
struct StoredNote {
    note: i64,
}

/// The stored form of a body: its number and its JSON.
pub fn encode(body: &EntryBody) -> Result<(i64, String), StoreError> {
    match body {
        EntryBody::Invitation { invitation, text, expires_at } => {
            let stored =
                StoredInvitation { invitation: invitation.0, text: text.into(), expires_at: expires_at.0 };
            Ok((kind::INVITATION, json(&stored)?))
        }
        EntryBody::Answer { invitation, answer } => {
            let stored = StoredAnswer { invitation: invitation.0, answer: answer.number() };
            Ok((kind::ANSWER, json(&stored)?))
        }
        EntryBody::Acknowledgement { version } => {
            Ok((kind::ACKNOWLEDGEMENT, json(&StoredAcknowledgement { version: *version })?))
        }
        EntryBody::Message { text } => Ok((kind::MESSAGE, json(&StoredMessage { text: text.into() })?)),
        EntryBody::System(note) => Ok((kind::SYSTEM, json(&StoredNote { note: note.number() })?)),
    }
}

/// The body that was stored; a form that this program does not know is an error, never a guess.
pub fn decode(kind: i64, body: &str) -> Result<EntryBody, StoreError> {
    Ok(match kind {
        kind::INVITATION => {
            let stored: StoredInvitation = parse(body)?;
            EntryBody::Invitation {
                invitation: InvitationId(stored.invitation),
                text: stored.text.into_owned(),
                expires_at: Time(stored.expires_at),
            }
        }
        kind::ANSWER => {
            let stored: StoredAnswer = parse(body)?;
            EntryBody::Answer {
                invitation: InvitationId(stored.invitation),
                answer: Answer::from_number(stored.answer)?,
            }
        }
        kind::ACKNOWLEDGEMENT => {
            EntryBody::Acknowledgement { version: parse::<StoredAcknowledgement>(body)?.version }
        }
        kind::MESSAGE => EntryBody::Message { text: parse::<StoredMessage>(body)?.text.into_owned() },
        kind::SYSTEM => EntryBody::System(SystemNote::from_number(parse::<StoredNote>(body)?.note)?),
        other => return Err(StoreError::Corrupt(format!("entry kind {other} is unknown to this program"))),
    })
}

fn json(stored: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(stored)
        .map_err(|e| StoreError::Corrupt(format!("an entry cannot be written down: {e}")))
}

fn parse<'a, T: Deserialize<'a>>(body: &'a str) -> Result<T, StoreError> {
    serde_json::from_str(body).map_err(|e| StoreError::Corrupt(format!("an entry cannot be read: {e}")))
}

/// An enumeration that is stored as a number.
pub trait Numbered: Sized + Copy {
    fn number(self) -> i64;
    fn from_number(number: i64) -> Result<Self, StoreError>;
}

macro_rules! numbered {
    ($($type:ty { $($value:expr => $number:literal),+ $(,)? })*) => {$(
        impl Numbered for $type {
            fn number(self) -> i64 {
                $(if self == $value { return $number; })+
                unreachable!("every value of {} has a number", stringify!($type))
            }
            fn from_number(number: i64) -> Result<Self, StoreError> {
                match number {
                    $($number => Ok($value),)+
                    _ => Err(StoreError::Corrupt(format!("{} {number} is unknown to this program", stringify!($type)))),
                }
            }
        }
    )*};
}

numbered! {
    Side { Side::Client => 0, Side::Freelancer => 1 }
    JobPhase { JobPhase::Open => 0, JobPhase::Closed => 3 }
    JobChange { JobChange::Posted => 0, JobChange::Closed => 1, JobChange::Reopened => 2 }
    StaffRole { StaffRole::Support => 1, StaffRole::Moderator => 2, StaffRole::Admin => 3 }
    SystemNote { SystemNote::JobClosed => 1, SystemNote::JobReopened => 2 }
    Notice {
        Notice::InvitationReceived => 1,
        Notice::InvitationAccepted => 2,
        Notice::InvitationDeclined => 3,
        Notice::InvitationWithdrawn => 4,
        Notice::InvitationExpired => 5,
        Notice::JobClosed => 6,
        Notice::JobReopened => 7,
    }
    Answer { Answer::Accepted => 1, Answer::Declined => 2, Answer::Withdrawn => 3, Answer::Expired => 4 }
    InvitationState {
        InvitationState::Pending => 0,
        InvitationState::Answered(Answer::Accepted) => 1,
        InvitationState::Answered(Answer::Declined) => 2,
        InvitationState::Answered(Answer::Withdrawn) => 3,
        InvitationState::Answered(Answer::Expired) => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stored_form_reads_back_as_what_was_written() {
        let invitation = InvitationId(Uuid::from_u128(7));
        let golden = [
            (
                EntryBody::Invitation { invitation, text: "Hi \"Felix\"\n".into(), expires_at: Time(9) },
                1,
                r#"{"invitation":"00000000-0000-0000-0000-000000000007","text":"Hi \"Felix\"\n","expires_at":9}"#,
            ),
            (
                EntryBody::Answer { invitation, answer: Answer::Declined },
                2,
                r#"{"invitation":"00000000-0000-0000-0000-000000000007","answer":2}"#,
            ),
            (EntryBody::Acknowledgement { version: 3 }, 3, r#"{"version":3}"#),
            (EntryBody::Message { text: "ok".into() }, 4, r#"{"text":"ok"}"#),
            (EntryBody::System(SystemNote::JobClosed), 13, r#"{"note":1}"#),
            (EntryBody::System(SystemNote::JobReopened), 13, r#"{"note":2}"#),
        ];
        for (body, kind, text) in golden {
            assert_eq!(encode(&body).expect("encodes"), (kind, text.to_owned()));
            assert_eq!(decode(kind, text).expect("decodes"), body);
        }
    }

    #[test]
    fn an_unknown_kind_or_number_is_corrupt_and_never_guessed() {
        for (kind, text) in [
            (99, "{}"),
            (2, r#"{"invitation":"00000000-0000-0000-0000-000000000007","answer":9}"#),
            (4, "{}"),
        ] {
            assert!(matches!(decode(kind, text), Err(StoreError::Corrupt(_))), "{kind} {text}");
        }
    }
}
