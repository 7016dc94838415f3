//! Moments as RFC 3339 text in UTC, always with six digits of a second: texts then sort as the times do.

use jiff::Timestamp;
use jiff::fmt::temporal::DateTimePrinter;
use parlance_core::Time;
use serde::{Serialize, Serializer};
use utoipa::openapi::schema::{KnownFormat, SchemaFormat, Type};
use utoipa::openapi::{ObjectBuilder, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

static WORDS: DateTimePrinter = DateTimePrinter::new().precision(Some(6));

/// A moment on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment(pub Time);

impl From<Time> for Moment {
    fn from(time: Time) -> Self {
        Moment(time)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let at = Timestamp::from_microsecond(self.0.0).unwrap_or(Timestamp::MAX);
        serializer.serialize_str(&WORDS.timestamp_to_string(&at))
    }
}

impl PartialSchema for Moment {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .into()
    }
}

impl ToSchema for Moment {
    fn name() -> std::borrow::Cow<'static, str> {
        "Moment".into()
    }
}
