//! Lines behind the bell: once for each entry, numbered for their person, read up to a place.

use super::market::{Market, Pair, later};
use crate::conformance;
use crate::kit::Place;
use parlance_core::market::Side;
use parlance_core::notify::Notice;
use parlance_store::notifications::{About, add, mark_read, page, unread};

conformance! {
    a_line_is_added_once_however_often_it_is_asked_for,
    lines_are_numbered_for_their_person_and_come_in_pages,
    what_is_read_never_becomes_unread,
    two_that_add_at_once_leave_no_hole,
}

const NEWEST: i64 = i64::MAX;

fn talk(pair: Pair) -> About {
    About::Conversation(pair.conversation)
}

fn a_line_is_added_once_however_often_it_is_asked_for(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    for _ in 0..3 {
        market.run(move |tx| add(tx, pair.freelancer, Notice::InvitationReceived, talk(pair), 1, later(1)));
    }
    assert_eq!(market.read(move |tx| unread(tx, pair.freelancer)), 1);
    let lines = market.read(move |tx| page(tx, pair.freelancer, NEWEST, 10));
    assert_eq!(lines.len(), 1);
    let line = &lines[0];
    assert_eq!((line.seq, line.notice, line.about), (1, Notice::InvitationReceived, talk(pair)));
    assert_eq!((line.at, line.read), (later(1), false));
    assert_eq!((line.job.0, line.job.1.as_str()), (pair.job, "A logo"));
    assert_eq!((line.other.0, line.other.1.as_str()), (pair.client, "Clara"));
    // The same happening to another person, or another one about the same entry, is a line of its own.
    market.run(move |tx| add(tx, pair.client, Notice::InvitationAccepted, talk(pair), 1, later(1)));
    market.run(move |tx| add(tx, pair.freelancer, Notice::JobClosed, talk(pair), 1, later(1)));
    assert_eq!(market.read(move |tx| unread(tx, pair.freelancer)), 2);
    let other = market.read(move |tx| page(tx, pair.client, NEWEST, 10));
    assert_eq!(other.iter().map(|line| line.other.1.as_str()).collect::<Vec<_>>(), ["Felix"]);
}

fn lines_are_numbered_for_their_person_and_come_in_pages(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    for n in 1..=5 {
        market.run(move |tx| add(tx, pair.freelancer, Notice::JobClosed, talk(pair), n, later(n)));
    }
    for limit in [1, 2, 5, 6] {
        let (mut seen, mut before) = (Vec::new(), NEWEST);
        loop {
            let lines = market.read(move |tx| page(tx, pair.freelancer, before, limit));
            let Some(last) = lines.last() else { break };
            before = last.seq;
            seen.extend(lines.into_iter().map(|line| line.seq));
        }
        assert_eq!(seen, [5, 4, 3, 2, 1], "by {limit}");
    }
}

fn what_is_read_never_becomes_unread(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    for n in 1..=4 {
        market.run(move |tx| add(tx, pair.freelancer, Notice::JobClosed, talk(pair), n, later(n)));
    }
    let read = |seq| market.run(move |tx| mark_read(tx, pair.freelancer, seq));
    let waiting = || market.read(move |tx| unread(tx, pair.freelancer));
    read(3);
    assert_eq!(waiting(), 1);
    read(1);
    read(0);
    assert_eq!(waiting(), 1, "never back");
    read(1000);
    assert_eq!(waiting(), 1, "not what has not come yet");
    read(4);
    assert_eq!(waiting(), 0);
    market.run(move |tx| add(tx, pair.freelancer, Notice::JobReopened, talk(pair), 5, later(5)));
    let lines = market.read(move |tx| page(tx, pair.freelancer, NEWEST, 10));
    assert_eq!(lines.iter().map(|line| line.read).collect::<Vec<_>>(), [false, true, true, true, true]);
    assert_eq!(market.read(move |tx| unread(tx, pair.account(Side::Client))), 0);
}

fn two_that_add_at_once_leave_no_hole(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    // Both add the same ten lines, as a task that runs twice does.
    let threads = [(); 2].map(|()| {
        let store = market.store.clone();
        std::thread::spawn(move || {
            for n in 1..=10 {
                let added = store.run_blocking(move |tx| {
                    add(tx, pair.freelancer, Notice::JobClosed, talk(pair), n, later(n))
                });
                assert_eq!(added, Ok(()));
            }
        })
    });
    for thread in threads {
        thread.join().expect("no panic");
    }
    let lines = market.read(move |tx| page(tx, pair.freelancer, NEWEST, 100));
    assert_eq!(lines.iter().map(|line| line.seq).collect::<Vec<_>>(), (1..=10).rev().collect::<Vec<i64>>());
    assert_eq!(market.read(move |tx| unread(tx, pair.freelancer)), 10);
}
