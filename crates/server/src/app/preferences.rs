//! What a person lets others know of them, and what the two of a conversation may know of each other
//! being there.

use super::{AppError, Attempt, Caller, Cx, refused, sessions};
use parlance_core::market::{Preferences, ZoneSource};
use parlance_core::policy::{Denial, reading};
use parlance_core::text::Rule;
use parlance_core::{AccountId, ConversationId};
use parlance_store::hint::Hint;
use parlance_store::{Tx, conversations, preferences};

/// What to change; `None` leaves it.
#[derive(Clone, Debug, Default)]
pub struct PreferencesChange {
    pub read_receipts: Option<bool>,
    pub presence: Option<bool>,
    pub zone_source: Option<ZoneSource>,
    /// A name that the time zone database knows.
    pub time_zone: Option<String>,
}

/// The caller's own.
pub fn get(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller) -> Result<Preferences, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person.id;
    preferences::get(tx, me)?.ok_or(AppError::NotSignedIn)
}

/// Changes the caller's own. What others were told already is not taken back.
pub fn change(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    change: &PreferencesChange,
) -> Result<Preferences, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    if me.suspended {
        return Err(refused(Attempt::of(me.id, "change-preferences"))(Denial::AccountSuspended));
    }
    let now = preferences::get(tx, me.id)?.ok_or(AppError::NotSignedIn)?;
    let new = Preferences {
        read_receipts: change.read_receipts.unwrap_or(now.read_receipts),
        presence: change.presence.unwrap_or(now.presence),
        zone_source: change.zone_source.unwrap_or(now.zone_source),
        time_zone: change.time_zone.clone().or_else(|| now.time_zone.clone()),
    };
    if new.zone_source == ZoneSource::Chosen && new.time_zone.is_none() {
        return Err(AppError::field("time_zone")(Rule::Empty));
    }
    if new != now {
        preferences::set(tx, me.id, &new)?;
        tx.hint(Hint::Person(me.id));
    }
    Ok(new)
}

/// The other person of a conversation, as far as somebody in it may know that they are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Companion {
    pub account: AccountId,
    /// They let it be known.
    pub shows: bool,
    /// Whoever asks lets it be known too.
    pub is_shown: bool,
}

/// Who is there with `me` in a conversation; `None` where that is not to be known.
pub fn companion(
    tx: &mut Tx<'_>,
    cx: &Cx,
    me: AccountId,
    id: ConversationId,
) -> Result<Option<Companion>, AppError> {
    let Some(held) = conversations::peek(tx, id, &cx.policies)? else { return Ok(None) };
    let takes_part = held.party(me).is_some();
    let Some(other) = held.parties.iter().find(|party| party.account != me).filter(|_| takes_part) else {
        return Ok(None);
    };
    // Who of the desk is there says nothing of who will answer.
    if held.contact.is_case || reading::attend(&held.log, held.phase, &held.contact).is_err() {
        return Ok(None);
    }
    let account = other.account;
    let shows = preferences::get(tx, account)?.unwrap_or_default().presence;
    let is_shown = preferences::get(tx, me)?.unwrap_or_default().presence;
    Ok(Some(Companion { account, shows, is_shown }))
}
