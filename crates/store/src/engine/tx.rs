//! A transaction as a command sees it: statements, rows and hints.
//!
//! A command can neither commit nor roll back. After a statement failed, every further one fails too
//! and nothing of the command is kept, so that both engines answer alike.

use super::row::Row;
use super::statement::Sql;
use super::value::Value;
use super::{postgres, sqlite};
use crate::error::StoreError;
use crate::hint::Hint;
use std::ops::ControlFlow;

/// An open transaction.
pub struct Tx<'c> {
    pub(super) session: Session<'c>,
    hints: Vec<Hint>,
    spoiled: Option<Failure>,
}

/// The connection under a transaction.
pub(super) enum Session<'c> {
    Sqlite(sqlite::Session<'c>),
    Postgres(Box<postgres::Session>),
}

/// A statement that failed, and what that means for the transaction and its connection.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    pub error: StoreError,
    pub kind: FailureKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FailureKind {
    /// This command cannot be kept.
    Command,
    /// The engine asks to run the command again.
    Again,
    /// The connection is gone.
    Lost,
    /// The disk under the database failed: nothing may be acknowledged any more.
    Fatal,
}

/// Looks at one row and says whether to go on.
pub(super) type Visit<'v> = &'v mut dyn FnMut(&Row<'_>) -> ControlFlow<()>;

impl<'c> Tx<'c> {
    pub(super) fn new(session: Session<'c>) -> Tx<'c> {
        Tx { session, hints: Vec::new(), spoiled: None }
    }

    /// Runs a statement that answers no rows and says how many it changed.
    pub fn execute(&mut self, sql: &Sql, params: &[Value<'_>]) -> Result<u64, StoreError> {
        self.sound()?;
        let done = match &mut self.session {
            Session::Sqlite(session) => session.execute(sql, params),
            Session::Postgres(session) => session.execute(sql, params),
        };
        done.map_err(|failure| self.spoil(failure))
    }

    /// The first row, if there is one.
    pub fn query_opt<T>(
        &mut self,
        sql: &Sql,
        params: &[Value<'_>],
        map: impl FnOnce(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let (mut map, mut found) = (Some(map), None);
        self.visit(sql, params, &mut |row| {
            found = map.take().map(|map| map(row));
            ControlFlow::Break(())
        })?;
        found.transpose()
    }

    /// Every row. The statement is expected to bound their number.
    pub fn query<T>(
        &mut self,
        sql: &Sql,
        params: &[Value<'_>],
        map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        self.query_about(0, sql, params, map)
    }

    /// The same where about so many rows are expected, which are then not moved while they come.
    pub fn query_about<T>(
        &mut self,
        about: usize,
        sql: &Sql,
        params: &[Value<'_>],
        mut map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let (mut rows, mut wrong) = (Vec::with_capacity(about), None);
        self.visit(sql, params, &mut |row| match map(row) {
            Ok(value) => {
                rows.push(value);
                ControlFlow::Continue(())
            }
            Err(error) => {
                wrong = Some(error);
                ControlFlow::Break(())
            }
        })?;
        wrong.map_or(Ok(rows), Err)
    }

    /// Has the engine read a statement without running it.
    pub fn prepare(&mut self, sql: &Sql) -> Result<(), StoreError> {
        self.sound()?;
        let done = match &mut self.session {
            Session::Sqlite(session) => session.prepare(sql),
            Session::Postgres(session) => session.prepare(sql),
        };
        done.map_err(|failure| self.spoil(failure))
    }

    /// Leaves a hint that is handed on after the commit and forgotten if there is none.
    pub fn hint(&mut self, hint: Hint) {
        self.hints.push(hint);
    }

    fn visit(&mut self, sql: &Sql, params: &[Value<'_>], visit: Visit<'_>) -> Result<(), StoreError> {
        self.sound()?;
        let done = match &mut self.session {
            Session::Sqlite(session) => session.visit(sql, params, visit),
            Session::Postgres(session) => session.visit(sql, params, visit),
        };
        done.map_err(|failure| self.spoil(failure))
    }

    fn sound(&self) -> Result<(), StoreError> {
        self.spoiled().map_or(Ok(()), |error| Err(error.clone()))
    }

    fn spoil(&mut self, failure: Failure) -> StoreError {
        let error = failure.error.clone();
        self.spoiled = Some(failure);
        error
    }

    pub(super) fn spoiled(&self) -> Option<&StoreError> {
        self.spoiled.as_ref().map(|failure| &failure.error)
    }

    /// What spoiled the command that just ran; the next one starts unspoiled.
    pub(super) fn take_failure(&mut self) -> Option<Failure> {
        self.spoiled.take()
    }

    pub(super) fn hint_count(&self) -> usize {
        self.hints.len()
    }

    /// Forgets the hints of a command that is not kept.
    pub(super) fn drop_hints_after(&mut self, count: usize) {
        self.hints.truncate(count);
    }

    pub(super) fn take_hints(&mut self) -> Vec<Hint> {
        std::mem::take(&mut self.hints)
    }
}
