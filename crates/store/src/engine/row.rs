//! One row of an answer, read by column number.
//!
//! A column of another type than asked for is `Corrupt`: the statement or the file is wrong, and
//! guessing would hide it.

use super::{postgres, sqlite};
use crate::error::StoreError;
use uuid::Uuid;

/// One row. Columns count from 0.
pub struct Row<'r>(pub(super) Source<'r>);

pub(super) enum Source<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r ::postgres::Row),
}

/// What stands in one column.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cell<'r> {
    Null,
    Int(i64),
    Text(&'r str),
    Blob(&'r [u8]),
}

impl<'r> Row<'r> {
    fn cell(&self, column: usize) -> Result<Cell<'_>, StoreError> {
        match self.0 {
            Source::Sqlite(row) => sqlite::cell(row, column),
            Source::Postgres(row) => postgres::cell(row, column),
        }
    }

    /// An integer, or nothing.
    pub fn get_opt_i64(&self, column: usize) -> Result<Option<i64>, StoreError> {
        match self.cell(column)? {
            Cell::Null => Ok(None),
            Cell::Int(value) => Ok(Some(value)),
            other => Err(unexpected(column, "an integer", other)),
        }
    }

    /// Text, or nothing, without a copy.
    pub fn get_opt_str(&self, column: usize) -> Result<Option<&str>, StoreError> {
        match self.cell(column)? {
            Cell::Null => Ok(None),
            Cell::Text(value) => Ok(Some(value)),
            other => Err(unexpected(column, "text", other)),
        }
    }

    /// Bytes, or nothing, without a copy.
    pub fn get_opt_bytes(&self, column: usize) -> Result<Option<&[u8]>, StoreError> {
        match self.cell(column)? {
            Cell::Null => Ok(None),
            Cell::Blob(value) => Ok(Some(value)),
            other => Err(unexpected(column, "bytes", other)),
        }
    }

    /// Text, or nothing.
    pub fn get_opt_text(&self, column: usize) -> Result<Option<String>, StoreError> {
        Ok(self.get_opt_str(column)?.map(str::to_owned))
    }

    /// Bytes, or nothing.
    pub fn get_opt_blob(&self, column: usize) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.get_opt_bytes(column)?.map(<[u8]>::to_vec))
    }

    /// An id, or nothing.
    pub fn get_opt_uuid(&self, column: usize) -> Result<Option<Uuid>, StoreError> {
        let Some(bytes) = self.get_opt_bytes(column)? else {
            return Ok(None);
        };
        Uuid::from_slice(bytes).map(Some).map_err(|_| unexpected(column, "an id", Cell::Blob(bytes)))
    }

    /// An integer.
    pub fn get_i64(&self, column: usize) -> Result<i64, StoreError> {
        self.get_opt_i64(column)?.ok_or_else(|| unexpected(column, "an integer", Cell::Null))
    }

    /// A truth value, stored as 0 or 1.
    pub fn get_bool(&self, column: usize) -> Result<bool, StoreError> {
        match self.get_i64(column)? {
            0 => Ok(false),
            1 => Ok(true),
            other => Err(unexpected(column, "0 or 1", Cell::Int(other))),
        }
    }

    /// Text, without a copy.
    pub fn get_str(&self, column: usize) -> Result<&str, StoreError> {
        self.get_opt_str(column)?.ok_or_else(|| unexpected(column, "text", Cell::Null))
    }

    /// Text.
    pub fn get_text(&self, column: usize) -> Result<String, StoreError> {
        self.get_str(column).map(str::to_owned)
    }

    /// Bytes, without a copy.
    pub fn get_bytes(&self, column: usize) -> Result<&[u8], StoreError> {
        self.get_opt_bytes(column)?.ok_or_else(|| unexpected(column, "bytes", Cell::Null))
    }

    /// Bytes.
    pub fn get_blob(&self, column: usize) -> Result<Vec<u8>, StoreError> {
        self.get_bytes(column).map(<[u8]>::to_vec)
    }

    /// An id.
    pub fn get_uuid(&self, column: usize) -> Result<Uuid, StoreError> {
        self.get_opt_uuid(column)?.ok_or_else(|| unexpected(column, "an id", Cell::Null))
    }
}

/// Names the kind that was found and never its content, which may be somebody's words.
fn unexpected(column: usize, wanted: &str, found: Cell<'_>) -> StoreError {
    let found = match found {
        Cell::Null => "nothing".to_owned(),
        Cell::Int(_) => "an integer".to_owned(),
        Cell::Text(_) => "text".to_owned(),
        Cell::Blob(bytes) => format!("{} bytes", bytes.len()),
    };
    StoreError::Corrupt(format!("column {column} should be {wanted} and is {found}"))
}
