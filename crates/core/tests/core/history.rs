//! Random histories of one conversation: people and the system try things in any order while the clock
//! jumps, the job closes and re-opens, and the warning changes. What the rules let in becomes the log.

use crate::matrix::START;
use parlance_core::conversation::said::{Recorded, amend};
use parlance_core::conversation::{Conversation, apply};
use parlance_core::entry::{Author, Entry, EntryBody, Message, Point, PointAnswer, SystemNote};
use parlance_core::market::{Actor, Answer, JobPhase, Person, Side};
use parlance_core::notify::Recipient;
use parlance_core::policy::contact::Rules;
use parlance_core::policy::{Action, Asked, Denial, Facts, Points, Rate, Target, decide};
use parlance_core::{AccountId, ConversationId, FileId, InvitationId, Time};
use proptest::prelude::*;
use uuid::Uuid;

pub const CLIENT: AccountId = AccountId(Uuid::from_u128(0xC1A7A));
pub const FREELANCER: AccountId = AccountId(Uuid::from_u128(0xFE115));
pub const CONVERSATION: ConversationId = ConversationId(Uuid::from_u128(3));
const DAY_US: i64 = 24 * 3600 * 1_000_000;

pub fn people() -> [Recipient; 2] {
    [
        Recipient { account: CLIENT, side: Side::Client, mute: None },
        Recipient { account: FREELANCER, side: Side::Freelancer, mute: None },
    ]
}

pub fn account(side: Side) -> AccountId {
    match side {
        Side::Client | Side::Desk => CLIENT,
        Side::Freelancer | Side::Person => FREELANCER,
    }
}

/// What somebody tries.
#[derive(Clone, Copy, Debug)]
pub enum Try {
    Invite,
    Answer(Answer),
    /// Confirm the warning that was in force so many versions ago.
    Acknowledge {
        behind: i64,
    },
    Send,
    /// Say something in answer to the entry so many before the newest.
    Quote {
        back: i64,
    },
    /// Do something to the entry so many before the newest.
    Change {
        back: i64,
        how: How,
    },
    Note(SystemNote),
    /// Do something to the message so many before the newest one.
    Revise {
        back: i64,
        how: How,
    },
    /// Propose a text of one's own, or the words of the message so many before the newest one.
    Propose {
        back: Option<i64>,
    },
    /// Answer the point so many before the newest one, or if there are not so many, the newest entry.
    AnswerPoint {
        back: i64,
        answer: PointAnswer,
    },
}

/// What is done to a message.
#[derive(Clone, Copy, Debug)]
pub enum How {
    Edit,
    Remove,
    React { emoji: &'static str, given: bool },
    Mark { file: u128, marked: bool },
}

/// What happens next.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Person {
        side: Side,
        suspended: bool,
        tries: Try,
    },
    System(Try),
    /// The client closes the job, or opens it again.
    Job(JobPhase),
    /// The wall clock goes on, or is set back.
    Clock {
        micros: i64,
    },
    /// The marketplace words its warning anew.
    NewWarning,
}

fn answers() -> impl Strategy<Value = Answer> {
    prop_oneof![
        Just(Answer::Accepted),
        Just(Answer::Declined),
        Just(Answer::Withdrawn),
        Just(Answer::Expired)
    ]
}

fn notes() -> impl Strategy<Value = SystemNote> {
    prop_oneof![Just(SystemNote::JobClosed), Just(SystemNote::JobReopened)]
}

fn how() -> impl Strategy<Value = How> {
    prop_oneof![
        4 => Just(How::Edit),
        2 => Just(How::Remove),
        4 => (prop_oneof![Just("👍"), Just("🎉"), Just("❤️")], any::<bool>())
            .prop_map(|(emoji, given)| How::React { emoji, given }),
        2 => (1..3_u128, any::<bool>()).prop_map(|(file, marked)| How::Mark { file, marked }),
    ]
}

fn point_answers() -> impl Strategy<Value = PointAnswer> {
    prop_oneof![
        3 => Just(PointAnswer::Confirmed),
        2 => Just(PointAnswer::Declined),
        2 => Just(PointAnswer::TakenBack),
        1 => Just(PointAnswer::Lapsed),
    ]
}

