//! The index of what was said: it offers to each person what stands in their own conversations, newest
//! first, and forgets what was taken away; held against the rendered log it finds exactly what is there.

use super::history::{Step, for_any, step, steps};
use super::market::{Market, Pair, act, change, id, later, policies};
use crate::conformance;
use crate::kit::Place;
use parlance_core::conversation::view::{Access, Said, Shown};
use parlance_core::entry::{EntryBody, Message};
use parlance_core::files::{Check, FileType};
use parlance_core::ids::Seq;
use parlance_core::market::{JobPhase, Side};
use parlance_core::policy::{self, Action, Rate};
use parlance_core::search::Asked;
use parlance_core::{AccountId, FileId, Time};
use parlance_store::conversations::{Held, lock, peek};
use parlance_store::engine::{Lock, Sql};
use parlance_store::files::{self, Content, NewFile};
use parlance_store::search::{self, Look, Offer};
use parlance_store::{StoreError, Tx, dispatch, log};
use std::collections::BTreeSet;

conformance! {
    what_was_said_is_found_by_both_who_take_part_and_by_nobody_else,
    newest_first_page_by_page_everything_comes_once,
    a_common_word_and_a_rare_one_are_found_however_much_was_said_since,
    what_was_edited_away_or_taken_back_is_in_the_index_no_more,
    taking_the_same_in_twice_changes_nothing,
    a_search_keeps_to_a_person_a_job_files_and_days,
    what_was_said_before_there_was_an_index_is_taken_in_piece_by_piece,
    words_of_a_search_are_letters_to_the_database_and_nothing_else,
    a_search_finds_what_looking_at_everything_would_find,
}

const ALL: u32 = 10_000;
const CASES: u32 = 48;

fn look(me: AccountId, typed: &str) -> Look {
    let terms = Asked::read(typed).expect("may be asked").terms();
    Look { me, terms, with: None, job: None, has_file: false, from: None, until: None, before: i64::MAX }
}

/// Takes into the index what was written since, as the dispatcher does.
fn dispatch(tx: &mut Tx<'_>, pair: Pair) -> Result<(), StoreError> {
    let held = lock(tx, pair.conversation, &policies())?.expect("it stands");
    let reached = dispatch::reached(tx, pair.conversation)?;
    let entries = log::read_after(tx, pair.conversation, reached, ALL)?;
    search::follow(tx, &held, &entries)?;
    dispatch::advance(tx, pair.conversation, held.log.last_seq)
}

impl Market {
    fn index(&self, pair: Pair) {
        self.run(move |tx| dispatch(tx, pair));
    }

    fn offers(&self, look: Look) -> Vec<Offer> {
        self.read(move |tx| Ok(search::find(tx, &look, ALL)?.0))
    }

    /// The texts that are offered to somebody, newest first.
    fn texts(&self, me: AccountId, typed: &str) -> Vec<String> {
        let text = |offer: &Offer| offer.recorded.text().expect("something said").to_owned();
        self.offers(look(me, typed)).iter().map(text).collect()
    }
}

fn what_was_said_is_found_by_both_who_take_part_and_by_nobody_else(place: &Place) {
    let market = Market::open(place);
    let (pair, other) = (market.talking(), market.talking());
    for (pair, word) in [(pair, "wren"), (other, "robin")] {
        market.say(pair, Side::Client, &format!("A {word} on the Straße"));
        market.say(pair, Side::Freelancer, "Nothing to see");
        assert_eq!(market.texts(pair.client, word), Vec::<String>::new(), "not yet taken in");
        market.index(pair);
    }
    let stranger = market.account("Noor");
    for (pair, word, foreign) in [(pair, "wren", "robin"), (other, "robin", "wren")] {
        for side in Side::ALL {
            let found = market.offers(look(pair.account(side), &word.to_uppercase()[..3]));
            let [offer] = found.as_slice() else { panic!("one offer: {found:?}") };
            assert_eq!((offer.conversation, offer.side), (pair.conversation, side));
            assert_eq!((offer.other.0, offer.job.0), (pair.account(side.other()), pair.job));
            let (conversation, seq) = (pair.conversation, offer.recorded.entry.seq);
            let stored = market.read(move |tx| log::one(tx, conversation, seq));
            assert_eq!(Some(&offer.recorded), stored.as_ref());
            assert_eq!(offer.log, market.peek(pair.conversation).log);
            assert_eq!(market.texts(pair.account(side), foreign), Vec::<String>::new());
            assert_eq!(market.texts(pair.account(side), "strasse").len(), 1);
            assert_eq!(market.texts(pair.account(side), "would").len(), 1, "the invitation");
        }
        assert_eq!(market.texts(stranger, word), Vec::<String>::new());
    }
    assert!(market.offers(look(stranger, "")).is_empty(), "with no words: nothing of anybody's");
    assert_eq!(market.offers(look(pair.client, "")).len(), 3, "and all of one's own");
}

