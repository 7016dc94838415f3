//! How entries are stored. The log is for ever: a number once given keeps its meaning, and every stored form has
//! a golden case below.

use crate::error::StoreError;
use crate::numbered::Numbered;
use parlance_core::entry::{Attached, EntryBody, Message, Point, PointAnswer, SystemNote};
use parlance_core::market::Answer;
use parlance_core::{FileId, InvitationId, Time};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use uuid::Uuid;

/// The number of an [`EntryBody`], also its type in the sealed record. 8, 9, 10 and 12 are spoken for: membership,
/// call, meeting, moderation.
mod kind {
    pub const INVITATION: i64 = 1;
    pub const ANSWER: i64 = 2;
    pub const ACKNOWLEDGEMENT: i64 = 3;
    pub const MESSAGE: i64 = 4;
    pub const EDIT: i64 = 5;
    pub const REMOVAL: i64 = 6;
    pub const REACTION: i64 = 7;
    pub const POINT: i64 = 11;
    pub const SYSTEM: i64 = 13;
    pub const DELIVERABLE: i64 = 14;
    pub const POINT_ANSWER: i64 = 15;
}

/// The kind of a message.
pub(crate) const MESSAGE: i64 = kind::MESSAGE;

/// The kinds of entries that people have to read.
pub(crate) const SAID: [i64; 3] = [kind::INVITATION, kind::MESSAGE, kind::POINT];

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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quote: Option<i64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    files: Vec<StoredFile<'a>>,
}

#[derive(Serialize, Deserialize)]
struct StoredFile<'a> {
    id: Uuid,
    name: Cow<'a, str>,
    kind: i64,
    bytes: i64,
    /// In hexadecimal digits.
    sha256: String,
}

#[derive(Serialize, Deserialize)]
struct StoredEdit<'a> {
    target: i64,
    text: Cow<'a, str>,
}

#[derive(Serialize, Deserialize)]
struct StoredRemoval {
    target: i64,
}

#[derive(Serialize, Deserialize)]
struct StoredReaction<'a> {
    target: i64,
    emoji: Cow<'a, str>,
    given: bool,
}

#[derive(Serialize, Deserialize)]
struct StoredDeliverable {
    target: i64,
    file: Uuid,
    marked: bool,
}

#[derive(Serialize, Deserialize)]
struct StoredPoint<'a> {
    text: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    message: Option<i64>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    brief: bool,
}

#[derive(Serialize, Deserialize)]
struct StoredPointAnswer {
    target: i64,
    answer: i64,
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
        EntryBody::Message(message) => Ok((kind::MESSAGE, json(&StoredMessage::from(message))?)),
        EntryBody::Edit { target, text } => {
            Ok((kind::EDIT, json(&StoredEdit { target: *target, text: text.into() })?))
        }
        EntryBody::Removal { target } => Ok((kind::REMOVAL, json(&StoredRemoval { target: *target })?)),
        EntryBody::Reaction { target, emoji, given } => {
            let stored = StoredReaction { target: *target, emoji: emoji.into(), given: *given };
            Ok((kind::REACTION, json(&stored)?))
        }
        EntryBody::Deliverable { target, file, marked } => {
            let stored = StoredDeliverable { target: *target, file: file.0, marked: *marked };
            Ok((kind::DELIVERABLE, json(&stored)?))
        }
        EntryBody::Point(Point { text, message, brief }) => {
            let stored = StoredPoint { text: text.into(), message: *message, brief: *brief };
            Ok((kind::POINT, json(&stored)?))
        }
        EntryBody::PointAnswer { target, answer } => {
            let stored = StoredPointAnswer { target: *target, answer: answer.number() };
            Ok((kind::POINT_ANSWER, json(&stored)?))
        }
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
        kind::MESSAGE => EntryBody::Message(parse::<StoredMessage>(body)?.try_into()?),
        kind::EDIT => {
            let stored: StoredEdit = parse(body)?;
            EntryBody::Edit { target: stored.target, text: stored.text.into_owned() }
        }
        kind::REMOVAL => EntryBody::Removal { target: parse::<StoredRemoval>(body)?.target },
        kind::REACTION => {
            let StoredReaction { target, emoji, given } = parse(body)?;
            EntryBody::Reaction { target, emoji: emoji.into_owned(), given }
        }
        kind::DELIVERABLE => {
            let StoredDeliverable { target, file, marked } = parse(body)?;
            EntryBody::Deliverable { target, file: FileId(file), marked }
        }
        kind::POINT => {
            let StoredPoint { text, message, brief } = parse(body)?;
            EntryBody::Point(Point { text: text.into_owned(), message, brief })
        }
        kind::POINT_ANSWER => {
            let StoredPointAnswer { target, answer } = parse(body)?;
            EntryBody::PointAnswer { target, answer: PointAnswer::from_number(answer)? }
        }
        kind::SYSTEM => EntryBody::System(SystemNote::from_number(parse::<StoredNote>(body)?.note)?),
        other => return Err(StoreError::Corrupt(format!("entry kind {other} is unknown to this program"))),
    })
}

