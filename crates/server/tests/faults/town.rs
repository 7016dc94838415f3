//! People who talk, put straight into a database before the program starts: everybody signed in, every
//! client with a job, and conversations about it that were accepted.

use super::aside;
use parlance_core::conversation::Conversation;
use parlance_core::ids::SessionId;
use parlance_core::market::{Actor, Answer, JobKind, JobPhase, Person, Side};
use parlance_core::policy::contact::EntryPoint;
use parlance_core::policy::{self, Action, Facts, Rate, Start, market};
use parlance_core::{AccountId, ConversationId, InvitationId, JobId, Time};
use parlance_server::outside::clock::Clock;
use parlance_server::outside::ids;
use parlance_server::serve;
use parlance_store::accounts::NewAccount;
use parlance_store::conversations::Held;
use parlance_store::jobs::NewJob;
use parlance_store::log::append;
use parlance_store::policies::{House, Policies};
use parlance_store::{Store, StoreConfig, StoreError, Tx, accounts, conversations, dispatch, jobs};
use std::time::Duration;

/// Somebody, signed in.
#[derive(Clone, Debug)]
pub struct Citizen {
    pub id: AccountId,
    pub token: String,
}

/// A conversation and the places of its people in the town's lists.
#[derive(Clone, Copy, Debug)]
pub struct Talk {
    pub id: ConversationId,
    pub client: usize,
    pub freelancer: usize,
}

/// Clients with a job each, freelancers, and a conversation for each pair of them.
#[derive(Clone, Debug)]
pub struct Town {
    pub clients: Vec<Citizen>,
    pub jobs: Vec<JobId>,
    pub freelancers: Vec<Citizen>,
    pub talks: Vec<Talk>,
}

/// People put into one transaction.
const BATCH: usize = 200;

pub fn open(url: &str) -> Store {
    aside(|| serve::open(StoreConfig::from_url(url).expect("an address"))).expect("the database opens")
}

pub fn now() -> Time {
    Clock::Wall.now()
}

impl Town {
    /// Everybody talks with everybody of the other side.
    pub fn build(store: &Store, clients: usize, freelancers: usize) -> Town {
        Town::build_where(store, clients, freelancers, |_| true)
    }

    /// The same, where only some freelancers, by their place, have accepted.
    pub fn build_where(
        store: &Store,
        clients: usize,
        freelancers: usize,
        accepted: fn(usize) -> bool,
    ) -> Town {
        let mut town =
            Town { clients: Vec::new(), jobs: Vec::new(), freelancers: Vec::new(), talks: Vec::new() };
        town.clients = run(store, move |tx| (0..clients).map(|_| citizen(tx)).collect());
        let ids: Vec<_> = town.clients.iter().map(|client| client.id).collect();
        town.jobs = run(store, move |tx| ids.iter().map(|client| job(tx, *client)).collect());
        for from in (0..freelancers).step_by(BATCH) {
            let until = (from + BATCH).min(freelancers);
            let owners: Vec<_> =
                town.clients.iter().map(|client| client.id).zip(town.jobs.iter().copied()).collect();
            let made = run(store, move |tx| {
                let mut made = Vec::new();
                for place in from..until {
                    let freelancer = citizen(tx)?;
                    for (at, (client, job)) in owners.iter().enumerate() {
                        let id = conversation(tx, *job, *client, freelancer.id, accepted(place))?;
                        made.push((freelancer.clone(), Talk { id, client: at, freelancer: place }));
                    }
                }
                Ok(made)
            });
            for (freelancer, talk) in made {
                if town.freelancers.len() == talk.freelancer {
                    town.freelancers.push(freelancer);
                }
                town.talks.push(talk);
            }
        }
        town
    }
}

fn run<T: Send + 'static>(
    store: &Store,
    command: impl Fn(&mut Tx<'_>) -> Result<T, StoreError> + Send + 'static,
) -> T {
    aside(|| store.run_blocking(command)).expect("the town is built")
}

fn citizen(tx: &mut Tx<'_>) -> Result<Citizen, StoreError> {
    let (id, token, at) = (AccountId(ids::ordered()), ids::token(), now());
    let email = format!("{}@example.com", id.0);
    let new = NewAccount {
        id,
        email: &email,
        verified_at: Some(at),
        password_hash: "none",
        name: "Somebody",
        staff: None,
        created_at: at,
    };
    assert!(accounts::insert(tx, &new)?);
    accounts::update_profile(tx, id, "Somebody", "Draws", true)?;
    let expires = at.plus(Duration::from_secs(24 * 3600));
    accounts::begin_session(tx, &ids::token_hash(&token), SessionId(ids::ordered()), id, at, expires, "")?;
    Ok(Citizen { id, token })
}

fn job(tx: &mut Tx<'_>, client: AccountId) -> Result<JobId, StoreError> {
    let id = JobId(ids::ordered());
    let permitted = market::post_job(&person(client), 0).expect("anybody may post a job");
    jobs::insert(
        tx,
        &NewJob {
            id,
            client,
            title: "Drawings",
            description: "Of bread.",
            kind: JobKind::Contract,
            class: None,
            at: now(),
        },
        permitted,
    )?;
    Ok(id)
}

fn conversation(
    tx: &mut Tx<'_>,
    job: JobId,
    client: AccountId,
    freelancer: AccountId,
    accepted: bool,
) -> Result<ConversationId, StoreError> {
    let policies = Policies::new(House { revise_within: Duration::ZERO });
    let id = conversations::create(tx, ConversationId(ids::unguessable()), job, client, freelancer, now())?;
    let mut held = conversations::lock(tx, id, &policies)?.expect("it was just made");
    let invite = Action::Invite { invitation: InvitationId(ids::unguessable()), text: "Would you?".into() };
    act(tx, &mut held, Side::Client, invite)?;
    if accepted {
        act(tx, &mut held, Side::Freelancer, Action::Acknowledge { version: 1 })?;
        act(tx, &mut held, Side::Freelancer, Action::Answer(Answer::Accepted))?;
    }
    // What happened before the program starts is news to nobody.
    dispatch::advance(tx, id, held.log.last_seq)?;
    Ok(id)
}

fn act(tx: &mut Tx<'_>, held: &mut Held, side: Side, action: Action) -> Result<(), StoreError> {
    let facts = Facts {
        at: now(),
        key: None,
        conversation: held.id,
        side,
        log: if held.log.last_seq == 0 { Conversation::EMPTY } else { held.log.clone() },
        job: JobPhase::Open,
        contact: held.contact.clone(),
        rate: Rate::Kept,
        start: Some(Start {
            entry: EntryPoint::Profile,
            has_open_job: true,
            own_profile: false,
            offers_work: true,
            pending: 0,
        }),
        target: None,
        points: None,
    };
    let actor = if side == Side::Client { held.client } else { held.freelancer };
    let permitted =
        policy::decide(&Actor::Person(person(actor)), action, &facts).expect("the rules permit it");
    append(tx, held, permitted, &ids::secret())?;
    Ok(())
}

fn person(id: AccountId) -> Person {
    Person { id, staff: None, suspended: false }
}
