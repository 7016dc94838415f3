//! What the marketplace says in its own words: everybody reads it, admins change it.

use super::{AppError, Attempt, Caller, Cx, refused, sessions};
use crate::outside::ids;
use parlance_core::market::Person;
use parlance_core::policy::{Permitted, market as rules};
use parlance_core::wording::{Wording, Words};
use parlance_store::wording::{self, NewVersion, Version};
use parlance_store::{Tx, policies};

/// Words to save; their texts have been checked.
#[derive(Clone, Debug)]
pub struct SaveWording {
    /// The version that their editor had before them.
    pub seen: i64,
    pub wording: Wording,
    pub note: String,
}

/// A version, and the safety warning in force.
#[derive(Clone, Debug)]
pub struct Kept {
    pub version: Version,
    pub warning_version: i64,
}

/// What the marketplace says to a reader, in the language that was found.
#[derive(Clone, Debug)]
pub struct Spoken {
    pub language: String,
    pub words: Words,
    pub warning_version: i64,
}

/// What the marketplace says in a language, or in English.
pub fn spoken(tx: &mut Tx<'_>, cx: &Cx, language: &str) -> Result<Spoken, AppError> {
    let wording = wording::current(tx)?.wording;
    let (language, words) = wording.of(language).ok_or(AppError::NotFound)?;
    let warning_version = cx.policies.current(tx)?.warning_version;
    Ok(Spoken { language: language.to_owned(), words: words.naming(&cx.config.name), warning_version })
}

/// The words in force, for admins.
pub fn current(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller) -> Result<Kept, AppError> {
    admin(tx, cx, caller, "read-wording")?;
    kept(tx, cx)
}

/// Every version that was ever in force, newest first; what was shipped is the last of them.
pub fn history(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    before: i64,
    limit: u32,
) -> Result<Vec<Version>, AppError> {
    admin(tx, cx, caller, "read-wording")?;
    let mut found = wording::history(tx, before, limit)?;
    if before > 0 && u32::try_from(found.len()).is_ok_and(|count| count < limit) {
        found.push(wording::shipped());
    }
    Ok(found)
}

/// Saves words as a new version. Where the warning reads otherwise, every freelancer reads it again.
pub fn save(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, input: &SaveWording) -> Result<Kept, AppError> {
    let (me, may) = admin(tx, cx, caller, "change-wording")?;
    let now = wording::current(tx)?;
    let SaveWording { seen, wording: wanted, note } = input;
    // The answer to the first try was lost: this is the second.
    let by_me = now.saved.as_ref().is_some_and(|(_, account, _)| *account == me.id);
    if by_me && now.version == seen + 1 && now.wording == *wanted && now.note == *note {
        return kept(tx, cx);
    }
    let attempt = Attempt::of(me.id, "change-wording");
    let number = rules::change_wording(&me, *seen, now.version).map_err(refused(attempt))?;
    let at = cx.clock.now();
    wording::insert(tx, &NewVersion { wording: wanted, account: me.id, note, at }, number)?;
    if wanted.warns_otherwise(&now.wording) {
        policies::warn_anew(tx, ids::ordered(), me.id, note, at, may)?;
    }
    kept(tx, cx)
}

fn kept(tx: &mut Tx<'_>, cx: &Cx) -> Result<Kept, AppError> {
    let warning_version = cx.policies.current(tx)?.warning_version;
    Ok(Kept { version: wording::current(tx)?, warning_version })
}

fn admin(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    action: &'static str,
) -> Result<(Person, Permitted<()>), AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    let permitted = rules::change_policy(&me).map_err(refused(Attempt::of(me.id, action)))?;
    Ok((me, permitted))
}
