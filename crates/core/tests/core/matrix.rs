//! The golden matrix: side × standing × action, each cell asked of `decide` itself.

use crate::golden::{Table, check};
use parlance_core::conversation::{Conversation, Invited};
use parlance_core::entry::{Author, EntryBody, Message, Point, PointAnswer, SystemNote};
use parlance_core::market::{Actor, Answer, InvitationState, JobPhase, Person, Side};
use parlance_core::policy::contact::{EntryPoint, Rules};
use parlance_core::policy::{Action, Facts, Points, Rate, Start, Target, decide};
use parlance_core::{AccountId, ConversationId, FileId, InvitationId, Key, Time};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Duration;
use uuid::Uuid;

/// Now, in every golden case; an invitation that still waits ends a moment later.
pub const NOW: Time = Time(1_000_000);
const AHEAD: Time = Time(NOW.0 + 1);

/// The warning in force, so that an older version can have been acknowledged.
pub fn contact() -> Rules {
    Rules { warning_version: 2, ..Rules::client_invites() }
}

/// What became of the newest invitation, as a log would tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    None,
    Pending,
    Overdue,
    Answered(Answer),
}

impl Told {
    pub const ALL: [Told; 7] = [
        Told::None,
        Told::Pending,
        Told::Overdue,
        Told::Answered(Answer::Accepted),
        Told::Answered(Answer::Declined),
        Told::Answered(Answer::Withdrawn),
        Told::Answered(Answer::Expired),
    ];

    pub fn name(self) -> &'static str {
        match self {
            Told::None => "none",
            Told::Pending => "pending",
            Told::Overdue => "pending, its time over",
            Told::Answered(Answer::Accepted) => "accepted",
            Told::Answered(Answer::Declined) => "declined",
            Told::Answered(Answer::Withdrawn) => "withdrawn",
            Told::Answered(Answer::Expired) => "expired",
        }
    }
}

/// Which version of the warning the freelancer has read, if version 2 is in force.
pub const ACKNOWLEDGED: [(i64, &str); 3] = [(0, "no"), (1, "older"), (2, "yes")];
pub const PHASES: [(JobPhase, &str); 2] = [(JobPhase::Open, "open"), (JobPhase::Closed, "closed")];
const NOTED: [(bool, &str); 2] = [(false, "no"), (true, "yes")];

/// What a log adds up to.
pub fn log(told: Told, acknowledged: i64, closing_noted: bool) -> Conversation {
    let (state, expires_at) = match told {
        Told::None => return Conversation { acknowledged, closing_noted, ..Conversation::EMPTY },
        Told::Pending => (InvitationState::Pending, AHEAD),
        Told::Overdue => (InvitationState::Pending, NOW),
        Told::Answered(answer) => (InvitationState::Answered(answer), AHEAD),
    };
    let invitation = Some(Invited { id: InvitationId(Uuid::from_u128(1)), state, expires_at });
    Conversation {
        last_seq: 1,
        messages: 1,
        said_seq: 1,
        invitation,
        acknowledged,
        closing_noted,
        ..Conversation::EMPTY
    }
}

/// A start that nothing speaks against.
pub const START: Start = Start {
    entry: EntryPoint::Profile,
    has_open_job: true,
    own_profile: false,
    offers_work: true,
    pending: 0,
};

pub fn facts(side: Side, log: Conversation, job: JobPhase) -> Facts {
    Facts {
        at: NOW,
        key: Some(Key(Uuid::from_u128(2))),
        conversation: ConversationId(Uuid::from_u128(3)),
        side,
        log,
        job,
        contact: contact(),
        rate: Rate::Kept,
        start: Some(START),
        target: Some(OWN),
        points: Some(Points::default()),
    }
}

/// A message of the actor's own, just sent.
pub const OWN: Target = Target {
    seq: 1,
    at: NOW,
    is_own: true,
    is_message: true,
    is_said: true,
    is_removed: false,
    reactions: 0,
    new_reaction: true,
};

pub const PERSON: Person = Person { id: AccountId(Uuid::from_u128(4)), staff: None, suspended: false };

fn actions() -> Vec<(&'static str, Action)> {
    vec![
        ("invite", Action::Invite { invitation: InvitationId(Uuid::from_u128(5)), text: "Hi".into() }),
        ("accept", Action::Answer(Answer::Accepted)),
        ("decline", Action::Answer(Answer::Declined)),
        ("withdraw", Action::Answer(Answer::Withdrawn)),
        ("let expire", Action::Answer(Answer::Expired)),
        ("acknowledge", Action::Acknowledge { version: 2 }),
        ("acknowledge an older version", Action::Acknowledge { version: 1 }),
        ("send", Action::Send(Message::of("Hi"))),
        ("edit", Action::Edit { text: "Hello".into() }),
        ("remove", Action::Remove),
        ("react", Action::React { emoji: "👍".into(), given: true }),
        ("mark a file", Action::Mark { file: FileId(Uuid::from_u128(8)), marked: true }),
        ("propose a point", Action::Propose(Point { text: "By Friday".into(), ..Point::default() })),
        ("note the closing", Action::Note(SystemNote::JobClosed)),
        ("note the re-opening", Action::Note(SystemNote::JobReopened)),
    ]
}

