//! Jobs: their phases, their history, their lists and counts.

use super::market::{Market, START, invite, later, person, turn};
use crate::conformance;
use crate::kit::{Place, until};
use parlance_core::market::{Answer, JobChange, JobPhase, Side};
use parlance_core::policy::Action;
use parlance_core::{JobId, Time};
use parlance_store::hint::Hint;
use parlance_store::jobs;
use std::sync::{Arc, Mutex};
use uuid::Uuid;

conformance! {
    closing_and_re_opening_leave_a_history,
    a_closing_is_told_of_after_its_commit,
    lists_have_no_hole_and_no_double_though_times_are_equal,
    a_list_can_be_kept_to_one_phase,
    conversations_and_waiting_invitations_are_counted,
}

const NEWEST: (Time, JobId) = (Time(i64::MAX), JobId(Uuid::max()));

fn closing_and_re_opening_leave_a_history(place: &Place) {
    let market = Market::open(place);
    let pair = market.pair();
    for (at, phase) in
        [(1, JobPhase::Closed), (2, JobPhase::Closed), (3, JobPhase::Open), (4, JobPhase::Closed)]
    {
        market.turn(pair, phase, later(at));
    }
    let job = market.read(move |tx| jobs::by_id(tx, pair.job)).expect("it stands");
    assert_eq!((job.phase, job.version, job.closed_at), (JobPhase::Closed, 4, Some(later(4))));
    assert_eq!((job.client, job.title.as_str(), job.created_at), (pair.client, "A logo", START));
    let history = market.read(move |tx| jobs::history(tx, pair.job, 10));
    let lines: Vec<_> = history.iter().map(|line| (line.change, line.at)).collect();
    let (closed, reopened) = (JobChange::Closed, JobChange::Reopened);
    // What was so already is no change.
    assert_eq!(
        lines,
        [(closed, later(4)), (reopened, later(3)), (closed, later(1)), (JobChange::Posted, START)]
    );
    assert!(history.iter().all(|line| line.by == pair.client && line.by_name == "Clara"));
    assert_eq!(market.read(move |tx| jobs::history(tx, pair.job, 1)).len(), 1);
    market.turn(pair, JobPhase::Open, later(5));
    let job = market.read(move |tx| jobs::by_id(tx, pair.job)).expect("it stands");
    assert_eq!((job.phase, job.version, job.closed_at), (JobPhase::Open, 5, None));
}

fn a_closing_is_told_of_after_its_commit(place: &Place) {
    let market = Market::open(place);
    let pair = market.pair();
    let told = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&told);
    market.store.set_sink(Box::new(move |hints| {
        let jobs = hints.into_iter().filter_map(|hint| match hint {
            Hint::Job(id) => Some(id),
            _ => None,
        });
        kept.lock().expect("no panic").extend(jobs);
    }));
    market.turn(pair, JobPhase::Closed, later(1));
    market.turn(pair, JobPhase::Closed, later(2));
    market.turn(pair, JobPhase::Open, later(3));
    until("two changes are told of", || told.lock().expect("no panic").len() >= 2);
    assert_eq!(*told.lock().expect("no panic"), [pair.job, pair.job]);
}

fn lists_have_no_hole_and_no_double_though_times_are_equal(place: &Place) {
    let market = Market::open(place);
    let clara = market.account("Clara");
    let other = market.account("Noor");
    market.job(other, START);
    let mut all: Vec<(Time, JobId)> =
        (0..9).map(|n| (later(n / 3), market.job(clara, later(n / 3)))).collect();
    all.sort();
    all.reverse();
    for phase in [None, Some(JobPhase::Open)] {
        for limit in [1, 2, 4, 9, 10] {
            let (mut seen, mut before) = (Vec::new(), NEWEST);
            loop {
                let page = market.read(move |tx| jobs::of_client(tx, clara, phase, before, limit));
                let Some(last) = page.last() else { break };
                before = (last.created_at, last.id);
                seen.extend(page.into_iter().map(|job| (job.created_at, job.id)));
            }
            assert_eq!(seen, all, "{phase:?} by {limit}");
        }
    }
}

fn a_list_can_be_kept_to_one_phase(place: &Place) {
    let market = Market::open(place);
    let pair = market.pair();
    let open = market.job(pair.client, later(1));
    market.turn(pair, JobPhase::Closed, later(2));
    let listed = |phase| {
        let found = market.read(move |tx| jobs::of_client(tx, pair.client, phase, NEWEST, 10));
        found.into_iter().map(|job| job.id).collect::<Vec<_>>()
    };
    assert_eq!(listed(None), [open, pair.job]);
    assert_eq!(listed(Some(JobPhase::Open)), [open]);
    assert_eq!(listed(Some(JobPhase::Closed)), [pair.job]);
    assert_eq!(market.read(move |tx| jobs::open_count(tx, pair.client)), 1);
    assert_eq!(market.read(move |tx| jobs::open_count(tx, pair.freelancer)), 0);
    assert!(!person(pair.client).suspended);
}

fn conversations_and_waiting_invitations_are_counted(place: &Place) {
    let market = Market::open(place);
    let pair = market.pair();
    let counts = || market.read(move |tx| jobs::conversation_counts(tx, pair.job));
    let empty = market.job(pair.client, START);
    assert_eq!(market.read(move |tx| jobs::conversation_counts(tx, empty)), (0, 0));
    market.act(pair, Side::Client, invite());
    assert_eq!(counts(), (1, 1));
    market.act(pair, Side::Freelancer, Action::Answer(Answer::Declined));
    assert_eq!(counts(), (1, 0));
    let nowhere = JobId(super::market::id());
    assert!(market.run(move |tx| jobs::lock(tx, nowhere)).is_none());
    market.run(move |tx| {
        turn(tx, pair, JobPhase::Closed, later(1))?;
        turn(tx, pair, JobPhase::Open, later(2))
    });
    assert_eq!(market.run(move |tx| jobs::share(tx, pair.job)).map(|job| job.version), Some(3));
}
