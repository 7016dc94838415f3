//! Sign-ins: who a caller is, beginning one, ending one; and the password that they begin with.

use super::{AppError, Caller, Cx};
use crate::outside::ids;
use parlance_core::ids::SessionId;
use parlance_core::policy::Denial;
use parlance_core::{AccountId, limits};
use parlance_store::Tx;
use parlance_store::accounts::{self, Account, Device, SignedIn, TokenHash};
use parlance_store::hint::Hint;

/// Who the caller is, as of this transaction.
pub fn signed_in(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller) -> Result<SignedIn, AppError> {
    accounts::signed_in(tx, &caller.token, cx.clock.now())?.ok_or(AppError::NotSignedIn)
}

/// The account an address belongs to, with what was stored of its password.
pub fn credentials(tx: &mut Tx<'_>, email: &str) -> Result<Option<(AccountId, String)>, AppError> {
    Ok(accounts::password_hash(tx, email)?)
}

/// Begins a sign-in of an account whose password was just checked. The oldest one ends where there are
/// too many.
pub fn begin(
    tx: &mut Tx<'_>,
    cx: &Cx,
    id: AccountId,
    token: &TokenHash,
    device: &str,
) -> Result<(), AppError> {
    let account = accounts::by_id(tx, id)?.ok_or(AppError::SignInFailed)?;
    if account.suspended_at.is_some() {
        return Err(Denial::AccountSuspended.into());
    }
    if account.verified_at.is_none() {
        return Err(AppError::AddressNotVerified);
    }
    let now = cx.clock.now();
    let keep = usize::try_from(limits::SESSIONS_PER_ACCOUNT - 1).unwrap_or(0);
    for ended in accounts::end_oldest_sessions(tx, id, keep)? {
        tx.hint(Hint::SessionEnded(ended));
    }
    let session = SessionId(ids::ordered());
    accounts::begin_session(tx, token, session, id, now, now.plus(limits::SESSION_LASTS), device)?;
    Ok(())
}

/// Ends the caller's sign-in. Ending one that is over already is no mistake.
pub fn end(tx: &mut Tx<'_>, caller: &Caller) -> Result<(), AppError> {
    if let Some(ended) = accounts::end_session(tx, &caller.token)? {
        tx.hint(Hint::SessionEnded(ended));
    }
    Ok(())
}

/// The caller's sign-ins, newest first, and which of them is asking.
pub fn devices(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller) -> Result<(SessionId, Vec<Device>), AppError> {
    let me = signed_in(tx, cx, caller)?;
    Ok((me.session, accounts::devices(tx, me.person.id, cx.clock.now())?))
}

/// Ends one of the caller's own sign-ins. Anybody else's is not there.
pub fn end_one(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, id: SessionId) -> Result<(), AppError> {
    let me = signed_in(tx, cx, caller)?;
    if !accounts::end_session_of(tx, me.person.id, id)? {
        return Err(AppError::NotFound);
    }
    tx.hint(Hint::SessionEnded(id));
    Ok(())
}

/// What is stored of the caller's own password, with their address and name.
pub fn own_credentials(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller) -> Result<(Account, String), AppError> {
    let me = signed_in(tx, cx, caller)?.person.id;
    let account = accounts::by_id(tx, me)?.ok_or(AppError::NotSignedIn)?;
    let (_, stored) = accounts::password_hash(tx, &account.email)?.ok_or(AppError::NotSignedIn)?;
    Ok((account, stored))
}

/// Changes the caller's password, unless somebody was faster, and ends every other sign-in of theirs.
pub fn change_password(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    checked: &str,
    password_hash: &str,
) -> Result<(), AppError> {
    let me = signed_in(tx, cx, caller)?;
    accounts::lock(tx, me.person.id)?;
    let (_, stored) = own_credentials(tx, cx, caller)?;
    if stored != checked {
        return Err(AppError::SignInFailed);
    }
    accounts::set_password(tx, me.person.id, password_hash)?;
    for ended in accounts::end_other_sessions(tx, me.person.id, me.session)? {
        tx.hint(Hint::SessionEnded(ended));
    }
    Ok(())
}

/// Ends the sign-ins whose time is over; how many there were.
pub fn expire(tx: &mut Tx<'_>, cx: &Cx) -> Result<u64, AppError> {
    let ended = accounts::expire_sessions(tx, cx.clock.now())?;
    let count = ended.len() as u64;
    for session in ended {
        tx.hint(Hint::SessionEnded(session));
    }
    Ok(count)
}
