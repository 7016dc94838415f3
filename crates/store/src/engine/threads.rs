//! The threads of a store: started when it opens, ended when it closes or when its last handle goes.

use super::config::{Database, StoreConfig};
use super::gate::Gate;
use super::order::Message;
use super::report::Board;
use super::{postgres, sqlite};
use crate::error::StoreError;
use crossbeam_channel::Sender;
use std::path::PathBuf;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// The running threads, and a way to speak to each that writes.
pub(super) struct Threads {
    readers: Mutex<Vec<JoinHandle<()>>>,
    writers: Mutex<Vec<JoinHandle<()>>>,
    counts: (usize, usize),
    own: Vec<Sender<Message>>,
}

type Started = (Arc<Gate>, Arc<Gate>, Threads);

/// Starts what the database needs.
pub(super) fn start(config: &Arc<StoreConfig>, board: &Arc<Board>) -> Result<Started, StoreError> {
    match &config.database {
        Database::Sqlite { path } => start_sqlite(config, board, path.clone()),
        Database::Postgres { url, connections } => start_postgres(config, board, url, *connections),
    }
}

fn start_sqlite(config: &Arc<StoreConfig>, board: &Arc<Board>, path: PathBuf) -> Result<Started, StoreError> {
    sqlite::prepare_file(&path)?;
    let mut connection = sqlite::create(&path)?;
    let (wal, asked) = sqlite::WalWatch::begin(&mut connection)?;
    let (writes, write_orders) = Gate::new(config.queue_max, config.batch_max, config.wait_max);
    let (reads, read_orders) = Gate::new(config.queue_max, 1, config.wait_max);
    let (writes, reads) = (Arc::new(writes), Arc::new(reads));
    let own = vec![writes.sender()];
    let writer = sqlite::Writer {
        connection,
        wal,
        orders: write_orders,
        gate: Arc::clone(&writes),
        board: Arc::clone(board),
        config: Arc::clone(config),
    };
    let mut writers = vec![spawn("store-writer", move || writer.serve())?];
    let (file, config, board) = (path.clone(), Arc::clone(config), Arc::clone(board));
    writers.push(spawn("store-checkpoint", move || {
        if let Err(error) = sqlite::serve_checkpoints(&file, &asked, &config, &board) {
            tracing::error!(%error, "the thread that makes checkpoints could not start");
        }
    })?);
    let count = std::thread::available_parallelism().map_or(2, usize::from);
    let mut readers = Vec::with_capacity(count);
    for _ in 0..count {
        let (path, orders, gate) = (path.clone(), read_orders.clone(), Arc::clone(&reads));
        readers.push(spawn("store-reader", move || {
            if let Err(error) = sqlite::serve_reads(&path, &orders, &gate, count as u32) {
                tracing::error!(%error, "a reading thread could not start");
            }
        })?);
    }
    Ok((writes, reads, Threads::new(readers, writers, own)))
}

fn start_postgres(
    config: &Arc<StoreConfig>,
    board: &Arc<Board>,
    url: &str,
    connections: usize,
) -> Result<Started, StoreError> {
    // A wrong address or a server that is down is told at once, in the caller's own words.
    drop(postgres::connect(url)?);
    let (gate, orders) = Gate::new(config.queue_max, 1, config.wait_max);
    let gate = Arc::new(gate);
    let connected = Arc::new(AtomicUsize::new(0));
    let (mut writers, mut owns) = (Vec::new(), Vec::new());
    let threads = connections.max(1);
    for _ in 0..threads {
        let (sender, own) = crossbeam_channel::unbounded();
        owns.push(sender);
        let worker = postgres::Worker {
            orders: orders.clone(),
            own,
            gate: Arc::clone(&gate),
            board: Arc::clone(board),
            config: Arc::clone(config),
            connected: Arc::clone(&connected),
            threads: threads as u32,
        };
        let url = url.to_owned();
        writers.push(spawn("store-pool", move || worker.serve(&url))?);
    }
    // Reads and writes wait in one queue and are served by the same threads.
    Ok((Arc::clone(&gate), gate, Threads::new(Vec::new(), writers, owns)))
}

fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, StoreError> {
    std::thread::Builder::new().name(name.to_owned()).spawn(body).map_err(StoreError::unavailable)
}

impl Threads {
    fn new(readers: Vec<JoinHandle<()>>, writers: Vec<JoinHandle<()>>, own: Vec<Sender<Message>>) -> Threads {
        let counts = (readers.len(), own.len());
        Threads { readers: Mutex::new(readers), writers: Mutex::new(writers), counts, own }
    }

    /// A way to speak to each thread that writes.
    pub(super) fn writers(&self) -> impl Iterator<Item = &Sender<Message>> {
        self.own.iter()
    }

    /// Readers end first, so that nothing holds back the writer's last checkpoint.
    pub(super) fn close(&self, reads: &Gate, writes: &Gate) {
        if self.counts.0 > 0 {
            reads.close(self.counts.0);
            join(&self.readers);
        }
        writes.close(self.counts.1);
        join(&self.writers);
    }
}

fn join(threads: &Mutex<Vec<JoinHandle<()>>>) {
    let threads = std::mem::take(&mut *threads.lock().unwrap_or_else(PoisonError::into_inner));
    let myself = std::thread::current().id();
    for thread in threads {
        // A command may have held the last handle: its thread ends by itself, after this.
        if thread.thread().id() == myself {
            continue;
        }
        if thread.join().is_err() {
            tracing::error!("a thread of the store panicked");
        }
    }
}
