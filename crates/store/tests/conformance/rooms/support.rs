//! Cases of support: one participant for the desk, whoever of it writes; a bot that is told from the system; queues
//! in the order of waiting.

use super::market::{Market, id, later, person};
use crate::conformance;
use crate::kit::Place;
use parlance_core::entry::{Author, Message};
use parlance_core::market::{Actor, CASE_CLASS, DESK, JobKind, JobPhase, Person, Side, StaffRole};
use parlance_core::notify::Notice;
use parlance_core::policy::contact::EntryPoint;
use parlance_core::policy::{Action, Facts, Rate, Start, decide, support};
use parlance_core::search::Asked;
use parlance_core::{AccountId, ConversationId, JobId, Time};
use parlance_store::attempts::{self, Extent};
use parlance_store::conversations::{self, lock};
use parlance_store::jobs::{self, NewJob};
use parlance_store::log::{self, append};
use parlance_store::notifications::About;
use parlance_store::refusals::{self, NewRefusal};
use parlance_store::search::{self, Look};
use parlance_store::support_cases::{self, NewCase, Queue};
use parlance_store::{StoreError, Tx, accounts, asks, inbox, notifications};
use uuid::Uuid;

conformance! {
    what_one_of_the_desk_has_read_the_desk_has,
    the_bot_is_told_from_the_system,
    queues_give_those_first_that_have_waited_longest,
    the_desk_is_nobody_that_staff_find_and_is_named_by_its_people,
    a_case_is_no_posting_and_no_contact_that_waits_for_an_answer,
    no_attempt_of_a_case_is_an_attempt_that_a_policy_could_have_stopped,
    the_desk_finds_what_was_said_in_every_case_and_nobody_else_does,
    nothing_behind_the_bell_names_a_case_to_whoever_left_the_desk,
}

const TOP: (Time, ConversationId) = (Time(i64::MIN), ConversationId(Uuid::nil()));

/// A case that somebody opens with a question.
pub(super) fn open(tx: &mut Tx<'_>, asker: AccountId, at: Time) -> Result<ConversationId, StoreError> {
    let (job, conversation) = (JobId(id()), ConversationId(id()));
    let class = Some(CASE_CLASS);
    let room = support::open(&person(asker), 0).expect("room");
    jobs::insert(
        tx,
        &NewJob { id: job, client: DESK, title: "Help", description: "", kind: JobKind::Contract, class, at },
        room,
    )?;
    conversations::create_case(tx, conversation, job, asker, at)?;
    support_cases::insert(
        tx,
        &NewCase { conversation, job, person: asker, about: None, reason: Some("job-closed"), at },
    )?;
    let asked = Action::Ask(Message::of("How?"));
    say(tx, conversation, &Actor::Person(person(asker)), Side::Person, asked, at)?;
    Ok(conversation)
}

fn say(
    tx: &mut Tx<'_>,
    id: ConversationId,
    actor: &Actor,
    side: Side,
    action: Action,
    at: Time,
) -> Result<(), StoreError> {
    let mut held = lock(tx, id, &super::market::policies())?.expect("it stands");
    let start = Start {
        entry: EntryPoint::JobPage,
        has_open_job: false,
        own_profile: false,
        offers_work: true,
        pending: 0,
    };
    let facts = Facts {
        at,
        key: None,
        conversation: id,
        side,
        log: held.log.clone(),
        job: held.phase,
        contact: held.contact.clone(),
        rate: Rate::Kept,
        start: Some(start),
        target: None,
        points: None,
    };
    let permitted = decide(actor, action, &facts).expect("permitted");
    append(tx, &mut held, permitted, &[7; 32])?;
    Ok(())
}

fn support_person(id: AccountId) -> Person {
    Person { staff: Some(StaffRole::Support), ..person(id) }
}

fn what_one_of_the_desk_has_read_the_desk_has(place: &Place) {
    let market = Market::open(place);
    let (felix, marc) = (market.account("Felix"), market.account("Marc"));
    let case = market.run(move |tx| open(tx, felix, later(1)));
    let job = market.read(move |tx| support_cases::one(tx, case)).expect("a case").job;
    assert!(market.read(move |tx| jobs::by_id(tx, job)).is_none(), "it is no job to whoever names it");
    assert!(market.read(move |tx| jobs::or_case(tx, job)).is_some());
    let row = |account| market.read(move |tx| inbox::one(tx, case, account));
    let asked = row(DESK).expect("the desk's row");
    assert_eq!((asked.side, asked.other.0, asked.read_messages), (Side::Desk, felix, 0));
    let own = row(felix).expect("the person's row");
    assert_eq!((own.side, own.other.0, own.read_messages), (Side::Person, DESK, 1));
    assert!(row(marc).is_none(), "its people have no rows of their own");
    let answer = || Action::Send(Message::of("So."));
    market.run(move |tx| say(tx, case, &Actor::Person(support_person(marc)), Side::Desk, answer(), later(2)));
    assert_eq!(row(DESK).expect("it").read_messages, 2);
    let written = market.read(move |tx| log::one(tx, case, 2)).expect("the answer");
    assert_eq!(written.entry.author, Author::Account { id: marc, side: Side::Desk });
    assert_eq!(market.read(move |tx| support_cases::answered_by(tx, case)), [(marc, "Marc".to_owned())]);
}

