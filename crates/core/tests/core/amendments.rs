//! The golden table of what may be done to a message: whose it is, what became of it × what is wanted.

use crate::golden::{Table, check};
use crate::matrix::{NOW, OWN, PERSON, Told, facts, log};
use parlance_core::entry::Message;
use parlance_core::market::{Actor, Answer, JobPhase, Side};
use parlance_core::policy::contact::Rules;
use parlance_core::policy::{Action, Denial, Facts, Target, decide};
use parlance_core::{FileId, Time, limits};
use std::time::Duration;
use uuid::Uuid;

const WITHIN: Duration = Duration::from_secs(3600);

fn targets() -> Vec<(&'static str, Target)> {
    let written = |us: i64| Time(NOW.0 - WITHIN.as_micros() as i64 + us);
    vec![
        ("one's own, just sent", OWN),
        ("one's own, in the last moment", Target { at: written(0), ..OWN }),
        ("one's own, a moment too late", Target { at: written(-1), ..OWN }),
        ("one's own, taken back", Target { is_removed: true, ..OWN }),
        ("the other's", Target { is_own: false, ..OWN }),
        ("the other's, taken back", Target { is_own: false, is_removed: true, ..OWN }),
        (
            "with as many reactions as there may be",
            Target { is_own: false, reactions: limits::REACTIONS, ..OWN },
        ),
        (
            "the same, the emoji one of them",
            Target { is_own: false, reactions: limits::REACTIONS, new_reaction: false, ..OWN },
        ),
        ("an invitation", Target { is_message: false, ..OWN }),
        ("an answer or a note", Target { is_message: false, is_said: false, ..OWN }),
    ]
}

fn actions() -> [(&'static str, Action); 6] {
    let file = FileId(Uuid::from_u128(8));
    [
        ("quote", Action::Send(Message { quote: Some(1), ..Message::of("Indeed") })),
        ("edit", Action::Edit { text: "Hello".into() }),
        ("remove", Action::Remove),
        ("react", Action::React { emoji: "👍".into(), given: true }),
        ("take a reaction back", Action::React { emoji: "👍".into(), given: false }),
        ("mark a file", Action::Mark { file, marked: true }),
    ]
}

fn open(target: Target) -> Facts {
    let contact = Rules {
        revise_within: WITHIN,
        ..facts(Side::Client, log(Told::None, 2, false), JobPhase::Open).contact
    };
    let accepted = log(Told::Answered(Answer::Accepted), 2, false);
    Facts { target: Some(target), contact, ..facts(Side::Client, accepted, JobPhase::Open) }
}

#[test]
fn what_may_be_done_to_which_message_is_what_was_reviewed() {
    let mut table = Table::new(["message"].into_iter().chain(actions().map(|(name, _)| name)));
    for (name, target) in targets() {
        let cell = |(_, action): (&str, Action)| match decide(&Actor::Person(PERSON), action, &open(target)) {
            Ok(_) => "✓".to_owned(),
            Err(denial) => denial.code().to_owned(),
        };
        table.row(std::iter::once(name.to_owned()).chain(actions().map(cell)));
    }
    let text = format!(
        "What may be done to a message, in a conversation that the actor may write to.\n\n{}\n",
        table.print()
    );
    check("golden/amendments.txt", &text);
}

#[test]
fn who_may_not_write_may_change_nothing_that_stands() {
    for (name, action) in actions() {
        let closed = Facts { job: JobPhase::Closed, ..open(OWN) };
        assert!(decide(&Actor::Person(PERSON), action.clone(), &open(OWN)).is_ok(), "{name}");
        let refused = decide(&Actor::Person(PERSON), action, &closed);
        assert_eq!(refused.err(), Some(Denial::JobClosed), "{name}");
    }
}

#[test]
fn a_marketplace_may_let_nobody_change_what_was_said() {
    let never = |target| {
        let open = open(target);
        let contact = Rules { revise_within: Duration::ZERO, ..open.contact.clone() };
        Facts { at: Time(NOW.0 + 1), contact, ..open }
    };
    for action in [Action::Edit { text: "Hello".into() }, Action::Remove] {
        let refused = decide(&Actor::Person(PERSON), action, &never(OWN));
        assert_eq!(refused.err(), Some(Denial::TooLateToRevise { within: Duration::ZERO }));
    }
}
