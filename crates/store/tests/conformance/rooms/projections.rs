//! After any history, every row that is kept beside the log says what the log says.

use super::history::{Step, for_any, step, steps};
use super::market::{Market, Pair, START, policies};
use crate::conformance;
use crate::kit::Place;
use parlance_core::conversation::said::{Recorded, amend};
use parlance_core::conversation::view::Access;
use parlance_core::conversation::{Conversation, apply};
use parlance_core::entry::{Entry, EntryBody, PointAnswer};
use parlance_core::market::{Answer, InvitationState, Side};
use parlance_core::{InvitationId, Time, limits};
use parlance_store::conversations::{Held, Party, lock, peek};
use parlance_store::invitations::Invitation;
use parlance_store::{StoreError, Tx, inbox, invitations, log, points};
use uuid::Uuid;

conformance! {
    after_any_history_every_row_says_what_the_log_says,
    the_number_of_a_view_rises_exactly_when_what_a_side_may_see_changes,
}

const CASES: u32 = 64;
/// Histories that are looked through for whether they get anywhere.
const REACHING: u32 = 160;
const ALL: u32 = 1000;
/// Before any place in a list that goes back in time.
const NEWEST: (Time, InvitationId) = (Time(i64::MAX), InvitationId(Uuid::max()));

fn folded(entries: &[Entry]) -> Conversation {
    let mut fold = Conversation::EMPTY;
    entries.iter().for_each(|entry| apply(&mut fold, entry));
    fold
}

fn after_any_history_every_row_says_what_the_log_says(place: &Place) {
    let market = Market::open(place);
    for_any(CASES, steps(), |steps| {
        let pair = market.pair();
        market.run(move |tx| {
            for (what, at) in &steps {
                step(tx, pair, what, *at)?;
            }
            Ok(())
        });
        market.read(move |tx| compare(tx, pair));
    });
}

fn compare(tx: &mut Tx<'_>, pair: Pair) -> Result<(), StoreError> {
    let entries = log::read_after(tx, pair.conversation, 0, ALL)?;
    let held = peek(tx, pair.conversation, &policies())?.expect("it stands");
    let mut fold = folded(&entries);
    if entries.is_empty() {
        // Before its first entry, which is an invitation, the row bears the time it was made.
        fold.active_at = START;
    }
    assert_eq!(held.log, fold, "the row is the fold of the log");
    for (index, entry) in entries.iter().enumerate() {
        assert_eq!(entry.seq, index as i64 + 1, "no holes");
        let said = entries[..=index].iter().filter(|entry| entry.body.is_said()).count() as i64;
        assert_eq!(entry.messages, said, "each entry keeps the count at its place");
    }
    compare_messages(tx, pair, &entries)?;
    compare_invitations(tx, pair, &entries)?;
    compare_points(tx, pair, &entries)?;
    for side in Side::ALL {
        let party = held.party(pair.account(side)).expect("both take part");
        compare_markers(tx, pair, &entries, &held, party)?;
    }
    Ok(())
}

/// The log, with what became of each message: the fold that [`amend`] is.
fn recorded(entries: &[Entry]) -> Vec<Recorded> {
    let mut all: Vec<Recorded> = Vec::new();
    for entry in entries {
        if let Some(target) = entry.body.target() {
            amend(&mut all[target as usize - 1].amendments, entry);
        }
        all.push(entry.clone().into());
    }
    all
}

fn compare_messages(tx: &mut Tx<'_>, pair: Pair, entries: &[Entry]) -> Result<(), StoreError> {
    let folded = recorded(entries);
    let read = log::recorded(tx, pair.conversation, entries.to_vec(), true)?;
    assert_eq!(read, folded, "the rows beside the log are the fold of it");
    for recorded in &folded {
        assert_eq!(log::one(tx, pair.conversation, recorded.entry.seq)?.as_ref(), Some(recorded));
    }
    Ok(())
}

