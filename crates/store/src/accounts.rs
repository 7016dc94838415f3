//! Accounts, the sign-ins that speak for them, and the links that prove an address.

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::numbered::Numbered;
use crate::statements;
use parlance_core::ids::SessionId;
use parlance_core::market::{Person, StaffRole};
use parlance_core::{AccountId, Time, limits};
use uuid::Uuid;

statements! {
    INSERT = "INSERT INTO account (id, email, verified_at, password_hash, name, name_lower, headline, offers_work, staff_role, version, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, '', 0, $7, 1, $8) ON CONFLICT (email) DO NOTHING";
    BY_ID = "SELECT id, email, verified_at, name, headline, offers_work, staff_role, suspended_at, created_at FROM account WHERE id = $1";
    BY_EMAIL = "SELECT id, email, verified_at, name, headline, offers_work, staff_role, suspended_at, created_at FROM account WHERE email = $1";
    LOCK: lock = "SELECT id FROM account WHERE id = $1";
    PASSWORD = "SELECT id, password_hash FROM account WHERE email = $1";
    OFFERING = "SELECT id, email, verified_at, name, headline, offers_work, staff_role, suspended_at, created_at FROM account
        WHERE offers_work = 1 AND suspended_at IS NULL AND (name, id) > ($1, $2) AND name_lower LIKE $3 ESCAPE '\\'
        ORDER BY name, id LIMIT $4";
    STAFF_LIST = "SELECT id, email, verified_at, name, headline, offers_work, staff_role, suspended_at, created_at FROM account
        WHERE (email, id) > ($1, $2) AND email <> 'desk' AND (name_lower LIKE $3 ESCAPE '\\' OR email LIKE $3 ESCAPE '\\')
        ORDER BY email, id LIMIT $4";
    UPDATE_PROFILE = "UPDATE account SET name = $2, name_lower = $3, headline = $4, offers_work = $5, version = version + 1
        WHERE id = $1";
    SET_ROLE = "UPDATE account SET staff_role = $2, version = version + 1 WHERE id = $1";
    SUSPEND = "UPDATE account SET suspended_at = $2, suspension_reason = $3, version = version + 1 WHERE id = $1";
    SIGN_UP_AGAIN = "UPDATE account SET password_hash = $2, name = $3, name_lower = $4, version = version + 1
        WHERE id = $1 AND verified_at IS NULL";
    VERIFY = "UPDATE account SET verified_at = $2, password_hash = $3, name = $4, name_lower = $5, version = version + 1
        WHERE id = $1 AND verified_at IS NULL";
    BY_SESSION = "SELECT s.id, a.id, a.staff_role, a.suspended_at, s.expires_at FROM session s JOIN account a ON a.id = s.account
        WHERE s.token_hash = $1 AND s.expires_at > $2";
    BEGIN_SESSION = "INSERT INTO session (token_hash, id, account, created_at, expires_at, device)
        VALUES ($1, $2, $3, $4, $5, $6)";
    END_SESSION = "DELETE FROM session WHERE token_hash = $1 RETURNING id";
    SESSIONS = "SELECT token_hash, id FROM session WHERE account = $1 ORDER BY created_at DESC";
    DEVICES = "SELECT id, device, created_at FROM session WHERE account = $1 AND expires_at > $2
        ORDER BY created_at DESC, id DESC LIMIT $3";
    END_ONE = "DELETE FROM session WHERE account = $1 AND id = $2 RETURNING id";
    END_OTHERS = "DELETE FROM session WHERE account = $1 AND id <> $2 RETURNING id";
    SET_PASSWORD = "UPDATE account SET password_hash = $2 WHERE id = $1";
    END_SESSIONS = "DELETE FROM session WHERE account = $1";
    EXPIRE_SESSIONS = "DELETE FROM session WHERE expires_at <= $1 RETURNING id";
    BEGIN_VERIFICATION = "INSERT INTO verification (id, account, password_hash, name, expires_at)
        SELECT $2, id, password_hash, name, $3 FROM account WHERE id = $1 AND verified_at IS NULL";
    TRIM_VERIFICATIONS = "DELETE FROM verification WHERE account = $1 AND id <
        (SELECT id FROM verification WHERE account = $1 ORDER BY id DESC LIMIT 1 OFFSET $2)";
    GIVE_LINK = "UPDATE verification SET token_hash = $2, expires_at = $3 WHERE id = $1";
    VERIFICATION = "SELECT a.id, a.email, v.password_hash, v.name FROM verification v JOIN account a ON a.id = v.account
        WHERE v.token_hash = $1 AND v.expires_at > $2";
    END_VERIFICATIONS = "DELETE FROM verification WHERE account = $1";
    EXPIRE_VERIFICATIONS = "DELETE FROM verification WHERE expires_at <= $1";
}

