//! What the people of the desk do with cases: look through the queue, take one, give it to somebody, give it back,
//! close it and take it up again.

use super::cases::{Seen, locked, pass_on, seen};
use super::rules;
use crate::app::conversations::Mine;
use crate::app::viewing::row_view;
use crate::app::{AppError, Attempt, Caller, Cx, refused, sessions};
use crate::tasks::Task;
use parlance_core::market::{DESK, JobChange, JobPhase, Person, Stage};
use parlance_core::notify::Notice;
use parlance_core::policy::{Denial, Permitted};
use parlance_core::text::Rule;
use parlance_core::{AccountId, ConversationId, Time};
use parlance_store::hint::Hint;
use parlance_store::jobs::{self, Job};
use parlance_store::notifications::About;
use parlance_store::support_cases::{self, Queue};
use parlance_store::{Tx, accounts, inbox, log, notifications};

/// A place in a queue, which goes from the one that has waited longest.
pub type Place = (Time, ConversationId);

/// Which cases somebody asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueueAsked {
    Waiting,
    Mine,
    Open,
    Closed,
}

/// Cases of a queue after a place in it.
pub fn list(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    asked: QueueAsked,
    after: Place,
    limit: u32,
) -> Result<Vec<Seen>, AppError> {
    let me = member(tx, cx, caller, "list-cases")?;
    let queue = match asked {
        QueueAsked::Waiting => Queue::Waiting,
        QueueAsked::Mine => Queue::Of(me.id),
        QueueAsked::Open => Queue::Open,
        QueueAsked::Closed => Queue::Closed,
    };
    let policy = cx.policies.current(tx)?;
    let mut found = Vec::new();
    for case in support_cases::page(tx, queue, after, limit)? {
        let row = inbox::one(tx, case.conversation, DESK)?.ok_or(AppError::NotFound)?;
        found.push(Seen { case, row: row_view(row, DESK, &policy) });
    }
    Ok(found)
}

/// How many cases wait for somebody to take them, and how many the caller has.
pub fn counts(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller) -> Result<(i64, i64), AppError> {
    let me = member(tx, cx, caller, "count-cases")?;
    Ok(support_cases::counts(tx, me.id)?)
}

/// Everybody who sits at the desk.
pub fn people(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller) -> Result<Vec<(AccountId, String)>, AppError> {
    member(tx, cx, caller, "list-desk")?;
    Ok(support_cases::people(tx)?)
}

/// Somebody of the desk has a case from now on, or nobody. Taking one from the bot hands it over.
pub fn assign(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: ConversationId,
    to: Option<AccountId>,
) -> Result<Seen, AppError> {
    let sits = sessions::signed_in(tx, cx, caller)?.person.is_at_desk();
    if let Some(to) = to.filter(|_| sits) {
        // Whoever takes their seat away gives their cases back, before this or after.
        accounts::lock(tx, to)?;
    }
    let (mut mine, mut job) = at_desk(tx, cx, caller, id, "assign-case")?;
    let found = match to {
        Some(to) => Some(support_cases::person(tx, to)?.ok_or(AppError::field("account")(Rule::Unknown))?.0),
        None => None,
    };
    rules::assign(&mine.me, mine.held.phase, found.as_ref()).map_err(refused(mine.attempt("assign-case")))?;
    let case = support_cases::one(tx, id)?.ok_or(AppError::NotFound)?;
    if case.assignee.as_ref().map(|(id, _)| *id) == to {
        return seen(tx, cx, &mine.me, id);
    }
    // Before it is handed over: whoever takes it needs no telling that it waits.
    support_cases::assign(tx, id, to)?;
    if Stage::of(mine.held.phase) == Stage::Bot {
        let (me, side) = (mine.me, mine.party.side);
        pass_on(tx, cx, &mut mine.held, &mut job, &me, side)?;
    }
    if let Some(to) = to.filter(|to| *to != mine.me.id) {
        notifications::add(
            tx,
            to,
            Notice::CaseGiven,
            About::Conversation(id),
            mine.held.log.last_seq,
            cx.clock.now(),
        )?;
    }
    log::reread(tx, &mine.held)?;
    seen(tx, cx, &mine.me, id)
}

/// Closes a case; what was written stays readable.
pub fn close(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, id: ConversationId) -> Result<Seen, AppError> {
    turn(tx, cx, caller, id, "close-case", rules::close)
}

/// Takes a closed case up again.
pub fn reopen(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, id: ConversationId) -> Result<Seen, AppError> {
    turn(tx, cx, caller, id, "reopen-case", rules::reopen)
}

type Judge = fn(&Person, JobPhase) -> Result<Option<Permitted<JobChange>>, Denial>;

/// Moves the job that a case is, as a rule permits; the entry that says so follows by a task.
fn turn(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: ConversationId,
    action: &'static str,
    judge: Judge,
) -> Result<Seen, AppError> {
    let (mine, mut job) = at_desk(tx, cx, caller, id, action)?;
    let turned = judge(&mine.me, mine.held.phase).map_err(refused(mine.attempt(action)))?;
    if let Some(turned) = turned {
        let at = cx.clock.now();
        jobs::change(tx, &mut job, turned, mine.me.id, at)?;
        support_cases::moved(tx, id, job.phase, at)?;
        Task::note_phase(job.id).enqueue(tx, at, at)?;
    }
    seen(tx, cx, &mine.me, id)
}

/// Whoever lost their seat has no case any more: theirs wait for somebody else, and nothing behind the bell names one.
/// Their tabs come back and find out what is left to see.
pub(in crate::app) fn seats_changed(tx: &mut Tx<'_>, id: AccountId) -> Result<(), AppError> {
    tx.hint(Hint::Seat(id));
    if !support_cases::person(tx, id)?.is_some_and(|(person, _)| person.is_at_desk()) {
        support_cases::give_back_all(tx, id)?;
        notifications::forget_cases(tx, id)?;
    }
    Ok(())
}

/// Who of the desk has a case or has written in it, by name.
pub(in crate::app) fn named(
    tx: &mut Tx<'_>,
    id: ConversationId,
) -> Result<Vec<(AccountId, String)>, AppError> {
    let mut named = support_cases::answered_by(tx, id)?;
    if let Some(assignee) = support_cases::one(tx, id)?.and_then(|case| case.assignee)
        && !named.contains(&assignee)
    {
        named.push(assignee);
    }
    Ok(named)
}

/// A case from the desk's side. Whoever opened it does not judge it: to them the desk's acts are refused.
fn at_desk(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: ConversationId,
    action: &'static str,
) -> Result<(Mine, Job), AppError> {
    let (mine, job) = locked(tx, cx, caller, id)?;
    if mine.party.account != DESK {
        return Err(refused(mine.attempt(action))(Denial::StaffRoleRequired));
    }
    Ok((mine, job))
}

fn member(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, action: &'static str) -> Result<Person, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    rules::look_in(&me).map_err(refused(Attempt::of(me.id, action)))?;
    Ok(me)
}
