//! The page of a job: who finds it, when work may begin, and the questions that are suggested.

use crate::matrix::{PERSON, START, Told, contact, facts, log};
use parlance_core::conversation::Conversation;
use parlance_core::entry::Message;
use parlance_core::limits::{QUESTION_CHARS, QUESTION_GROUPS, QUESTIONS_PER_GROUP};
use parlance_core::market::{Actor, JobKind, JobPhase, Person, Side};
use parlance_core::policy::contact::{
    CanStart, ContactPolicy, EntryPoint, Preset, Rules, Starting, Subject, Terms, Who, resolve,
};
use parlance_core::policy::job_page::{Said, Visitor, can_start, read, required};
use parlance_core::policy::{Action, Denial, Facts, Permitted, Start, decide};
use parlance_core::questions::{QuestionGroup, QuestionSet};
use parlance_core::text::Rule;
use std::sync::Arc;

fn of(shipped: Preset) -> Rules {
    let document = Arc::new(shipped.document());
    resolve(&ContactPolicy { document, ..ContactPolicy::client_invites() }, &Subject::PLAIN)
}

const NOBODY: Visitor = Visitor { is_client: false, takes_part: false, offers_work: false };
const OFFERS: Visitor = Visitor { offers_work: true, ..NOBODY };

fn side(person: &Person, visitor: Visitor, kind: JobKind, phase: JobPhase, contact: &Rules) -> Option<Side> {
    read(person, visitor, kind, phase, contact).map(Permitted::into_inner)
}

#[test]
fn a_job_is_found_by_its_client_by_who_is_in_conversation_about_it_and_by_who_offers_work() {
    for shipped in Preset::ALL {
        let contact = of(shipped);
        for phase in JobPhase::ALL {
            for kind in JobKind::ALL {
                let seen = |visitor| side(&PERSON, visitor, kind, phase, &contact);
                assert_eq!(seen(Visitor { is_client: true, ..NOBODY }), Some(Side::Client));
                assert_eq!(seen(Visitor { takes_part: true, ..NOBODY }), Some(Side::Freelancer));
                assert_eq!(seen(NOBODY), None, "who offers no work has nothing to look for");
                // Every shipped policy takes proposals, whoever speaks first.
                let comes = phase != JobPhase::Closed;
                assert_eq!(seen(OFFERS).is_some(), comes, "{shipped:?} {phase:?} {kind:?}");
            }
        }
    }
    let suspended = Person { suspended: true, ..PERSON };
    let contact = of(Preset::WriterAsks);
    assert_eq!(side(&suspended, OFFERS, JobKind::Contract, JobPhase::Open, &contact), None);
}

#[test]
fn a_pitch_request_has_an_entry_point_of_its_own() {
    let mut terms = Terms::clone(&of(Preset::ClientInvites).terms);
    terms.starts.pitch_request = Starting { who: Who::Freelancer, must_accept: false };
    terms.starts.proposal.who = Who::Nobody;
    let contact = Rules { terms: Arc::new(terms), ..Rules::client_invites() };
    let seen = |kind| side(&PERSON, OFFERS, kind, JobPhase::Open, &contact).is_some();
    assert_eq!(JobKind::ALL.map(seen), [false, false, true]);
    assert_eq!(EntryPoint::of_page(JobKind::Assignment), EntryPoint::JobPage);
}

#[test]
fn who_asks_about_a_job_offers_work() {
    let contact = of(Preset::WriterAsks);
    let start = Some(Start { entry: EntryPoint::JobPage, offers_work: false, ..START });
    let facts = |side| Facts {
        contact: contact.clone(),
        start,
        target: None,
        ..facts(side, log(Told::None, 0, false), JobPhase::Open)
    };
    let ask =
        |side| decide(&Actor::Person(PERSON), Action::Ask(Message::of("May I?")), &facts(side)).map(|_| ());
    assert_eq!(ask(Side::Freelancer), Err(Denial::OfferWorkFirst));
    assert_eq!(ask(Side::Client), Err(Denial::NotOfferingWork));
}

#[test]
fn who_began_by_asking_reads_the_warning_before_the_answer() {
    let acknowledge = |log: Conversation| {
        let facts = Facts { target: None, ..facts(Side::Freelancer, log, JobPhase::Open) };
        decide(&Actor::Person(PERSON), Action::Acknowledge { version: contact().warning_version }, &facts)
            .map(|_| ())
    };
    let asked = Conversation { last_seq: 1, messages: 1, said_seq: 1, ..Conversation::EMPTY };
    assert_eq!(acknowledge(asked), Ok(()));
    assert_eq!(acknowledge(Conversation::EMPTY), Err(Denial::InvitationWithdrawn));
}