/// A person as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub email: String,
    pub verified_at: Option<Time>,
    pub name: String,
    pub headline: String,
    pub offers_work: bool,
    pub staff: Option<StaffRole>,
    pub suspended_at: Option<Time>,
    pub created_at: Time,
}

/// A person about to be stored.
#[derive(Clone, Debug)]
pub struct NewAccount<'a> {
    pub id: AccountId,
    pub email: &'a str,
    pub verified_at: Option<Time>,
    pub password_hash: &'a str,
    pub name: &'a str,
    pub staff: Option<StaffRole>,
    pub created_at: Time,
}

/// The hash of a sign-in's or a link's random token; the token itself is stored nowhere.
pub type TokenHash = [u8; 32];

/// Who a sign-in speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedIn {
    pub session: SessionId,
    pub person: Person,
    pub expires_at: Time,
}

/// One sign-up whose address waits to be proven: what it would make of the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    pub account: AccountId,
    pub email: String,
    pub password_hash: String,
    pub name: String,
}

/// Stores an account; `false` where the address is taken.
pub fn insert(tx: &mut Tx<'_>, new: &NewAccount<'_>) -> Result<bool, StoreError> {
    let name_lower = new.name.to_lowercase();
    let params = [
        new.id.into(),
        new.email.into(),
        new.verified_at.into(),
        new.password_hash.into(),
        new.name.into(),
        (&name_lower).into(),
        new.staff.map(Numbered::number).into(),
        new.created_at.into(),
    ];
    Ok(tx.execute(&INSERT, &params)? > 0)
}

pub fn by_id(tx: &mut Tx<'_>, id: AccountId) -> Result<Option<Account>, StoreError> {
    tx.query_opt(&BY_ID, &[id.into()], account)
}

pub fn by_email(tx: &mut Tx<'_>, email: &str) -> Result<Option<Account>, StoreError> {
    tx.query_opt(&BY_EMAIL, &[email.into()], account)
}

/// Makes acts of one account that count what it has (pending invitations, open jobs) wait for each
/// other.
pub fn lock(tx: &mut Tx<'_>, id: AccountId) -> Result<(), StoreError> {
    tx.query_opt(&LOCK, &[id.into()], |_| Ok(()))?;
    Ok(())
}

/// The stored hash of the password that goes with an address.
pub fn password_hash(tx: &mut Tx<'_>, email: &str) -> Result<Option<(AccountId, String)>, StoreError> {
    tx.query_opt(&PASSWORD, &[email.into()], |row| Ok((AccountId(row.get_uuid(0)?), row.get_text(1)?)))
}

/// People who offer work and whose name contains `words`, by name, after the place `after`.
pub fn offering(
    tx: &mut Tx<'_>,
    words: &str,
    after: (&str, AccountId),
    limit: u32,
) -> Result<Vec<Account>, StoreError> {
    let pattern = containing(words);
    tx.query(
        &OFFERING,
        &[after.0.into(), after.1.into(), (&pattern).into(), i64::from(limit).into()],
        account,
    )
}

/// Accounts whose name or address contains `words`, by address, after the place `after`.
pub fn list(
    tx: &mut Tx<'_>,
    words: &str,
    after: (&str, AccountId),
    limit: u32,
) -> Result<Vec<Account>, StoreError> {
    let pattern = containing(words);
    tx.query(
        &STAFF_LIST,
        &[after.0.into(), after.1.into(), (&pattern).into(), i64::from(limit).into()],
        account,
    )
}

/// A LIKE pattern that finds `words` as they are typed, its own signs taken literally.
fn containing(words: &str) -> String {
    let literal = words.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{literal}%")
}

pub fn update_profile(
    tx: &mut Tx<'_>,
    id: AccountId,
    name: &str,
    headline: &str,
    offers_work: bool,
) -> Result<(), StoreError> {
    let name_lower = name.to_lowercase();
    let params = [id.into(), name.into(), (&name_lower).into(), headline.into(), offers_work.into()];
    tx.execute(&UPDATE_PROFILE, &params)?;
    Ok(())
}

