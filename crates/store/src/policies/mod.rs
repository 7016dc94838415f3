//! The contact policy: the document in force, and every one that was before it.
//!
//! The history is only ever added to. One row names the newest of it; whoever judges by it shares that row, so
//! that what is being written is judged by the policy in force when it is committed.

pub(crate) mod form;

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::hint::Hint;
use crate::statements;
use crate::turn::turn;
use parlance_core::policy::Permitted;
use parlance_core::policy::contact::{ContactPolicy, Document, Subject};
use parlance_core::{AccountId, Time};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use uuid::Uuid;

statements! {
    HEAD = "SELECT version, change FROM contact_policy";
    LOCK: lock = "SELECT version, change FROM contact_policy",
        concat!("SELECT version, change FROM contact_policy", turn!(alone policy));
    SHARE: share = "SELECT version, change FROM contact_policy",
        concat!("SELECT version, change FROM contact_policy", turn!(shared policy));
    DOCUMENT = "SELECT document, warning_version FROM contact_policy_change WHERE id = $1";
    RECORD = "INSERT INTO contact_policy_change (version, id, document, account, note, at, warning_version)
        SELECT version + 1, $2, $3, $4, $5, $6, warning_version FROM contact_policy_change WHERE version = $1";
    WARN = "INSERT INTO contact_policy_change (version, id, document, account, note, at, warning_version)
        SELECT version + 1, $2, document, $3, $4, $5, warning_version + 1 FROM contact_policy_change WHERE version = $1";
    MOVE = "UPDATE contact_policy SET version = $1, change = $2";
    ONE = "SELECT h.version, h.document, h.note, h.at, a.id, a.name FROM contact_policy_change h
        LEFT JOIN account a ON a.id = h.account WHERE h.version = $1";
    HISTORY = "SELECT h.version, h.document, h.note, h.at, a.id, a.name FROM contact_policy_change h
        LEFT JOIN account a ON a.id = h.account WHERE h.version < $1 ORDER BY h.version DESC LIMIT $2";
    CLASSES = "SELECT DISTINCT class FROM job WHERE class IS NOT NULL AND class <> '@case' ORDER BY class LIMIT $1";
}

/// What the house settles besides what admins do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct House {
    pub revise_within: Duration,
}

/// The policy in force, parsed once for all who ask.
#[derive(Debug)]
pub struct Policies {
    pub house: House,
    known: RwLock<Option<(Uuid, Arc<ContactPolicy>)>>,
}

/// Which document is in force. Its id tells it from one of the same number that was never committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub version: i64,
    pub change: Uuid,
}

/// One line of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyChange {
    pub version: i64,
    pub document: Document,
    pub note: String,
    pub at: Time,
    /// Nobody for the one that the marketplace began with.
    pub by: Option<(AccountId, String)>,
}

/// A document about to be put in force.
#[derive(Clone, Debug)]
pub struct NewPolicy<'a> {
    pub id: Uuid,
    pub document: &'a Document,
    pub account: AccountId,
    pub note: &'a str,
    pub at: Time,
}

impl Policies {
    pub fn new(house: House) -> Policies {
        Policies { house, known: RwLock::new(None) }
    }

    /// The policy in force, for reading.
    pub fn current(&self, tx: &mut Tx<'_>) -> Result<Arc<ContactPolicy>, StoreError> {
        self.found(tx, &HEAD)
    }

    /// The policy in force, which nobody changes before this transaction ends.
    pub fn share(&self, tx: &mut Tx<'_>) -> Result<Arc<ContactPolicy>, StoreError> {
        self.found(tx, &SHARE)
    }

    fn found(&self, tx: &mut Tx<'_>, sql: &crate::engine::Sql) -> Result<Arc<ContactPolicy>, StoreError> {
        let found = tx.query_opt(sql, &[], |row| head(row, 0))?.ok_or_else(none)?;
        self.at(tx, found)
    }

    /// The policy that a row named.
    pub(crate) fn at(&self, tx: &mut Tx<'_>, head: Head) -> Result<Arc<ContactPolicy>, StoreError> {
        if let Some((change, policy)) = &*self.known.read().unwrap_or_else(PoisonError::into_inner)
            && *change == head.change
        {
            return Ok(policy.clone());
        }
        let found =
            tx.query_opt(&DOCUMENT, &[head.change.into()], |row| Ok((row.get_text(0)?, row.get_i64(1)?)))?;
        let (text, warning_version) = found.ok_or_else(none)?;
        let House { revise_within } = self.house;
        let document = Arc::new(form::read(&text)?);
        let policy =
            Arc::new(ContactPolicy { version: head.version, warning_version, revise_within, document });
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some((head.change, policy.clone()));
        Ok(policy)
    }
}