/// What the log says of each invitation, newest first: where it stands and what became of it when.
fn told(entries: &[Entry]) -> Vec<(InvitationId, i64, InvitationState, Time, Time, Option<Time>)> {
    let answer = |asked: InvitationId| {
        entries.iter().find_map(|entry| match entry.body {
            EntryBody::Answer { invitation, answer } if invitation == asked => Some((answer, entry.at)),
            _ => None,
        })
    };
    let invitation = |entry: &Entry| match entry.body {
        EntryBody::Invitation { invitation, expires_at, .. } => {
            let became = answer(invitation);
            let state =
                became.map_or(InvitationState::Pending, |(answer, _)| InvitationState::Answered(answer));
            Some((invitation, entry.seq, state, entry.at, expires_at, became.map(|(_, at)| at)))
        }
        _ => None,
    };
    entries.iter().filter_map(invitation).collect()
}

fn compare_invitations(tx: &mut Tx<'_>, pair: Pair, entries: &[Entry]) -> Result<(), StoreError> {
    let mut told = told(entries);
    told.sort_by_key(|(id, seq, ..)| (*seq, *id));
    for side in Side::ALL {
        let mut rows = invitations::list(tx, pair.account(side), side, None, NEWEST, ALL)?;
        rows.sort_by_key(|row| row.seq);
        let kept =
            |row: &Invitation| (row.id, row.seq, row.state, row.created_at, row.expires_at, row.answered_at);
        assert_eq!(rows.iter().map(kept).collect::<Vec<_>>(), told, "to the {side:?}");
        for row in &rows {
            assert_eq!(row.body, entries[row.seq as usize - 1].body);
            assert_eq!((row.side, row.other.0), (side, pair.account(side.other())));
        }
    }
    let waiting = told.iter().filter(|row| row.2 == InvitationState::Pending).count() as i64;
    assert_eq!(invitations::pending_count(tx, pair.client)?, waiting);
    assert!(waiting <= 1, "a conversation has one waiting invitation at most");
    Ok(())
}

/// Those that wait or are agreed are found, with what became of them, by number and by message.
fn compare_points(tx: &mut Tx<'_>, pair: Pair, entries: &[Entry]) -> Result<(), StoreError> {
    let stands = |recorded: &Recorded| {
        let answer = recorded.amendments.answer.map(|answered| answered.answer);
        matches!(recorded.entry.body, EntryBody::Point(_))
            && matches!(answer, None | Some(PointAnswer::Confirmed))
    };
    let standing: Vec<Recorded> = recorded(entries).into_iter().filter(stands).collect();
    assert_eq!(points::standing(tx, pair.conversation, limits::POINTS)?, standing);
    assert_eq!(points::count(tx, pair.conversation)?, standing.len() as i64);
    for entry in entries {
        let made = standing.iter().rfind(|recorded| recorded.entry.body.quote() == Some(entry.seq));
        let found = points::of_message(tx, pair.conversation, entry.seq)?;
        assert_eq!(found, made.map(|recorded| recorded.entry.seq));
    }
    let brief = standing.iter().any(|recorded| {
        let is_brief = matches!(&recorded.entry.body, EntryBody::Point(point) if point.brief);
        is_brief && recorded.amendments.answer.is_some()
    });
    assert_eq!(points::brief_is_agreed(tx, pair.conversation)?, brief);
    Ok(())
}

fn compare_markers(
    tx: &mut Tx<'_>,
    pair: Pair,
    entries: &[Entry],
    held: &Held,
    party: &Party,
) -> Result<(), StoreError> {
    let read = |entry: &&Entry| entry.seq <= party.read_seq && entry.body.is_said();
    assert_eq!(party.read_messages, entries.iter().filter(read).count() as i64, "the count at the marker");
    let unread =
        entries.iter().filter(|entry| entry.seq > party.read_seq && entry.body.is_said()).count() as i64;
    assert_eq!(held.log.messages - party.read_messages, unread, "unread is recomputed from two numbers");
    let row = inbox::one(tx, pair.conversation, party.account)?;
    let Some(row) = row else {
        assert_eq!(held.log.said_seq, 0, "only a conversation in which nothing was said has no inbox row");
        return Ok(());
    };
    assert_eq!((&row.log, row.view), (&held.log, held.view(party)));
    assert_eq!((row.read_seq, row.read_messages), (party.read_seq, party.read_messages));
    let said = recorded(entries).swap_remove(held.log.said_seq as usize - 1);
    assert_eq!((&row.said.entry, row.said.version()), (&said.entry, said.version()));
    assert_eq!(row.said.amendments.revision, said.amendments.revision, "the inbox shows the newest text");
    assert_eq!(row.said.amendments.answer, said.amendments.answer, "and what became of a point");
    let counted = inbox::unread(tx, party.account, ALL)?.len();
    assert_eq!(counted, usize::from(unread > 0), "the badge's list holds what has something unread");
    Ok(())
}