pub fn set_role(tx: &mut Tx<'_>, id: AccountId, role: Option<StaffRole>) -> Result<(), StoreError> {
    tx.execute(&SET_ROLE, &[id.into(), role.map(Numbered::number).into()])?;
    Ok(())
}

/// Suspends an account (or lifts it, with `None`).
pub fn set_suspension(
    tx: &mut Tx<'_>,
    id: AccountId,
    suspension: Option<(Time, &str)>,
) -> Result<(), StoreError> {
    let (at, reason) = suspension.unzip();
    tx.execute(&SUSPEND, &[id.into(), at.into(), reason.into()])?;
    Ok(())
}

/// Who the token speaks for now, if anybody.
pub fn signed_in(tx: &mut Tx<'_>, token: &TokenHash, now: Time) -> Result<Option<SignedIn>, StoreError> {
    tx.query_opt(&BY_SESSION, &[token.into(), now.into()], |row| {
        let person = Person {
            id: AccountId(row.get_uuid(1)?),
            staff: row.get_opt_i64(2)?.map(StaffRole::from_number).transpose()?,
            suspended: row.get_opt_i64(3)?.is_some(),
        };
        Ok(SignedIn { session: SessionId(row.get_uuid(0)?), person, expires_at: Time(row.get_i64(4)?) })
    })
}

pub fn begin_session(
    tx: &mut Tx<'_>,
    token: &TokenHash,
    id: SessionId,
    account: AccountId,
    now: Time,
    expires_at: Time,
    device: &str,
) -> Result<(), StoreError> {
    let params = [token.into(), id.into(), account.into(), now.into(), expires_at.into(), device.into()];
    tx.execute(&BEGIN_SESSION, &params)?;
    Ok(())
}

/// A sign-in as its owner is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    pub id: SessionId,
    /// The browser, in a few words; empty where it did not say.
    pub device: String,
    pub began_at: Time,
}

/// The sign-ins of an account, newest first.
pub fn devices(tx: &mut Tx<'_>, account: AccountId, now: Time) -> Result<Vec<Device>, StoreError> {
    tx.query(&DEVICES, &[account.into(), now.into(), limits::SESSIONS_PER_ACCOUNT.into()], |row| {
        let (device, began_at) = (row.get_text(1)?, Time(row.get_i64(2)?));
        Ok(Device { id: SessionId(row.get_uuid(0)?), device, began_at })
    })
}

/// Ends one sign-in of an account; whether there was one.
pub fn end_session_of(tx: &mut Tx<'_>, account: AccountId, id: SessionId) -> Result<bool, StoreError> {
    Ok(tx.query_opt(&END_ONE, &[account.into(), id.into()], |_| Ok(()))?.is_some())
}

/// Ends all sign-ins of an account but one; their ids.
pub fn end_other_sessions(
    tx: &mut Tx<'_>,
    account: AccountId,
    kept: SessionId,
) -> Result<Vec<SessionId>, StoreError> {
    tx.query(&END_OTHERS, &[account.into(), kept.into()], |row| Ok(SessionId(row.get_uuid(0)?)))
}

/// Keeps another password of an account.
pub fn set_password(tx: &mut Tx<'_>, account: AccountId, password_hash: &str) -> Result<(), StoreError> {
    tx.execute(&SET_PASSWORD, &[account.into(), password_hash.into()])?;
    Ok(())
}

/// Ends a sign-in; its id, if there was one.
pub fn end_session(tx: &mut Tx<'_>, token: &TokenHash) -> Result<Option<SessionId>, StoreError> {
    tx.query_opt(&END_SESSION, &[token.into()], |row| Ok(SessionId(row.get_uuid(0)?)))
}

/// Ends the oldest sign-ins of an account beyond `keep`; their ids.
pub fn end_oldest_sessions(
    tx: &mut Tx<'_>,
    account: AccountId,
    keep: usize,
) -> Result<Vec<SessionId>, StoreError> {
    let all =
        tx.query(&SESSIONS, &[account.into()], |row| Ok((row.get_blob(0)?, SessionId(row.get_uuid(1)?))))?;
    let mut ended = Vec::new();
    for (token, id) in all.iter().skip(keep) {
        tx.query_opt(&END_SESSION, &[token.into()], |_| Ok(()))?;
        ended.push(*id);
    }
    Ok(ended)
}

