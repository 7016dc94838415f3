//! What a store is told when it opens: where the data lives and how much may wait.
//!
//! Read once; nothing here changes while the store runs.

use crate::error::StoreError;
use std::path::PathBuf;
use std::time::Duration;

/// Where the data lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Database {
    /// A file on a local disk, made with its folder if it is missing.
    Sqlite {
        /// The file.
        path: PathBuf,
    },
    /// A PostgreSQL server.
    Postgres {
        /// `postgres://user:password@host:port/database`.
        url: String,
        /// How many connections, each with a thread of its own.
        connections: usize,
    },
}

/// A fault that only a test may plant, honoured in debug builds alone: proof that the kill test sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planted {
    /// Answers before the COMMIT.
    AckBeforeCommit,
}

/// Called once when the store can no longer keep its promise; the program is expected to exit.
pub type OnFatal = Box<dyn Fn(String) + Send + Sync>;

/// Everything a store is told.
pub struct StoreConfig {
    /// Where the data lives.
    pub database: Database,
    /// Called once when the disk failed under the database.
    pub on_fatal: OnFatal,
    /// Commands that may wait; one more is refused as busy.
    pub queue_max: usize,
    /// Commands that one commit may serve.
    pub batch_max: usize,
    /// A command that would have to wait longer than this is refused as busy.
    pub wait_max: Duration,
    /// See [`Planted`].
    pub planted: Option<Planted>,
}

/// See [`StoreConfig::dawdle`].
const PLANTED_LAG: Duration = Duration::from_millis(5);

impl StoreConfig {
    /// The usual settings for a database.
    pub fn new(database: Database) -> StoreConfig {
        StoreConfig {
            database,
            on_fatal: Box::new(|why| tracing::error!(why, "the database can no longer be trusted")),
            queue_max: 4096,
            batch_max: 512,
            wait_max: Duration::from_millis(250),
            planted: None,
        }
    }

    /// A file on a local disk.
    pub fn sqlite(path: impl Into<PathBuf>) -> StoreConfig {
        StoreConfig::new(Database::Sqlite { path: path.into() })
    }

    /// A PostgreSQL server, with the usual number of connections.
    pub fn postgres(url: impl Into<String>) -> StoreConfig {
        StoreConfig::new(Database::Postgres { url: url.into(), connections: 32 })
    }

    /// Reads `sqlite:<path>` or `postgres://…`.
    pub fn from_url(url: &str) -> Result<StoreConfig, StoreError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(StoreConfig::postgres(url));
        }
        // Exactly two: a third slash begins a path from the root.
        let path = url.strip_prefix("sqlite:").map(|path| path.strip_prefix("//").unwrap_or(path));
        match path {
            // Without a path SQLite would open a file of its own and forget it.
            Some(path) if !path.is_empty() => Ok(StoreConfig::sqlite(path)),
            // The address may hold a password, so it is not repeated.
            _ => Err(StoreError::unavailable(
                "the database address must begin with `sqlite:` or `postgres://`",
            )),
        }
    }

    /// Whether answers are to be sent before the COMMIT: never in a release build.
    pub(super) fn acknowledges_early(&self) -> bool {
        cfg!(debug_assertions) && self.planted == Some(Planted::AckBeforeCommit)
    }

    /// Waits between such an answer and its COMMIT, as a slow disk would: on a quick one there is hardly a
    /// moment to die in, and whether the fault is found would be luck.
    pub(super) fn dawdle(&self) {
        std::thread::sleep(PLANTED_LAG);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_with_two_slashes_or_without() {
        for (url, path) in [
            ("sqlite:data/parlance.db", "data/parlance.db"),
            ("sqlite://data/parlance.db", "data/parlance.db"),
            ("sqlite:/srv/parlance.db", "/srv/parlance.db"),
            ("sqlite:///srv/parlance.db", "/srv/parlance.db"),
            ("sqlite:////srv/parlance.db", "//srv/parlance.db"),
        ] {
            let config = StoreConfig::from_url(url).unwrap_or_else(|error| panic!("{url}: {error}"));
            assert_eq!(config.database, Database::Sqlite { path: path.into() }, "{url}");
        }
        for wrong in ["", "sqlite:", "sqlite://", "file:data/parlance.db"] {
            let told = StoreConfig::from_url(wrong).map(|_| ());
            assert!(matches!(told, Err(StoreError::Unavailable(_))), "{wrong:?}");
        }
    }
}