/// What both sides may see, and the numbers that clients compare.
fn views(held: &Held) -> [(Access, i64, i64); 2] {
    Side::ALL.map(|side| {
        let party = held.parties.iter().find(|party| party.side == side).expect("both take part");
        (Access::of(side, &held.log, held.phase, &held.contact), party.view, held.view(party))
    })
}

fn the_number_of_a_view_rises_exactly_when_what_a_side_may_see_changes(place: &Place) {
    let market = Market::open(place);
    for_any(CASES, steps(), |steps| {
        let pair = market.pair();
        market.run(move |tx| {
            for (what, at) in &steps {
                let before = views(&lock(tx, pair.conversation, &policies())?.expect("it stands"));
                step(tx, pair, what, *at)?;
                let after = views(&lock(tx, pair.conversation, &policies())?.expect("it stands"));
                for (old, new) in before.into_iter().zip(after) {
                    let changed = old.0 != new.0;
                    let is_job = matches!(what, Step::Job(_));
                    assert!(new.2 >= old.2, "the number never falls");
                    assert!(!changed || new.2 > old.2, "{what:?} changed what may be seen and no number");
                    assert_eq!(
                        new.1 - old.1,
                        i64::from(changed && !is_job),
                        "{what:?}: exactly then, and by one"
                    );
                }
            }
            Ok(())
        });
    });
}

#[test]
fn the_histories_reach_open_closed_and_repeated_invitations() {
    use proptest::strategy::{Strategy, ValueTree};
    use proptest::test_runner::TestRunner;
    let place = Place::sqlite();
    let market = Market::open(&place);
    let mut runner = TestRunner::deterministic();
    let (mut messages, mut closings, mut repeated, mut answered) = (0, 0, 0, 0);
    let (mut edits, mut removals, mut reactions) = (0, 0, 0);
    let (mut points, mut agreed) = (0, 0);
    for _ in 0..REACHING {
        let steps = steps().new_tree(&mut runner).expect("a strategy without a filter").current();
        let pair = market.pair();
        let entries = market.run(move |tx| {
            for (what, at) in &steps {
                step(tx, pair, what, *at)?;
            }
            log::read_after(tx, pair.conversation, 0, ALL)
        });
        let has =
            |what: &dyn Fn(&EntryBody) -> bool| i32::from(entries.iter().any(|entry| what(&entry.body)));
        messages += has(&|body| matches!(body, EntryBody::Message(_)));
        edits += has(&|body| matches!(body, EntryBody::Edit { .. }));
        removals += has(&|body| matches!(body, EntryBody::Removal { .. }));
        reactions += has(&|body| matches!(body, EntryBody::Reaction { given: false, .. }));
        points += has(&|body| matches!(body, EntryBody::Point(_)));
        let yes = PointAnswer::Confirmed;
        agreed += has(&|body| matches!(body, EntryBody::PointAnswer { answer, .. } if *answer == yes));
        closings += has(&|body| matches!(body, EntryBody::System(_)));
        answered += has(&|body| matches!(body, EntryBody::Answer { answer: Answer::Accepted, .. }));
        repeated += i32::from(told(&entries).len() > 1);
    }
    let reached = [messages, edits, removals, reactions, points, agreed, closings, repeated, answered];
    assert!(reached.iter().all(|count| *count >= 3), "{reached:?} of {REACHING}");
}
