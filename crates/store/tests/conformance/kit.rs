//! A place for a test's data on one of the engines, and the macro that runs a test on each.

use parlance_store::engine::{Database, StoreConfig};
use parlance_store::{Store, StoreError};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Connections of a store under test: few, since the tests run side by side on one server.
pub const CONNECTIONS: usize = 4;
const WAIT: Duration = Duration::from_secs(20);

/// Runs each named function on both engines.
#[macro_export]
macro_rules! conformance {
    ($($test:ident),* $(,)?) => {
        mod sqlite {
            $(#[test] fn $test() { super::$test(&$crate::kit::Place::sqlite()) })*
        }
        mod postgres {
            $(#[test] fn $test() { super::$test(&$crate::kit::Place::postgres()) })*
        }
    };
}

/// Where one test's data lives; gone with the test.
pub struct Place {
    pub database: Database,
    folder: Option<tempfile::TempDir>,
}

impl Place {
    pub fn sqlite() -> Place {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("parlance.db");
        Place { database: Database::Sqlite { path }, folder: Some(folder) }
    }

    pub fn postgres() -> Place {
        let url = parlance_testing::fresh_database();
        Place { database: Database::Postgres { url, connections: CONNECTIONS }, folder: None }
    }

    pub fn is_sqlite(&self) -> bool {
        self.folder.is_some()
    }

    pub fn file(&self) -> PathBuf {
        self.folder.as_ref().expect("only SQLite has a file").path().join("parlance.db")
    }

    pub fn config(&self) -> StoreConfig {
        StoreConfig::new(self.database.clone())
    }

    /// A store without a schema.
    pub fn open(&self) -> Store {
        Store::open(self.config()).expect("the store opens")
    }

    /// A store with the schema of the product.
    pub fn open_migrated(&self) -> Store {
        let store = self.open();
        store.migrate().expect("the migrations run");
        store
    }

    /// A store with one thread that writes, so that a test can hold it.
    pub fn open_narrow(&self, change: impl FnOnce(&mut StoreConfig)) -> Store {
        let mut config = self.config();
        if let Database::Postgres { connections, .. } = &mut config.database {
            *connections = 1;
        }
        change(&mut config);
        Store::open(config).expect("the store opens")
    }
}

/// A command that sits in the engine until it is let go.
pub struct Held {
    go: Sender<()>,
    thread: JoinHandle<Result<(), StoreError>>,
}

/// Hands in a command that takes the thread that serves it and keeps it.
pub fn hold(store: &Store) -> Held {
    let (go, wait) = channel();
    let (inside, is_inside) = channel();
    let thread = spawn(store, move |_| {
        let _ = inside.send(());
        wait_for(&wait);
        Ok(())
    });
    wait_for(&is_inside);
    Held { go, thread }
}

impl Held {
    pub fn let_go(self) {
        self.go.send(()).expect("the held command waits");
        self.thread.join().expect("no panic").expect("the held command succeeds");
    }
}

/// Hands in a command from a thread of its own.
pub fn spawn<T: Send + 'static>(
    store: &Store,
    command: impl Fn(&mut parlance_store::Tx<'_>) -> Result<T, StoreError> + Send + 'static,
) -> JoinHandle<Result<T, StoreError>> {
    let store = store.clone();
    std::thread::spawn(move || store.run_blocking(command))
}

pub fn wait_for<T>(channel: &Receiver<T>) -> T {
    channel.recv_timeout(WAIT).expect("the other side says so in time")
}

/// Waits until something is so.
pub fn until(what: &str, is_so: impl Fn() -> bool) {
    let deadline = now() + WAIT;
    while !is_so() {
        assert!(now() < deadline, "{what}: not in {WAIT:?}");
        std::thread::yield_now();
    }
}

#[expect(clippy::disallowed_methods, reason = "waits for real threads")]
fn now() -> Instant {
    Instant::now()
}