/// Says all of it at once.
fn say_all(market: &Market, pair: Pair, texts: Vec<String>) {
    market.run(move |tx| {
        for (text, seconds) in texts.iter().zip(0..) {
            let send = Action::Send(Message::of(text.as_str()));
            // Three at each moment: entries of one moment are told apart, too.
            let at = later(seconds / 3);
            act(tx, pair, &pair.actor(Side::Client), Side::Client, send, at, None)?.expect("permitted");
        }
        Ok(())
    });
    market.index(pair);
}

/// Page by page: the numbers of what was found.
fn walked(market: &Market, look: &Look, limit: u32) -> Vec<Seq> {
    let (mut seqs, mut look) = (Vec::new(), look.clone());
    loop {
        let asked = look.clone();
        let (offers, next) = market.read(move |tx| search::find(tx, &asked, limit));
        assert!(offers.len() <= limit as usize);
        seqs.extend(offers.iter().map(|offer| offer.recorded.entry.seq));
        let Some(next) = next else { return seqs };
        look.before = next;
    }
}

fn newest_first_page_by_page_everything_comes_once(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    say_all(&market, pair, (0..50).map(|n| format!("drawing {n}")).collect());
    let newest_first: Vec<Seq> = (4..54).rev().collect();
    for limit in [1, 7, 50, 51] {
        assert_eq!(walked(&market, &look(pair.freelancer, "draw"), limit), newest_first, "by {limit}");
    }
}

fn a_common_word_and_a_rare_one_are_found_however_much_was_said_since(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    let text = |n: usize| match n {
        0..10 => "a wren, long ago".to_owned(),
        2395 => "a wren, just now".to_owned(),
        n if n % 2 == 0 => format!("even drawing {n}"),
        n => format!("odd drawing {n}"),
    };
    say_all(&market, pair, (0..2400).map(text).collect());
    for me in [pair.client, pair.freelancer] {
        assert_eq!(walked(&market, &look(me, "wren"), 4).len(), 11);
        assert_eq!(walked(&market, &look(me, "wren"), 50)[0], 2395 + 4, "the newest first");
        assert_eq!(walked(&market, &look(me, "wren ago"), 50), (4..14).rev().collect::<Vec<Seq>>());
        assert_eq!(walked(&market, &look(me, "draw"), 100).len(), 2389);
        assert_eq!(walked(&market, &look(me, "even dra"), 100).len(), 1195);
        let from_a_day = Look { from: Some(later(10)), until: Some(later(20)), ..look(me, "drawing") };
        assert_eq!(walked(&market, &from_a_day, 8), (34..64).rev().collect::<Vec<Seq>>());
    }
}

static PLACES: Sql = Sql::new("SELECT id FROM search_entry ORDER BY id", Lock::None);

/// How many entries the index knows of.
fn places(market: &Market) -> usize {
    market.read(|tx| tx.query(&PLACES, &[], |row| row.get_i64(0))).len()
}

fn what_was_edited_away_or_taken_back_is_in_the_index_no_more(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    for indexed_between in [true, false] {
        let before = places(&market);
        let index = || {
            if indexed_between {
                market.index(pair)
            }
        };
        market.say(pair, Side::Client, "a wren in haste");
        index();
        let revise = |back: i64, action: Action| {
            let done = market.run(move |tx| change(tx, pair, Side::Client, back, action.clone(), later(1)));
            done.expect("permitted");
            index();
        };
        revise(0, Action::Edit { text: "a robin instead".into() });
        market.index(pair);
        assert_eq!(market.texts(pair.freelancer, "wren"), Vec::<String>::new());
        assert_eq!(market.texts(pair.freelancer, "robin"), ["a robin instead"]);
        revise(1, Action::Remove);
        market.index(pair);
        for word in ["wren", "robin", "haste"] {
            assert_eq!(market.texts(pair.client, word), Vec::<String>::new(), "{word}");
        }
        let invitation = usize::from(before == 0);
        assert_eq!(places(&market), before + invitation, "nothing of it is left");
    }
}

