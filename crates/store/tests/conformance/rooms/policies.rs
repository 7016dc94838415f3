//! The contact policy: its history is only added to, one of two admins is first, and whoever writes is
//! judged by what is in force at the commit.

use super::market::{Market, Pair, START, id, later, person, policies};
use crate::conformance;
use crate::kit::{Place, until};
use parlance_core::conversation::{PausedReason, Standing};
use parlance_core::market::{JobKind, JobPhase, Person, Side, StaffRole};
use parlance_core::policy::contact::{Changes, ClosedShows, Document, JobClass, Preset, Subject, Terms};
use parlance_core::policy::{Denial, market};
use parlance_core::{AccountId, JobId};
use parlance_store::hint::Hint;
use parlance_store::jobs::{self, NewJob};
use parlance_store::policies::{self, NewPolicy, PolicyChange};
use parlance_store::{StoreError, Tx, conversations, inbox};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::Duration;

conformance! {
    a_marketplace_begins_with_the_default_preset,
    every_policy_stays_in_the_history,
    of_two_admins_who_save_at_once_one_is_told_what_is_in_force,
    a_policy_that_was_rolled_back_leaves_nothing_behind,
    a_new_policy_raises_what_every_participant_compares,
    the_rules_of_a_conversation_are_those_of_its_jobs_class_and_of_the_job,
    a_job_that_is_silenced_pauses_its_conversations_and_keeps_both_lines,
    what_is_settled_for_one_job_stands_in_its_history_and_raises_its_version,
    the_classes_that_jobs_are_of_are_known,
    a_policy_waits_for_whoever_is_being_judged_by_the_one_before,
}

fn draft(pending_max: i64) -> Document {
    let base = Preset::ClientInvites.document();
    let terms = Terms { pending_max, ..Terms::clone(&base.everywhere) };
    Document { everywhere: Arc::new(terms), ..base }
}

fn change(
    tx: &mut Tx<'_>,
    admin: AccountId,
    expected: i64,
    document: &Document,
) -> Result<Option<i64>, StoreError> {
    let may = market::change_policy(&Person { staff: Some(StaffRole::Admin), ..person(admin) });
    let new = NewPolicy { id: id(), document, account: admin, note: "Because.", at: later(expected) };
    policies::change(tx, expected, &new, may.expect("an admin may"))
}

impl Market {
    fn put(&self, admin: AccountId, expected: i64, document: Document) -> Option<i64> {
        self.run(move |tx| change(tx, admin, expected, &document))
    }

    fn policies(&self) -> Vec<PolicyChange> {
        self.read(|tx| policies::history(tx, i64::MAX, 100))
    }
}

fn a_marketplace_begins_with_the_default_preset(place: &Place) {
    let market = Market::open(place);
    let policy = market.read(|tx| policies().current(tx));
    assert_eq!((policy.version, &*policy.document), (1, &Preset::ClientInvites.document()));
    let history = market.policies();
    assert_eq!(history.len(), 1);
    assert_eq!((history[0].version, &history[0].by), (1, &None));
}

fn every_policy_stays_in_the_history(place: &Place) {
    let market = Market::open(place);
    let ada = market.account("Ada");
    assert_eq!(market.put(ada, 1, draft(7)), Some(2));
    assert_eq!(market.put(ada, 2, Preset::WriterAsks.document()), Some(3));
    let history = market.policies();
    let told: Vec<_> = history.iter().map(|line| (line.version, &line.document)).collect();
    let (asks, seven, first) = (Preset::WriterAsks.document(), draft(7), Preset::ClientInvites.document());
    assert_eq!(told, [(3, &asks), (2, &seven), (1, &first)]);
    let by = Some((ada, "Ada".to_owned()));
    assert_eq!((&history[0].by, history[0].note.as_str(), history[0].at), (&by, "Because.", later(2)));
    let page = market.read(|tx| policies::history(tx, 3, 1));
    assert_eq!(page.iter().map(|line| line.version).collect::<Vec<_>>(), [2]);
    assert_eq!(market.read(|tx| policies::one(tx, 2)).map(|line| line.document), Some(seven));
    assert_eq!(market.read(|tx| policies::one(tx, 4)), None);
}

fn of_two_admins_who_save_at_once_one_is_told_what_is_in_force(place: &Place) {
    let market = Market::open(place);
    let (ada, bo) = (market.account("Ada"), market.account("Bo"));
    let saved: Vec<Option<i64>> = std::thread::scope(|scope| {
        let market = &market;
        let tries =
            [(ada, 5), (bo, 6)].map(|(admin, max)| scope.spawn(move || market.put(admin, 1, draft(max))));
        tries.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    });
    assert!(saved.contains(&Some(2)) && saved.contains(&None), "{saved:?}");
    let in_force = market.read(|tx| policies().current(tx));
    assert_eq!((in_force.version, market.policies().len()), (2, 2));
    let first = if saved[0].is_some() { 5 } else { 6 };
    assert_eq!(in_force.document.everywhere.pending_max, first);
}