fn points() -> impl Strategy<Value = Try> {
    prop_oneof![
        1 => Just(Try::Propose { back: None }),
        3 => (0..2_i64).prop_map(|back| Try::Propose { back: Some(back) }),
        6 => (0..2_i64, point_answers()).prop_map(|(back, answer)| Try::AnswerPoint { back, answer }),
    ]
}

/// Anything at all, sensible or not.
fn anything() -> impl Strategy<Value = Try> {
    prop_oneof![
        Just(Try::Invite),
        answers().prop_map(Try::Answer),
        (0..3_i64).prop_map(|behind| Try::Acknowledge { behind }),
        Just(Try::Send),
        (0..6_i64).prop_map(|back| Try::Quote { back }),
        (0..6_i64, how()).prop_map(|(back, how)| Try::Change { back, how }),
        notes().prop_map(Try::Note),
        points(),
    ]
}

/// What people mostly do, so that histories get somewhere.
fn person() -> impl Strategy<Value = (Side, Try)> {
    let client = |tries| (Side::Client, tries);
    let freelancer = |tries| (Side::Freelancer, tries);
    prop_oneof![
        6 => Just(client(Try::Invite)),
        1 => Just(client(Try::Answer(Answer::Withdrawn))),
        6 => Just(client(Try::Send)),
        6 => Just(freelancer(Try::Acknowledge { behind: 0 })),
        8 => Just(freelancer(Try::Answer(Answer::Accepted))),
        1 => Just(freelancer(Try::Answer(Answer::Declined))),
        6 => Just(freelancer(Try::Send)),
        8 => (prop_oneof![Just(Side::Client), Just(Side::Freelancer)], 0..4_i64, how())
            .prop_map(|(side, back, how)| (side, Try::Change { back, how })),
        2 => (prop_oneof![Just(Side::Client), Just(Side::Freelancer)], 0..4_i64)
            .prop_map(|(side, back)| (side, Try::Quote { back })),
        16 => (prop_oneof![Just(Side::Client), Just(Side::Freelancer)], points()),
        12 => (prop_oneof![Just(Side::Client), Just(Side::Freelancer)], 0..2_i64, how())
            .prop_map(|(side, back, how)| (side, Try::Revise { back, how })),
        6 => (prop_oneof![Just(Side::Client), Just(Side::Freelancer)], anything()),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        24 => (person(), prop::bool::weighted(0.03))
            .prop_map(|((side, tries), suspended)| Step::Person { side, suspended, tries }),
        4 => prop_oneof![3 => notes().prop_map(Try::Note), 2 => Just(Try::Answer(Answer::Expired)), 1 => anything()]
            .prop_map(Step::System),
        1 => Just(Step::Job(JobPhase::Closed)),
        2 => Just(Step::Job(JobPhase::Open)),
        3 => (-3 * DAY_US..10 * DAY_US).prop_map(|micros| Step::Clock { micros }),
        1 => Just(Step::NewWarning),
    ]
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let any = prop::collection::vec(step(), 0..80);
    (prop::bool::weighted(0.4), any).prop_map(|(begun, mut steps)| {
        if begun {
            steps.splice(0..0, beginning());
        }
        steps
    })
}

/// What many conversations begin with, so that much of what follows is permitted.
fn beginning() -> [Step; 4] {
    let person = |side, tries| Step::Person { side, suspended: false, tries };
    [
        person(Side::Client, Try::Invite),
        person(Side::Freelancer, Try::Acknowledge { behind: 0 }),
        person(Side::Freelancer, Try::Answer(Answer::Accepted)),
        person(Side::Client, Try::Send),
    ]
}

/// A conversation as it goes along.
#[derive(Clone, Debug)]
pub struct World {
    pub log: Vec<Entry>,
    /// The fold, taken one entry at a time.
    pub fold: Conversation,
    /// The fold after each entry, the empty one first.
    pub folds: Vec<Conversation>,
    pub job: JobPhase,
    pub now: Time,
    pub contact: Rules,
    made: u128,
}

