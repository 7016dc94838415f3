//! The engine room: the only place where a database is named.
//!
//! It runs commands: plain functions over [`Tx`], which are the same for both databases. It must never
//! know what a statement is about. Start with [`Store::run`]; the SQLite half is group commit by one
//! writer, the PostgreSQL half a pool.

mod config;
mod gate;
mod order;
mod postgres;
mod report;
mod row;
mod sqlite;
mod statement;
mod store;
mod threads;
mod tx;
mod value;

pub use config::{Database, OnFatal, Planted, StoreConfig};
pub use report::{Durability, Figures, Sink};
pub use row::Row;
pub use statement::{Lock, Sql};
pub use store::Store;
pub use tx::Tx;
pub use value::Value;

/// Bare connections for what stands before the engine: the migrations.
pub(crate) mod engines {
    use crate::error::StoreError;
    use std::path::Path;

    pub(crate) fn open_sqlite(path: &Path) -> Result<rusqlite::Connection, StoreError> {
        super::sqlite::prepare_file(path)?;
        super::sqlite::create(path)
    }

    pub(crate) fn connect_postgres(url: &str) -> Result<::postgres::Client, StoreError> {
        super::postgres::connect(url)
    }

    pub(crate) fn sqlite_error(error: rusqlite::Error) -> StoreError {
        super::sqlite::failure(error).error
    }

    pub(crate) fn postgres_error(error: ::postgres::Error) -> StoreError {
        super::postgres::failure(error).error
    }
}