fn a_policy_that_was_rolled_back_leaves_nothing_behind(place: &Place) {
    let market = Market::open(place);
    let ada = market.account("Ada");
    let known = Arc::new(policies());
    let looked = known.clone();
    let failed: Result<(), StoreError> = market.store.run_blocking(move |tx| {
        change(tx, ada, 1, &draft(9))?;
        assert_eq!(looked.current(tx)?.document.everywhere.pending_max, 9, "seen while it is being written");
        Err(StoreError::Conflict)
    });
    assert_eq!(failed, Err(StoreError::Conflict));
    let looked = known.clone();
    assert_eq!(market.read(move |tx| looked.current(tx)).document.everywhere.pending_max, 20);
    assert_eq!(market.put(ada, 1, draft(8)), Some(2));
    assert_eq!(market.read(move |tx| known.current(tx)).document.everywhere.pending_max, 8);
}

fn a_new_policy_raises_what_every_participant_compares(place: &Place) {
    let market = Market::open(place);
    let ada = market.account("Ada");
    let pair = market.talking();
    let views = || {
        let held = market.peek(pair.conversation);
        let of = |account| held.view(held.party(account).expect("they take part"));
        let rows = [pair.client, pair.freelancer].map(|account| {
            let row = market.read(move |tx| inbox::one(tx, pair.conversation, account));
            row.expect("a row").view
        });
        assert_eq!([of(pair.client), of(pair.freelancer)], rows, "a row says what the conversation says");
        rows
    };
    let before = views();
    let told = Arc::new(AtomicBool::new(false));
    let kept = Arc::clone(&told);
    market.store.set_sink(Box::new(move |hints| {
        kept.fetch_or(hints.iter().any(|hint| matches!(hint, Hint::Policy)), Ordering::Release);
    }));
    market.put(ada, 1, draft(3));
    assert_eq!(views(), before.map(|view| view + 1));
    until("whoever listens hears of it", || told.load(Ordering::Acquire));
}

/// A policy with a class without messaging and one whose closed conversations can be read.
fn classes() -> Document {
    let class = |messaging, changes| JobClass { label: "A class".into(), messaging, changes };
    let reads = Changes { closed_shows: Some(ClosedShows::Everything), ..Changes::default() };
    let mut document = draft(20);
    document.classes.insert("superhero".into(), class(false, Changes::default()));
    document.classes.insert("open-book".into(), class(true, reads));
    document
}

/// A pair about a job of a class.
fn about(market: &Market, class: &'static str) -> Pair {
    let (client, freelancer, job) = (market.account("Clara"), market.account("Felix"), JobId(id()));
    market.run(move |tx| {
        let permitted = market::post_job(&person(client), 0).expect("permitted");
        let new = NewJob {
            id: job,
            client,
            title: "A logo",
            description: "For a bakery.",
            kind: JobKind::Contract,
            class: Some(class),
            at: START,
        };
        jobs::insert(tx, &new, permitted)
    });
    Pair { client, freelancer, job, conversation: market.conversation(job, client, freelancer) }
}

fn the_rules_of_a_conversation_are_those_of_its_jobs_class_and_of_the_job(place: &Place) {
    let market = Market::open(place);
    let ada = market.account("Ada");
    market.put(ada, 1, classes());
    let (hero, book, plain) = (about(&market, "superhero"), about(&market, "open-book"), market.pair());
    let rules = |pair: Pair| market.peek(pair.conversation).contact;
    assert_eq!(rules(hero).silent, Some(PausedReason::ClassWithoutMessaging));
    assert_eq!((rules(book).silent, rules(book).terms.closed_shows), (None, ClosedShows::Everything));
    assert_eq!((rules(plain).silent, rules(plain).terms.closed_shows), (None, ClosedShows::Nothing));
    let own = Changes { closed_shows: Some(ClosedShows::Nothing), ..Changes::default() };
    market.settle(ada, book.job, Some(own));
    assert_eq!(rules(book).terms.closed_shows, ClosedShows::Nothing, "the job's own word is the last");
    market.settle(ada, book.job, None);
    assert_eq!(rules(book).terms.closed_shows, ClosedShows::Everything);
}