impl World {
    pub fn new() -> World {
        World {
            log: Vec::new(),
            fold: Conversation::EMPTY,
            folds: vec![Conversation::EMPTY],
            job: JobPhase::Open,
            now: Time(100 * DAY_US),
            contact: Rules::client_invites(),
            made: 0,
        }
    }

    /// Lives through `steps` and looks at the world after each.
    pub fn live(steps: &[Step], mut look: impl FnMut(&World, &World, Step)) -> World {
        let mut world = World::new();
        for step in steps {
            let before = world.clone();
            world.step(*step);
            look(&before, &world, *step);
            // As the application does it, in the same transaction.
            if let Some(lapse) = world.lapse() {
                let before = world.clone();
                world.step(lapse);
                look(&before, &world, lapse);
            }
        }
        world
    }

    /// What is due once a message reads otherwise than a point that was made from it and waits.
    fn lapse(&self) -> Option<Step> {
        let recorded = self.recorded();
        let due = recorded.iter().find(|recorded| {
            recorded.amendments.answer.is_none()
                && asked(&recorded.entry, &recorded_texts(&self.log)).is_some_and(|asked| asked.is_outdated)
        })?;
        let later = |entry: &&Entry| matches!(entry.body, EntryBody::Point(_)) && entry.seq > due.entry.seq;
        let back = self.log.iter().filter(later).count() as i64;
        Some(Step::System(Try::AnswerPoint { back, answer: PointAnswer::Lapsed }))
    }

    pub fn step(&mut self, step: Step) {
        match step {
            Step::Person { side, suspended, tries } => {
                let person = Person { id: account(side), staff: None, suspended };
                let _refused = self.attempt(&Actor::Person(person), side, tries);
            }
            Step::System(tries) => {
                let _refused = self.attempt(&Actor::System, Side::Client, tries);
            }
            Step::Job(phase) => self.job = phase,
            Step::Clock { micros } => self.now = Time(self.now.0 + micros),
            Step::NewWarning => self.contact.warning_version += 1,
        }
    }

    /// As the application does it: the note of a re-opening goes before what a person writes.
    pub fn step_with_due_notes(&mut self, step: Step) {
        if matches!(step, Step::Person { .. }) && self.fold.closing_noted && self.job == JobPhase::Open {
            let note = Try::Note(SystemNote::JobReopened);
            self.attempt(&Actor::System, Side::Client, note).expect("a due note is permitted");
        }
        self.step(step);
        if let Some(lapse) = self.lapse() {
            self.step(lapse);
        }
    }

    pub fn facts(&self, side: Side) -> Facts {
        Facts {
            at: self.now,
            key: None,
            conversation: CONVERSATION,
            side,
            log: self.fold.clone(),
            job: self.job,
            contact: self.contact.clone(),
            rate: Rate::Kept,
            start: Some(START),
            target: None,
            points: None,
        }
    }

    /// What the rules are told of the points, where one is about to be proposed or answered.
    fn points(&self, message: Option<i64>, answered: Option<i64>) -> Points {
        let recorded = self.recorded();
        let stands = |recorded: &&Recorded| {
            let answer = recorded.amendments.answer.map(|answered| answered.answer);
            matches!(recorded.entry.body, EntryBody::Point(_))
                && matches!(answer, None | Some(PointAnswer::Confirmed))
        };
        let of_message = |recorded: &Recorded| message.is_some() && recorded.entry.body.quote() == message;
        let found = recorded.iter().find(|recorded| Some(recorded.entry.seq) == answered);
        let asked = found.and_then(|recorded| {
            let asked = asked(&recorded.entry, &recorded_texts(&self.log))?;
            Some(Asked { is_answered: recorded.amendments.answer.is_some(), ..asked })
        });
        Points {
            standing: recorded.iter().filter(stands).count() as i64,
            has_message: recorded.iter().filter(stands).any(of_message),
            asked,
        }
    }

