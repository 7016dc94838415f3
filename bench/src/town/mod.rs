//! A marketplace with as many people, conversations and entries as are asked for, filled in bulk through
//! the store. Everything in it follows from its size, so that every process knows the same one.

pub mod library;

use anyhow::Context;
use parlance_core::{AccountId, ConversationId, JobId};
use parlance_server::outside::ids;
use parlance_store::accounts::TokenHash;
use parlance_store::engine::{Lock, Sql};
use parlance_store::{Store, StoreConfig, StoreError, Tx};
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

static ACCOUNT: Sql = Sql::new(
    "INSERT INTO account (id, email, verified_at, password_hash, name, name_lower, headline, offers_work, version, created_at)
     VALUES ($1, $2, $3, 'none', $4, $4, '', 1, 1, $3)",
    Lock::None,
);
static SESSION: Sql = Sql::new(
    "INSERT INTO session (token_hash, id, account, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
    Lock::None,
);
static JOB: Sql = Sql::new(
    "INSERT INTO job (id, client, title, description, phase, version, created_at) VALUES ($1, $2, 'Drawings of bread', 'Twelve.', 0, 1, $3)",
    Lock::None,
);
static CONVERSATION: Sql = Sql::new(
    "INSERT INTO conversation (id, job, client, freelancer, created_at, last_seq, last_at, messages, said_seq, active_at,
     invitation, invitation_state, invitation_expires_at, acknowledged, closing_noted, dispatched_seq)
     VALUES ($1, $2, $3, $4, $5, $6, $5, $7, $8, $5, $9, 1, $10, 1, 0, $6)",
    Lock::None,
);
static PARTICIPANT: Sql = Sql::new(
    "INSERT INTO participant (conversation, account, side, read_seq, read_messages, view) VALUES ($1, $2, $3, $4, $5, 1)",
    Lock::None,
);
static INVITATION: Sql = Sql::new(
    "INSERT INTO invitation (id, conversation, seq, client, freelancer, state, created_at, expires_at, answered_at)
     VALUES ($1, $2, 1, $3, $4, 1, $5, $6, $5)",
    Lock::None,
);
static ENTRY: Sql = Sql::new(
    "INSERT INTO entry (conversation, seq, author, side, kind, body, at, messages, key, secret)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    Lock::None,
);

fn fill_pair(tx: &mut Tx<'_>, pair: &Pair, number: usize, entries: usize) -> Result<(), StoreError> {
    let (now, mut random) = (now_us(), Random::new(number as u64 + 7));
    let [client, freelancer] = &pair.people;
    for (person, of) in pair.people.iter().zip(0..) {
        let name = format!("Person {}", 2 * number + of);
        let email = format!("person{}@example.com", 2 * number + of);
        tx.execute(&ACCOUNT, &[person.account.into(), (&email).into(), now.into(), (&name).into()])?;
        let ends = now + 30 * DAY_US;
        tx.execute(
            &SESSION,
            &[(&person.hash).into(), random.id().into(), person.account.into(), now.into(), ends.into()],
        )?;
    }
    tx.execute(&JOB, &[pair.job.into(), client.account.into(), now.into()])?;
    let invitation = random.id();
    let last = entries as i64;
    let said = if entries > ENTRIES_MIN { last } else { 1 };
    let messages = 1 + last - ENTRIES_MIN as i64;
    let (id, ends) = (pair.conversation, now + 14 * DAY_US);
    let row = [
        id.into(),
        pair.job.into(),
        client.account.into(),
        freelancer.account.into(),
        now.into(),
        last.into(),
        messages.into(),
        said.into(),
        invitation.into(),
        ends.into(),
    ];
    tx.execute(&CONVERSATION, &row)?;
    for (person, side) in pair.people.iter().zip(0_i64..) {
        tx.execute(
            &PARTICIPANT,
            &[id.into(), person.account.into(), side.into(), last.into(), messages.into()],
        )?;
    }
    tx.execute(
        &INVITATION,
        &[
            invitation.into(),
            id.into(),
            client.account.into(),
            freelancer.account.into(),
            now.into(),
            ends.into(),
        ],
    )?;
    (1..=last).try_for_each(|seq| fill_entry(tx, pair, seq, invitation, now, &mut random))
}

/// The stored forms of the log's codec: 1 invitation, 2 answer, 3 acknowledgement, 4 message.
fn fill_entry(
    tx: &mut Tx<'_>,
    pair: &Pair,
    seq: i64,
    invitation: Uuid,
    now: i64,
    random: &mut Random,
) -> Result<(), StoreError> {
    let (side, kind, body) = match seq {
        1 => (
            0,
            1,
            format!(
                r#"{{"invitation":"{invitation}","text":"Would you?","expires_at":{}}}"#,
                now + 14 * DAY_US
            ),
        ),
        2 => (1, 3, r#"{"version":1}"#.to_owned()),
        3 => (1, 2, format!(r#"{{"invitation":"{invitation}","answer":1}}"#)),
        _ => (seq % 2, 4, format!(r#"{{"text":"{}"}}"#, random.text())),
    };
    let author = &pair.people[usize::from(side == 1)];
    let messages = if seq <= 3 { 1 } else { seq - 2 };
    let secret = [7_u8; 32];
    let row = [
        pair.conversation.into(),
        seq.into(),
        author.account.into(),
        side.into(),
        kind.into(),
        (&body).into(),
        now.into(),
        messages.into(),
        random.id().into(),
        (&secret).into(),
    ];
    tx.execute(&ENTRY, &row)?;
    Ok(())
}
