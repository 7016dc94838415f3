//! The index of what was said, and what it offers. It only ever proposes: each row it gives bears all that
//! is needed to render the entry for its viewer, and nobody gets to see what was not rendered.
//!
//! Every word in it is led by the tag of a person who takes part in its conversation, so that a search
//! walks that person's own words and no other's. The engines index words differently: this is the one room
//! where their statements stand side by side.

use crate::conversations::{Held, fold};
use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::numbered::Numbered;
use crate::{amendments, log, policies, statements};
use parlance_core::conversation::Conversation;
use parlance_core::conversation::said::Recorded;
use parlance_core::entry::{Entry, EntryBody};
use parlance_core::ids::Seq;
use parlance_core::market::{JobPhase, Side};
use parlance_core::policy::contact::Subject;
use parlance_core::search::{Term, words};
use parlance_core::{AccountId, ConversationId, JobId, Time};
use std::collections::BTreeSet;
use std::fmt::Write;
use uuid::Uuid;

statements! {
    PLACE = "SELECT id FROM search_entry WHERE conversation = $1 AND seq = $2";
    TAKEN = "SELECT max(id) FROM search_entry WHERE id >= $1 AND id < $2";
    ENTRY = "INSERT INTO search_entry (id, conversation, seq) VALUES ($1, $2, $3)";
    WORDS = "INSERT OR REPLACE INTO search_word (rowid, words) VALUES ($1, $2)",
        "INSERT INTO search_word (id, client, freelancer, words)
        SELECT s.id, c.client, c.freelancer, array_to_tsvector(string_to_array(CAST($2 AS text), ' '))
        FROM search_entry s JOIN conversation c ON c.id = s.conversation WHERE s.id = $1
        ON CONFLICT (id) DO UPDATE SET words = excluded.words";
    FORGET_WORDS = "DELETE FROM search_word WHERE rowid = $1", "DELETE FROM search_word WHERE id = $1";
    FORGET_ENTRY = "DELETE FROM search_entry WHERE id = $1";
    UNINDEXED = "SELECT id, unindexed_seq FROM conversation WHERE unindexed_seq > 0 ORDER BY id LIMIT $1";
    LEFT = "UPDATE conversation SET unindexed_seq = $2 WHERE id = $1 AND unindexed_seq > $2";
    // SQLite: the lists of the words are walked together from the newest on, and no further than is wanted.
    // CROSS JOIN keeps the order of the tables as it stands here.
    //
    // PostgreSQL: its lists are in no order of time. So a person's newest thousand entries are walked first,
    // in which a common word is soon found often enough; only where that is not so the list of the word is
    // asked for what is older, and then it is short. `id + 0` and CASE keep the planner from walking
    // everybody's entries by their ids or all of the person's own; LATERAL with OFFSET 0 keeps it from reading
    // whole tables to join a page, and from pondering in which of many orders to join them.
    FIND = "SELECT s.id, c.id, p.side, o.id, o.name, j.id, j.title, j.phase,
        c.last_seq, c.last_at, c.messages, c.said_seq, c.active_at, c.invitation, c.invitation_state, c.invitation_expires_at,
        c.acknowledged, c.closing_noted, c.amendments, e.seq, e.author, e.side, e.kind, e.body, e.at, e.messages, e.key,
        a.seq, a.text, a.edited_at, a.removed_at, j.class, j.messaging, j.rules, c.hired
        FROM search_word CROSS JOIN search_entry s ON s.id = search_word.rowid
        CROSS JOIN participant p ON p.conversation = s.conversation AND p.account = $1
        CROSS JOIN conversation c ON c.id = s.conversation CROSS JOIN job j ON j.id = c.job
        CROSS JOIN account o ON o.id = CASE WHEN p.side IN (0, 2) THEN c.freelancer ELSE c.client END
        CROSS JOIN entry e ON e.conversation = s.conversation AND e.seq = s.seq
        LEFT JOIN amended a ON a.conversation = s.conversation AND a.target = s.seq
        WHERE search_word MATCH $2 AND search_word.rowid < $3 AND search_word.rowid >= $4
        ORDER BY search_word.rowid DESC LIMIT $5",
        "WITH asked AS MATERIALIZED (
            SELECT CAST(replace(replace(replace(CAST($2 AS text), '\"*', '\":*'), ' AND ', ' & '), '\"', '''') AS tsquery) AS q),
        recent AS MATERIALIZED (SELECT id, hit FROM (
            (SELECT id, words @@ (SELECT q FROM asked) AS hit FROM search_word
                WHERE client = $1 AND id < $3 AND id >= $4 ORDER BY id DESC LIMIT 1000)
            UNION ALL
            (SELECT id, words @@ (SELECT q FROM asked) AS hit FROM search_word
                WHERE freelancer = $1 AND id < $3 AND id >= $4 ORDER BY id DESC LIMIT 1000)) own
            ORDER BY id DESC LIMIT 1000),
        newest AS MATERIALIZED (SELECT id FROM recent WHERE hit ORDER BY id DESC LIMIT $5),
        older AS MATERIALIZED (SELECT id FROM search_word
            WHERE words @@ (SELECT q FROM asked) AND CASE WHEN client = $1 THEN true ELSE freelancer = $1 END
            AND id + 0 < (SELECT min(id) FROM recent) AND id + 0 >= $4
            AND (SELECT count(*) FROM recent) = 1000 AND (SELECT count(*) FROM newest) < $5),
        found AS MATERIALIZED (
            SELECT id FROM (SELECT id FROM newest UNION ALL SELECT id FROM older) of_both ORDER BY id DESC LIMIT $5)
        SELECT p.id, c.id, p.side, c.other, c.other_name, c.about, c.title, c.phase,
            c.last_seq, c.last_at, c.messages, c.said_seq, c.active_at, c.invitation, c.invitation_state, c.invitation_expires_at,
            c.acknowledged, c.closing_noted, c.amendments, e.seq, e.author, e.side, e.kind, e.body, e.at, e.messages, e.key,
            e.amended_seq, e.text, e.edited_at, e.removed_at, c.class, c.messaging, c.rules, c.hired
        FROM found
        CROSS JOIN LATERAL (SELECT s.id, s.conversation, s.seq, p.side FROM search_entry s
            JOIN participant p ON p.conversation = s.conversation AND p.account = $1 WHERE s.id = found.id OFFSET 0) p
        CROSS JOIN LATERAL (SELECT c.*, j.id AS about, j.title, j.phase, j.class, j.messaging, j.rules, o.id AS other, o.name AS other_name FROM conversation c
            JOIN job j ON j.id = c.job JOIN account o ON o.id = CASE WHEN p.side IN (0, 2) THEN c.freelancer ELSE c.client END
            WHERE c.id = p.conversation OFFSET 0) c
        CROSS JOIN LATERAL (SELECT e.*, a.seq AS amended_seq, a.text, a.edited_at, a.removed_at FROM entry e
            LEFT JOIN amended a ON a.conversation = e.conversation AND a.target = e.seq
            WHERE e.conversation = p.conversation AND e.seq = p.seq OFFSET 0) e
        ORDER BY found.id DESC";
}

/// Ids are looked for in steps of so many microseconds: far fewer entries share one moment.
const STEP: i64 = 1000;

/// A place in the index, which is in the order of time: an entry's own is at its moment or a little after.
pub type Place = i64;

/// By how much an entry's place may come after its moment, generously.
const LATE: i64 = 1_000_000;

/// What is looked for, by whom, and where.
#[derive(Clone, Debug)]
pub struct Look {
    pub me: AccountId,
    pub terms: Vec<Term>,
    pub with: Option<AccountId>,
    pub job: Option<JobId>,
    pub has_file: bool,
    pub from: Option<Time>,
    pub until: Option<Time>,
    /// What comes before this place.
    pub before: Place,
}

/// An entry that the index offers, not yet rendered: it may turn out to be nothing for its viewer, and not
/// to be what was looked for.
#[derive(Clone, Debug)]
pub struct Offer {
    pub place: Place,
    pub conversation: ConversationId,
    pub side: Side,
    pub other: (AccountId, String),
    pub job: (JobId, String, JobPhase),
    /// What of the job a contact policy looks at.
    pub subject: Subject,
    pub log: Conversation,
    /// Its text is the newest; who reacted is not told.
    pub recorded: Recorded,
}

/// Takes entries of a locked conversation, which stand one after the other, into the index, and what they
/// make of earlier ones. May be done twice.
pub fn follow(tx: &mut Tx<'_>, held: &Held, entries: &[Entry]) -> Result<(), StoreError> {
    let known = |seq: &Seq| entries.iter().any(|entry| entry.seq == *seq);
    let rewords = |entry: &Entry| match entry.body {
        EntryBody::Edit { target, .. } | EntryBody::Removal { target } => Some(target),
        _ => None,
    };
    let earlier: BTreeSet<Seq> = entries.iter().filter_map(rewords).filter(|seq| !known(seq)).collect();
    for recorded in log::recorded(tx, held.id, entries.to_vec(), held.log.amendments > 0)? {
        if recorded.entry.body.is_said() {
            index(tx, held, &recorded)?;
        }
    }
    for seq in earlier {
        if let Some(recorded) = log::one(tx, held.id, seq)? {
            index(tx, held, &recorded)?;
        }
    }
    Ok(())
}

/// Makes the index say of an entry what can be found of it now: nothing, if it was taken back or was never
/// something said.
fn index(tx: &mut Tx<'_>, held: &Held, recorded: &Recorded) -> Result<(), StoreError> {
    let (id, seq) = (held.id, recorded.entry.seq);
    let known = tx.query_opt(&PLACE, &[id.into(), seq.into()], |row| row.get_i64(0))?;
    let Some(words) = indexed_words(held, recorded) else {
        if let Some(place) = known {
            tx.execute(&FORGET_WORDS, &[place.into()])?;
            tx.execute(&FORGET_ENTRY, &[place.into()])?;
        }
        return Ok(());
    };
    let place = match known {
        Some(place) => place,
        None => {
            let place = free(tx, recorded.entry.at.0)?;
            tx.execute(&ENTRY, &[place.into(), id.into(), seq.into()])?;
            place
        }
    };
    tx.execute(&WORDS, &[place.into(), words.as_str().into()])?;
    Ok(())
}

/// The first free place after those that are taken around a moment.
fn free(tx: &mut Tx<'_>, at: i64) -> Result<Place, StoreError> {
    let mut from = at;
    loop {
        let end = from.saturating_add(STEP);
        let taken = tx.query_opt(&TAKEN, &[from.into(), end.into()], |row| row.get_opt_i64(0))?.flatten();
        match taken {
            None => return Ok(from),
            Some(last) if last + 1 < end => return Ok(last + 1),
            Some(_) if end == i64::MAX => return Err(StoreError::Conflict),
            Some(_) => from = end,
        }
    }
}

/// What the index keeps of an entry, for both who take part; `None` where there is nothing to be found.
fn indexed_words(held: &Held, recorded: &Recorded) -> Option<String> {
    let text = recorded.text()?;
    let mut all: BTreeSet<String> = words(text).into_iter().map(|word| word.folded).collect();
    let files = match &recorded.entry.body {
        EntryBody::Message(message) => message.files.as_slice(),
        _ => &[],
    };
    for file in files {
        all.extend(words(&file.name).into_iter().map(|word| word.folded));
    }
    let mut out = String::new();
    let mut put = |word: &str| {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    };
    for (me, other) in [(held.client, held.freelancer), (held.freelancer, held.client)] {
        let mine = tag(me.0);
        put(&everything(&mine));
        put(&with(&mine, other));
        put(&about(&mine, held.job));
        if !files.is_empty() {
            put(&has_file(&mine));
        }
        all.iter().for_each(|word| put(&one(&mine, word)));
    }
    Some(out)
}

/// What stands for a person (or a job) in the index: forty bits of the id. That two share one does no harm,
/// since each row that is offered is held against the ids themselves.
fn tag(id: Uuid) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let bits = id.as_u128();
    let letter = |place: u32| char::from(LETTERS[((bits >> (5 * place)) & 31) as usize]);
    (0..8).rev().map(letter).collect()
}

// No word of a text has either of these marks in it, so nobody's words can pass for a tag.

fn one(mine: &str, word: &str) -> String {
    format!("{mine}:{word}")
}

fn everything(mine: &str) -> String {
    format!("{mine}@")
}

fn with(mine: &str, other: AccountId) -> String {
    format!("{mine}@p{}", tag(other.0))
}

fn about(mine: &str, job: JobId) -> String {
    format!("{mine}@j{}", tag(job.0))
}

fn has_file(mine: &str) -> String {
    format!("{mine}@f")
}

impl Look {
    /// The search as SQLite writes it; PostgreSQL's statement turns it into its own marks.
    fn written(&self) -> String {
        let mine = tag(self.me.0);
        let mut all: Vec<(String, bool)> =
            self.terms.iter().map(|term| (one(&mine, &term.word), term.begins)).collect();
        all.extend(self.with.map(|other| (with(&mine, other), false)));
        all.extend(self.job.map(|job| (about(&mine, job), false)));
        all.extend(self.has_file.then(|| (has_file(&mine), false)));
        if all.is_empty() {
            all.push((everything(&mine), false));
        }
        let mut out = String::new();
        for (at, (word, begins)) in all.iter().enumerate() {
            let (and, star) = (if at > 0 { " AND " } else { "" }, if *begins { "*" } else { "" });
            // Words are letters and digits: nothing in them ends the quotes.
            let _ = write!(out, "{and}\"{word}\"{star}");
        }
        out
    }

    /// Whether an offer is from where it was looked for: what the index keeps of that is not exact.
    fn holds(&self, offer: &Offer) -> bool {
        let at = offer.recorded.entry.at;
        self.with.is_none_or(|with| with == offer.other.0)
            && self.job.is_none_or(|job| job == offer.job.0)
            && self.from.is_none_or(|from| at >= from)
            && self.until.is_none_or(|until| at < until)
    }
}

/// At most `limit` offers, newest first, and where to look on: `None` at the end.
pub fn find(tx: &mut Tx<'_>, look: &Look, limit: u32) -> Result<(Vec<Offer>, Option<Place>), StoreError> {
    let (written, limit) = (look.written(), i64::from(limit));
    let until = look.until.map_or(i64::MAX, |until| until.0.saturating_add(LATE));
    let since = look.from.map_or(i64::MIN, |from| from.0);
    let params =
        [look.me.into(), written.as_str().into(), look.before.min(until).into(), since.into(), limit.into()];
    let mut offers = tx.query(&FIND, &params, offer)?;
    let full = i64::try_from(offers.len()).unwrap_or(i64::MAX) >= limit;
    let next = offers.last().map(|last| last.place).filter(|_| full);
    offers.retain(|offer| look.holds(offer));
    Ok((offers, next))
}

/// Conversations of which something was dispatched before there was an index, and up to which number.
pub fn unindexed(tx: &mut Tx<'_>, limit: u32) -> Result<Vec<(ConversationId, Seq)>, StoreError> {
    tx.query(&UNINDEXED, &[i64::from(limit).into()], |row| {
        Ok((ConversationId(row.get_uuid(0)?), row.get_i64(1)?))
    })
}

/// Takes in the newest `limit` of a locked conversation's entries up to `seq`, which nobody has taken in
/// yet. How many are left before them.
pub fn index_older(tx: &mut Tx<'_>, held: &Held, seq: Seq, limit: u32) -> Result<Seq, StoreError> {
    let entries = log::read_before(tx, held.id, seq.saturating_add(1), limit)?;
    let left = entries.first().map_or(0, |first| first.seq - 1);
    for recorded in log::recorded(tx, held.id, entries, held.log.amendments > 0)? {
        if recorded.entry.body.is_said() {
            index(tx, held, &recorded)?;
        }
    }
    tx.execute(&LEFT, &[held.id.into(), left.into()])?;
    Ok(left)
}

fn offer(row: &Row<'_>) -> Result<Offer, StoreError> {
    let conversation = ConversationId(row.get_uuid(1)?);
    Ok(Offer {
        place: row.get_i64(0)?,
        conversation,
        side: Side::from_number(row.get_i64(2)?)?,
        other: (AccountId(row.get_uuid(3)?), row.get_text(4)?),
        job: (JobId(row.get_uuid(5)?), row.get_text(6)?, JobPhase::from_number(row.get_i64(7)?)?),
        log: fold(row, 8)?,
        subject: policies::subject_of_pair(row, 31)?,
        recorded: Recorded {
            entry: log::entry_at(conversation, row, 19)?,
            amendments: amendments::amended(row, 27)?,
        },
    })
}