impl Market {
    fn settle(&self, admin: AccountId, job: JobId, changes: Option<Changes>) {
        self.run(move |tx| {
            let admin = Person { staff: Some(StaffRole::Admin), ..person(admin) };
            let mut job = jobs::lock(tx, job)?.expect("the job stands");
            let permitted = market::settle_job(&admin).expect("an admin may");
            jobs::settle(tx, &mut job, changes.clone(), permitted, admin.id, later(3))
        });
    }

    fn silence(&self, pair: Pair, on: bool) {
        self.run(move |tx| {
            let mut job = jobs::lock(tx, pair.job)?.expect("the job stands");
            let client = person(pair.client);
            let judged = market::switch_messaging(&client, Side::Client, job.subject.messaging, on);
            let permitted = judged.expect("the client may").expect("it was otherwise");
            jobs::change(tx, &mut job, permitted, pair.client, later(2))
        });
    }
}

fn a_job_that_is_silenced_pauses_its_conversations_and_keeps_both_lines(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    let standing = || {
        let held = market.peek(pair.conversation);
        Standing::of(&held.log, held.phase, &held.contact)
    };
    assert_eq!(standing(), Standing::Open);
    market.silence(pair, false);
    assert_eq!(standing(), Standing::Paused(PausedReason::MessagingOff));
    let said = market.read(move |tx| {
        let held = conversations::peek(tx, pair.conversation, &policies())?.expect("it stands");
        Ok(parlance_core::policy::sending_refused(Side::Client, &held.log, held.phase, &held.contact))
    });
    assert_eq!(said, Some(Denial::MessagingOff));
    market.silence(pair, true);
    assert_eq!(standing(), Standing::Open);
    market.turn(pair, JobPhase::FinalReview, later(3));
    let job = market.read(move |tx| jobs::by_id(tx, pair.job)).expect("the job stands");
    assert_eq!((job.phase, job.version, job.closed_at), (JobPhase::FinalReview, 4, None));
    let history = market.read(move |tx| jobs::history(tx, pair.job, 10));
    assert_eq!(history.len(), 4, "{history:?}");
}

fn what_is_settled_for_one_job_stands_in_its_history_and_raises_its_version(place: &Place) {
    let market = Market::open(place);
    let (ada, pair) = (market.account("Ada"), market.pair());
    let changes = Changes { pending_max: Some(2), ..Changes::default() };
    market.settle(ada, pair.job, Some(changes.clone()));
    let job = market.read(move |tx| jobs::by_id(tx, pair.job)).expect("the job stands");
    let settled = Subject { changes: Some(Box::new(changes)), ..Subject::PLAIN };
    assert_eq!((job.subject, job.version), (settled, 2));
    let history = market.read(move |tx| jobs::history(tx, pair.job, 10));
    assert_eq!(history[0].by, ada);
}

fn the_classes_that_jobs_are_of_are_known(place: &Place) {
    let market = Market::open(place);
    market.pair();
    assert_eq!(market.read(|tx| policies::classes_in_use(tx, 10)), Vec::<String>::new());
    for class in ["superhero", "open-book", "superhero"] {
        about(&market, class);
    }
    assert_eq!(market.read(|tx| policies::classes_in_use(tx, 10)), ["open-book", "superhero"]);
}

/// Whoever writes has read the policy; until that is committed nobody puts another in force.
fn a_policy_waits_for_whoever_is_being_judged_by_the_one_before(place: &Place) {
    let market = Market::open(place);
    let (ada, pair) = (market.account("Ada"), market.talking());
    let (judged, is_judged) = mpsc::channel();
    let (go, may_go) = mpsc::channel::<()>();
    let may_go = std::sync::Mutex::new(may_go);
    std::thread::scope(|scope| {
        let store = market.store.clone();
        let sender = scope.spawn(move || {
            store.run_blocking(move |tx| {
                let held = conversations::lock(tx, pair.conversation, &policies())?.expect("it stands");
                let _ = judged.send(held.contact.version);
                let _ = may_go.lock().expect("nobody panicked").recv_timeout(Duration::from_secs(20));
                Ok::<_, StoreError>(held.contact.version)
            })
        });
        assert_eq!(is_judged.recv_timeout(Duration::from_secs(20)), Ok(1));
        let (put, is_put) = mpsc::channel();
        let market = &market;
        scope.spawn(move || put.send(market.put(ada, 1, draft(4))));
        let early = is_put.recv_timeout(Duration::from_millis(300));
        assert_eq!(early, Err(mpsc::RecvTimeoutError::Timeout), "it waits");
        go.send(()).expect("somebody waits for it");
        assert_eq!(sender.join().expect("no panic"), Ok(1));
        assert_eq!(is_put.recv_timeout(Duration::from_secs(20)), Ok(Some(2)));
    });
}
