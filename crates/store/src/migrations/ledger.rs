//! The table that remembers which steps were run, on a connection of its own.
//!
//! The engines' texts differ here (clock, lock, catalogue), so they stand side by side.

use super::{Applied, Migration, checksum};
use crate::engine::{Database, engines};
use crate::error::StoreError;

const CREATE: &str = "CREATE TABLE IF NOT EXISTS migration (
    version bigint PRIMARY KEY, name text NOT NULL, checksum bigint NOT NULL, applied_at bigint NOT NULL)";
const APPLIED: &str = "SELECT version, checksum FROM migration ORDER BY version";

const EXISTS_SQLITE: &str = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'migration'";
const EXISTS_POSTGRES: &str = "SELECT count(*) FROM pg_catalog.pg_class WHERE oid = to_regclass('migration')";

const NOTE_SQLITE: &str = "INSERT INTO migration (version, name, checksum, applied_at)
    VALUES (?1, ?2, ?3, CAST(strftime('%s', 'now') AS INTEGER) * 1000000)";
const NOTE_POSTGRES: &str = "INSERT INTO migration (version, name, checksum, applied_at)
    VALUES ($1, $2, $3, (extract(epoch FROM now()) * 1000000)::bigint)";

/// Any number that nobody else uses: the letters of the program's name.
const LOCK: i64 = 0x7061_726c_616e_6365;

/// A connection that may change the schema.
pub(super) enum Ledger {
    Sqlite(rusqlite::Connection),
    Postgres(Box<postgres::Client>),
}

fn sqlite(error: rusqlite::Error) -> StoreError {
    engines::sqlite_error(error)
}

fn server(error: postgres::Error) -> StoreError {
    engines::postgres_error(error)
}

impl Ledger {
    pub(super) fn open(database: &Database) -> Result<Ledger, StoreError> {
        match database {
            Database::Sqlite { path } => engines::open_sqlite(path).map(Ledger::Sqlite),
            Database::Postgres { url, .. } => {
                let mut client = engines::connect_postgres(url)?;
                // A step over a large table, or the wait for another node's, may take its time.
                client.batch_execute("SET statement_timeout = 0; SET lock_timeout = 0").map_err(server)?;
                Ok(Ledger::Postgres(Box::new(client)))
            }
        }
    }

    /// Keeps other nodes from migrating at the same time. SQLite's write lock, taken for each step, does
    /// the same for processes on one machine.
    pub(super) fn lock(&mut self) -> Result<(), StoreError> {
        match self {
            Ledger::Sqlite(_) => Ok(()),
            Ledger::Postgres(client) => {
                client.execute("SELECT pg_advisory_lock($1)", &[&LOCK]).map(|_| ()).map_err(server)
            }
        }
    }

    /// The lock also ends with the connection, so a failure here is of no consequence.
    pub(super) fn unlock(&mut self) {
        if let Ledger::Postgres(client) = self
            && let Err(error) = client.execute("SELECT pg_advisory_unlock($1)", &[&LOCK])
        {
            tracing::warn!(%error, "the migration lock ends with its connection");
        }
    }

    pub(super) fn exists(&mut self) -> Result<bool, StoreError> {
        let count: i64 = match self {
            Ledger::Sqlite(connection) => {
                connection.query_row(EXISTS_SQLITE, [], |row| row.get(0)).map_err(sqlite)?
            }
            Ledger::Postgres(client) => {
                client.query_one(EXISTS_POSTGRES, &[]).and_then(|row| row.try_get(0)).map_err(server)?
            }
        };
        Ok(count > 0)
    }

    pub(super) fn create(&mut self) -> Result<(), StoreError> {
        match self {
            Ledger::Sqlite(connection) => connection.execute_batch(CREATE).map_err(sqlite),
            Ledger::Postgres(client) => client.batch_execute(CREATE).map_err(server),
        }
    }

    pub(super) fn applied(&mut self) -> Result<Vec<Applied>, StoreError> {
        match self {
            Ledger::Sqlite(connection) => {
                let mut statement = connection.prepare(APPLIED).map_err(sqlite)?;
                let rows = statement
                    .query_map([], |row| Ok(Applied { version: row.get(0)?, checksum: row.get(1)? }))
                    .map_err(sqlite)?;
                rows.collect::<Result<_, _>>().map_err(sqlite)
            }
            Ledger::Postgres(client) => client
                .query(APPLIED, &[])
                .map_err(server)?
                .iter()
                .map(|row| Ok(Applied { version: row.try_get(0)?, checksum: row.try_get(1)? }))
                .collect::<Result<_, _>>()
                .map_err(server),
        }
    }

    /// The step's text for this engine.
    pub(super) fn text(&self, step: &Migration) -> &'static str {
        match self {
            Ledger::Sqlite(_) => step.sqlite,
            Ledger::Postgres(_) => step.postgres,
        }
    }

    /// Runs one step and notes it, in one transaction. If another process noted it first, its number
    /// stands already and this whole transaction fails.
    pub(super) fn apply(&mut self, step: &Migration) -> Result<(), StoreError> {
        let text = self.text(step);
        let checksum = checksum(text);
        match self {
            Ledger::Sqlite(connection) => {
                let tx = connection
                    .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
                    .map_err(sqlite)?;
                tx.execute(NOTE_SQLITE, rusqlite::params![step.version, step.name, checksum])
                    .and_then(|_| tx.execute_batch(text))
                    .map_err(sqlite)?;
                tx.commit().map_err(sqlite)
            }
            Ledger::Postgres(client) => {
                let mut tx = client.transaction().map_err(server)?;
                tx.batch_execute(text).map_err(server)?;
                tx.execute(NOTE_POSTGRES, &[&step.version, &step.name, &checksum]).map_err(server)?;
                tx.commit().map_err(server)
            }
        }
    }
}