fn taking_the_same_in_twice_changes_nothing(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    let removed = market.say(pair, Side::Client, "a wren");
    market.say(pair, Side::Client, "a robin");
    market.run(move |tx| change(tx, pair, Side::Client, 1, Action::Remove, later(1))).expect("permitted");
    let all = |market: &Market| (market.texts(pair.client, ""), places(market));
    market.index(pair);
    let once = all(&market);
    assert_eq!(once, (vec!["a robin".to_owned(), "Would you?".to_owned()], 2), "without {removed}");
    market.run(move |tx| {
        let held = lock(tx, pair.conversation, &policies())?.expect("it stands");
        let entries = log::read_after(tx, pair.conversation, 0, ALL)?;
        search::follow(tx, &held, &entries)
    });
    assert_eq!(all(&market), once);
}

/// The freelancer sends a file of this name, and nothing else.
fn send_file(market: &Market, pair: Pair, name: &'static str) {
    let file = FileId(id());
    market.run(move |tx| {
        let new = NewFile {
            id: file,
            conversation: pair.conversation,
            account: pair.freelancer,
            name: name.into(),
            kind: FileType::Pdf,
            at: later(0),
            check: Check::Clear,
        };
        let held = peek(tx, pair.conversation, &policies())?.expect("it stands");
        let freelancer = super::market::person(pair.freelancer);
        let standing = (Side::Freelancer, &held.log, held.phase);
        let may = policy::files::upload(&freelancer, standing, &held.contact, FileType::Pdf, 0, Rate::Kept);
        files::begin(tx, &new, may.expect("permitted"))?;
        files::fill(tx, file, &Content { bytes: 12, sha256: [11; 32], size: None })?;
        let attached = files::by_id(tx, file)?.expect("a file").attached;
        let send = Action::Send(Message { files: vec![attached], ..Message::default() });
        act(tx, pair, &pair.actor(Side::Freelancer), Side::Freelancer, send, later(100), None)?
            .expect("permitted");
        Ok(())
    });
    market.index(pair);
}

fn a_search_keeps_to_a_person_a_job_files_and_days(place: &Place) {
    let market = Market::open(place);
    let (client, job) = (market.account("Clara"), |market: &Market, client| market.job(client, later(0)));
    let (logo, poster) = (job(&market, client), job(&market, client));
    let (felix, dana) = (market.account("Felix"), market.account("Dana"));
    let pair = |job, freelancer| {
        let conversation = market.conversation(job, client, freelancer);
        let pair = Pair { client, freelancer, job, conversation };
        market.act(pair, Side::Client, super::market::invite());
        market.act(pair, Side::Freelancer, Action::Acknowledge { version: 1 });
        market.act(pair, Side::Freelancer, Action::Answer(parlance_core::market::Answer::Accepted));
        say_all(&market, pair, vec!["a plan".into(); 6]);
        pair
    };
    let (a, b, c) = (pair(logo, felix), pair(logo, dana), pair(poster, dana));
    send_file(&market, b, "plan for the poster.pdf");
    let count = |look: Look| market.offers(look).len();
    let plan = || look(client, "plan");
    assert_eq!(count(plan()), 19);
    assert_eq!(count(Look { with: Some(felix), ..plan() }), 6);
    assert_eq!(count(Look { with: Some(dana), ..plan() }), 13);
    assert_eq!(count(Look { job: Some(logo), ..plan() }), 13);
    assert_eq!(count(Look { job: Some(poster), with: Some(felix), ..plan() }), 0);
    assert_eq!(count(Look { has_file: true, ..plan() }), 1);
    assert_eq!(count(Look { has_file: true, with: Some(dana), ..look(client, "") }), 1);
    assert_eq!(count(Look { has_file: true, with: Some(felix), ..look(client, "") }), 0);
    // Three stand at each of the moments 0 and 1, the file at 100.
    assert_eq!(count(Look { from: Some(later(1)), ..plan() }), 10);
    assert_eq!(count(Look { until: Some(later(1)), ..plan() }), 9);
    assert_eq!(count(Look { from: Some(later(1)), until: Some(later(100)), ..plan() }), 9);
    assert_eq!(count(Look { from: Some(later(101)), ..plan() }), 0);
    assert_eq!(count(Look { with: Some(client), ..look(felix, "plan") }), 6);
    assert_eq!(count(Look { job: Some(c.job), ..look(felix, "plan") }), 0, "not one of Felix's");
    assert_eq!(a.job, b.job);
}

