//! The contact policy: admins read it, try a draft of it, put another one in force and take it back.

use super::{AppError, Attempt, Caller, Cx, refused, sessions};
use crate::outside::ids;
use parlance_core::JobId;
use parlance_core::limits;
use parlance_core::market::Person;
use parlance_core::policy::contact::faults::{Fault, faults, faults_of_changes};
use parlance_core::policy::contact::{
    Cell, Changes, ContactPolicy, Document, JobClass, Subject, outlook, resolve,
};
use parlance_core::policy::{Permitted, market as rules};
use parlance_store::policies::{self, NewPolicy, PolicyChange};
use parlance_store::{Tx, jobs};
use std::sync::Arc;

/// A policy to be put in force; the note has been checked.
#[derive(Clone, Debug)]
pub struct ChangePolicy {
    /// The version that it was made from.
    pub expected: i64,
    pub document: Document,
    pub note: String,
}

/// The policy in force.
pub fn current(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller) -> Result<PolicyChange, AppError> {
    admin(tx, cx, caller, "read-policy")?;
    in_force(tx, cx)
}

/// Every policy that was ever in force, newest first.
pub fn history(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    before: i64,
    limit: u32,
) -> Result<Vec<PolicyChange>, AppError> {
    admin(tx, cx, caller, "read-policy")?;
    Ok(policies::history(tx, before, limit)?)
}

/// Puts a policy in force, if it is without fault and nobody was faster.
pub fn change(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    input: &ChangePolicy,
) -> Result<PolicyChange, AppError> {
    let (me, permitted) = admin(tx, cx, caller, "change-policy")?;
    // Locked first, so that no job of a class that goes can be posted meanwhile.
    policies::lock(tx)?;
    let found = faults(&input.document, &classes_in_use(tx)?);
    if !found.is_empty() {
        return Err(AppError::PolicyRefused(found));
    }
    let ChangePolicy { expected, document, note } = input;
    let new = NewPolicy { id: ids::ordered(), document, account: me.id, note, at: cx.clock.now() };
    match policies::change(tx, *expected, &new, permitted)? {
        Some(version) => policies::one(tx, version)?.ok_or(AppError::NotFound),
        None => {
            let current = newest(tx)?;
            // The answer to the first try was lost: this is the second.
            let by_me = current.by.as_ref().is_some_and(|(id, _)| *id == me.id);
            let is_it = current.version == expected + 1 && current.document == *document;
            if by_me && is_it && current.note == *note {
                Ok(current)
            } else {
                Err(AppError::PolicyChanged { current: current.version })
            }
        }
    }
}

/// Puts the document of an older version in force again, as a new version.
pub fn roll_back(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    expected: i64,
    to: i64,
    note: &str,
) -> Result<PolicyChange, AppError> {
    admin(tx, cx, caller, "change-policy")?;
    let document = policies::one(tx, to)?.ok_or(AppError::NotFound)?.document;
    change(tx, cx, caller, &ChangePolicy { expected, document, note: note.to_owned() })
}

/// What a draft would have whom do, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Tried {
    pub faults: Vec<Fault>,
    pub cells: Vec<Cell>,
}

/// Tries a draft on a job of a class, its messages on or off.
pub fn try_out(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    draft: &Document,
    subject: &Subject,
) -> Result<Tried, AppError> {
    admin(tx, cx, caller, "read-policy")?;
    let faults = faults(draft, &classes_in_use(tx)?);
    let policy = proposed(tx, cx, draft)?;
    Ok(Tried { faults, cells: outlook(&resolve(&policy, subject)) })
}

/// The policy that a draft without fault would be.
pub fn draft(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    document: &Document,
) -> Result<ContactPolicy, AppError> {
    admin(tx, cx, caller, "read-policy")?;
    let found = faults(document, &classes_in_use(tx)?);
    if found.is_empty() { Ok(proposed(tx, cx, document)?) } else { Err(AppError::PolicyRefused(found)) }
}

fn proposed(tx: &mut Tx<'_>, cx: &Cx, draft: &Document) -> Result<ContactPolicy, AppError> {
    let in_force = cx.policies.current(tx)?;
    Ok(ContactPolicy { document: Arc::new(draft.clone()), ..ContactPolicy::clone(&in_force) })
}

/// The classes that a job may be of: for whoever posts one.
pub fn classes(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller) -> Result<Vec<(String, JobClass)>, AppError> {
    sessions::signed_in(tx, cx, caller)?;
    let policy = cx.policies.current(tx)?;
    Ok(policy.document.classes.iter().map(|(name, class)| (name.clone(), class.clone())).collect())
}

/// Settles something for one job alone, or takes that back.
pub fn settle(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: JobId,
    changes: Option<&Changes>,
) -> Result<(), AppError> {
    let (me, _) = admin(tx, cx, caller, "settle-job")?;
    let permitted = rules::settle_job(&me).map_err(refused(Attempt::of(me.id, "settle-job")))?;
    let mut job = jobs::lock(tx, id)?.ok_or(AppError::NotFound)?;
    let policy = cx.policies.share(tx)?;
    let below = resolve(&policy, &Subject { changes: None, ..job.subject.clone() });
    if let Some(changes) = changes {
        let found = faults_of_changes(&below.terms, changes);
        if !found.is_empty() {
            return Err(AppError::PolicyRefused(found));
        }
    }
    let changes = changes.filter(|changes| !changes.is_empty()).cloned();
    if job.subject.changes.as_deref() != changes.as_ref() {
        jobs::settle(tx, &mut job, changes, permitted, me.id, cx.clock.now())?;
    }
    Ok(())
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

fn in_force(tx: &mut Tx<'_>, cx: &Cx) -> Result<PolicyChange, AppError> {
    let version = cx.policies.current(tx)?.version;
    policies::one(tx, version)?.ok_or(AppError::NotFound)
}

/// The newest of the history, which is the one in force.
fn newest(tx: &mut Tx<'_>) -> Result<PolicyChange, AppError> {
    policies::history(tx, i64::MAX, 1)?.pop().ok_or(AppError::NotFound)
}

/// A document names a bounded number of classes, and jobs are of those.
fn classes_in_use(tx: &mut Tx<'_>) -> Result<Vec<String>, AppError> {
    let limit = u32::try_from(limits::JOB_CLASSES).unwrap_or(u32::MAX).saturating_add(1);
    Ok(policies::classes_in_use(tx, limit)?)
}
