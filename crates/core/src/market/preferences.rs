//! What a person lets others know of them.

/// Where the time zone that others are told comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ZoneSource {
    /// The browser last used.
    #[default]
    Browser,
    /// The person chose one.
    Chosen,
    /// Others are told none.
    Hidden,
}

/// What a person lets others know: all of it, until they say otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preferences {
    /// That they have read a message.
    pub read_receipts: bool,
    /// That they are online, and typing.
    pub presence: bool,
    pub zone_source: ZoneSource,
    /// A name of the IANA time zone database.
    pub time_zone: Option<String>,
}

impl Default for Preferences {
    fn default() -> Self {
        Preferences {
            read_receipts: true,
            presence: true,
            zone_source: ZoneSource::default(),
            time_zone: None,
        }
    }
}

impl Preferences {
    /// The time zone that others are told.
    pub fn shown_zone(&self) -> Option<&str> {
        match self.zone_source {
            ZoneSource::Browser | ZoneSource::Chosen => self.time_zone.as_deref(),
            ZoneSource::Hidden => None,
        }
    }
}