static FORGET: [Sql; 3] = [
    Sql::new("DELETE FROM search_word", Lock::None),
    Sql::new("DELETE FROM search_entry", Lock::None),
    Sql::new("UPDATE conversation SET unindexed_seq = dispatched_seq", Lock::None),
];

fn what_was_said_before_there_was_an_index_is_taken_in_piece_by_piece(place: &Place) {
    let market = Market::open(place);
    let (pair, empty) = (market.talking(), market.pair());
    say_all(&market, pair, (0..20).map(|n| format!("drawing {n}")).collect());
    market.run(move |tx| change(tx, pair, Side::Client, 3, Action::Remove, later(50))).expect("permitted");
    market.index(pair);
    let all = market.texts(pair.client, "");
    assert_eq!(all.len(), 20, "the invitation, and all drawings but one");
    // As the migration of an older database leaves it.
    market.run(|tx| FORGET.iter().try_for_each(|sql| tx.execute(sql, &[]).map(|_| ())));
    let unindexed = || market.read(|tx| search::unindexed(tx, 10));
    assert_eq!(unindexed(), [(pair.conversation, 24)]);
    // What is said meanwhile comes by the other way.
    market.say(pair, Side::Client, "meanwhile");
    market.run(move |tx| change(tx, pair, Side::Client, 10, Action::Remove, later(51))).expect("permitted");
    market.index(pair);
    let (mut left, mut steps) = (24, 0);
    while left > 0 {
        left = market.run(move |tx| {
            let held: Held = lock(tx, pair.conversation, &policies())?.expect("it stands");
            search::index_older(tx, &held, left, 5)
        });
        steps += 1;
        assert_eq!(unindexed(), if left > 0 { vec![(pair.conversation, left)] } else { Vec::new() });
    }
    assert_eq!(steps, 5);
    let now = market.texts(pair.client, "");
    assert_eq!((now[0].as_str(), now.len()), ("meanwhile", 20), "one came, one went: {now:?}");
    assert!(now[1..].iter().all(|text| all.contains(text)));
    assert!(market.offers(look(empty.client, "")).is_empty());
    // As a later migration leaves it, which makes the index of words anew: each entry keeps its place.
    let places = || market.offers(look(pair.client, "")).iter().map(|offer| offer.place).collect::<Vec<_>>();
    let before = places();
    market.run(|tx| [&FORGET[0], &FORGET[2]].iter().try_for_each(|sql| tx.execute(sql, &[]).map(|_| ())));
    assert!(places().is_empty());
    market.run(move |tx| {
        let held: Held = lock(tx, pair.conversation, &policies())?.expect("it stands");
        search::index_older(tx, &held, held.log.last_seq, 100)
    });
    assert_eq!(places(), before);
}

fn words_of_a_search_are_letters_to_the_database_and_nothing_else(place: &Place) {
    let market = Market::open(place);
    let (pair, other) = (market.talking(), market.talking());
    market.say(pair, Side::Client, "mine");
    market.say(other, Side::Client, "wren");
    market.index(pair);
    market.index(other);
    assert_eq!(market.texts(other.client, "wren").len(), 1);
    let spoken = |account: AccountId| account.0.simple().to_string();
    for typed in [
        "\"wren\"",
        "wren*",
        "mine OR wren",
        "NOT mine",
        "mine NEAR wren",
        "NEAR(mine wren)",
        "words:wren",
        "{words}:wren",
        "^wren",
        "mine\" OR \"wren",
        "' | 'wren",
        "wren:*",
        "!mine",
        "mine <-> wren",
        "mine|wren",
        "(wren)",
        "\\wren",
        "-mine",
        "@",
        "@p",
        "wren@",
        "*",
        "''",
        "\"\"",
        &format!("{}:wren", spoken(other.client)),
        &spoken(other.client),
        "\u{0}wren",
        "%",
        "_",
    ] {
        let found = market.texts(pair.client, typed);
        assert!(found.iter().all(|text| text == "mine" || text == "Would you?"), "{typed}: {found:?}");
    }
}