#[test]
fn work_begins_once_what_was_asked_for_was_said() {
    let nothing = Said::default();
    let wrote = Said { freelancer_wrote: true, ..nothing };
    let replied = Said { client_replied: true, ..wrote };
    let confirmed = Said { both_confirmed: true, ..replied };
    let (asks, waits) = (Denial::FreelancerHasNotWritten, Denial::ClientHasNotReplied);
    for (required, outcomes) in [
        (CanStart::Always, [None, None, None, None]),
        (CanStart::FreelancerWrote, [Some(asks), None, None, None]),
        (CanStart::ClientReplied, [Some(asks), Some(waits), None, None]),
        (CanStart::BothConfirmed, [Some(asks), Some(waits), Some(Denial::NotConfirmed), None]),
    ] {
        for (said, denial) in [nothing, wrote, replied, confirmed].into_iter().zip(outcomes) {
            for phase in [JobPhase::Open, JobPhase::InProgress, JobPhase::FinalReview] {
                assert_eq!(can_start(required, phase, said).err(), denial, "{required:?} {said:?}");
            }
            assert_eq!(can_start(required, JobPhase::Closed, said), Err(Denial::JobClosed));
        }
    }
}

#[test]
fn a_client_may_want_more_than_the_policy_and_never_less() {
    let (never, asks) = (of(Preset::ClientInvites), of(Preset::WriterAsks));
    assert_eq!(required(&never, CanStart::Always), CanStart::Always);
    assert_eq!(required(&never, CanStart::ClientReplied), CanStart::ClientReplied);
    assert_eq!(required(&asks, CanStart::Always), CanStart::FreelancerWrote);
    assert_eq!(required(&asks, CanStart::ClientReplied), CanStart::ClientReplied);
}

fn group(title: &str, questions: &[&str]) -> QuestionGroup {
    QuestionGroup {
        title: title.into(),
        kinds: JobKind::ALL.into(),
        class: None,
        questions: questions.iter().map(|question| (*question).into()).collect(),
    }
}

fn checked(groups: Vec<QuestionGroup>) -> Result<QuestionSet, Rule> {
    QuestionSet { groups }.checked()
}

#[test]
fn what_is_shipped_asks_for_topic_tone_samples_and_what_to_avoid() {
    let shipped = QuestionSet::shipped();
    let titles: Vec<&str> = shipped.groups.iter().map(|group| group.title.as_str()).collect();
    assert_eq!(titles, ["Topic and objective", "Tone and voice", "Samples", "What to avoid"]);
    for kind in JobKind::ALL {
        assert_eq!(shipped.about(kind, Some("rush")).count(), 4);
    }
    assert_eq!(shipped.clone().checked(), Ok(shipped));
}

#[test]
fn groups_are_for_kinds_and_classes_of_jobs() {
    let pitches = QuestionGroup { kinds: [JobKind::PitchRequest].into(), ..group("Pitch", &["Why you?"]) };
    let rush = QuestionGroup { class: Some("rush".into()), ..group("Rush", &["By when?"]) };
    let set = QuestionSet { groups: vec![group("All", &["What?"]), pitches, rush] };
    let titles = |kind, class| -> Vec<String> { set.about(kind, class).map(|g| g.title.clone()).collect() };
    assert_eq!(titles(JobKind::Contract, None), ["All"]);
    assert_eq!(titles(JobKind::PitchRequest, None), ["All", "Pitch"]);
    assert_eq!(titles(JobKind::PitchRequest, Some("rush")), ["All", "Pitch", "Rush"]);
    assert_eq!(titles(JobKind::Contract, Some("slow")), ["All"]);
}

#[test]
fn questions_have_bounds_and_are_said_once() {
    let kept = checked(vec![group(" Tone ", &["  Formal?  "])]).expect("it is sound");
    assert_eq!((kept.groups[0].title.as_str(), kept.groups[0].questions[0].as_str()), ("Tone", "Formal?"));
    assert_eq!(checked(vec![]), Ok(QuestionSet { groups: vec![] }), "nothing has to be suggested");
    let many: Vec<String> = (0..=QUESTIONS_PER_GROUP).map(|n| format!("Question {n}?")).collect();
    let full = QuestionGroup { questions: many[1..].to_vec(), ..group("Full", &[]) };
    assert!(checked(vec![full.clone(); QUESTION_GROUPS]).is_ok());
    let over = QuestionGroup { questions: many, ..full.clone() };
    assert_eq!(checked(vec![over]), Err(Rule::TooMany { max: QUESTIONS_PER_GROUP }));
    assert_eq!(checked(vec![full; QUESTION_GROUPS + 1]), Err(Rule::TooMany { max: QUESTION_GROUPS }));
    let long = "?".repeat(QUESTION_CHARS + 1);
    assert!(checked(vec![group("Long", &[&long[1..]])]).is_ok());
    assert!(matches!(checked(vec![group("Long", &[&long])]), Err(Rule::TooLong { .. })));
    assert_eq!(checked(vec![group("Twice", &["What?", " What? "])]), Err(Rule::Repeated));
    assert_eq!(checked(vec![group("", &["What?"])]), Err(Rule::Empty));
    assert_eq!(checked(vec![group("None", &[])]), Err(Rule::Empty));
    let none = QuestionGroup { kinds: [].into(), ..group("For nothing", &["What?"]) };
    assert_eq!(checked(vec![none]), Err(Rule::Empty));
}
