//! The page of a job: what is kept of it, who waits for an answer, what was said, and suggested questions.

use super::market::{Market, START, change, later, person};
use crate::conformance;
use crate::kit::Place;
use parlance_core::entry::Message;
use parlance_core::market::{JobChange, JobKind, JobPhase, Person, Side, StaffRole};
use parlance_core::policy::contact::CanStart;
use parlance_core::policy::job_page::Said;
use parlance_core::policy::{Action, market as rules};
use parlance_core::questions::{QuestionGroup, QuestionSet};
use parlance_core::{AccountId, JobId, Time};
use parlance_store::{StoreError, asks, jobs, questions};
use uuid::Uuid;

conformance! {
    a_client_wants_a_conversation_and_says_what_is_answered,
    jobs_of_others_are_listed_while_they_are_not_closed_and_their_client_is_of_good_standing,
    a_first_question_waits_until_the_other_answers,
    what_was_said_is_what_stands,
    questions_are_kept_version_by_version,
    of_two_who_save_questions_under_one_number_the_second_is_told,
}

fn ask(text: &str) -> Action {
    Action::Ask(Message::of(text))
}

fn a_client_wants_a_conversation_and_says_what_is_answered(place: &Place) {
    let market = Market::open(place);
    let pair = market.pair();
    let before = market.read(move |tx| jobs::by_id(tx, pair.job)).expect("it stands");
    assert_eq!(
        (before.kind, before.conversation_required, before.answered.len()),
        (JobKind::Contract, CanStart::Always, 0)
    );
    market.run(move |tx| {
        let mut job = jobs::lock(tx, pair.job)?.expect("it stands");
        let client = person(pair.client);
        let wanted = CanStart::ClientReplied;
        let may = rules::require_conversation(&client, Side::Client, job.conversation_required, wanted);
        let may = may.expect("the client may").expect("it is a change");
        jobs::require(tx, &mut job, wanted, may, later(1))?;
        let may = rules::note_answers(&client, Side::Client, false);
        let may = may.expect("the client may").expect("it is a change");
        jobs::note_answered(tx, &mut job, vec!["Who reads \"it\"?".into()], may, later(2))
    });
    let after = market.read(move |tx| jobs::by_id(tx, pair.job)).expect("it stands");
    assert_eq!((after.conversation_required, after.version), (CanStart::ClientReplied, 3));
    assert_eq!(after.answered, ["Who reads \"it\"?"]);
    let history = market.read(move |tx| jobs::history(tx, pair.job, 10));
    let changes: Vec<JobChange> = history.iter().map(|line| line.change).collect();
    assert_eq!(changes, [JobChange::AnswersNoted, JobChange::RequirementChanged, JobChange::Posted]);
}

fn jobs_of_others_are_listed_while_they_are_not_closed_and_their_client_is_of_good_standing(place: &Place) {
    let market = Market::open(place);
    let (clara, felix, dana) = (market.account("Clara"), market.account("Felix"), market.account("Dana"));
    let pair = market.pair();
    let hers: Vec<JobId> = (1..=3).map(|n| market.job(clara, later(n))).collect();
    market.job(felix, later(4));
    let theirs = market.job(dana, later(5));
    market.turn(pair, JobPhase::Closed, later(6));
    let listed = |before: (Time, JobId), limit: u32| -> Vec<(JobId, String)> {
        let found = market.read(move |tx| jobs::of_others(tx, felix, before, limit));
        found.into_iter().map(|(job, name)| (job.id, name)).collect()
    };
    let top = (Time(i64::MAX), JobId(Uuid::max()));
    let named = |id: JobId, name: &str| (id, name.to_owned());
    let all =
        [named(theirs, "Dana"), named(hers[2], "Clara"), named(hers[1], "Clara"), named(hers[0], "Clara")];
    assert_eq!(listed(top, 10), all, "neither his own nor the closed one");
    assert_eq!(listed(top, 2), all[..2]);
    assert_eq!(listed((later(3), hers[2]), 10), all[2..]);
    suspend(&market, dana);
    assert_eq!(listed(top, 10), all[1..]);
}

