//! Accounts: signing up, proving an address, one's own profile, the profiles of others.

use super::{AppError, Attempt, Caller, Cx, refused, sessions};
use crate::outside::ids;
use crate::tasks::Task;
use parlance_core::market::StaffRole;
use parlance_core::policy::{Denial, Rate};
use parlance_core::{AccountId, limits};
use parlance_store::accounts::{self, Account, NewAccount, TokenHash, Verification};
use parlance_store::hint::Hint;
use parlance_store::{Tx, jobs};
use uuid::Uuid;

/// What somebody signs up with; the fields have been checked.
#[derive(Clone, Debug)]
pub struct SignUp {
    pub email: String,
    pub name: String,
    pub password_hash: String,
}

/// Signs somebody up. To the caller it looks the same whether the address is new or has an account:
/// which of the two it is, only the mail says. Until an address is proven anybody may have typed it, so
/// each sign-up is verified for itself and none takes anything from another.
pub fn sign_up(tx: &mut Tx<'_>, cx: &Cx, input: &SignUp) -> Result<(), AppError> {
    let now = cx.clock.now();
    let id = AccountId(ids::ordered());
    let new = NewAccount {
        id,
        email: &input.email,
        verified_at: None,
        password_hash: &input.password_hash,
        name: &input.name,
        staff: None,
        created_at: now,
    };
    if accounts::insert(tx, &new)? {
        return begin_verification(tx, cx, id, &input.email);
    }
    let account = accounts::by_email(tx, &input.email)?.ok_or(AppError::NotFound)?.id;
    if accounts::sign_up_again(tx, account, &input.password_hash, &input.name)? {
        return begin_verification(tx, cx, account, &input.email);
    }
    if may_mail(cx, &input.email) {
        Task::mail_account_exists(account).enqueue(tx, now, now)?;
    }
    Ok(())
}

/// Sends a mail for the newest sign-up again; silently nothing where there is nothing to verify.
pub fn resend_verification(tx: &mut Tx<'_>, cx: &Cx, email: &str) -> Result<(), AppError> {
    match accounts::by_email(tx, email)? {
        Some(account) if account.verified_at.is_none() => begin_verification(tx, cx, account.id, email),
        _ => Ok(()),
    }
}

/// Begins to verify the newest sign-up for an address. The link's token is made when the mail is written,
/// so that it stands nowhere in the database.
fn begin_verification(tx: &mut Tx<'_>, cx: &Cx, account: AccountId, email: &str) -> Result<(), AppError> {
    let now = cx.clock.now();
    if may_mail(cx, email)
        && let Some(id) = begun(tx, cx, account)?
    {
        Task::mail_verification(account, id).enqueue(tx, now, now)?;
    }
    Ok(())
}

fn begun(tx: &mut Tx<'_>, cx: &Cx, account: AccountId) -> Result<Option<Uuid>, AppError> {
    let (id, expires_at) = (ids::ordered(), cx.clock.now().plus(limits::VERIFICATION_LASTS));
    let keep = limits::VERIFICATIONS_PER_ACCOUNT;
    Ok(accounts::begin_verification(tx, id, account, expires_at, keep)?.then_some(id))
}

/// Whether somebody may be mailed because a stranger typed their address: seldom, so that nobody can fill
/// a mailbox by typing.
fn may_mail(cx: &Cx, email: &str) -> bool {
    cx.rates.mail(ids::sha256(email.as_bytes())) == Rate::Kept
}

/// Remembers a link about to be mailed for a sign-up; for the newest, where a task of an older program
/// names none. The account, if its address still waits.
pub fn give_link(
    tx: &mut Tx<'_>,
    cx: &Cx,
    account: AccountId,
    verification: Option<Uuid>,
    token: &TokenHash,
) -> Result<Option<Account>, AppError> {
    let id = match verification {
        Some(id) => id,
        None => match begun(tx, cx, account)? {
            Some(id) => id,
            None => return Ok(None),
        },
    };
    let expires_at = cx.clock.now().plus(limits::VERIFICATION_LASTS);
    let waits = accounts::give_link(tx, id, token, expires_at)?;
    Ok(accounts::by_id(tx, account)?.filter(|_| waits))
}

