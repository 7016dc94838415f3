//! One SQLite connection with its prepared statements.
//!
//! Statements are prepared once and looked up by address: the hot path allocates nothing here.

use crate::engine::row::{Cell, Row, Source};
use crate::engine::statement::{BySql, Sql};
use crate::engine::tx::{Failure, FailureKind, Visit};
use crate::engine::value::Value;
use crate::error::StoreError;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, Statement, ffi};
use std::ops::ControlFlow;

/// A connection and what was prepared on it.
pub(in crate::engine) struct Session<'c> {
    connection: &'c Connection,
    prepared: BySql<Prepared<'c>>,
    wrote: bool,
}

struct Prepared<'c> {
    statement: Statement<'c>,
    parameters: usize,
    only_reads: bool,
}

impl<'c> Session<'c> {
    pub(super) fn new(connection: &'c Connection) -> Session<'c> {
        Session { connection, prepared: BySql::default(), wrote: false }
    }

    /// Whether anything may have been written since this was last asked.
    pub(super) fn take_wrote(&mut self) -> bool {
        std::mem::take(&mut self.wrote)
    }

    /// Whether SQLite ended the transaction on its own account, as some errors make it.
    pub(super) fn is_idle(&self) -> bool {
        self.connection.is_autocommit()
    }

    pub(in crate::engine) fn prepare(&mut self, sql: &Sql) -> Result<(), Failure> {
        self.prepared(sql).map(|_| ())
    }

    pub(in crate::engine) fn execute(&mut self, sql: &Sql, params: &[Value<'_>]) -> Result<u64, Failure> {
        let prepared = self.bound(sql, params)?;
        let only_reads = prepared.only_reads;
        let done = prepared.statement.raw_execute();
        self.wrote |= !only_reads && !matches!(done, Ok(0));
        done.map(|count| count as u64).map_err(failure)
    }

    pub(in crate::engine) fn visit(
        &mut self,
        sql: &Sql,
        params: &[Value<'_>],
        visit: Visit<'_>,
    ) -> Result<(), Failure> {
        let prepared = self.bound(sql, params)?;
        let only_reads = prepared.only_reads;
        let mut rows = prepared.statement.raw_query();
        let (mut done, mut wanted) = (Ok(()), true);
        // A writing statement is stepped to its end even if no more rows are wanted.
        while wanted || !only_reads {
            match rows.next() {
                Ok(Some(row)) => {
                    wanted = wanted && visit(&Row(Source::Sqlite(row))) == ControlFlow::Continue(());
                }
                Ok(None) => break,
                Err(error) => {
                    done = Err(failure(error));
                    break;
                }
            }
        }
        drop(rows);
        self.wrote |= !only_reads;
        done
    }

    fn bound(&mut self, sql: &Sql, params: &[Value<'_>]) -> Result<&mut Prepared<'c>, Failure> {
        let prepared = self.prepared(sql)?;
        // A missing argument would quietly keep the value of the last run.
        if prepared.parameters != params.len() {
            return Err(Failure {
                error: StoreError::Corrupt(format!(
                    "{} arguments for {} places in: {}",
                    params.len(),
                    prepared.parameters,
                    sql.text()
                )),
                kind: FailureKind::Command,
            });
        }
        for (place, value) in params.iter().enumerate() {
            prepared.statement.raw_bind_parameter(place + 1, Bound(value)).map_err(failure)?;
        }
        Ok(prepared)
    }

    fn prepared(&mut self, sql: &Sql) -> Result<&mut Prepared<'c>, Failure> {
        use std::collections::hash_map::Entry;
        match self.prepared.entry(*sql) {
            Entry::Occupied(found) => Ok(found.into_mut()),
            Entry::Vacant(place) => {
                let statement = self.connection.prepare(&numbered(sql.text())).map_err(failure)?;
                let parameters = statement.parameter_count();
                let only_reads = statement.readonly();
                Ok(place.insert(Prepared { statement, parameters, only_reads }))
            }
        }
    }
}

/// `$3` names a parameter in SQLite and `?3` numbers it, as `$3` does in PostgreSQL.
fn numbered(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let is_place = c == '$' && rest.peek().is_some_and(char::is_ascii_digit);
        out.push(if is_place { '?' } else { c });
    }
    out
}

struct Bound<'v>(&'v Value<'v>);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Null => ValueRef::Null,
            Value::Int(value) => ValueRef::Integer(*value),
            Value::Text(value) => ValueRef::Text(value.as_bytes()),
            Value::Blob(value) => ValueRef::Blob(value),
            Value::Id(value) => ValueRef::Blob(value.as_bytes()),
        }))
    }
}

/// Reads one column.
pub(in crate::engine) fn cell<'r>(row: &'r rusqlite::Row<'_>, column: usize) -> Result<Cell<'r>, StoreError> {
    match row.get_ref(column).map_err(StoreError::corrupt)? {
        ValueRef::Null => Ok(Cell::Null),
        ValueRef::Integer(value) => Ok(Cell::Int(value)),
        ValueRef::Text(value) => std::str::from_utf8(value).map(Cell::Text).map_err(StoreError::corrupt),
        ValueRef::Blob(value) => Ok(Cell::Blob(value)),
        ValueRef::Real(_) => Err(StoreError::corrupt(format!("column {column} is a fraction"))),
    }
}

/// Sorts what SQLite says.
pub(in crate::engine) fn failure(error: rusqlite::Error) -> Failure {
    let command = |error| Failure { error, kind: FailureKind::Command };
    let rusqlite::Error::SqliteFailure(code, _) = &error else {
        return command(StoreError::corrupt(&error));
    };
    match (code.code, code.extended_code) {
        (
            _,
            ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID,
        ) => command(StoreError::Conflict),
        (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => command(StoreError::Busy),
        // The index of the log grows by a page that is written first, so a full disk shows there as well.
        (ErrorCode::DiskFull, _) | (ErrorCode::SystemIoFailure, ffi::SQLITE_IOERR_SHMSIZE) => {
            command(StoreError::Full)
        }
        (ErrorCode::OutOfMemory | ErrorCode::CannotOpen, _) => command(StoreError::unavailable(&error)),
        (ErrorCode::ReadOnly, _) => command(StoreError::unavailable("a write in a read-only transaction")),
        // An I/O error that only says "no room" or "not now" is no broken disk; every other one means
        // that pages may be lost although the system said they were written.
        (ErrorCode::SystemIoFailure, ffi::SQLITE_IOERR_NOMEM | ffi::SQLITE_IOERR_BLOCKED) => {
            command(StoreError::unavailable(&error))
        }
        (ErrorCode::SystemIoFailure | ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase, _) => {
            Failure { error: StoreError::unavailable(&error), kind: FailureKind::Fatal }
        }
        _ => command(StoreError::corrupt(&error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_numbered_and_other_dollars_stay() {
        assert_eq!(numbered("a = $2 AND b = $1 AND c = '$'"), "a = ?2 AND b = ?1 AND c = '$'");
    }
}
