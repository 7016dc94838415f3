//! A small marketplace to test in: people, jobs, conversations, and how an act gets into a log.

use crate::kit::Place;
use parlance_core::entry::{Entry, EntryBody, Message, Point, PointAnswer};
use parlance_core::ids::Seq;
use parlance_core::market::{Actor, Answer, JobKind, JobPhase, Person, Side};
use parlance_core::policy::contact::{EntryPoint, Rules, Starting, Terms, Who};
use parlance_core::policy::{Action, Asked, Denial, Facts, Points, Rate, Start, Target, decide, market};
use parlance_core::{AccountId, ConversationId, InvitationId, JobId, Key, Time};
use parlance_store::accounts::NewAccount;
use parlance_store::conversations::{Held, lock};
use parlance_store::jobs::NewJob;
use parlance_store::log::{self, append};
use parlance_store::policies::{House, Policies};
use parlance_store::{Store, StoreError, Tx, accounts, conversations, jobs, points};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use uuid::Uuid;

/// When everything in these tests begins.
pub const START: Time = Time(1_700_000_000_000_000);

/// The moment so many seconds later.
pub fn later(seconds: i64) -> Time {
    Time(START.0 + seconds * 1_000_000)
}

/// A new id; ids come in no order of time, as those of conversations do.
pub fn id() -> Uuid {
    static MADE: AtomicU64 = AtomicU64::new(1);
    let n = MADE.fetch_add(1, Ordering::Relaxed);
    Uuid::from_u64_pair(n.wrapping_mul(0x9e37_79b9_7f4a_7c15), n)
}

/// The preset, but that messages may be changed for long, since the clock of these tests leaps.
pub fn contact() -> Rules {
    Rules { revise_within: REVISE_WITHIN, ..Rules::client_invites() }
}

/// The contact policy as the database has it.
pub fn policies() -> Policies {
    Policies::new(House { revise_within: REVISE_WITHIN })
}

const REVISE_WITHIN: Duration = Duration::from_secs(365 * 24 * 3600);

/// A store with the product's schema, and ways to fill it.
pub struct Market {
    pub store: Store,
}

/// A job of one person and another one who is asked about it.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    pub client: AccountId,
    pub freelancer: AccountId,
    pub job: JobId,
    pub conversation: ConversationId,
}

impl Market {
    pub fn open(place: &Place) -> Market {
        Market { store: place.open_migrated() }
    }