    /// What the rules are told of an entry, if there is such a one.
    fn target(&self, seq: i64, side: Side) -> Option<Target> {
        let recorded = self.recorded().into_iter().find(|recorded| recorded.entry.seq == seq)?;
        let entry = &recorded.entry;
        Some(Target {
            seq,
            at: entry.at,
            is_own: side_of(entry) == Some(side),
            is_message: matches!(entry.body, EntryBody::Message(_)),
            is_said: entry.body.is_said(),
            is_removed: recorded.is_removed(),
            reactions: 0,
            new_reaction: true,
        })
    }

    /// The number of the point so many before the newest one; of the newest entry if there is none.
    fn point(&self, back: i64) -> i64 {
        self.nth(back, |body| matches!(body, EntryBody::Point(_)))
    }

    /// The same of messages.
    fn message(&self, back: i64) -> i64 {
        self.nth(back, |body| matches!(body, EntryBody::Message(_)))
    }

    fn nth(&self, back: i64, is: impl Fn(&EntryBody) -> bool) -> i64 {
        let found = self.log.iter().rev().filter(|entry| is(&entry.body)).map(|entry| entry.seq);
        let found = found.take(usize::try_from(back + 1).expect("not negative")).last();
        found.unwrap_or(self.fold.last_seq)
    }

    /// The log, with what became of each message.
    pub fn recorded(&self) -> Vec<Recorded> {
        recorded(&self.log)
    }

    fn attempt(&mut self, actor: &Actor, side: Side, tries: Try) -> Result<(), Denial> {
        self.made += 1;
        let action = match tries {
            Try::Invite => Action::Invite {
                invitation: InvitationId(Uuid::from_u128(self.made)),
                text: "Would you?".into(),
            },
            Try::Answer(answer) => Action::Answer(answer),
            Try::Acknowledge { behind } => {
                Action::Acknowledge { version: self.contact.warning_version - behind }
            }
            Try::Send => Action::Send(Message::of("Hello")),
            Try::Quote { back } => {
                Action::Send(Message { quote: Some(self.fold.last_seq - back), ..Message::of("Indeed") })
            }
            Try::Change { how, .. } | Try::Revise { how, .. } => match how {
                How::Edit => Action::Edit { text: format!("Hello, put differently ({})", self.made) },
                How::Remove => Action::Remove,
                How::React { emoji, given } => Action::React { emoji: emoji.into(), given },
                How::Mark { file, marked } => Action::Mark { file: FileId(Uuid::from_u128(file)), marked },
            },
            Try::Note(note) => Action::Note(note),
            Try::Propose { back: None } => {
                Action::Propose(Point { text: format!("Agreed? ({})", self.made), ..Point::default() })
            }
            Try::Propose { back: Some(back) } => {
                let message = self.message(back);
                let texts = recorded_texts(&self.log);
                let text = usize::try_from(message - 1).ok().and_then(|at| texts.get(at)?.clone());
                Action::Propose(Point { text: text.unwrap_or_default(), message: Some(message), brief: true })
            }
            Try::AnswerPoint { answer, .. } => Action::AnswerPoint(answer),
        };
        let (proposed, answered) = match tries {
            Try::Propose { back: Some(back) } => (Some(self.message(back)), None),
            Try::AnswerPoint { back, .. } => (None, Some(self.point(back))),
            _ => (None, None),
        };
        let target = match tries {
            Try::Quote { back } | Try::Change { back, .. } => self.target(self.fold.last_seq - back, side),
            Try::Propose { back: Some(back) } | Try::Revise { back, .. } => {
                self.target(self.message(back), side)
            }
            Try::AnswerPoint { back, .. } => self.target(self.point(back), side),
            _ => None,
        };
        let points = Some(self.points(proposed, answered));
        let facts = Facts { target, points, ..self.facts(side) };
        let judged = decide(actor, action.clone(), &facts);
        assert_eq!(judged, decide(actor, action, &facts), "a rule asked again answers the same");
        let new = judged?.into_inner();
        let (seq, at) = self.fold.next(new.at);
        let messages = self.fold.messages + i64::from(new.body.is_said());
        let entry = Entry {
            conversation: new.conversation,
            seq,
            author: new.author,
            body: new.body,
            at,
            key: new.key,
            messages,
        };
        apply(&mut self.fold, &entry);
        self.log.push(entry);
        self.folds.push(self.fold.clone());
        Ok(())
    }
}

