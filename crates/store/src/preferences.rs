//! What a person lets others know of them, kept with their account.

use crate::engine::Tx;
use crate::error::StoreError;
use crate::numbered::Numbered;
use crate::statements;
use parlance_core::AccountId;
use parlance_core::market::{Preferences, ZoneSource};

statements! {
    GET = "SELECT read_receipts, presence, zone_source, time_zone FROM account WHERE id = $1";
    SET = "UPDATE account SET read_receipts = $2, presence = $3, zone_source = $4, time_zone = $5, version = version + 1
        WHERE id = $1";
}

/// `None` where there is no such account.
pub fn get(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<Preferences>, StoreError> {
    tx.query_opt(&GET, &[account.into()], |row| {
        Ok(Preferences {
            read_receipts: row.get_bool(0)?,
            presence: row.get_bool(1)?,
            zone_source: ZoneSource::from_number(row.get_i64(2)?)?,
            time_zone: row.get_opt_text(3)?,
        })
    })
}

/// Keeps them, and raises the number by which others know that something about this person changed.
pub fn set(tx: &mut Tx<'_>, account: AccountId, new: &Preferences) -> Result<(), StoreError> {
    let params = [
        account.into(),
        new.read_receipts.into(),
        new.presence.into(),
        new.zone_source.number().into(),
        new.time_zone.as_deref().into(),
    ];
    tx.execute(&SET, &params)?;
    Ok(())
}
