//! A marketplace to search in: people with few, with many and with very many conversations, who say words as
//! often as people do, a few of them all the time and most of them hardly ever. It is filled in bulk, and
//! indexed by the product's own hand.

use super::rows::{self, Talk};
use super::{Person, Random, now_us, numbered};
use anyhow::Context;
use parlance_core::{AccountId, ConversationId, JobId};
use parlance_server::outside::ids;
use parlance_store::policies::{House, Policies};
use parlance_store::{Store, StoreConfig, StoreError, Tx, conversations, search};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Conversations of one client, by kind of person.
pub const CLASSES: [usize; 3] = [5, 100, 2_000];
/// Entries of a conversation.
const ENTRIES: usize = 50;
/// Of every ten conversations so many are of people of each kind.
const SHARES: [usize; 3] = [4, 3, 3];
const VOCABULARY: usize = 20_000;
const COMMONEST: usize = 100;
/// A freelancer takes part in so many.
const OF_FREELANCER: usize = 5;
const AT_ONCE: usize = 20;
const FILLERS: usize = 4;
const YEAR_US: i64 = 365 * 24 * 3600 * 1_000_000;

pub struct Library {
    conversations: usize,
    /// For each kind, the number of its first client and how many there are.
    clients: [(usize, usize); 3],
    /// By how often they are said: the sums of the weights.
    sums: Vec<f64>,
}

impl Library {
    pub fn of(entries: usize) -> Arc<Library> {
        let conversations = entries / ENTRIES;
        let mut first = 0;
        let clients = [0, 1, 2].map(|class| {
            let count = (conversations * SHARES[class] / 10 / CLASSES[class]).max(1);
            let place = (first, count);
            first += count;
            place
        });
        // As Zipf found it: the n-th word is said 1/n times as often as the first.
        let sums = (1..=VOCABULARY)
            .scan(0.0, |sum, rank| {
                *sum += 1.0 / rank as f64;
                Some(*sum)
            })
            .collect();
        Arc::new(Library { conversations, clients, sums })
    }

    pub fn entries(&self) -> usize {
        self.conversations * ENTRIES
    }

    /// Somebody of a kind.
    pub fn person(&self, class: usize, random: &mut Random) -> Person {
        let (first, count) = self.clients[class];
        person(first + random.next() as usize % count)
    }

    /// What the search of this number asks for: every fifth one of the hundred commonest words, the others
    /// rarer ones, beginnings, pairs.
    pub fn typed(&self, number: usize, random: &mut Random) -> String {
        let mut pick = |from: usize, to: usize| word(from + random.next() as usize % (to - from));
        match number % 10 {
            0 | 5 => pick(0, COMMONEST),
            1 | 6 => pick(COMMONEST, 2_000),
            2 => pick(2_000, VOCABULARY),
            3 | 8 => pick(0, 2_000).chars().take(3).collect(),
            4 => format!("{}+{}", pick(0, COMMONEST), pick(0, 2_000)),
            7 => format!("{}+{}", pick(0, COMMONEST), pick(0, COMMONEST)),
            _ => format!("{}+{}", pick(COMMONEST, 2_000), pick(COMMONEST, VOCABULARY)),
        }
    }

    fn text(&self, random: &mut Random) -> String {
        let length = 6 + random.next() as usize % 30;
        let total = self.sums[VOCABULARY - 1];
        let said = (0..length).map(|_| {
            let at = (random.next() >> 11) as f64 / (1_u64 << 53) as f64 * total;
            word(self.sums.partition_point(|sum| *sum < at))
        });
        said.collect::<Vec<_>>().join(" ")
    }

    /// Whose the conversation of this number is: the number of its client.
    fn client(&self, conversation: usize) -> usize {
        let (class, n) = match conversation % 10 {
            0..=3 => (0, conversation / 10 * 4 + conversation % 10),
            4..=6 => (1, conversation / 10 * 3 + conversation % 10 - 4),
            _ => (2, conversation / 10 * 3 + conversation % 10 - 7),
        };
        let (first, count) = self.clients[class];
        first + n % count
    }

    fn people(&self) -> usize {
        self.clients.iter().map(|(_, count)| count).sum::<usize>()
            + self.conversations.div_ceil(OF_FREELANCER)
    }

