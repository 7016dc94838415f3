//! Marks: each participant's own, told to their tabs, and what they let through of an inbox.

use super::market::{Market, Pair, act, id, invite, later};
use crate::conformance;
use crate::kit::Place;
use parlance_core::conversation::marks::Marks;
use parlance_core::market::{JobPhase, Side};
use parlance_core::policy::marks::{self as rules, Again, Mark};
use parlance_core::{AccountId, ConversationId, Time};
use parlance_store::inbox::{self, Filter};
use parlance_store::{conversations, marks};
use uuid::Uuid;

conformance! {
    marks_are_kept_and_are_nobody_elses,
    what_the_lists_hold_is_what_the_marks_say,
    the_rows_of_one_job_are_chosen_and_the_jobs_are_named,
    what_is_marked_unread_is_read_again_by_reading_that_far,
    who_writes_has_read_and_keeps_put_away_what_was,
    what_others_said_is_counted_and_what_one_said_oneself_is_not,
}

const NEWEST: (Time, ConversationId) = (Time(i64::MAX), ConversationId(Uuid::max()));
const FILTERS: [Filter; 6] =
    [Filter::Current, Filter::Unread, Filter::Starred, Filter::Muted, Filter::Archived, Filter::Every];

fn set(market: &Market, pair: Pair, side: Side, mark: Mark, on: bool) {
    let account = pair.account(side);
    market.run(move |tx| {
        let held =
            conversations::lock(tx, pair.conversation, &super::market::policies())?.expect("it stands");
        let party = held.party(account).expect("a part");
        match rules::set(&party.marks, mark, on, &held.log) {
            Some(permitted) => marks::set(tx, pair.conversation, account, permitted),
            None => Ok(()),
        }
    });
}

fn mark_unread(market: &Market, pair: Pair, side: Side, from: i64) {
    let account = pair.account(side);
    let policies = super::market::policies();
    market.run(move |tx| {
        let held = conversations::lock(tx, pair.conversation, &policies)?.expect("it stands");
        let party = held.party(account).expect("a part");
        let heard = marks::heard(tx, pair.conversation, account, from)?;
        let again = Again { from, heard, read_seq: party.read_seq, read_messages: party.read_messages };
        match rules::unread(side, &party.marks, again, &held.log, held.phase, &held.contact)
            .expect("permitted")
        {
            Some(permitted) => marks::set(tx, pair.conversation, account, permitted),
            None => Ok(()),
        }
    });
}

fn marks_of(market: &Market, pair: Pair, side: Side) -> Marks {
    market.peek(pair.conversation).party(pair.account(side)).expect("a part").marks
}

fn listed(market: &Market, account: AccountId, filter: Filter) -> Vec<ConversationId> {
    market
        .read(move |tx| inbox::page(tx, account, filter, None, NEWEST, 100))
        .iter()
        .map(|row| row.id)
        .collect()
}

fn unread(market: &Market, pair: Pair, side: Side) -> i64 {
    let party = *market.peek(pair.conversation).party(pair.account(side)).expect("a part");
    market.peek(pair.conversation).log.messages - party.marks.read_messages(party.read_messages)
}

fn marks_are_kept_and_are_nobody_elses(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    market.say(pair, Side::Client, "Hello");
    for (n, mark) in [Mark::Star, Mark::Mute, Mark::Archive].into_iter().enumerate() {
        set(&market, pair, Side::Freelancer, mark, true);
        let kept = marks_of(&market, pair, Side::Freelancer);
        assert_eq!(kept.version, n as i64 + 1);
        let row = market.read(move |tx| inbox::one(tx, pair.conversation, pair.freelancer)).expect("a row");
        assert_eq!(row.marks, kept, "the row says the same");
    }
    mark_unread(&market, pair, Side::Freelancer, 1);
    let kept = marks_of(&market, pair, Side::Freelancer);
    let log = market.peek(pair.conversation).log;
    assert!(kept.starred && kept.is_muted() && kept.is_archived(&log) && kept.unread.is_some());
    assert_eq!(marks_of(&market, pair, Side::Client), Marks::default());
    set(&market, pair, Side::Freelancer, Mark::Mute, false);
    let mute = marks_of(&market, pair, Side::Freelancer).mute.expect("it is remembered");
    assert_eq!((mute.from, mute.to), (4, Some(4)));
}