/// What one side may read of what was said and that answers a search, by looking at all of it.
fn brute(tx: &mut Tx<'_>, held: &Held, side: Side, asked: &Asked) -> Result<BTreeSet<Seq>, StoreError> {
    let entries = log::read_after(tx, held.id, 0, ALL)?;
    let all = log::recorded(tx, held.id, entries, true)?;
    let access = Access::of(side, &held.log, held.phase, &held.contact);
    Ok(all
        .iter()
        .filter(|recorded| reads(access.show(recorded), asked))
        .map(|found| found.entry.seq)
        .collect())
}

fn reads(shown: Option<Shown<'_>>, asked: &Asked) -> bool {
    let text = match shown {
        Some(Shown::Message(Said { text, .. }) | Shown::Invitation { text, .. }) => text,
        _ => return false,
    };
    asked.found_in(text, &[]).is_some()
}

fn a_search_finds_what_looking_at_everything_would_find(place: &Place) {
    let market = Market::open(place);
    for_any(CASES, steps(), |steps| {
        let pair = market.pair();
        market.run(move |tx| {
            for (at, (what, moment)) in steps.iter().enumerate() {
                step(tx, pair, what, *moment)?;
                if at % 4 == 3 {
                    dispatch(tx, pair)?;
                }
            }
            dispatch(tx, pair)
        });
        market.read(move |tx| compare(tx, pair));
    });
}

fn compare(tx: &mut Tx<'_>, pair: Pair) -> Result<(), StoreError> {
    let held = peek(tx, pair.conversation, &policies())?.expect("it stands");
    let mut typed: BTreeSet<String> = ["hello", "you", "wou yo", "h"].map(String::from).into();
    for entry in log::read_after(tx, pair.conversation, 0, ALL)? {
        if let EntryBody::Edit { text, .. } = &entry.body {
            typed.extend([text.clone(), text.chars().take(2).collect()]);
        }
    }
    for side in Side::ALL {
        let access = Access::of(side, &held.log, held.phase, &held.contact);
        for typed in &typed {
            let asked = Asked::read(typed).expect("may be asked");
            let (offers, _) = search::find(tx, &look(pair.account(side), typed), ALL)?;
            let read = |offer: &&Offer| reads(access.show(&offer.recorded), &asked);
            let found: Vec<Seq> = offers.iter().filter(read).map(|offer| offer.recorded.entry.seq).collect();
            let expected: Vec<Seq> = brute(tx, &held, side, &asked)?.into_iter().rev().collect();
            assert_eq!(found, expected, "{typed:?} by the {side:?}");
        }
    }
    Ok(())
}

#[test]
fn the_histories_that_are_searched_have_something_to_find_and_something_that_is_hidden() {
    use proptest::strategy::{Strategy, ValueTree};
    use proptest::test_runner::TestRunner;
    let place = Place::sqlite();
    let market = Market::open(&place);
    let mut runner = TestRunner::deterministic();
    let (mut found, mut hidden, mut gone): (usize, usize, usize) = (0, 0, 0);
    for _ in 0..CASES {
        let steps: Vec<(Step, Time)> =
            steps().new_tree(&mut runner).expect("a strategy without a filter").current();
        let pair = market.pair();
        let (here, offered, revised) = market.run(move |tx| {
            for (what, at) in &steps {
                step(tx, pair, what, *at)?;
            }
            dispatch(tx, pair)?;
            let held = peek(tx, pair.conversation, &policies())?.expect("it stands");
            let all = Asked::default();
            let here = brute(tx, &held, Side::Freelancer, &all)?.len();
            let (offers, _) = search::find(tx, &look(pair.freelancer, ""), ALL)?;
            let closed = held.phase == JobPhase::Closed;
            Ok((here, offers.len(), (held.log.amendments > 0 && !closed) as usize))
        });
        found += usize::from(here > 0);
        hidden += usize::from(offered > here);
        gone += revised;
    }
    assert!(
        found >= 3 && hidden >= 3 && gone >= 3,
        "{found} found, {hidden} hidden, {gone} revised of {CASES}"
    );
}
