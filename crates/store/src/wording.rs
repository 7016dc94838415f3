//! What a marketplace says in its own words, as admins have written it: every version is kept, and the newest counts.
//! What is shipped is version 0 and not stored.

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::statements;
use parlance_core::policy::Permitted;
use parlance_core::wording::{Wording, Words};
use parlance_core::{AccountId, Time};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

statements! {
    INSERT = "INSERT INTO wording_change (version, document, account, note, at) VALUES ($1, $2, $3, $4, $5)";
    BEFORE = "SELECT w.version, w.document, w.note, w.at, a.id, a.name FROM wording_change w JOIN account a ON a.id = w.account
        WHERE w.version < $1 ORDER BY w.version DESC LIMIT $2";
}

/// One version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// 0 for what is shipped.
    pub version: i64,
    pub wording: Wording,
    /// Why it was changed; empty for what is shipped.
    pub note: String,
    /// When and by whom it was saved.
    pub saved: Option<(Time, AccountId, String)>,
}

/// A version to keep.
#[derive(Clone, Copy, Debug)]
pub struct NewVersion<'a> {
    pub wording: &'a Wording,
    pub account: AccountId,
    pub note: &'a str,
    pub at: Time,
}

/// The stored form; what is added later has a default.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredWords {
    policy_line: String,
    warning_title: String,
    warning: Vec<String>,
    protection: String,
}

/// Keeps a wording under the number that was permitted. Of two that race for one number, the second gets
/// `Conflict`.
pub fn insert(tx: &mut Tx<'_>, new: &NewVersion<'_>, number: Permitted<i64>) -> Result<(), StoreError> {
    let text = write(new.wording)?;
    let params =
        [number.into_inner().into(), (&text).into(), new.account.into(), new.note.into(), new.at.into()];
    tx.execute(&INSERT, &params)?;
    Ok(())
}

/// The words in force.
pub fn current(tx: &mut Tx<'_>) -> Result<Version, StoreError> {
    let newest = history(tx, i64::MAX, 1)?.pop();
    Ok(newest.unwrap_or_else(shipped))
}

/// What a marketplace begins with.
pub fn shipped() -> Version {
    Version { version: 0, wording: Wording::shipped(), note: String::new(), saved: None }
}

/// What was saved before a version, newest first.
pub fn history(tx: &mut Tx<'_>, before: i64, limit: u32) -> Result<Vec<Version>, StoreError> {
    tx.query(&BEFORE, &[before.into(), i64::from(limit).into()], version)
}

fn version(row: &Row<'_>) -> Result<Version, StoreError> {
    Ok(Version {
        version: row.get_i64(0)?,
        wording: read(row.get_str(1)?)?,
        note: row.get_text(2)?,
        saved: Some((Time(row.get_i64(3)?), AccountId(row.get_uuid(4)?), row.get_text(5)?)),
    })
}

fn write(wording: &Wording) -> Result<String, StoreError> {
    let stored = |words: &Words| StoredWords {
        policy_line: words.policy_line.clone(),
        warning_title: words.warning_title.clone(),
        warning: words.warning.clone(),
        protection: words.protection.clone(),
    };
    let languages: BTreeMap<&String, StoredWords> =
        wording.languages.iter().map(|(code, words)| (code, stored(words))).collect();
    serde_json::to_string(&languages).map_err(|error| StoreError::Corrupt(error.to_string()))
}

fn read(text: &str) -> Result<Wording, StoreError> {
    let stored: BTreeMap<String, StoredWords> = serde_json::from_str(text)
        .map_err(|error| StoreError::Corrupt(format!("the marketplace's words cannot be read: {error}")))?;
    let words = |stored: StoredWords| {
        let StoredWords { policy_line, warning_title, warning, protection } = stored;
        Words { policy_line, warning_title, warning, protection }
    };
    Ok(Wording { languages: stored.into_iter().map(|(code, stored)| (code, words(stored))).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marketplaces_words_keep_their_stored_form() {
        let words = Words {
            policy_line: "Stay.".into(),
            warning_title: "First".into(),
            warning: vec!["Read.".into(), "Think.".into()],
            protection: "We help.".into(),
        };
        let wording = Wording { languages: BTreeMap::from([("en".into(), words)]) };
        let golden = r#"{"en":{"policy_line":"Stay.","warning_title":"First","warning":["Read.","Think."],"protection":"We help."}}"#;
        assert_eq!(write(&wording).expect("it can be written"), golden);
        assert_eq!(read(golden), Ok(wording));
        let shipped = write(&Wording::shipped()).expect("it can be written");
        assert_eq!(read(&shipped), Ok(Wording::shipped()));
    }

    #[test]
    fn words_from_a_newer_program_are_corrupt_and_never_half_read() {
        for text in ["[]", r#"{"en":{"policy_line":"Stay."}}"#, "not JSON"] {
            assert!(matches!(read(text), Err(StoreError::Corrupt(_))), "{text}");
        }
    }
}