/// Ends every sign-in of an account.
pub fn end_sessions(tx: &mut Tx<'_>, account: AccountId) -> Result<u64, StoreError> {
    tx.execute(&END_SESSIONS, &[account.into()])
}

/// Gives an account whose address nobody has proven the password and the name of a newer sign-up;
/// `false` where it is proven, and nothing changes.
pub fn sign_up_again(
    tx: &mut Tx<'_>,
    id: AccountId,
    password_hash: &str,
    name: &str,
) -> Result<bool, StoreError> {
    let name_lower = name.to_lowercase();
    let params = [id.into(), password_hash.into(), name.into(), (&name_lower).into()];
    Ok(tx.execute(&SIGN_UP_AGAIN, &params)? > 0)
}

/// Begins to verify an account's newest sign-up, whose password and name are kept with it. The oldest
/// beyond `keep` end. `false` where the address is proven already.
pub fn begin_verification(
    tx: &mut Tx<'_>,
    id: Uuid,
    account: AccountId,
    expires_at: Time,
    keep: i64,
) -> Result<bool, StoreError> {
    let begun = tx.execute(&BEGIN_VERIFICATION, &[account.into(), id.into(), expires_at.into()])?;
    tx.execute(&TRIM_VERIFICATIONS, &[account.into(), (keep - 1).into()])?;
    Ok(begun > 0)
}

/// Gives a verification the link about to be mailed, instead of any earlier one; `false` where there is
/// no such verification any more.
pub fn give_link(tx: &mut Tx<'_>, id: Uuid, token: &TokenHash, expires_at: Time) -> Result<bool, StoreError> {
    Ok(tx.execute(&GIVE_LINK, &[id.into(), token.into(), expires_at.into()])? > 0)
}

/// The sign-up that a link was mailed for; `None` where the link is unknown, used or too old.
pub fn verification(
    tx: &mut Tx<'_>,
    token: &TokenHash,
    now: Time,
) -> Result<Option<Verification>, StoreError> {
    tx.query_opt(&VERIFICATION, &[token.into(), now.into()], |row| {
        Ok(Verification {
            account: AccountId(row.get_uuid(0)?),
            email: row.get_text(1)?,
            password_hash: row.get_text(2)?,
            name: row.get_text(3)?,
        })
    })
}

/// Uses a verification link: the account becomes what that sign-up made of it, its address counts as
/// proven from now on, and every other sign-up for it is void. `None` where there was nothing to prove.
pub fn verify(tx: &mut Tx<'_>, token: &TokenHash, now: Time) -> Result<Option<AccountId>, StoreError> {
    let Some(found) = verification(tx, token, now)? else { return Ok(None) };
    let (id, name_lower) = (found.account, found.name.to_lowercase());
    let params =
        [id.into(), now.into(), (&found.password_hash).into(), (&found.name).into(), (&name_lower).into()];
    let verified = tx.execute(&VERIFY, &params)? > 0;
    tx.execute(&END_VERIFICATIONS, &[id.into()])?;
    Ok(verified.then_some(id))
}

/// Ends the sign-ins whose time is over; their ids.
pub fn expire_sessions(tx: &mut Tx<'_>, now: Time) -> Result<Vec<SessionId>, StoreError> {
    tx.query(&EXPIRE_SESSIONS, &[now.into()], |row| Ok(SessionId(row.get_uuid(0)?)))
}

/// Deletes links whose time is over.
pub fn expire_verifications(tx: &mut Tx<'_>, now: Time) -> Result<u64, StoreError> {
    tx.execute(&EXPIRE_VERIFICATIONS, &[now.into()])
}

fn account(row: &Row<'_>) -> Result<Account, StoreError> {
    Ok(Account {
        id: AccountId(row.get_uuid(0)?),
        email: row.get_text(1)?,
        verified_at: row.get_opt_i64(2)?.map(Time),
        name: row.get_text(3)?,
        headline: row.get_text(4)?,
        offers_work: row.get_bool(5)?,
        staff: row.get_opt_i64(6)?.map(StaffRole::from_number).transpose()?,
        suspended_at: row.get_opt_i64(7)?.map(Time),
        created_at: Time(row.get_i64(8)?),
    })
}
