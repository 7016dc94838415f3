//! Cases of support: who opens, answers, hands over and closes.

use parlance_core::conversation::view::{Access, Reach};
use parlance_core::conversation::{ClosedReason, Conversation, Invited, Standing};
use parlance_core::entry::{Author, Entry, EntryBody, Message, SystemNote};
use parlance_core::market::{
    Actor, Answer, CASE_CLASS, InvitationState, JobChange, JobPhase, Person, Side, StaffRole,
};
use parlance_core::notify::{Desk, Means, Notice, Notification, Recipient, plan_case};
use parlance_core::policy::contact::{ContactPolicy, EntryPoint, Preset, Rules, Subject, resolve};
use parlance_core::policy::{Action, Denial, Facts, Rate, Start, SupportDenial, Target, decide, support};
use parlance_core::{AccountId, ConversationId, FileId, InvitationId, Time, limits};
use std::sync::Arc;
use uuid::Uuid;

const ASKER: AccountId = AccountId(Uuid::from_u128(1));
const SAM: AccountId = AccountId(Uuid::from_u128(2));
const MARC: AccountId = AccountId(Uuid::from_u128(3));

fn person(id: AccountId, staff: Option<StaffRole>) -> Person {
    Person { id, staff, suspended: false }
}

fn case_rules(preset: Preset) -> Rules {
    let policy = ContactPolicy { document: Arc::new(preset.document()), ..ContactPolicy::client_invites() };
    resolve(&policy, &Subject { class: Some(CASE_CLASS.to_owned()), ..Subject::PLAIN })
}

fn begun() -> Conversation {
    Conversation { last_seq: 2, messages: 2, said_seq: 2, ..Conversation::EMPTY }
}

fn facts(side: Side, job: JobPhase) -> Facts {
    Facts {
        at: Time(9),
        key: None,
        conversation: ConversationId(Uuid::from_u128(7)),
        side,
        log: begun(),
        job,
        contact: case_rules(Preset::ClientInvites),
        rate: Rate::Kept,
        start: None,
        target: None,
        points: None,
    }
}

fn say() -> Action {
    Action::Send(Message::of("Where is it?"))
}

#[test]
fn no_policy_changes_what_holds_in_a_case() {
    let all: Vec<Rules> = Preset::ALL.into_iter().map(case_rules).collect();
    assert!(all.windows(2).all(|two| two[0] == two[1]), "{all:?}");
    for side in [Side::Desk, Side::Person] {
        for phase in JobPhase::ALL {
            let access = Access::of(side, &begun(), phase, &all[0]);
            assert_eq!((access.reach, access.withheld), (Reach::Everything, false), "{side:?} {phase:?}");
        }
    }
    let silent = resolve(&ContactPolicy::client_invites(), &Subject { messaging: false, ..Subject::PLAIN });
    assert!(silent.pauses(JobPhase::Open).is_some(), "while the switch of a job does silence it");
}

#[test]
fn the_person_begins_a_case_by_writing() {
    let start = Start {
        entry: EntryPoint::JobPage,
        has_open_job: false,
        own_profile: false,
        offers_work: true,
        pending: 0,
    };
    let asked = || Action::Ask(Message::of("How do I invite somebody?"));
    let beginning =
        Facts { log: Conversation::EMPTY, start: Some(start), ..facts(Side::Person, JobPhase::Open) };
    let entry = decide(&Actor::Person(person(ASKER, None)), asked(), &beginning).expect("it begins");
    assert_eq!(entry.get().author, Author::Account { id: ASKER, side: Side::Person });
}

#[test]
fn the_bot_answers_until_the_case_is_handed_over_and_nowhere_else() {
    let answer = decide(&Actor::Bot, say(), &facts(Side::Desk, JobPhase::Open)).expect("it answers");
    assert_eq!(answer.get().author, Author::Bot);
    let after = decide(&Actor::Bot, say(), &facts(Side::Desk, JobPhase::InProgress));
    assert_eq!(after.expect_err("people do now"), Denial::PeopleOnly);
    let closed = decide(&Actor::Bot, say(), &facts(Side::Desk, JobPhase::Closed));
    assert_eq!(closed.expect_err("nobody does"), Denial::Support(SupportDenial::CaseClosed));
    let job = Facts { contact: Rules::client_invites(), ..facts(Side::Client, JobPhase::Open) };
    assert!(decide(&Actor::Bot, say(), &job).is_err(), "a job's conversation is for two");
    for action in [Action::HandOver, Action::Remove, Action::Note(SystemNote::HandedOver)] {
        assert!(decide(&Actor::Bot, action, &facts(Side::Desk, JobPhase::Open)).is_err());
    }
}

#[test]
fn a_case_is_handed_over_once() {
    let asker = Actor::Person(person(ASKER, None));
    let over = |job| decide(&asker, Action::HandOver, &facts(Side::Person, job));
    let entry = over(JobPhase::Open).expect("it is");
    assert_eq!(entry.get().body, EntryBody::System(SystemNote::HandedOver));
    assert_eq!(
        over(JobPhase::InProgress).expect_err("once"),
        Denial::Support(SupportDenial::AlreadyHandedOver)
    );
    assert_eq!(over(JobPhase::Closed).expect_err("closed"), Denial::Support(SupportDenial::CaseClosed));
    let job = Facts { contact: Rules::client_invites(), ..facts(Side::Freelancer, JobPhase::Open) };
    assert_eq!(decide(&asker, Action::HandOver, &job).expect_err("no case"), Denial::SystemOnly);
}