impl<'a> From<&'a Message> for StoredMessage<'a> {
    fn from(message: &'a Message) -> Self {
        let file = |file: &'a Attached| StoredFile {
            id: file.id.0,
            name: file.name.as_str().into(),
            kind: file.kind.number(),
            bytes: file.bytes,
            sha256: hex(&file.sha256),
        };
        StoredMessage {
            text: message.text.as_str().into(),
            quote: message.quote,
            files: message.files.iter().map(file).collect(),
        }
    }
}

impl TryFrom<StoredMessage<'_>> for Message {
    type Error = StoreError;

    fn try_from(stored: StoredMessage<'_>) -> Result<Self, StoreError> {
        let files = stored.files.into_iter().map(Attached::try_from).collect::<Result<_, _>>()?;
        Ok(Message { text: stored.text.into_owned(), quote: stored.quote, files })
    }
}

impl TryFrom<StoredFile<'_>> for Attached {
    type Error = StoreError;

    fn try_from(stored: StoredFile<'_>) -> Result<Self, StoreError> {
        Ok(Attached {
            id: FileId(stored.id),
            name: stored.name.into_owned(),
            kind: Numbered::from_number(stored.kind)?,
            bytes: stored.bytes,
            sha256: unhex(&stored.sha256)?,
        })
    }
}

fn hex(bytes: &[u8; 32]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut out, byte| {
        for digit in [byte >> 4, byte & 15] {
            out.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
        out
    })
}

fn unhex(text: &str) -> Result<[u8; 32], StoreError> {
    let wrong = || StoreError::Corrupt("a file's hash cannot be read".to_owned());
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return Err(wrong());
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).map_err(|_| wrong())?;
    }
    Ok(bytes)
}

fn json(stored: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(stored)
        .map_err(|e| StoreError::Corrupt(format!("an entry cannot be written down: {e}")))
}

fn parse<'a, T: Deserialize<'a>>(body: &'a str) -> Result<T, StoreError> {
    serde_json::from_str(body).map_err(|e| StoreError::Corrupt(format!("an entry cannot be read: {e}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use parlance_core::files::FileType;

    #[test]
    fn every_stored_form_reads_back_as_what_was_written() {
        let invitation = InvitationId(Uuid::from_u128(7));
        let file = FileId(Uuid::from_u128(8));
        let plan =
            Attached { id: file, name: "plan.pdf".into(), kind: FileType::Pdf, bytes: 12, sha256: [11; 32] };
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
            (EntryBody::Message(Message::of("ok")), 4, r#"{"text":"ok"}"#),
            (
                EntryBody::Message(Message { text: String::new(), quote: Some(3), files: vec![plan] }),
                4,
                r#"{"text":"","quote":3,"files":[{"id":"00000000-0000-0000-0000-000000000008","name":"plan.pdf","kind":6,"bytes":12,"sha256":"0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"}]}"#,
            ),
            (EntryBody::Edit { target: 2, text: "better".into() }, 5, r#"{"target":2,"text":"better"}"#),
            (EntryBody::Removal { target: 2 }, 6, r#"{"target":2}"#),
            (
                EntryBody::Reaction { target: 2, emoji: "👍".into(), given: true },
                7,
                r#"{"target":2,"emoji":"👍","given":true}"#,
            ),
            (
                EntryBody::Deliverable { target: 2, file, marked: false },
                14,
                r#"{"target":2,"file":"00000000-0000-0000-0000-000000000008","marked":false}"#,
            ),
            (
                EntryBody::Point(Point { text: "By Friday".into(), message: Some(2), brief: true }),
                11,
                r#"{"text":"By Friday","message":2,"brief":true}"#,
            ),
            (
                EntryBody::Point(Point { text: "Two rounds".into(), message: None, brief: false }),
                11,
                r#"{"text":"Two rounds"}"#,
            ),
            (
                EntryBody::PointAnswer { target: 3, answer: PointAnswer::Confirmed },
                15,
                r#"{"target":3,"answer":1}"#,
            ),
            (
                EntryBody::PointAnswer { target: 3, answer: PointAnswer::Lapsed },
                15,
                r#"{"target":3,"answer":4}"#,
            ),
            (EntryBody::System(SystemNote::JobClosed), 13, r#"{"note":1}"#),
            (EntryBody::System(SystemNote::JobReopened), 13, r#"{"note":2}"#),
            (EntryBody::System(SystemNote::HandedOver), 13, r#"{"note":3}"#),
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
            (15, r#"{"target":3,"answer":5}"#),
            (
                4,
                r#"{"text":"","files":[{"id":"00000000-0000-0000-0000-000000000008","name":"a","kind":6,"bytes":1,"sha256":"0b"}]}"#,
            ),
        ] {
            assert!(matches!(decode(kind, text), Err(StoreError::Corrupt(_))), "{kind} {text}");
        }
    }
}