fn the_bot_is_told_from_the_system(place: &Place) {
    let market = Market::open(place);
    let felix = market.account("Felix");
    let case = market.run(move |tx| open(tx, felix, later(1)));
    let answer = || Action::Send(Message::of("From the article"));
    market.run(move |tx| say(tx, case, &Actor::Bot, Side::Desk, answer(), later(1)));
    let written = market.read(move |tx| log::one(tx, case, 2)).expect("the answer");
    assert_eq!(written.entry.author, Author::Bot);
    assert_eq!(market.read(move |tx| inbox::one(tx, case, DESK)).expect("a row").read_messages, 0);
}

fn queues_give_those_first_that_have_waited_longest(place: &Place) {
    let market = Market::open(place);
    let (felix, marc) = (market.account("Felix"), market.account("Marc"));
    let cases: Vec<ConversationId> =
        [3, 1, 2].map(|at| market.run(move |tx| open(tx, felix, later(at)))).into();
    let queue = |queue, after, limit| {
        let found = market.read(move |tx| support_cases::page(tx, queue, after, limit));
        found.iter().map(|case| case.conversation).collect::<Vec<_>>()
    };
    assert_eq!(queue(Queue::Waiting, TOP, 9), [], "the bot has them");
    for (at, case) in (4..).zip(cases.clone()) {
        market.run(move |tx| support_cases::moved(tx, case, JobPhase::InProgress, later(at)));
    }
    assert_eq!(queue(Queue::Waiting, TOP, 9), cases);
    assert_eq!(queue(Queue::Waiting, TOP, 2), cases[..2]);
    assert_eq!(queue(Queue::Waiting, (later(5), cases[1]), 9), cases[2..]);
    let taken = cases[1];
    market.run(move |tx| support_cases::assign(tx, taken, Some(marc)));
    assert_eq!(queue(Queue::Waiting, TOP, 9), [cases[0], cases[2]]);
    assert_eq!(queue(Queue::Of(marc), TOP, 9), [taken]);
    assert_eq!(queue(Queue::Open, TOP, 9), cases);
    assert_eq!(market.read(move |tx| support_cases::counts(tx, marc)), (2, 1));
    assert_eq!(market.read(move |tx| support_cases::open_count(tx, felix)), 3);
    market.run(move |tx| support_cases::moved(tx, taken, JobPhase::Closed, later(9)));
    assert_eq!(queue(Queue::Closed, TOP, 9), [taken]);
    assert_eq!(market.read(move |tx| support_cases::open_count(tx, felix)), 2);
    market.run(move |tx| support_cases::give_back_all(tx, marc));
    let closed = market.read(move |tx| support_cases::one(tx, taken)).expect("a case");
    assert_eq!(closed.assignee, Some((marc, "Marc".to_owned())), "who closed it stays named");
    assert_eq!(closed.reason.as_deref(), Some("job-closed"));
}

fn the_desk_is_nobody_that_staff_find_and_is_named_by_its_people(place: &Place) {
    let market = Market::open(place);
    let (marc, priya) = (market.account("Marc"), market.account("Priya"));
    market.run(move |tx| accounts::set_role(tx, marc, Some(StaffRole::Support)));
    market.run(move |tx| accounts::set_role(tx, priya, Some(StaffRole::Moderator)));
    assert_eq!(market.read(support_cases::people), [(marc, "Marc".to_owned())]);
    let listed = market.read(|tx| accounts::list(tx, "", ("", AccountId(Uuid::nil())), 50));
    assert_eq!(listed.len(), 2, "{listed:?}");
    assert!(market.read(|tx| accounts::by_id(tx, DESK)).is_some());
    market.run(move |tx| accounts::set_suspension(tx, marc, Some((later(1), "why"))));
    assert_eq!(market.read(support_cases::people), []);
}

fn a_case_is_no_posting_and_no_contact_that_waits_for_an_answer(place: &Place) {
    let market = Market::open(place);
    let (pair, felix) = (market.pair(), market.account("Felix"));
    let case = market.run(move |tx| open(tx, felix, later(1)));
    // Even where somebody lifted the suspension of the desk's account by hand.
    market.run(|tx| accounts::set_suspension(tx, DESK, None));
    let top = (Time(i64::MAX), JobId(Uuid::max()));
    let listed = market.read(move |tx| jobs::of_others(tx, felix, top, 10));
    assert_eq!(listed.iter().map(|(job, _)| job.id).collect::<Vec<_>>(), [pair.job]);
    let waiting = |account| market.read(move |tx| asks::pending_count(tx, account, Time(0)));
    market.act(pair, Side::Freelancer, Action::Ask(Message::of("May I?")));
    assert_eq!((waiting(pair.freelancer), waiting(felix)), (1, 0), "who asks support waits for no client");
    market.run(move |tx| {
        let answer = Action::Send(Message::of("So."));
        say(tx, case, &Actor::Person(support_person(pair.client)), Side::Desk, answer, later(2))
    });
    assert_eq!(waiting(felix), 0);
}

