//! Random histories of a conversation, acted out against a real store.

use super::market::{Pair, act, change, invite, later, turn};
use parlance_core::Time;
use parlance_core::entry::{Message, Point, PointAnswer, SystemNote};
use parlance_core::market::{Actor, Answer, JobPhase, Side};
use parlance_core::policy::Action;
use parlance_store::{StoreError, Tx, conversations};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// What happens next.
#[derive(Clone, Debug)]
pub enum Step {
    Person(Side, Action),
    /// Somebody does something to the entry so many before the newest.
    Change(Side, i64, Action),
    System(Action),
    Job(JobPhase),
    /// Somebody looks at the log up to a place in it, 0 for none and 1 for all of it.
    Read(Side, f64),
}

fn changes() -> impl Strategy<Value = Action> {
    let emoji = prop_oneof![Just("👍"), Just("🎉")];
    prop_oneof![
        4 => "[a-z]{1,8}".prop_map(|text| Action::Edit { text }),
        2 => Just(Action::Remove),
        4 => (emoji, any::<bool>()).prop_map(|(emoji, given)| Action::React { emoji: emoji.into(), given }),
        2 => any::<bool>().prop_map(|brief| Action::Propose(Point { message: Some(0), brief, ..Point::default() })),
        4 => prop_oneof![
            2 => Just(PointAnswer::Confirmed),
            1 => Just(PointAnswer::Declined),
            1 => Just(PointAnswer::TakenBack),
            1 => Just(PointAnswer::Lapsed),
        ]
        .prop_map(Action::AnswerPoint),
    ]
}

pub fn steps() -> impl Strategy<Value = Vec<(Step, Time)>> {
    let client = |action| Step::Person(Side::Client, action);
    let freelancer = |action| Step::Person(Side::Freelancer, action);
    let send = || Action::Send(Message::of("Hello \"you\"\n\u{1f469}"));
    let step = prop_oneof![
        // Its id is made when it is acted out, so that no two histories share one.
        8 => Just(()).prop_map(move |()| client(invite())),
        3 => Just(client(Action::Answer(Answer::Withdrawn))),
        6 => Just(client(send())),
        5 => Just(freelancer(Action::Acknowledge { version: 1 })),
        6 => Just(freelancer(Action::Answer(Answer::Accepted))),
        1 => Just(freelancer(Action::Answer(Answer::Declined))),
        6 => Just(freelancer(send())),
        24 => (prop_oneof![Just(Side::Client), Just(Side::Freelancer)], 0..4_i64, changes())
            .prop_map(|(side, back, action)| Step::Change(side, back, action)),
        2 => Just(client(Action::Propose(Point { text: "By Friday".into(), ..Point::default() }))),
        1 => Just(Step::System(Action::Answer(Answer::Expired))),
        2 => Just(Step::System(Action::Note(SystemNote::JobClosed))),
        2 => Just(Step::System(Action::Note(SystemNote::JobReopened))),
        1 => Just(Step::Job(JobPhase::Closed)),
        2 => Just(Step::Job(JobPhase::Open)),
        4 => (prop_oneof![Just(Side::Client), Just(Side::Freelancer)], 0.0..=1.0_f64)
            .prop_map(|(side, place)| Step::Read(side, place)),
    ];
    // Seconds between −1 and 20 days: the clock may be set back, and invitations expire.
    let steps = prop::collection::vec((step, (-86_400..1_728_000_i64).prop_map(later)), 1..40);
    (prop::bool::weighted(0.4), steps).prop_map(|(begun, mut steps)| {
        if begun {
            steps.splice(0..0, beginning());
        }
        steps
    })
}

/// What many conversations begin with, so that much of what follows is permitted.
fn beginning() -> [(Step, Time); 4] {
    [
        Step::Person(Side::Client, invite()),
        Step::Person(Side::Freelancer, Action::Acknowledge { version: 1 }),
        Step::Person(Side::Freelancer, Action::Answer(Answer::Accepted)),
        Step::Person(Side::Client, Action::Send(Message::of("Hello"))),
    ]
    .map(|step| (step, later(0)))
}

/// Does one step in the transaction at hand; what the rules refuse does not happen.
pub fn step(tx: &mut Tx<'_>, pair: Pair, step: &Step, at: Time) -> Result<(), StoreError> {
    match step {
        Step::Person(side, action) => {
            // As the application does it: a re-opening is noted before anything else is written.
            let reopening = Action::Note(SystemNote::JobReopened);
            let _not_due = act(tx, pair, &Actor::System, Side::Client, reopening, at, None)?;
            let _refused = act(tx, pair, &pair.actor(*side), *side, action.clone(), at, None)?;
        }
        Step::Change(side, back, action) => {
            let reopening = Action::Note(SystemNote::JobReopened);
            let _not_due = act(tx, pair, &Actor::System, Side::Client, reopening, at, None)?;
            let _refused = change(tx, pair, *side, *back, action.clone(), at)?;
        }
        Step::System(action) => {
            let _refused = act(tx, pair, &Actor::System, Side::Client, action.clone(), at, None)?;
        }
        Step::Job(phase) => turn(tx, pair, *phase, at)?,
        Step::Read(side, place) => {
            let held =
                conversations::peek(tx, pair.conversation, &super::market::policies())?.expect("it stands");
            let seq = (held.log.last_seq as f64 * place) as i64;
            conversations::mark_read(tx, pair.conversation, pair.account(*side), seq)?;
        }
    }
    Ok(())
}

/// Runs a property over `cases` random values.
#[track_caller]
pub fn for_any<S: Strategy>(cases: u32, strategy: S, property: impl Fn(S::Value)) {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    let outcome = TestRunner::new(config).run(&strategy, |value| {
        property(value);
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}