/// Conversations of one client with every combination of marks, some closed, some with something to read.
fn many(market: &Market) -> Vec<Pair> {
    let first = market.pair();
    let mut pairs = Vec::new();
    for n in 0..24_i64 {
        let freelancer = market.account(&format!("Freelancer {n}"));
        let job = market.job(first.client, later(n));
        let conversation = market.conversation(job, first.client, freelancer);
        let pair = Pair { freelancer, conversation, job, ..first };
        let action = invite();
        let asked = market.run(move |tx| {
            act(tx, pair, &pair.actor(Side::Client), Side::Client, action.clone(), later(n / 2), None)
        });
        assert!(asked.is_ok());
        for (bit, mark) in [(1, Mark::Star), (2, Mark::Mute), (4, Mark::Archive)] {
            if n & bit != 0 {
                set(market, pair, Side::Freelancer, mark, true);
                set(market, pair, Side::Client, mark, true);
            }
        }
        if n & 8 != 0 {
            market.act(pair, Side::Freelancer, parlance_core::policy::Action::Acknowledge { version: 1 });
            market.act(
                pair,
                Side::Freelancer,
                parlance_core::policy::Action::Answer(parlance_core::market::Answer::Accepted),
            );
            market.say(pair, Side::Freelancer, "I would");
        }
        if n % 5 == 0 {
            market.turn(pair, JobPhase::Closed, later(100));
        }
        pairs.push(pair);
    }
    pairs
}

fn what_the_lists_hold_is_what_the_marks_say(place: &Place) {
    let market = Market::open(place);
    let pairs = many(&market);
    let client = pairs[0].client;
    let every = market.read(move |tx| inbox::page(tx, client, Filter::Every, None, NEWEST, 100));
    assert_eq!(every.len(), pairs.len());
    for filter in FILTERS {
        let fits = |row: &&inbox::InboxRow| {
            let (marks, log) = (&row.marks, &row.log);
            let waits = log.messages > marks.read_messages(row.read_messages);
            match filter {
                Filter::Current => !marks.is_archived(log),
                Filter::Unread => waits && !marks.is_archived(log),
                Filter::Starred => marks.starred,
                Filter::Muted => marks.is_muted(),
                Filter::Archived => marks.is_archived(log),
                Filter::Every => true,
            }
        };
        let due: Vec<_> = every.iter().filter(fits).map(|row| row.id).collect();
        assert!(!due.is_empty(), "{filter:?} is tried");
        assert_eq!(listed(&market, client, filter), due, "{filter:?}");
        // Page by page, no hole and no double.
        for limit in [1, 2, 5] {
            let (mut seen, mut before) = (Vec::new(), NEWEST);
            loop {
                let page = market.read(move |tx| inbox::page(tx, client, filter, None, before, limit));
                let Some(last) = page.last() else { break };
                before = (last.log.active_at, last.id);
                seen.extend(page.iter().map(|row| row.id));
            }
            assert_eq!(seen, due, "{filter:?} by {limit}");
        }
    }
    let counted = market.read(move |tx| inbox::unread(tx, client, 100)).len();
    let due = |row: &&inbox::InboxRow| {
        let waits = row.log.messages > row.marks.read_messages(row.read_messages);
        let asked = row
            .log
            .invitation
            .is_some_and(|invited| invited.state == parlance_core::market::InvitationState::Pending);
        waits && !row.marks.is_archived(&row.log) && (!row.marks.is_muted() || asked)
    };
    assert_eq!(counted, every.iter().filter(due).count());
}

