//! The store as everybody else holds it: hand in a command, get its answer once it is on disk.

use super::config::{Database, StoreConfig};
use super::gate::{Gate, closed};
use super::order::{Answer, Message, wrap};
use super::report::{Board, Durability, Figures, Sink};
use super::threads::{self, Threads};
use super::tx::Tx;
use crate::error::StoreError;
use crate::migrations::{self, MigrationReport};
use std::sync::Arc;
use std::time::Duration;

/// How long a thread of the engine may take to say under which settings it writes.
const INSPECT_WAIT: Duration = Duration::from_secs(10);

/// A handle on the one store of a process; a copy is the same store.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    config: Arc<StoreConfig>,
    board: Arc<Board>,
    writes: Arc<Gate>,
    reads: Arc<Gate>,
    threads: Threads,
}

impl Store {
    /// Opens the database, making the file and its folder if they are missing, and starts the threads.
    /// Migrations are run by [`Store::migrate`], never here.
    pub fn open(config: StoreConfig) -> Result<Store, StoreError> {
        let config = Arc::new(config);
        let board = Arc::new(Board::default());
        let (writes, reads, threads) = threads::start(&config, &board)?;
        Ok(Store { inner: Arc::new(Inner { config, board, writes, reads, threads }) })
    }

    /// Runs a command in one transaction and answers once it is on disk. An error keeps nothing of it.
    /// The command may be run more than once, so it must have no effect but through its `Tx`.
    pub async fn run<T, E, F>(&self, command: F) -> Result<T, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.write(command)?.await.unwrap_or_else(|_| Err(E::from(closed())))
    }

    /// Runs a query over one unchanging snapshot; a write through it fails.
    pub async fn read<T, E, F>(&self, query: F) -> Result<T, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.look(query)?.await.unwrap_or_else(|_| Err(E::from(closed())))
    }

    /// [`Store::run`] for a thread that may wait.
    pub fn run_blocking<T, E, F>(&self, command: F) -> Result<T, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.write(command)?.blocking_recv().unwrap_or_else(|_| Err(E::from(closed())))
    }

    /// [`Store::read`] for a thread that may wait.
    pub fn read_blocking<T, E, F>(&self, query: F) -> Result<T, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.look(query)?.blocking_recv().unwrap_or_else(|_| Err(E::from(closed())))
    }

    fn write<T, E, F>(&self, command: F) -> Result<Answer<T, E>, StoreError>
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        if self.inner.board.is_dead() {
            return Err(StoreError::unavailable("the disk failed under the database"));
        }
        let (order, answer) = wrap(command);
        self.inner.writes.admit(Message::Write(order))?;
        Ok(answer)
    }

    fn look<T, E, F>(&self, query: F) -> Result<Answer<T, E>, StoreError>
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (order, answer) = wrap(query);
        self.inner.reads.admit(Message::Read(order))?;
        Ok(answer)
    }

    /// Sets where hints go after each commit; once. It is called on a thread of the engine and must be
    /// cheap. One writer hands hints on in commit order; of a pool's threads only each its own.
    pub fn set_sink(&self, sink: Sink) {
        self.inner.board.set_sink(sink);
    }

    /// Brings the schema up to this program's.
    pub fn migrate(&self) -> Result<MigrationReport, StoreError> {
        migrations::migrate(&self.inner.config.database)
    }

    /// The names of the migrations that [`Store::migrate`] would run.
    pub fn pending_migrations(&self) -> Result<Vec<String>, StoreError> {
        migrations::pending(&self.inner.config.database)
    }

    /// The settings in force on every writing connection.
    pub fn durability(&self) -> Result<Vec<Durability>, StoreError> {
        let asked: Vec<_> = self
            .inner
            .threads
            .writers()
            .map(|own| {
                let (reply, answer) = crossbeam_channel::bounded(1);
                own.send(Message::Inspect(reply)).map(|()| answer).map_err(|_| closed())
            })
            .collect();
        asked
            .into_iter()
            .map(|answer| {
                answer?
                    .recv_timeout(INSPECT_WAIT)
                    .unwrap_or_else(|_| Err(StoreError::unavailable("a writing thread does not answer")))
            })
            .collect()
    }

    /// Whether the data lives in a file of this machine.
    pub fn is_local_file(&self) -> bool {
        matches!(self.inner.config.database, Database::Sqlite { .. })
    }

    /// Commands waiting for a thread.
    pub fn queue_depth(&self) -> usize {
        self.inner.writes.depth()
    }

    /// Totals since the store opened.
    pub fn figures(&self) -> Figures {
        self.inner.board.figures()
    }

    /// Serves who waits, refuses who comes later, copies the write-ahead log into the file and ends the threads.
    /// Must not be called from within a command.
    pub fn close(&self) {
        self.inner.close();
    }
}

impl Inner {
    fn close(&self) {
        self.threads.close(&self.reads, &self.writes);
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.close();
    }
}