/// One cell: the entry that comes of it, or the code of the refusal.
fn outcome(actor: &Actor, action: &Action, facts: &Facts) -> String {
    match decide(actor, action.clone(), facts) {
        Err(denial) => denial.code().to_owned(),
        Ok(permitted) => {
            let entry = permitted.into_inner();
            assert_eq!((entry.conversation, entry.at, entry.key), (facts.conversation, facts.at, facts.key));
            match actor {
                Actor::Bot => assert_eq!(entry.author, Author::Bot),
                Actor::System => assert_eq!(entry.author, Author::System),
                Actor::Person(person) => {
                    assert_eq!(entry.author, Author::Account { id: person.id, side: facts.side })
                }
            }
            format!("✓ {}", says(&entry.body))
        }
    }
}

fn says(body: &EntryBody) -> &'static str {
    match body {
        EntryBody::Invitation { .. } => "invitation",
        EntryBody::Answer { answer: Answer::Accepted, .. } => "accepted",
        EntryBody::Answer { answer: Answer::Declined, .. } => "declined",
        EntryBody::Answer { answer: Answer::Withdrawn, .. } => "withdrawn",
        EntryBody::Answer { answer: Answer::Expired, .. } => "expired",
        EntryBody::Acknowledgement { .. } => "acknowledgement",
        EntryBody::Message(_) => "message",
        EntryBody::Edit { .. } => "edit",
        EntryBody::Removal { .. } => "removal",
        EntryBody::Reaction { .. } => "reaction",
        EntryBody::Deliverable { .. } => "deliverable",
        EntryBody::Point(_) => "point",
        EntryBody::PointAnswer { answer: PointAnswer::Confirmed, .. } => "agreed",
        EntryBody::PointAnswer { answer: PointAnswer::Declined, .. } => "point declined",
        EntryBody::PointAnswer { answer: PointAnswer::TakenBack, .. } => "point taken back",
        EntryBody::PointAnswer { answer: PointAnswer::Lapsed, .. } => "point lapsed",
        EntryBody::System(SystemNote::JobClosed) => "job closed",
        EntryBody::System(SystemNote::JobReopened) => "job re-opened",
        EntryBody::System(SystemNote::HandedOver) => "handed over",
    }
}

/// A row before it is printed: invitation, job, and the names of what was varied besides; then a cell
/// for each action.
struct Row {
    place: [&'static str; 3],
    cells: Vec<String>,
}

/// Every standing, for one actor. The third column is what else matters to them.
fn rows(actor: &Actor, side: Side, noted: bool) -> Vec<Row> {
    let actions = actions();
    let mut rows = Vec::new();
    for told in Told::ALL {
        for (job, job_name) in PHASES {
            let varied: Vec<(Conversation, &str)> = if noted {
                NOTED.map(|(noted, name)| (log(told, 0, noted), name)).into()
            } else {
                ACKNOWLEDGED.map(|(version, name)| (log(told, version, false), name)).into()
            };
            for (log, name) in varied {
                let facts = facts(side, log, job);
                let cells = actions.iter().map(|(_, action)| outcome(actor, action, &facts)).collect();
                rows.push(Row { place: [told.name(), job_name, name], cells });
            }
        }
    }
    rows
}

/// Rows that differ in the third column only, and whose cells are the same, become one.
fn merged(rows: Vec<Row>, names: &[&str]) -> Vec<(Vec<String>, Vec<String>)> {
    let mut merged: Vec<(Vec<&'static str>, [&'static str; 2], Vec<String>)> = Vec::new();
    for Row { place: [told, job, third], cells } in rows {
        match merged.last_mut() {
            Some((thirds, place, same)) if *place == [told, job] && *same == cells => thirds.push(third),
            _ => merged.push((vec![third], [told, job], cells)),
        }
    }
    let third = |thirds: Vec<&str>| if thirds == names { "any".to_owned() } else { thirds.join(" or ") };
    merged
        .into_iter()
        .map(|(thirds, [told, job], cells)| (vec![told.into(), job.into(), third(thirds)], cells))
        .collect()
}

