//! A marketplace with as many people, conversations and entries as are asked for, filled in bulk through
//! the store. Everything in it follows from its size, so that every process knows the same one.

pub mod library;
mod rows;

pub use rows::make_admin;

use anyhow::Context;
use parlance_core::{AccountId, ConversationId, JobId};
use parlance_server::outside::ids;
use parlance_store::accounts::TokenHash;
use parlance_store::{Store, StoreConfig, StoreError, Tx};
use rows::Talk;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};
use uuid::Uuid;

/// Entries filled in one transaction.
const ENTRIES_AT_ONCE: usize = 20_000;
/// An invitation, its acknowledgement and its answer stand before the first message.
pub const ENTRIES_MIN: usize = 3;
const DAY_US: i64 = 24 * 3600 * 1_000_000;

/// Somebody, signed in.
#[derive(Clone, Debug)]
pub struct Person {
    pub account: AccountId,
    /// What the cookie holds.
    pub token: String,
    pub hash: TokenHash,
}

/// One conversation: its client and its freelancer, who has accepted.
#[derive(Clone, Debug)]
pub struct Pair {
    pub conversation: ConversationId,
    pub job: JobId,
    pub people: [Person; 2],
}

/// Everybody, and whose turn it is to write.
pub struct Town {
    pub pairs: Vec<Pair>,
    turn: AtomicUsize,
}

/// Small and repeatable (xorshift*): load must cost little and be the same for everybody.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub fn id(&mut self) -> Uuid {
        let bits = (u128::from(self.next()) << 64) | u128::from(self.next());
        uuid::Builder::from_random_bytes(bits.to_be_bytes()).into_uuid()
    }

    /// About 170 characters, so that a stored body has about 200 bytes and does not compress to nothing.
    pub fn text(&mut self) -> String {
        format!(
            "{:016x}{:016x} milestone two is ready for review, the invoice follows on friday and the files are in the \
             folder {:016x}{:016x}",
            self.next(),
            self.next(),
            self.next(),
            self.next()
        )
    }
}

impl Town {
    pub fn of(conversations: usize) -> Arc<Town> {
        let mut random = Random::new(conversations as u64);
        let mut ids: Vec<Uuid> = (0..conversations).map(|_| random.id()).collect();
        // In their order, which is the quick one to fill in.
        ids.sort();
        let person = |number: usize| {
            let token = format!("{number:064x}");
            Person { account: AccountId(numbered(1, number)), hash: ids::token_hash(&token), token }
        };
        let pairs = ids.into_iter().enumerate().map(|(number, id)| Pair {
            conversation: ConversationId(id),
            job: JobId(numbered(2, number)),
            people: [person(2 * number), person(2 * number + 1)],
        });
        Arc::new(Town { pairs: pairs.collect(), turn: AtomicUsize::new(0) })
    }

    /// Whose turn it is: everybody once, before anybody twice.
    pub fn next(&self) -> (&Pair, &Person) {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        let pair = &self.pairs[turn % self.pairs.len()];
        (pair, &pair.people[turn / self.pairs.len() % 2])
    }

    /// Fills an empty database with everybody and `entries` entries a conversation.
    pub fn fill(self: &Arc<Town>, config: StoreConfig, entries: usize) -> anyhow::Result<()> {
        let store = parlance_server::serve::open(config)?;
        let at_once = (ENTRIES_AT_ONCE / entries.max(1)).clamp(1, 1000);
        for from in (0..self.pairs.len()).step_by(at_once) {
            let town = self.clone();
            let to = (from + at_once).min(self.pairs.len());
            fill_some(&store, move |tx| {
                town.pairs[from..to]
                    .iter()
                    .enumerate()
                    .try_for_each(|(at, pair)| fill_pair(tx, pair, from + at, entries))
            })?;
        }
        store.close();
        Ok(())
    }

    /// The same as a SQLite file, with everything in the file itself and nothing in its log.
    pub fn fill_file(self: &Arc<Town>, path: &Path, entries: usize) -> anyhow::Result<()> {
        self.fill(StoreConfig::sqlite(path), entries)?;
        let connection = rusqlite::Connection::open(path)?;
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        drop(connection);
        std::fs::File::open(path)?.sync_all().context("the filled file is on disk")
    }
}

fn fill_some(
    store: &Store,
    fill: impl Fn(&mut Tx<'_>) -> Result<(), StoreError> + Send + 'static,
) -> anyhow::Result<()> {
    store.run_blocking(fill).context("the marketplace cannot be filled")
}

/// Ids in the order of their numbers, as accounts and jobs have them.
fn numbered(kind: u128, number: usize) -> Uuid {
    Uuid::from_u128((0x0190_0000_0000_7000_8000_0000_0000_0000 | (kind << 40)) + number as u128)
}

pub fn now_us() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}

fn fill_pair(tx: &mut Tx<'_>, pair: &Pair, number: usize, entries: usize) -> Result<(), StoreError> {
    let (now, mut random) = (now_us(), Random::new(number as u64 + 7));
    let [client, freelancer] = &pair.people;
    for (person, of) in pair.people.iter().zip(0..) {
        rows::person(tx, person, 2 * number + of, random.id(), (now, now + 30 * DAY_US))?;
    }
    let last = entries as i64;
    let talk = Talk {
        id: pair.conversation,
        job: pair.job,
        client,
        freelancer,
        invitation: random.id(),
        began: now,
        invitation_ends: now + 14 * DAY_US,
        last,
        said: if entries > ENTRIES_MIN { last } else { 1 },
        messages: 1 + last - ENTRIES_MIN as i64,
    };
    talk.begin(tx)?;
    (1..=last).try_for_each(|seq| talk.entry(tx, (seq, now), &random.text(), random.id()))
}