fn the_rows_of_one_job_are_chosen_and_the_jobs_are_named(place: &Place) {
    let market = Market::open(place);
    let pairs = many(&market);
    let (client, job) = (pairs[0].client, pairs[3].job);
    let of_job = |filter| -> Vec<ConversationId> {
        market
            .read(move |tx| inbox::page(tx, client, filter, Some(job), NEWEST, 100))
            .iter()
            .map(|row| row.id)
            .collect()
    };
    assert_eq!(of_job(Filter::Every), [pairs[3].conversation]);
    assert_eq!(of_job(Filter::Starred), [pairs[3].conversation]);
    assert!(of_job(Filter::Archived).is_empty());
    let strange = parlance_core::JobId(id());
    assert!(
        market.read(move |tx| inbox::page(tx, client, Filter::Every, Some(strange), NEWEST, 9)).is_empty()
    );
    let jobs = market.read(move |tx| inbox::jobs(tx, client, 100));
    assert_eq!(jobs.len(), pairs.len(), "each once");
    assert!(
        jobs.iter().any(|(id, title, phase)| *id == job && title == "A logo" && *phase == JobPhase::Open)
    );
    let newest = market.read(move |tx| inbox::page(tx, client, Filter::Every, None, NEWEST, 1));
    let named = market.read(move |tx| inbox::jobs(tx, client, 3));
    assert_eq!(named.len(), 3, "the list has a bound");
    assert!(named.iter().any(|(id, ..)| *id == newest[0].job.0), "and holds the newest");
    let stranger = market.account("Noor");
    assert!(market.read(move |tx| inbox::jobs(tx, stranger, 100)).is_empty());
}

fn what_is_marked_unread_is_read_again_by_reading_that_far(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    for text in ["one", "two", "three"] {
        market.say(pair, Side::Client, text);
    }
    let read =
        |seq| market.run(move |tx| conversations::mark_read(tx, pair.conversation, pair.freelancer, seq));
    assert!(read(6));
    assert_eq!(unread(&market, pair, Side::Freelancer), 0);
    mark_unread(&market, pair, Side::Freelancer, 5);
    assert_eq!(unread(&market, pair, Side::Freelancer), 2);
    assert_eq!(listed(&market, pair.freelancer, Filter::Unread), [pair.conversation]);
    assert_eq!(market.read(move |tx| inbox::unread(tx, pair.freelancer, 9)).len(), 1);
    let marker = market.peek(pair.conversation).party(pair.freelancer).expect("a part").read_seq;
    assert_eq!(marker, 6, "the read marker stays where it was");
    market.say(pair, Side::Client, "four");
    assert_eq!(unread(&market, pair, Side::Freelancer), 3);
    assert!(!read(4), "not as far as the mark");
    assert_eq!(unread(&market, pair, Side::Freelancer), 3);
    let version = marks_of(&market, pair, Side::Freelancer).version;
    assert!(read(6), "as far as the mark, though the marker stood there already");
    assert_eq!(unread(&market, pair, Side::Freelancer), 1);
    assert_eq!(marks_of(&market, pair, Side::Freelancer).version, version + 1);
    assert!(!read(6) && read(7));
}

fn who_writes_has_read_and_keeps_put_away_what_was(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    market.say(pair, Side::Client, "Hello");
    market.say(pair, Side::Freelancer, "Hello");
    mark_unread(&market, pair, Side::Freelancer, 4);
    set(&market, pair, Side::Freelancer, Mark::Archive, true);
    assert_eq!(unread(&market, pair, Side::Freelancer), 1);
    market.say(pair, Side::Freelancer, "One thing more");
    assert_eq!(unread(&market, pair, Side::Freelancer), 0);
    assert_eq!(listed(&market, pair.freelancer, Filter::Archived), [pair.conversation]);
    market.say(pair, Side::Client, "Yes?");
    assert_eq!(listed(&market, pair.freelancer, Filter::Current), [pair.conversation]);
    market.say(pair, Side::Freelancer, "Nothing");
    assert_eq!(listed(&market, pair.freelancer, Filter::Current), [pair.conversation], "it had come back");
}

fn what_others_said_is_counted_and_what_one_said_oneself_is_not(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    for n in 0..6 {
        let side = if n % 2 == 0 { Side::Client } else { Side::Freelancer };
        market.say(pair, side, "Hello");
    }
    let heard = |by: AccountId, seq| market.read(move |tx| marks::heard(tx, pair.conversation, by, seq));
    assert_eq!([1, 2, 4, 5, 8, 9, 10].map(|seq| heard(pair.freelancer, seq)), [4, 3, 3, 2, 1, 0, 0]);
    assert_eq!([1, 4, 9, 10].map(|seq| heard(pair.client, seq)), [3, 3, 1, 0]);
}
