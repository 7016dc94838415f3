//! What the marketplace's staff do: look at accounts and refusals, give roles, suspend.

use super::{AppError, Attempt, Caller, Cx, refused, sessions, support};
use parlance_core::market::{DESK, Person, StaffRole};
use parlance_core::policy::market as rules;
use parlance_core::{AccountId, Time, limits};
use parlance_store::Tx;
use parlance_store::accounts::{self, Account};
use parlance_store::hint::Hint;
use parlance_store::refusals::{self, Refusal};
use parlance_store::tasks::{self, DeadTask};
use uuid::Uuid;

/// Accounts whose name or address contains `words`, by address.
pub fn accounts(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    words: &str,
    after: (&str, AccountId),
    limit: u32,
) -> Result<Vec<Account>, AppError> {
    reader(tx, cx, caller, "list-accounts")?;
    Ok(accounts::list(tx, words, after, limit)?)
}

/// Refusals by code, and the newest of them.
#[derive(Clone, Debug)]
pub struct Refusals {
    pub counts: Vec<(String, i64)>,
    pub newest: Vec<Refusal>,
}

/// How often each code was given, and the newest refusals.
pub fn refusals(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    before: (Time, Uuid),
    limit: u32,
) -> Result<Refusals, AppError> {
    reader(tx, cx, caller, "list-refusals")?;
    Ok(Refusals { counts: refusals::counts(tx)?, newest: refusals::page(tx, before, limit)? })
}

/// The tasks that were laid aside, newest first.
pub fn dead_tasks(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller) -> Result<Vec<DeadTask>, AppError> {
    reader(tx, cx, caller, "list-tasks")?;
    Ok(tasks::dead(tx, i64::from(limits::PAGE_ROWS_MAX))?)
}

/// Has a task that was laid aside tried again.
pub fn revive_task(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, id: Uuid) -> Result<(), AppError> {
    reader(tx, cx, caller, "revive-task")?;
    if tasks::revive(tx, id, cx.clock.now())? { Ok(()) } else { Err(AppError::NotFound) }
}

/// Gives an account a staff role, or takes it.
pub fn set_role(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: AccountId,
    role: Option<StaffRole>,
) -> Result<Account, AppError> {
    let me = actor(tx, cx, caller, id, "set-role")?;
    let attempt = Attempt { counterpart: Some(id), ..Attempt::of(me.id, "set-role") };
    let permitted = rules::set_role(&me, id, role).map_err(refused(attempt))?;
    found(tx, id)?;
    accounts::set_role(tx, id, permitted.into_inner())?;
    support::seats_changed(tx, id)?;
    found(tx, id)
}

/// Suspends an account, with a reason, and ends its sign-ins; or lifts the suspension.
pub fn set_suspension(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: AccountId,
    reason: Option<&str>,
) -> Result<Account, AppError> {
    let me = actor(tx, cx, caller, id, "set-suspension")?;
    let account = accounts::by_id(tx, id)?;
    let of_staff = account.as_ref().is_some_and(|account| account.staff.is_some());
    let attempt = Attempt { counterpart: Some(id), ..Attempt::of(me.id, "set-suspension") };
    rules::set_suspension(&me, id, of_staff).map_err(refused(attempt))?;
    let account = account.ok_or(AppError::NotFound)?;
    match reason {
        // Suspending again keeps the first date and reason.
        Some(_) if account.suspended_at.is_some() => return Ok(account),
        Some(reason) => {
            accounts::set_suspension(tx, id, Some((cx.clock.now(), reason)))?;
            accounts::end_sessions(tx, id)?;
            tx.hint(Hint::AccountEnded(id));
            support::seats_changed(tx, id)?;
        }
        None => accounts::set_suspension(tx, id, None)?,
    }
    found(tx, id)
}

/// Who acts on an account, as of now: both rows are locked first, so that of two admins who take each
/// other's role at once the second has none any more. In one order, so that neither waits for the other. The desk's
/// account is nobody, whoever knows its id.
fn actor(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    on: AccountId,
    action: &'static str,
) -> Result<Person, AppError> {
    let me = reader(tx, cx, caller, action)?.id;
    if on == DESK {
        return Err(AppError::NotFound);
    }
    accounts::lock(tx, me.min(on))?;
    accounts::lock(tx, me.max(on))?;
    reader(tx, cx, caller, action)
}

fn reader(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, action: &'static str) -> Result<Person, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    rules::read_as_staff(&me).map_err(refused(Attempt::of(me.id, action)))?;
    Ok(me)
}

fn found(tx: &mut Tx<'_>, id: AccountId) -> Result<Account, AppError> {
    accounts::by_id(tx, id)?.ok_or(AppError::NotFound)
}
