//! The few kinds of value that cross into SQL: integers, text, bytes and nothing.
//!
//! Times travel as microseconds, ids as their 16 bytes, truth values as 0 and 1. Nothing else is
//! stored, so that both databases hold exactly the same.

use parlance_core::{
    AccountId, ConversationId, FileId, InvitationId, JobId, Key, Time,
    ids::{CommentId, ContractId, ProposalId, ReplyId, RequestId, SessionId},
};
use uuid::Uuid;

/// One argument of a statement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// No value.
    Null,
    /// A whole number, a moment or a truth value.
    Int(i64),
    /// Text.
    Text(&'a str),
    /// Bytes.
    Blob(&'a [u8]),
    /// An id: stored as its 16 bytes.
    Id(Uuid),
}

impl From<i64> for Value<'_> {
    fn from(value: i64) -> Self {
        Value::Int(value)
    }
}

impl From<bool> for Value<'_> {
    fn from(value: bool) -> Self {
        Value::Int(i64::from(value))
    }
}

impl From<Time> for Value<'_> {
    fn from(value: Time) -> Self {
        Value::Int(value.0)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(value: &'a str) -> Self {
        Value::Text(value)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(value: &'a String) -> Self {
        Value::Text(value)
    }
}

impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(value: &'a [u8]) -> Self {
        Value::Blob(value)
    }
}

impl<'a> From<&'a Vec<u8>> for Value<'a> {
    fn from(value: &'a Vec<u8>) -> Self {
        Value::Blob(value)
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Value<'a> {
    fn from(value: &'a [u8; N]) -> Self {
        Value::Blob(value)
    }
}

impl From<Uuid> for Value<'_> {
    fn from(value: Uuid) -> Self {
        Value::Id(value)
    }
}

impl From<&Uuid> for Value<'_> {
    fn from(value: &Uuid) -> Self {
        Value::Id(*value)
    }
}

macro_rules! from_ids {
    ($($id:ident),*) => {$(
        impl From<$id> for Value<'_> {
            fn from(value: $id) -> Self {
                Value::Id(value.0)
            }
        }
    )*};
}
from_ids!(
    AccountId,
    CommentId,
    ContractId,
    ConversationId,
    FileId,
    InvitationId,
    JobId,
    Key,
    ProposalId,
    ReplyId,
    RequestId,
    SessionId
);

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}