fn suspend(market: &Market, account: AccountId) {
    market.run(move |tx| {
        parlance_store::accounts::set_suspension(tx, account, Some((later(7), "Asked for it.")))
    });
}

fn a_first_question_waits_until_the_other_answers(place: &Place) {
    let market = Market::open(place);
    let (one, another) = (market.pair(), market.talking());
    let waiting =
        |account: AccountId, since: Time| market.read(move |tx| asks::pending_count(tx, account, since));
    let long_ago = Time(0);
    market.say(another, Side::Freelancer, "Nobody waits where an invitation was accepted");
    assert_eq!(waiting(another.freelancer, long_ago), 0);
    market.act(one, Side::Freelancer, ask("May I?"));
    market.act(one, Side::Freelancer, Action::Acknowledge { version: 1 });
    market.say(one, Side::Freelancer, "And may I this?");
    assert_eq!(waiting(one.freelancer, long_ago), 1, "adding to one's question answers nothing");
    assert_eq!((waiting(one.client, long_ago), waiting(one.freelancer, later(1))), (0, 0));
    market.say(one, Side::Client, "You may.");
    assert_eq!(waiting(one.freelancer, long_ago), 0);
    market.say(one, Side::Freelancer, "Thank you.");
    assert_eq!(waiting(one.freelancer, START), 0);
}

fn what_was_said_is_what_stands(place: &Place) {
    let market = Market::open(place);
    let pair = market.talking();
    let said = || market.read(move |tx| asks::said(tx, pair.conversation));
    assert_eq!(said(), Said::default());
    market.say(pair, Side::Client, "Hello?");
    assert_eq!(said(), Said::default(), "the client spoke first, which answers nothing");
    market.say(pair, Side::Freelancer, "Who is it for?");
    let wrote = Said { freelancer_wrote: true, ..Said::default() };
    assert_eq!(said(), wrote);
    market.say(pair, Side::Client, "Children.");
    assert_eq!(said(), Said { client_replied: true, ..wrote });
    let taken_back =
        move |tx: &mut parlance_store::Tx<'_>| change(tx, pair, Side::Client, 0, Action::Remove, later(1));
    market.run(taken_back).expect("it may be taken back");
    assert_eq!(said(), wrote, "what was taken back was not said");
}

fn set(title: &str) -> QuestionSet {
    let kinds = JobKind::ALL.into();
    let questions = vec!["Who is it for?".to_owned()];
    QuestionSet { groups: vec![QuestionGroup { title: title.into(), kinds, class: None, questions }] }
}

fn save(tx: &mut parlance_store::Tx<'_>, by: AccountId, seen: i64, title: &str) -> Result<(), StoreError> {
    let admin = Person { staff: Some(StaffRole::Admin), ..person(by) };
    let number = rules::change_questions(&admin, seen, seen).expect("an admin may");
    questions::insert(tx, &set(title), by, later(seen), number)
}

fn questions_are_kept_version_by_version(place: &Place) {
    let market = Market::open(place);
    let sam = market.account("Sam");
    let current = || market.read(questions::current);
    let shipped = current();
    assert_eq!((shipped.version, shipped.saved, shipped.set), (0, None, QuestionSet::shipped()));
    for (seen, title) in [(0, "First"), (1, "Second")] {
        market.run(move |tx| save(tx, sam, seen, title));
        let now = current();
        assert_eq!((now.version, &now.set), (seen + 1, &set(title)));
        assert_eq!(now.saved, Some((later(seen), sam, "Sam".to_owned())));
    }
}

fn of_two_who_save_questions_under_one_number_the_second_is_told(place: &Place) {
    let market = Market::open(place);
    let sam = market.account("Sam");
    market.run(move |tx| save(tx, sam, 0, "First"));
    let second = market.store.run_blocking(move |tx| save(tx, sam, 0, "Second"));
    assert_eq!(second, Err(StoreError::Conflict));
    assert_eq!(market.read(questions::current).set, set("First"));
}