/// Puts a document in force: the version it gets, or `None` where another one than `expected` is in force by
/// now. From the commit on everybody is judged by it.
pub fn change(
    tx: &mut Tx<'_>,
    expected: i64,
    new: &NewPolicy<'_>,
    _permitted: Permitted<()>,
) -> Result<Option<i64>, StoreError> {
    let found = tx.query_opt(&LOCK, &[], |row| head(row, 0))?.ok_or_else(none)?;
    if found.version != expected {
        return Ok(None);
    }
    let version = found.version + 1;
    let text = form::write(new.document)?;
    let params = [
        found.version.into(),
        new.id.into(),
        (&text).into(),
        new.account.into(),
        new.note.into(),
        new.at.into(),
    ];
    tx.execute(&RECORD, &params)?;
    tx.execute(&MOVE, &[version.into(), new.id.into()])?;
    tx.hint(Hint::Policy);
    Ok(Some(version))
}

/// Raises the version of the safety warning: the document stays, and every freelancer reads the warning before
/// going on. From the commit on everybody is judged by it.
pub fn warn_anew(
    tx: &mut Tx<'_>,
    id: Uuid,
    account: AccountId,
    note: &str,
    at: Time,
    _permitted: Permitted<()>,
) -> Result<(), StoreError> {
    let found = tx.query_opt(&LOCK, &[], |row| head(row, 0))?.ok_or_else(none)?;
    tx.execute(&WARN, &[found.version.into(), id.into(), account.into(), note.into(), at.into()])?;
    tx.execute(&MOVE, &[(found.version + 1).into(), id.into()])?;
    tx.hint(Hint::Policy);
    Ok(())
}

/// Locks the policy in force against everybody who would be judged by it.
pub fn lock(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    tx.query_opt(&LOCK, &[], |_| Ok(()))?;
    Ok(())
}

/// The document of one version.
pub fn one(tx: &mut Tx<'_>, version: i64) -> Result<Option<PolicyChange>, StoreError> {
    tx.query_opt(&ONE, &[version.into()], policy_change)
}

/// The history before a version, newest first.
pub fn history(tx: &mut Tx<'_>, before: i64, limit: u32) -> Result<Vec<PolicyChange>, StoreError> {
    tx.query(&HISTORY, &[before.into(), i64::from(limit).into()], policy_change)
}

/// The classes that jobs are of.
pub fn classes_in_use(tx: &mut Tx<'_>, limit: u32) -> Result<Vec<String>, StoreError> {
    tx.query(&CLASSES, &[i64::from(limit).into()], |row| row.get_text(0))
}

/// What of a job and of two people a policy looks at, from four columns: its class, the client's switch, its own
/// rules, and whether the two have an active contract.
pub(crate) fn subject_of_pair(row: &Row<'_>, from: usize) -> Result<Subject, StoreError> {
    Ok(Subject { hired: row.get_bool(from + 3)?, ..subject(row, from)? })
}

/// What of a job alone a policy looks at, from the first three of these columns.
pub(crate) fn subject(row: &Row<'_>, from: usize) -> Result<Subject, StoreError> {
    Ok(Subject {
        class: row.get_opt_text(from)?,
        messaging: row.get_i64(from + 1)? != 0,
        changes: match row.get_opt_text(from + 2)? {
            None => None,
            Some(text) => Some(Box::new(form::read_changes(&text)?)),
        },
        hired: false,
    })
}

/// Which document is in force, from two columns.
pub(crate) fn head(row: &Row<'_>, from: usize) -> Result<Head, StoreError> {
    Ok(Head { version: row.get_i64(from)?, change: row.get_uuid(from + 1)? })
}

fn none() -> StoreError {
    StoreError::Corrupt("no contact policy is in force".into())
}

fn policy_change(row: &Row<'_>) -> Result<PolicyChange, StoreError> {
    let by = match row.get_opt_uuid(4)? {
        None => None,
        Some(id) => Some((AccountId(id), row.get_text(5)?)),
    };
    Ok(PolicyChange {
        version: row.get_i64(0)?,
        document: form::read(row.get_str(1)?)?,
        note: row.get_text(2)?,
        at: Time(row.get_i64(3)?),
        by,
    })
}
