//! Tasks: what workers still have to do. Each is claimed under a lease, may run twice, is tried again
//! later when it fails, and is laid aside in plain sight when it keeps failing.
//!
//! Rows are added in the transaction of whatever caused them. Whoever's lease ran out has lost the task:
//! its reports change nothing any more.

use crate::engine::{Row, Tx, Value};
use crate::error::StoreError;
use parlance_core::Time;
use uuid::Uuid;

crate::statements! {
    ENQUEUE = "INSERT INTO task (id, kind, payload, run_at, attempts, dedup_key, created_at) \
        VALUES ($1, $2, $3, $4, 0, $5, $6) ON CONFLICT (dedup_key) DO NOTHING";
    /// The oldest tasks that are due and not leased; the kinds come one at a time, so that the text is fixed.
    DUE: skip = "SELECT id, kind, payload, attempts, created_at FROM task \
        WHERE kind = $1 AND dead_at IS NULL AND run_at <= $2 AND (leased_until IS NULL OR leased_until < $2) \
        ORDER BY run_at LIMIT $3";
    LEASE = "UPDATE task SET leased_until = $1, lease = $2, attempts = attempts + 1 WHERE id = $3";
    COMPLETE = "DELETE FROM task WHERE id = $1 AND lease = $2";
    RETRY = "UPDATE task SET run_at = $1, last_error = $2, leased_until = NULL, lease = NULL \
        WHERE id = $3 AND lease = $4";
    BURY = "UPDATE task SET dead_at = $1, last_error = $2, leased_until = NULL, lease = NULL \
        WHERE id = $3 AND lease = $4";
    DEAD = "SELECT id, kind, payload, attempts, created_at, last_error, dead_at FROM task \
        WHERE dead_at IS NOT NULL ORDER BY dead_at DESC LIMIT $1";
    REVIVE = "UPDATE task SET dead_at = NULL, run_at = $2, attempts = 0, leased_until = NULL, lease = NULL \
        WHERE id = $1 AND dead_at IS NOT NULL";
    COUNTS = "SELECT coalesce(sum(CASE WHEN dead_at IS NULL AND run_at <= $1 THEN 1 ELSE 0 END), 0), \
        coalesce(sum(CASE WHEN dead_at IS NULL AND run_at > $1 THEN 1 ELSE 0 END), 0), \
        coalesce(sum(CASE WHEN dead_at IS NOT NULL THEN 1 ELSE 0 END), 0), \
        min(CASE WHEN dead_at IS NULL AND run_at <= $1 THEN run_at END) FROM task";
}

/// A task that was claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskRow {
    /// Its id.
    pub id: Uuid,
    /// Which worker it is for.
    pub kind: String,
    /// What that worker needs to know, as JSON.
    pub payload: String,
    /// How often it was claimed, this time included.
    pub attempts: i64,
    /// When it was enqueued.
    pub created_at: Time,
}

/// A task that was laid aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadTask {
    /// The task.
    pub task: TaskRow,
    /// What went wrong the last time.
    pub last_error: String,
    /// When it was laid aside.
    pub dead_at: Time,
}

/// How many tasks stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TaskCounts {
    /// Due now, the ones being worked on included.
    pub due_count: i64,
    /// To be run later.
    pub later_count: i64,
    /// Laid aside.
    pub dead_count: i64,
    /// Since when the oldest has been due.
    pub oldest_due_at: Option<Time>,
}

/// Adds a task. False if one with this key stands already, dead ones included.
pub fn enqueue(
    tx: &mut Tx<'_>,
    id: Uuid,
    kind: &str,
    payload: &str,
    run_at: Time,
    dedup_key: Option<&str>,
    now: Time,
) -> Result<bool, StoreError> {
    let params = [id.into(), kind.into(), payload.into(), run_at.into(), dedup_key.into(), now.into()];
    Ok(tx.execute(&ENQUEUE, &params)? == 1)
}

/// Leases up to `limit` tasks that are due, oldest first within each kind.
pub fn claim(
    tx: &mut Tx<'_>,
    kinds: &[&str],
    now: Time,
    lease_until: Time,
    lease_id: Uuid,
    limit: i64,
) -> Result<Vec<TaskRow>, StoreError> {
    let mut claimed = Vec::new();
    for kind in kinds {
        let left = limit - claimed.len() as i64;
        if left <= 0 {
            break;
        }
        let mut due = tx.query(&DUE, &[(*kind).into(), now.into(), left.into()], task)?;
        for task in &mut due {
            tx.execute(&LEASE, &[lease_until.into(), lease_id.into(), task.id.into()])?;
            task.attempts += 1;
        }
        claimed.append(&mut due);
    }
    Ok(claimed)
}

/// Takes a finished task away. False if the lease was lost.
pub fn complete(tx: &mut Tx<'_>, id: Uuid, lease: Uuid) -> Result<bool, StoreError> {
    Ok(tx.execute(&COMPLETE, &[id.into(), lease.into()])? == 1)
}

/// Gives a task back, to be run again at `run_at`. False if the lease was lost.
pub fn retry(tx: &mut Tx<'_>, id: Uuid, lease: Uuid, run_at: Time, error: &str) -> Result<bool, StoreError> {
    Ok(tx.execute(&RETRY, &[run_at.into(), error.into(), id.into(), lease.into()])? == 1)
}

/// Lays a task aside for people to look at. False if the lease was lost.
pub fn bury(tx: &mut Tx<'_>, id: Uuid, lease: Uuid, error: &str, now: Time) -> Result<bool, StoreError> {
    Ok(tx.execute(&BURY, &[now.into(), error.into(), id.into(), lease.into()])? == 1)
}

/// The tasks laid aside, newest first.
pub fn dead(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<DeadTask>, StoreError> {
    tx.query(&DEAD, &[limit.into()], |row| {
        Ok(DeadTask { task: task(row)?, last_error: row.get_text(5)?, dead_at: Time(row.get_i64(6)?) })
    })
}

/// Has a task that was laid aside tried again from now on, as if it were new; whether there was one.
pub fn revive(tx: &mut Tx<'_>, id: Uuid, now: Time) -> Result<bool, StoreError> {
    Ok(tx.execute(&REVIVE, &[id.into(), now.into()])? > 0)
}

/// Counts for operators.
pub fn counts(tx: &mut Tx<'_>, now: Time) -> Result<TaskCounts, StoreError> {
    let counted = tx.query_opt(&COUNTS, &[Value::from(now)], |row| {
        Ok(TaskCounts {
            due_count: row.get_i64(0)?,
            later_count: row.get_i64(1)?,
            dead_count: row.get_i64(2)?,
            oldest_due_at: row.get_opt_i64(3)?.map(Time),
        })
    })?;
    Ok(counted.unwrap_or_default())
}

fn task(row: &Row<'_>) -> Result<TaskRow, StoreError> {
    Ok(TaskRow {
        id: row.get_uuid(0)?,
        kind: row.get_text(1)?,
        payload: row.get_text(2)?,
        attempts: row.get_i64(3)?,
        created_at: Time(row.get_i64(4)?),
    })
}