/// A log, with what became of each message: the fold that [`amend`] is.
pub fn recorded(log: &[Entry]) -> Vec<Recorded> {
    let mut all: Vec<Recorded> = Vec::new();
    for entry in log {
        if let Some(target) = entry.body.target() {
            amend(&mut all[usize::try_from(target - 1).expect("a number of the log")].amendments, entry);
        }
        all.push(entry.clone().into());
    }
    all
}

/// The texts of a log as they now read, one for each entry.
pub fn recorded_texts(log: &[Entry]) -> Vec<Option<String>> {
    recorded(log).iter().map(|recorded| recorded.text().map(str::to_owned)).collect()
}

/// What a point that waits looks like to the rules; `None` where the entry is no point.
pub fn asked(entry: &Entry, texts: &[Option<String>]) -> Option<Asked> {
    let EntryBody::Point(point) = &entry.body else { return None };
    let reads = |seq: i64| texts[usize::try_from(seq - 1).expect("a number of the log")].as_deref();
    let is_outdated = point.message.is_some_and(|seq| reads(seq) != Some(point.text.as_str()));
    Some(Asked { is_answered: false, is_outdated })
}

/// Who wrote, as a side.
pub fn side_of(entry: &Entry) -> Option<Side> {
    match entry.author {
        Author::Account { side, .. } => Some(side),
        Author::Bot | Author::System => None,
    }
}

#[test]
fn random_histories_reach_every_corner_that_the_properties_are_about() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut reached = std::collections::BTreeMap::new();
    for _ in 0..512 {
        let steps = steps().new_tree(&mut runner).expect("a strategy without a filter").current();
        let mut world = World::new();
        for step in steps {
            world.step_with_due_notes(step);
        }
        let has = |what: &dyn Fn(&Entry) -> bool| world.log.iter().any(what);
        let invitations = world.log.iter().filter(|e| matches!(e.body, EntryBody::Invitation { .. })).count();
        let message =
            |side| move |e: &Entry| matches!(e.body, EntryBody::Message(_)) && side_of(e) == Some(side);
        let answers = |wanted: PointAnswer| move |e: &Entry| matches!(e.body, EntryBody::PointAnswer { answer, .. } if answer == wanted);
        let corners = [
            ("a second invitation", invitations > 1),
            ("a message by the client", has(&message(Side::Client))),
            ("a message by the freelancer", has(&message(Side::Freelancer))),
            ("an expiry", has(&|e| matches!(e.body, EntryBody::Answer { answer: Answer::Expired, .. }))),
            ("a refusal", has(&|e| matches!(e.body, EntryBody::Answer { answer: Answer::Declined, .. }))),
            ("an edit", has(&|e| matches!(e.body, EntryBody::Edit { .. }))),
            ("a removal", has(&|e| matches!(e.body, EntryBody::Removal { .. }))),
            ("a reaction", has(&|e| matches!(e.body, EntryBody::Reaction { .. }))),
            ("a quote", has(&|e| e.body.quote().is_some())),
            ("a point", has(&|e| matches!(e.body, EntryBody::Point(_)))),
            ("an agreed point", has(&answers(PointAnswer::Confirmed))),
            ("a declined point", has(&answers(PointAnswer::Declined))),
            ("a point taken back", has(&answers(PointAnswer::TakenBack))),
            ("a point that lapsed", has(&answers(PointAnswer::Lapsed))),
            ("a re-opening", has(&|e| e.body == EntryBody::System(SystemNote::JobReopened))),
            (
                "a newer warning confirmed",
                has(&|e| matches!(e.body, EntryBody::Acknowledgement { version: 2.. })),
            ),
            ("a clock that was set back", world.log.last().is_some_and(|e| e.at > world.now)),
        ];
        for (corner, was) in corners {
            *reached.entry(corner).or_insert(0) += i32::from(was);
        }
    }
    for (corner, count) in &reached {
        assert!(*count >= 10, "{corner}: only in {count} of 512 histories, {reached:?}");
    }
}
