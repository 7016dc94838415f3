//! What a person lets others know of them.

use parlance_core::market;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where the time zone that others are told comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ZoneSource {
    /// The browser last used says it.
    Browser,
    /// The person chose one.
    Chosen,
    /// Others are told none.
    Hidden,
}

impl From<market::ZoneSource> for ZoneSource {
    fn from(source: market::ZoneSource) -> Self {
        match source {
            market::ZoneSource::Browser => ZoneSource::Browser,
            market::ZoneSource::Chosen => ZoneSource::Chosen,
            market::ZoneSource::Hidden => ZoneSource::Hidden,
        }
    }
}

impl From<ZoneSource> for market::ZoneSource {
    fn from(source: ZoneSource) -> Self {
        match source {
            ZoneSource::Browser => market::ZoneSource::Browser,
            ZoneSource::Chosen => market::ZoneSource::Chosen,
            ZoneSource::Hidden => market::ZoneSource::Hidden,
        }
    }
}

/// One's own preferences.
#[derive(Debug, Serialize, ToSchema)]
pub struct Preferences {
    /// Others are told that one has read what they wrote.
    pub read_receipts: bool,
    /// Others are told that one is online, and typing.
    pub presence: bool,
    pub zone_source: ZoneSource,
    /// A name of the IANA time zone database.
    #[schema(required)]
    pub time_zone: Option<String>,
}

impl From<market::Preferences> for Preferences {
    fn from(own: market::Preferences) -> Self {
        Preferences {
            read_receipts: own.read_receipts,
            presence: own.presence,
            zone_source: own.zone_source.into(),
            time_zone: own.time_zone,
        }
    }
}
