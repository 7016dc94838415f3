//! The marketplace's own words as admins read and write them.

use super::{Moment, PersonRef};
use crate::app::wording::Kept;
use parlance_core::wording::{self, Shipped};
use parlance_store::wording::Version;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What is said in one language. `{marketplace}` stands for the name of the marketplace.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MarketplaceWords {
    /// The line beneath the composer.
    pub policy_line: String,
    pub warning_title: String,
    /// The paragraphs of the safety warning.
    pub warning: Vec<String>,
    /// Why to stay: beneath the warning, and in the help centre.
    pub protection: String,
}

impl From<wording::Words> for MarketplaceWords {
    fn from(words: wording::Words) -> Self {
        let wording::Words { policy_line, warning_title, warning, protection } = words;
        MarketplaceWords { policy_line, warning_title, warning, protection }
    }
}

impl From<MarketplaceWords> for wording::Words {
    fn from(words: MarketplaceWords) -> Self {
        let MarketplaceWords { policy_line, warning_title, warning, protection } = words;
        wording::Words { policy_line, warning_title, warning, protection }
    }
}

/// One version of the words, by language.
#[derive(Debug, Serialize, ToSchema)]
pub struct WordingVersion {
    /// 0 for what is shipped.
    pub version: i64,
    pub languages: BTreeMap<String, MarketplaceWords>,
    /// Why it was changed; empty for what is shipped.
    pub note: String,
    /// `null` for what is shipped.
    #[schema(required)]
    pub saved_at: Option<Moment>,
    /// `null` for what is shipped.
    #[schema(required)]
    pub saved_by: Option<PersonRef>,
}

impl From<Version> for WordingVersion {
    fn from(found: Version) -> Self {
        let (saved_at, saved_by) = match found.saved {
            Some((at, id, name)) => (Some(at.into()), Some((id, name).into())),
            None => (None, None),
        };
        let languages =
            found.wording.languages.into_iter().map(|(code, words)| (code, words.into())).collect();
        WordingVersion { version: found.version, languages, note: found.note, saved_at, saved_by }
    }
}

/// The words in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct Wording {
    #[serde(flatten)]
    pub current: WordingVersion,
    /// Rises whenever the safety warning, or the notice beneath it, reads otherwise.
    pub warning_version: i64,
}

impl From<Kept> for Wording {
    fn from(kept: Kept) -> Self {
        Wording { current: kept.version.into(), warning_version: kept.warning_version }
    }
}

/// Words that come with the program, in English.
#[derive(Debug, Serialize, ToSchema)]
pub struct WordingPreset {
    /// `standard`, `short` or `escrow`.
    #[schema(value_type = String)]
    pub name: &'static str,
    pub words: MarketplaceWords,
}

impl From<Shipped> for WordingPreset {
    fn from(shipped: Shipped) -> Self {
        WordingPreset { name: shipped.name(), words: shipped.words().into() }
    }
}
