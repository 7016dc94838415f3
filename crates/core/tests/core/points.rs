//! The golden table of what may be done to a point: whose it is, what became of it × what is wanted.

use crate::golden::{Table, check};
use crate::matrix::{OWN, PERSON, Told, facts, log};
use parlance_core::entry::{Point, PointAnswer};
use parlance_core::limits;
use parlance_core::market::{Actor, Answer, JobPhase, Side};
use parlance_core::policy::{Action, Asked, Denial, Facts, PointDenial, Points, Target, decide};

const WAITS: Asked = Asked { is_answered: false, is_outdated: false };

fn open(side: Side, target: Option<Target>, points: Points) -> Facts {
    let accepted = log(Told::Answered(Answer::Accepted), 2, false);
    Facts { target, points: Some(points), ..facts(side, accepted, JobPhase::Open) }
}

fn cell(actor: &Actor, action: Action, facts: &Facts) -> String {
    match decide(actor, action, facts) {
        Ok(_) => "✓".to_owned(),
        Err(denial) => denial.code().to_owned(),
    }
}

fn answers() -> [(&'static str, PointAnswer); 4] {
    [
        ("confirm", PointAnswer::Confirmed),
        ("decline", PointAnswer::Declined),
        ("take back", PointAnswer::TakenBack),
        ("let lapse", PointAnswer::Lapsed),
    ]
}

fn asked() -> [(&'static str, Option<Asked>); 5] {
    [
        ("that waits", Some(WAITS)),
        ("that waits, its message changed", Some(Asked { is_outdated: true, ..WAITS })),
        ("that was answered", Some(Asked { is_answered: true, ..WAITS })),
        ("that was answered, its message changed", Some(Asked { is_answered: true, is_outdated: true })),
        ("that is none", None),
    ]
}

#[test]
fn what_may_be_done_to_which_point_is_what_was_reviewed() {
    let point = Target { is_message: false, ..OWN };
    let mut table = Table::new(["by", "a point"].into_iter().chain(answers().map(|(name, _)| name)));
    let person = Actor::Person(PERSON);
    let actors = [
        ("whoever proposed it", &person, point),
        ("the other", &person, Target { is_own: false, ..point }),
        ("the system", &Actor::System, point),
    ];
    for (by, actor, target) in actors {
        for (name, asked) in asked() {
            let facts = |side| open(side, Some(target), Points { asked, ..Points::default() });
            let both = |action: Action| {
                let [one, other] = Side::ALL.map(|side| cell(actor, action.clone(), &facts(side)));
                assert_eq!(one, other, "a side has no more of a right than the other");
                one
            };
            let cells = answers().map(|(_, answer)| both(Action::AnswerPoint(answer)));
            table.row([by.to_owned(), name.to_owned()].into_iter().chain(cells));
        }
    }
    let text = format!(
        "What may be done to a point, in a conversation that the actor may write to.\n\n{}\n",
        table.print()
    );
    check("golden/points.txt", &text);
}

#[test]
fn either_side_proposes_the_words_of_any_message_that_stands_but_no_more_than_once() {
    let of_message = || Action::Propose(Point { text: "By Friday".into(), message: Some(1), brief: false });
    let propose = |target: Target, points: Points| {
        Side::ALL.map(|side| {
            let facts = open(side, Some(target), points);
            decide(&Actor::Person(PERSON), of_message(), &facts).map(|_| ())
        })
    };
    let none = Points::default();
    for target in [OWN, Target { is_own: false, ..OWN }] {
        assert_eq!(propose(target, none), [Ok(()), Ok(())]);
    }
    let refused = |target, points, denial| assert_eq!(propose(target, points), [Err(denial), Err(denial)]);
    refused(Target { is_removed: true, ..OWN }, none, Denial::MessageRemoved);
    refused(Target { is_message: false, ..OWN }, none, Denial::NotAMessage);
    let again = Points { has_message: true, ..none };
    refused(OWN, again, Denial::Point(PointDenial::AlreadyProposed));
    let max = limits::POINTS;
    assert_eq!(propose(OWN, Points { standing: max - 1, ..none }), [Ok(()), Ok(())]);
    refused(OWN, Points { standing: max, ..none }, Denial::Point(PointDenial::Limit { max }));
    let files_alone = Action::Propose(Point { message: Some(1), ..Point::default() });
    let facts = open(Side::Client, Some(OWN), none);
    let denied = decide(&Actor::Person(PERSON), files_alone, &facts).err();
    assert_eq!(denied, Some(Denial::Point(PointDenial::NoWords)));
}

#[test]
fn who_may_not_write_may_neither_propose_nor_answer() {
    let other = Target { is_own: false, is_message: false, ..OWN };
    let points = Points { asked: Some(WAITS), ..Points::default() };
    let cases = [
        (OWN, Action::Propose(Point { text: "By Friday".into(), message: Some(1), brief: true })),
        (other, Action::AnswerPoint(PointAnswer::Confirmed)),
        (other, Action::AnswerPoint(PointAnswer::Declined)),
        (Target { is_message: false, ..OWN }, Action::AnswerPoint(PointAnswer::TakenBack)),
    ];
    for (target, action) in cases {
        let open = open(Side::Freelancer, Some(target), points);
        let closed = Facts { job: JobPhase::Closed, ..open.clone() };
        let unread = Facts { log: log(Told::Answered(Answer::Accepted), 1, false), ..open.clone() };
        let judged = |facts| decide(&Actor::Person(PERSON), action.clone(), facts).map(|_| ());
        assert_eq!(judged(&open), Ok(()), "{action:?}");
        assert_eq!(judged(&closed), Err(Denial::JobClosed), "{action:?}");
        assert_eq!(judged(&unread), Err(Denial::WarningNotAcknowledged), "{action:?}");
    }
}