#[test]
fn a_closed_case_is_read_and_not_written() {
    let rules = case_rules(Preset::ClientInvites);
    assert_eq!(Standing::of(&begun(), JobPhase::Closed, &rules), Standing::Closed(ClosedReason::CaseClosed));
    for side in [Side::Desk, Side::Person] {
        let open = decide(&Actor::Person(person(ASKER, None)), say(), &facts(side, JobPhase::InProgress));
        assert!(open.is_ok(), "{side:?}");
        let closed = decide(&Actor::Person(person(ASKER, None)), say(), &facts(side, JobPhase::Closed));
        assert_eq!(closed.expect_err("closed"), Denial::Support(SupportDenial::CaseClosed), "{side:?}");
    }
}

#[test]
fn a_file_of_a_case_is_no_deliverable_while_one_of_a_job_is() {
    let message = Target {
        seq: 1,
        at: Time(1),
        is_own: true,
        is_message: true,
        is_said: true,
        is_removed: false,
        reactions: 0,
        new_reaction: false,
    };
    let mark = |facts: Facts| {
        let action = Action::Mark { file: FileId(Uuid::from_u128(5)), marked: true };
        decide(&Actor::Person(person(ASKER, None)), action, &Facts { target: Some(message), ..facts })
    };
    for side in [Side::Desk, Side::Person] {
        let refused = mark(facts(side, JobPhase::InProgress)).expect_err("nothing is delivered to support");
        assert_eq!(refused, Denial::Support(SupportDenial::NothingToDeliver));
    }
    let invited = Invited {
        id: InvitationId(Uuid::from_u128(6)),
        state: InvitationState::Answered(Answer::Accepted),
        expires_at: Time(99),
    };
    let log = Conversation { invitation: Some(invited), acknowledged: 1, ..begun() };
    let job = Facts { contact: Rules::client_invites(), log, ..facts(Side::Client, JobPhase::Open) };
    assert!(mark(job).is_ok());
}

#[test]
fn open_cases_are_counted() {
    let asker = person(ASKER, None);
    let max = limits::OPEN_CASES;
    assert_eq!(support::open(&asker, max - 1).expect("room").into_inner(), JobChange::Posted);
    assert_eq!(
        support::open(&asker, max).expect_err("full"),
        Denial::Support(SupportDenial::CaseLimit { max })
    );
    let suspended = Person { suspended: true, ..asker };
    assert_eq!(support::open(&suspended, 0).expect_err("suspended"), Denial::AccountSuspended);
}

#[test]
fn support_and_admins_sit_at_the_desk_and_moderators_do_not() {
    let seats = [
        (None, false),
        (Some(StaffRole::Support), true),
        (Some(StaffRole::Moderator), false),
        (Some(StaffRole::Admin), true),
    ];
    for (role, sits) in seats {
        let somebody = person(SAM, role);
        assert_eq!(somebody.is_at_desk(), sits, "{role:?}");
        assert_eq!(support::look_in(&somebody).is_ok(), sits, "{role:?}");
        assert_eq!(support::close(&somebody, JobPhase::Open).is_ok(), sits, "{role:?}");
        assert_eq!(support::reopen(&somebody, JobPhase::Closed).is_ok(), sits, "{role:?}");
        assert!(!Person { suspended: true, ..somebody }.is_at_desk(), "{role:?}");
        let given = support::assign(&person(MARC, Some(StaffRole::Admin)), JobPhase::Open, Some(&somebody));
        assert_eq!(given.is_ok(), sits, "{role:?}");
    }
    let admin = person(SAM, Some(StaffRole::Admin));
    assert_eq!(
        support::assign(&admin, JobPhase::Closed, None).expect_err("closed"),
        Denial::Support(SupportDenial::CaseClosed)
    );
    assert!(support::close(&admin, JobPhase::Closed).expect("a look").is_none(), "closed already");
    let taken_up = support::reopen(&admin, JobPhase::Closed).expect("a look").expect("a change");
    assert_eq!(taken_up.into_inner().phase(), Some(JobPhase::InProgress), "the bot has had its turn");
}

fn told(author: Author, body: EntryBody, assignee: Option<AccountId>) -> Vec<Notification> {
    let conversation = ConversationId(Uuid::from_u128(7));
    let entry = Entry { conversation, seq: 3, author, body, at: Time(1), key: None, messages: 2 };
    let asker = Recipient { account: ASKER, side: Side::Person, mute: None };
    plan_case(&entry, &Desk { person: asker, assignee, people: &[SAM, MARC] })
}

#[test]
fn who_is_told_of_a_case() {
    let message = || EntryBody::Message(Message::of("Still nothing"));
    let over = || EntryBody::System(SystemNote::HandedOver);
    let asker = Author::Account { id: ASKER, side: Side::Person };
    let sam = Author::Account { id: SAM, side: Side::Desk };
    let mail = |to| Notification { to, by: Means::Mail };
    let waiting = |to| Notification { to, by: Means::InApp(Notice::CaseWaiting) };
    assert_eq!(told(sam, message(), Some(SAM)), [mail(ASKER)]);
    assert_eq!(told(asker, message(), Some(SAM)), [mail(SAM)]);
    assert_eq!(told(asker, message(), None), [], "the queue shows it");
    assert_eq!(told(asker, over(), None), [waiting(SAM), waiting(MARC)]);
    assert_eq!(told(sam, over(), Some(SAM)), [], "whoever takes it knows");
    assert_eq!(told(Author::Bot, message(), None), []);
}