    /// Fills an empty database, indexes it, and leaves nothing to be caught up with.
    pub fn fill(self: &Arc<Library>, config: StoreConfig) -> anyhow::Result<()> {
        let store = parlance_server::serve::open(config)?;
        for from in (0..self.people()).step_by(1000) {
            let to = (from + 1000).min(self.people());
            run(&store, move |tx| (from..to).try_for_each(|number| fill_person(tx, number)))?;
        }
        // One writer on a file, where others would only be told that it is busy; several on a server.
        let (turn, count) = (AtomicUsize::new(0), if store.is_local_file() { 1 } else { FILLERS });
        std::thread::scope(|scope| {
            let fillers: Vec<_> = (0..count).map(|_| scope.spawn(|| self.fill_some(&store, &turn))).collect();
            fillers.into_iter().try_for_each(|filler| filler.join().expect("a filler does not panic"))
        })?;
        store.close();
        Ok(())
    }

    fn fill_some(self: &Arc<Library>, store: &Store, turn: &AtomicUsize) -> anyhow::Result<()> {
        loop {
            let from = turn.fetch_add(AT_ONCE, Ordering::Relaxed);
            if from >= self.conversations {
                return Ok(());
            }
            let (library, to) = (self.clone(), (from + AT_ONCE).min(self.conversations));
            run(store, move |tx| (from..to).try_for_each(|number| library.fill_conversation(tx, number)))?;
        }
    }

    fn fill_conversation(&self, tx: &mut Tx<'_>, number: usize) -> Result<(), StoreError> {
        let mut random = Random::new(number as u64 + 7);
        let clients: usize = self.clients.iter().map(|(_, count)| count).sum();
        let (client, freelancer) = (person(self.client(number)), person(clients + number / OF_FREELANCER));
        let (id, job) = (ConversationId(random.id()), JobId(numbered(2, number)));
        let began = now_us() - YEAR_US;
        let last = ENTRIES as i64;
        let talk = Talk {
            id,
            job,
            client: &client,
            freelancer: &freelancer,
            invitation: random.id(),
            began,
            invitation_ends: began,
            last,
            said: last,
            messages: last - 2,
        };
        talk.begin(tx)?;
        // From some day of the year on, an entry every now and then.
        let mut at = began + (random.next() % (YEAR_US as u64 * 9 / 10)) as i64;
        for seq in 1..=last {
            at += (random.next() % (YEAR_US as u64 / 10 / ENTRIES as u64)) as i64;
            talk.entry(tx, (seq, at), &self.text(&mut random), random.id())?;
        }
        let house = House { revise_within: Duration::ZERO };
        let held = conversations::lock(tx, id, &Policies::new(house))?.ok_or(StoreError::Conflict)?;
        search::index_older(tx, &held, last, ENTRIES as u32).map(|_| ())
    }
}

fn run(
    store: &Store,
    fill: impl Fn(&mut Tx<'_>) -> Result<(), StoreError> + Send + 'static,
) -> anyhow::Result<()> {
    store.run_blocking(fill).context("the marketplace cannot be filled")
}

fn person(number: usize) -> Person {
    let token = format!("{number:064x}");
    Person { account: AccountId(numbered(1, number)), hash: ids::token_hash(&token), token }
}

/// The word of a rank: letters enough to tell twenty thousand apart, in syllables, so that many begin alike.
fn word(rank: usize) -> String {
    const SYLLABLES: [&str; 28] = [
        "ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "zu", "bra",
        "cle", "dri", "flo", "gru", "sta", "the", "shi", "cho", "plu", "wa", "ye", "jo",
    ];
    let (mut rest, mut word) = (rank, String::new());
    for _ in 0..2 {
        word.push_str(SYLLABLES[rest % 28]);
        rest /= 28;
    }
    while rest > 0 {
        word.push_str(SYLLABLES[rest % 28]);
        rest /= 28;
    }
    word
}

fn fill_person(tx: &mut Tx<'_>, number: usize) -> Result<(), StoreError> {
    let now = now_us();
    rows::person(tx, &person(number), number, numbered(3, number), (now, now + YEAR_US))
}