/// One block: what never varies is said once, above the table of what does.
fn block(title: &str, third: &str, names: &[&str], rows: Vec<Row>) -> String {
    let actions = actions();
    let only = |column: usize| {
        let all: BTreeSet<&str> = rows.iter().map(|row| row.cells[column].as_str()).collect();
        (all.len() == 1).then(|| rows[0].cells[column].clone())
    };
    let constant: Vec<Option<String>> = (0..actions.len()).map(only).collect();
    let varies: Vec<usize> = (0..actions.len()).filter(|column| constant[*column].is_none()).collect();
    let mut text = format!("{title}\n\n");
    for ((name, _), outcome) in actions.iter().zip(&constant) {
        if let Some(outcome) = outcome {
            writeln!(text, "  always: {name} → {outcome}").expect("a string takes text");
        }
    }
    if varies.is_empty() {
        return text + "\n";
    }
    let mut head = vec!["invitation", "job", third];
    head.extend(varies.iter().map(|column| actions[*column].0));
    let mut table = Table::new(head);
    for (place, cells) in merged(rows, names) {
        table.row(place.into_iter().chain(varies.iter().map(|column| cells[*column].clone())));
    }
    text + "\n" + &table.print() + "\n"
}

/// What `actor` gets on either side and in every standing.
fn everywhere(title: &str, actor: &Actor, rate: Rate) -> String {
    let mut all = BTreeSet::new();
    for (_, action) in actions() {
        for side in Side::ALL {
            for (told, (job, _), (version, _)) in every_place() {
                let facts = Facts { rate, ..facts(side, log(told, version, false), job) };
                all.insert(outcome(actor, &action, &facts));
            }
        }
    }
    let all: Vec<String> = all.into_iter().collect();
    format!("{title}\n\n  always: whatever they do → {}\n\n", all.join(" or "))
}

/// Every invitation × job × version acknowledged.
pub fn every_place() -> impl Iterator<Item = (Told, (JobPhase, &'static str), (i64, &'static str))> {
    Told::ALL.into_iter().flat_map(|told| {
        PHASES
            .into_iter()
            .flat_map(move |phase| ACKNOWLEDGED.into_iter().map(move |read| (told, phase, read)))
    })
}

fn print() -> String {
    let person = Actor::Person(PERSON);
    let suspended = Actor::Person(Person { suspended: true, ..PERSON });
    let names = ACKNOWLEDGED.map(|(_, name)| name);
    let mut text = String::from(
        "The contact policy `client-invites`: what each side may do in every standing.\n\
         Made by `decide` alone; ✓ names the entry that comes of it, anything else is the code of the refusal.\n\
         invitation: what became of the newest. job: its phase. read: the version of the safety warning that\n\
         the freelancer has acknowledged, the one in force (yes) or one before it (older).\n\n",
    );
    text += &block("THE CLIENT", "read", &names, rows(&person, Side::Client, false));
    text += &block("THE FREELANCER", "read", &names, rows(&person, Side::Freelancer, false));
    let system = "THE SYSTEM (closing noted: the newest note about the job says that it is closed)";
    text += &block(system, "closing noted", &["no", "yes"], rows(&Actor::System, Side::Client, true));
    text += &everywhere("SOMEBODY SUSPENDED, on either side, in every standing", &suspended, Rate::Kept);
    let exceeded = Rate::Exceeded { retry_after: Duration::from_secs(1) };
    text += &everywhere("SOMEBODY ABOVE THE RATE, on either side, in every standing", &person, exceeded);
    text
}

#[test]
fn what_each_side_may_do_in_every_standing_is_what_was_reviewed() {
    check("golden/client-invites.txt", &print());
}

#[test]
fn the_systems_rights_do_not_depend_on_a_side_or_on_the_warning() {
    for (told, (job, _), _) in every_place() {
        for (noted, (_, action)) in
            NOTED.into_iter().flat_map(|(noted, _)| actions().into_iter().map(move |a| (noted, a)))
        {
            let ask = |side, version| {
                outcome(&Actor::System, &action, &facts(side, log(told, version, noted), job))
            };
            let first = ask(Side::Client, 0);
            for (version, _) in ACKNOWLEDGED {
                assert_eq!(
                    Side::ALL.map(|side| ask(side, version)),
                    [first.clone(), first.clone()],
                    "{told:?} {job:?} {action:?}"
                );
            }
        }
    }
}

#[test]
fn a_persons_rights_do_not_depend_on_whether_the_closing_was_noted_yet() {
    for (told, (job, _), (version, _)) in every_place() {
        for (side, (_, action)) in
            Side::ALL.into_iter().flat_map(|side| actions().into_iter().map(move |a| (side, a)))
        {
            let ask = |noted| {
                outcome(&Actor::Person(PERSON), &action, &facts(side, log(told, version, noted), job))
            };
            assert_eq!(ask(false), ask(true), "{told:?} {job:?} {side:?} {action:?}");
        }
    }
}