    /// Runs a command that must succeed.
    #[track_caller]
    pub fn run<T: Send + 'static>(
        &self,
        command: impl Fn(&mut Tx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> T {
        self.store.run_blocking(command).expect("the command succeeds")
    }

    /// Runs a query that must succeed.
    #[track_caller]
    pub fn read<T: Send + 'static>(
        &self,
        query: impl Fn(&mut Tx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> T {
        self.store.read_blocking(query).expect("the query succeeds")
    }

    pub fn account(&self, name: &str) -> AccountId {
        let (id, name) = (AccountId(id()), name.to_owned());
        let email = format!("{}@example.com", id.0.simple());
        self.run(move |tx| {
            let new = NewAccount {
                id,
                email: &email,
                verified_at: Some(START),
                password_hash: "none",
                name: &name,
                staff: None,
                created_at: START,
            };
            accounts::insert(tx, &new)
        });
        id
    }

    pub fn job(&self, client: AccountId, at: Time) -> JobId {
        let id = JobId(id());
        self.run(move |tx| {
            let new = NewJob {
                id,
                client,
                title: "A logo",
                description: "For a bakery.",
                kind: JobKind::Contract,
                class: None,
                at,
            };
            let permitted = market::post_job(&person(client), 0).expect("permitted");
            jobs::insert(tx, &new, permitted)
        });
        id
    }

    /// An empty conversation about a job.
    pub fn conversation(&self, job: JobId, client: AccountId, freelancer: AccountId) -> ConversationId {
        let id = ConversationId(id());
        self.run(move |tx| conversations::create(tx, id, job, client, freelancer, START))
    }

    /// Clara, Felix, a job of hers and their empty conversation.
    pub fn pair(&self) -> Pair {
        let (client, freelancer) = (self.account("Clara"), self.account("Felix"));
        let job = self.job(client, START);
        Pair { client, freelancer, job, conversation: self.conversation(job, client, freelancer) }
    }

    /// A pair that talks: invited, read and accepted, which are the first three entries.
    pub fn talking(&self) -> Pair {
        let pair = self.pair();
        self.act(pair, Side::Client, invite());
        self.act(pair, Side::Freelancer, Action::Acknowledge { version: 1 });
        self.act(pair, Side::Freelancer, Action::Answer(Answer::Accepted));
        pair
    }

    /// Somebody does something that the rules permit.
    #[track_caller]
    pub fn act(&self, pair: Pair, side: Side, action: Action) -> Entry {
        self.run(move |tx| act(tx, pair, &pair.actor(side), side, action.clone(), START, None))
            .expect("the rules permit it")
    }

    pub fn say(&self, pair: Pair, side: Side, text: &str) -> Seq {
        self.act(pair, side, Action::Send(Message::of(text))).seq
    }

    /// The client closes the job or opens it again; nothing if it is so already.
    pub fn turn(&self, pair: Pair, phase: JobPhase, at: Time) {
        self.run(move |tx| turn(tx, pair, phase, at));
    }

    pub fn peek(&self, conversation: ConversationId) -> Held {
        self.read(move |tx| conversations::peek(tx, conversation, &policies()))
            .expect("the conversation stands")
    }
}

impl Pair {
    pub fn account(&self, side: Side) -> AccountId {
        match side {
            Side::Client | Side::Desk => self.client,
            Side::Freelancer | Side::Person => self.freelancer,
        }
    }

    pub fn actor(&self, side: Side) -> Actor {
        Actor::Person(person(self.account(side)))
    }
}

pub fn person(id: AccountId) -> Person {
    Person { id, staff: None, suspended: false }
}

pub fn invite() -> Action {
    Action::Invite { invitation: InvitationId(id()), text: "Would you?".into() }
}

/// Locks, judges and appends, as every command of the product does.
pub fn act(
    tx: &mut Tx<'_>,
    pair: Pair,
    actor: &Actor,
    side: Side,
    action: Action,
    at: Time,
    key: Option<Key>,
) -> Result<Result<Entry, Denial>, StoreError> {
    let held = lock(tx, pair.conversation, &policies())?.expect("the conversation stands");
    judge(tx, held, actor, side, action, (at, key), (None, None))
}

/// The same to the entry so many before the newest, if there is one.
pub fn change(
    tx: &mut Tx<'_>,
    pair: Pair,
    side: Side,
    back: i64,
    action: Action,
    at: Time,
) -> Result<Result<Entry, Denial>, StoreError> {
    let held = lock(tx, pair.conversation, &policies())?.expect("the conversation stands");
    // Mostly the newest point is answered, so that histories get somewhere.
    let newest = points::standing(tx, held.id, 100)?.last().map(|recorded| recorded.entry.seq);
    let seq = match action {
        Action::AnswerPoint(_) if back < 2 => newest,
        _ => None,
    };
    let Some(recorded) = log::one(tx, held.id, seq.unwrap_or(held.log.last_seq - back))? else {
        return Ok(Err(Denial::NotAMessage));
    };
    let target = Target {
        seq: recorded.entry.seq,
        at: recorded.entry.at,
        is_own: recorded.entry.author.account() == Some(pair.account(side)),
        is_message: matches!(recorded.entry.body, EntryBody::Message(_)),
        is_said: recorded.entry.body.is_said(),
        is_removed: recorded.is_removed(),
        reactions: 0,
        new_reaction: true,
    };
    let asked = match &recorded.entry.body {
        EntryBody::Point(point) => {
            let message = match point.message {
                Some(seq) => log::one(tx, held.id, seq)?,
                None => None,
            };
            let is_outdated = message.is_some_and(|message| message.text() != Some(point.text.as_str()));
            Some(Asked { is_answered: recorded.amendments.answer.is_some(), is_outdated })
        }
        _ => None,
    };
    let action = match action {
        // The words are those that the message has by then.
        Action::Propose(point) if point.message.is_some() => {
            let text = recorded.text().unwrap_or_default().to_owned();
            Action::Propose(Point { text, message: Some(target.seq), ..point })
        }
        action => action,
    };
    let has_message = points::of_message(tx, held.id, target.seq)?.is_some();
    let points = Points { standing: points::count(tx, held.id)?, has_message, asked };
    let actor =
        if action == Action::AnswerPoint(PointAnswer::Lapsed) { Actor::System } else { pair.actor(side) };
    judge(tx, held, &actor, side, action, (at, None), (Some(target), Some(points)))
}

fn judge(
    tx: &mut Tx<'_>,
    mut held: Held,
    actor: &Actor,
    side: Side,
    action: Action,
    (at, key): (Time, Option<Key>),
    (target, points): (Option<Target>, Option<Points>),
) -> Result<Result<Entry, Denial>, StoreError> {
    let facts = Facts {
        at,
        key,
        conversation: held.id,
        side,
        log: held.log.clone(),
        job: held.phase,
        contact: held.contact.clone(),
        rate: Rate::Kept,
        start: Some(Start {
            entry: EntryPoint::Profile,
            has_open_job: true,
            own_profile: false,
            offers_work: true,
            pending: 0,
        }),
        target,
        points: Some(points.unwrap_or_default()),
    };
    let facts = from_page(facts, &action);
    match decide(actor, action, &facts) {
        Ok(permitted) => append(tx, &mut held, permitted, &[7; 32]).map(Ok),
        Err(denial) => Ok(Err(denial)),
    }
}

/// A first question comes from the page of a job, where a freelancer may ask.
fn from_page(facts: Facts, action: &Action) -> Facts {
    let Action::Ask(_) = action else { return facts };
    let mut terms = Terms::clone(&facts.contact.terms);
    terms.starts.job_page = Starting { who: Who::Both, must_accept: false };
    let start = facts.start.map(|start| Start { entry: EntryPoint::JobPage, ..start });
    Facts { contact: Rules { terms: Arc::new(terms), ..facts.contact }, start, ..facts }
}

pub fn turn(tx: &mut Tx<'_>, pair: Pair, phase: JobPhase, at: Time) -> Result<(), StoreError> {
    let mut job = jobs::lock(tx, pair.job)?.expect("the job stands");
    let client = person(pair.client);
    let judged = match phase {
        JobPhase::Closed => market::close_job(&client, Side::Client, job.phase),
        JobPhase::Open if job.phase == JobPhase::Closed => {
            market::reopen_job(&client, Side::Client, job.phase, 0)
        }
        to => market::move_job(&client, Side::Client, job.phase, to),
    };
    match judged.expect("the client may") {
        Some(permitted) => jobs::change(tx, &mut job, permitted, pair.client, at),
        None => Ok(()),
    }
}