fn no_attempt_of_a_case_is_an_attempt_that_a_policy_could_have_stopped(place: &Place) {
    let market = Market::open(place);
    let (pair, felix) = (market.pair(), market.account("Felix"));
    market.act(pair, Side::Freelancer, Action::Ask(Message::of("May I?")));
    let case = market.run(move |tx| open(tx, felix, later(1)));
    for (conversation, account) in [(pair.conversation, pair.client), (case, felix)] {
        let refusal = NewRefusal {
            id: id(),
            at: later(2),
            code: "case-closed",
            account,
            side: None,
            action: "send",
            entry_point: None,
            job: None,
            counterpart: None,
            conversation: Some(conversation),
            policy_version: 1,
            expires_at: later(1000),
        };
        market.run(move |tx| refusals::insert(tx, &refusal, 100));
    }
    let first = ConversationId(Uuid::nil());
    let logs = market.read(move |tx| attempts::logs(tx, Time(0), first, 10));
    assert_eq!(logs.iter().map(|log| log.id).collect::<Vec<_>>(), [pair.conversation]);
    let refused = market.read(|tx| attempts::refused(tx, (Time(0), Uuid::nil()), later(9), 10));
    assert_eq!(refused.iter().map(|one| one.account).collect::<Vec<_>>(), [pair.client]);
    let extent = market.read(|tx| attempts::extent(tx, Time(0), later(9)));
    assert_eq!(extent, Extent { entries: 1, refusals: 1 });
}

fn the_desk_finds_what_was_said_in_every_case_and_nobody_else_does(place: &Place) {
    let market = Market::open(place);
    let (felix, amara, marc) = (market.account("Felix"), market.account("Amara"), market.account("Marc"));
    let mut cases = Vec::new();
    for (asker, at) in [(felix, later(1)), (amara, later(2))] {
        let case = market.run(move |tx| open(tx, asker, at));
        market.run(move |tx| {
            let held = lock(tx, case, &super::market::policies())?.expect("it stands");
            let entries = log::read_after(tx, case, 0, 10)?;
            search::follow(tx, &held, &entries)
        });
        cases.push(case);
    }
    let found = |me: AccountId| {
        let terms = Asked::read("how").expect("a word").terms();
        let look = Look {
            me,
            terms,
            with: None,
            job: None,
            has_file: false,
            from: None,
            until: None,
            before: i64::MAX,
        };
        let (offers, _) = market.read(move |tx| search::find(tx, &look, 10));
        offers.iter().map(|offer| (offer.conversation, offer.side, offer.other.0)).collect::<Vec<_>>()
    };
    assert_eq!(found(DESK), [(cases[1], Side::Desk, amara), (cases[0], Side::Desk, felix)]);
    assert_eq!(found(felix), [(cases[0], Side::Person, DESK)]);
    assert_eq!(found(marc), [], "as themselves its people find their own");
}

fn nothing_behind_the_bell_names_a_case_to_whoever_left_the_desk(place: &Place) {
    let market = Market::open(place);
    let (pair, felix) = (market.talking(), market.account("Felix"));
    let (marc, case) = (pair.client, market.run(move |tx| open(tx, felix, later(1))));
    let add = |notice, conversation| {
        market.run(move |tx| {
            notifications::add(tx, marc, notice, About::Conversation(conversation), 1, later(2))
        });
    };
    let listed = || {
        let lines = market.read(move |tx| notifications::page(tx, marc, i64::MAX, 10));
        lines.iter().map(|line| line.notice).collect::<Vec<_>>()
    };
    let unread = || market.read(move |tx| notifications::unread(tx, marc));
    add(Notice::CaseWaiting, case);
    market.run(move |tx| notifications::mark_read(tx, marc, 1));
    add(Notice::JobClosed, pair.conversation);
    assert_eq!((listed(), unread()), (vec![Notice::JobClosed, Notice::CaseWaiting], 1));
    market.run(move |tx| notifications::forget_cases(tx, marc));
    assert_eq!((listed(), unread()), (vec![Notice::JobClosed], 1), "what is left stays as it was");
    add(Notice::CaseGiven, case);
    assert_eq!((listed().len(), unread()), (2, 2));
    market.run(move |tx| notifications::forget_cases(tx, marc));
    assert_eq!((listed(), unread()), (vec![Notice::JobClosed], 0), "nothing is counted that is not there");
}
