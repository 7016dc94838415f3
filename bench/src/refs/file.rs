//! S, G, R: SQLite with nothing around it. The settings are the product's: every commit waits for the disk.

use super::rows::{MESSAGE, NOT_ARCHIVED, SECRET, Sent, Statements, Waiting, for_file, statement};
use crate::figures::{Latencies, Run};
use crate::town::{Random, Town};
use anyhow::Context;
use rusqlite::{Connection, OptionalExtension, params};
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use uuid::Uuid;

/// Sends that one commit may serve, as in the product.
const BATCH_MAX: usize = 512;

const SETTINGS: &str = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;
    PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=8000;";

pub fn open(path: &Path) -> anyhow::Result<Connection> {
    let connection = Connection::open(path).with_context(|| format!("{} opens", path.display()))?;
    connection.execute_batch(SETTINGS)?;
    Ok(connection)
}

/// Opens a file in a process of its own, reads one row, and says that it is ready.
pub fn open_bare(path: &Path) -> anyhow::Result<()> {
    let connection = open(path)?;
    let epoch: String =
        connection.query_row("SELECT value FROM meta WHERE name = 'epoch'", [], |row| row.get(0))?;
    println!("ready {epoch}");
    Ok(())
}

/// The texts of a send, as SQLite reads them.
struct Texts {
    head: String,
    by_key: String,
    entry: String,
    advance: String,
    read: String,
}

impl Texts {
    fn new() -> anyhow::Result<Texts> {
        let found = Statements::found()?;
        Ok(Texts {
            head: for_file(found.head),
            by_key: for_file(found.by_key),
            entry: for_file(found.entry),
            advance: for_file(found.advance),
            read: for_file(found.read),
        })
    }
}

/// The invitation's columns of a conversation's row: its id, state and end.
type Invited = (Option<Vec<u8>>, Option<i64>, Option<i64>);

/// One send inside an open transaction.
fn append(connection: &Connection, texts: &Texts, sent: &Sent) -> rusqlite::Result<i64> {
    let (id, author) = (sent.conversation.0.as_bytes().as_slice(), sent.author.0.as_bytes().as_slice());
    let head = connection.prepare_cached(&texts.head)?.query_row([id], |row| {
        let invited: Invited = (row.get(8)?, row.get(9)?, row.get(10)?);
        Ok((row.get::<_, i64>(3)? + 1, row.get::<_, i64>(5)? + 1, invited, row.get::<_, i64>(13)?))
    });
    let (seq, messages, (invitation, state, ends), amendments) = head?;
    let key = sent.key.as_bytes().as_slice();
    let seen =
        connection.prepare_cached(&texts.by_key)?.query_row(params![id, author, key], |row| row.get(0));
    if let Some(seq) = seen.optional()? {
        return Ok(seq);
    }
    connection
        .prepare_cached(&texts.entry)?
        .execute(params![id, seq, author, sent.side, MESSAGE, sent.body, sent.at, messages, key, SECRET])?;
    connection.prepare_cached(&texts.advance)?.execute(params![
        id, seq, sent.at, messages, seq, sent.at, invitation, state, ends, 1, 0, amendments
    ])?;
    connection.prepare_cached(&texts.read)?.execute(params![id, author, seq, messages, NOT_ARCHIVED])?;
    Ok(seq)
}

/// S: one transaction a send, one after the other.
pub struct Single {
    connection: Connection,
    texts: Texts,
    random: Random,
}

impl Single {
    pub fn open(path: &Path) -> anyhow::Result<Single> {
        Ok(Single { connection: open(path)?, texts: Texts::new()?, random: Random::new(11) })
    }

    pub fn run(&mut self, town: &Town, lasting: Duration) -> anyhow::Result<Run> {
        let (mut latencies, began) = (Latencies::default(), Instant::now());
        while began.elapsed() < lasting {
            let sent = Sent::next(town, &mut self.random);
            let started = Instant::now();
            self.connection.execute_batch("BEGIN IMMEDIATE")?;
            append(&self.connection, &self.texts, &sent)?;
            self.connection.execute_batch("COMMIT")?;
            latencies.push(started.elapsed());
        }
        Ok(Run::new(latencies, began.elapsed(), 0, 0.0))
    }
}

/// G: one thread takes all that wait, and one commit serves them. It ends when nobody can ask any more.
pub fn writer(
    path: &Path,
) -> anyhow::Result<(mpsc::Sender<Waiting>, std::thread::JoinHandle<anyhow::Result<()>>)> {
    let (connection, texts) = (open(path)?, Texts::new()?);
    let (queue, mut waiting) = mpsc::channel::<Waiting>(4096);
    let serve = move || {
        let (mut batch, mut numbers) = (Vec::with_capacity(BATCH_MAX), Vec::with_capacity(BATCH_MAX));
        while waiting.blocking_recv_many(&mut batch, BATCH_MAX) > 0 {
            connection.execute_batch("BEGIN IMMEDIATE")?;
            for waiting in &batch {
                numbers.push(append(&connection, &texts, &waiting.sent)?);
            }
            connection.execute_batch("COMMIT")?;
            for (waiting, seq) in batch.drain(..).zip(numbers.drain(..)) {
                // Who asked may have gone at the end of a run.
                let _ = waiting.reply.send(seq);
            }
        }
        Ok(())
    };
    Ok((queue, std::thread::spawn(serve)))
}

/// R: pages of fifty entries, read and decoded to their columns, one after the other on one thread.
pub fn pages(path: &Path, town: &Town, lasting: Duration) -> anyhow::Result<Run> {
    let connection = open(path)?;
    let text = for_file(statement("log", "BEFORE")?);
    let (mut latencies, began) = (Latencies::default(), Instant::now());
    while began.elapsed() < lasting {
        let (pair, _) = town.next();
        let started = Instant::now();
        let mut statement = connection.prepare_cached(&text)?;
        let mut rows = statement.query(params![pair.conversation.0.as_bytes().as_slice(), i64::MAX, 50])?;
        while let Some(row) = rows.next()? {
            let author: Option<Vec<u8>> = row.get(1)?;
            let entry: (i64, Option<i64>, i64, String, i64) =
                (row.get(0)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?);
            let key: Option<Vec<u8>> = row.get(7)?;
            std::hint::black_box((author, entry, key.map(|key| Uuid::from_slice(&key))));
        }
        latencies.push(started.elapsed());
    }
    Ok(Run::new(latencies, began.elapsed(), 0, 0.0))
}
