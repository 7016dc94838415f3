//! Requests to support: kept for its staff, with what they are about. Each becomes a case that waits for people.

use super::{keeper, rules};
use crate::app::{AppError, Attempt, Caller, Cx, Outcome, refused, replay, sessions, support};
use crate::outside::ids;
use parlance_core::ids::RequestId;
use parlance_core::market::Side;
use parlance_core::{JobId, Key, Time, limits};
use parlance_store::help_requests::{self, NewRequest, Request};
use parlance_store::{Tx, accounts, jobs};
use uuid::Uuid;

/// A request to keep; the fields have been checked.
#[derive(Clone, Debug)]
pub struct SendRequest {
    pub key: Key,
    /// A hash of the request, to tell a repeat from another one under the same key.
    pub request: [u8; 32],
    pub subject: String,
    pub text: String,
    pub job: Option<JobId>,
    pub reason: Option<String>,
}

/// Asks support.
pub fn send(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    input: &SendRequest,
) -> Result<Outcome<Request>, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    accounts::lock(tx, me.id)?;
    if let Some(made) = replay::find(tx, cx, me.id, input.key, &input.request)? {
        return Ok(Outcome::Replayed(found(tx, RequestId(made))?));
    }
    let at = cx.clock.now();
    let lately = help_requests::count_since(tx, me.id, at.minus(limits::HELP_REQUESTS_WITHIN))?;
    let attempt = Attempt { job: input.job, ..Attempt::of(me.id, "ask-support") };
    let room = rules::request(&me, lately).map_err(refused(attempt))?;
    let asks = support::Asks {
        subject: &input.subject,
        text: &input.text,
        about: input.job,
        reason: input.reason.as_deref(),
    };
    // Whoever fills in the form asks for people; the bot has no part in it.
    let mut held = support::begin(tx, cx, &me, &asks)?;
    let mut case = jobs::lock_case(tx, held.job)?.ok_or(AppError::NotFound)?;
    support::pass_on(tx, cx, &mut held, &mut case, &me, Side::Person)?;
    let new = NewRequest {
        id: RequestId(ids::ordered()),
        account: me.id,
        subject: &input.subject,
        text: &input.text,
        job: input.job,
        reason: input.reason.as_deref(),
        at,
        conversation: Some(held.id),
    };
    help_requests::insert(tx, &new, room)?;
    replay::keep(tx, cx, me.id, input.key, &input.request, new.id.0)?;
    Ok(Outcome::Made(found(tx, new.id)?))
}

/// What people asked, newest first.
pub fn list(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    before: (Time, Uuid),
    limit: u32,
) -> Result<Vec<Request>, AppError> {
    keeper(tx, cx, caller, "list-requests")?;
    Ok(help_requests::page(tx, before, limit)?)
}

fn found(tx: &mut Tx<'_>, id: RequestId) -> Result<Request, AppError> {
    help_requests::one(tx, id)?.ok_or(AppError::NotFound)
}