/// The sign-up that a link was mailed for, with what was stored of its password.
pub fn verification(tx: &mut Tx<'_>, cx: &Cx, token: &TokenHash) -> Result<Option<Verification>, AppError> {
    Ok(accounts::verification(tx, token, cx.clock.now())?)
}

/// Uses a verification link whose sign-up's password was just checked: the mailbox and the password are
/// the same person's, who is signed in.
pub fn verify(
    tx: &mut Tx<'_>,
    cx: &Cx,
    token: &TokenHash,
    session: &TokenHash,
    device: &str,
) -> Result<(), AppError> {
    let id = accounts::verify(tx, token, cx.clock.now())?.ok_or(AppError::VerificationFailed)?;
    sessions::begin(tx, cx, id, session, device)
}

/// Oneself, with the number of one's open jobs.
pub fn me(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller) -> Result<(Account, i64), AppError> {
    let me = sessions::signed_in(tx, cx, caller)?;
    with_open_jobs(tx, me.person.id)
}

fn with_open_jobs(tx: &mut Tx<'_>, id: AccountId) -> Result<(Account, i64), AppError> {
    let account = accounts::by_id(tx, id)?.ok_or(AppError::NotSignedIn)?;
    let open = jobs::open_count(tx, id)?;
    Ok((account, open))
}

/// What a person changes of their own profile; `None` leaves it.
#[derive(Clone, Debug, Default)]
pub struct ProfileChange {
    pub name: Option<String>,
    pub headline: Option<String>,
    pub offers_work: Option<bool>,
}

/// Changes one's own profile. "Offers work" publishes it.
pub fn change_profile(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    change: &ProfileChange,
) -> Result<(Account, i64), AppError> {
    let me = sessions::signed_in(tx, cx, caller)?;
    if me.person.suspended {
        return Err(refused(Attempt::of(me.person.id, "change-profile"))(Denial::AccountSuspended));
    }
    let account = accounts::by_id(tx, me.person.id)?.ok_or(AppError::NotSignedIn)?;
    let name = change.name.as_ref().unwrap_or(&account.name);
    let headline = change.headline.as_ref().unwrap_or(&account.headline);
    let offers_work = change.offers_work.unwrap_or(account.offers_work);
    accounts::update_profile(tx, account.id, name, headline, offers_work)?;
    tx.hint(Hint::Person(account.id));
    with_open_jobs(tx, account.id)
}

/// A published profile, and whether it is the caller's own.
#[derive(Clone, Debug)]
pub struct Profile {
    pub account: Account,
    pub yourself: bool,
}

/// Published profiles whose name contains `words`, by name.
pub fn profiles(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    words: &str,
    after: (&str, AccountId),
    limit: u32,
) -> Result<Vec<Profile>, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person.id;
    let found = accounts::offering(tx, words, after, limit)?;
    Ok(found.into_iter().map(|account| Profile { yourself: account.id == me, account }).collect())
}

/// One profile; one's own even if it is not published.
pub fn profile(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, id: AccountId) -> Result<Profile, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person.id;
    let account = accounts::by_id(tx, id)?.ok_or(AppError::NotFound)?;
    let yourself = account.id == me;
    let published = account.offers_work && account.suspended_at.is_none();
    if yourself || published { Ok(Profile { account, yourself }) } else { Err(AppError::NotFound) }
}

/// What [`make_admin`] came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdminMade {
    /// A new account, with the password given.
    New,
    /// An account that was there, with the password it had.
    Promoted,
    /// Nothing: anybody may have signed up with this address, since nobody has proven it.
    NotVerified,
}

/// Makes an admin, or makes one of the account that has this address: for the command line only.
pub fn make_admin(
    tx: &mut Tx<'_>,
    cx: &Cx,
    email: &str,
    name: &str,
    password_hash: &str,
) -> Result<AdminMade, AppError> {
    let now = cx.clock.now();
    let id = AccountId(ids::ordered());
    let staff = Some(StaffRole::Admin);
    let new = NewAccount { id, email, verified_at: Some(now), password_hash, name, staff, created_at: now };
    if accounts::insert(tx, &new)? {
        return Ok(AdminMade::New);
    }
    let account = accounts::by_email(tx, email)?.ok_or(AppError::NotFound)?;
    if account.verified_at.is_none() {
        return Ok(AdminMade::NotVerified);
    }
    accounts::set_role(tx, account.id, staff)?;
    Ok(AdminMade::Promoted)
}
