//! The demo marketplace: people, jobs, profiles and one lively conversation, made through the same
//! commands that people use. Only `serve --demo` calls it, and only on an empty database; every test
//! begins with it.

mod cast;

pub use cast::{ACCOUNTS, DemoAccount, PASSWORD};

use super::accounts::{ProfileChange, change_profile};
use super::invitations::Invite;
use super::jobs::PostJob;
use super::messages::SendMessage;
use super::preferences::PreferencesChange;
use super::{App, AppError, Caller, Cx, delivery, invitations, jobs, messages, preferences};
use crate::outside::clock::Clock;
use crate::outside::ids;
use cast::{DECLINED, INVITED, JOBS, PEOPLE, Person, TALKS, Talk};
use parlance_core::ids::SessionId;
use parlance_core::market::{Answer, JobKind, StaffRole, ZoneSource};
use parlance_core::{AccountId, ConversationId, InvitationId, JobId, Key, Time, limits};
use parlance_store::accounts::{self, NewAccount};
use parlance_store::{Tx, dispatch, search};
use std::collections::HashMap;
use std::time::Duration;

/// The demo begins this long before it is first started, so that its days look lived in.
const AGE: Duration = Duration::from_secs(3 * 24 * 3600);

/// Fills an empty database; leaves any other alone.
pub fn seed(app: &App) -> Result<(), AppError> {
    let now = app.cx.clock.now();
    let start = Time(now.0 - i64::try_from(AGE.as_micros()).unwrap_or(0));
    let config = crate::config::Config {
        sends_per_minute: 1_000_000,
        sends_burst: 1_000_000,
        ..app.cx.config.clone()
    };
    // A clock of its own, that is moved on from line to line.
    let cx = Cx::new(config, Clock::set(start), true);
    let password_hash = app.cx.passwords.hash_blocking(PASSWORD)?;
    let tokens: Vec<_> = PEOPLE.iter().map(|_| ids::token_hash(&ids::token())).collect();
    app.store.run_blocking(move |tx| {
        if accounts::by_email(tx, PEOPLE[0].email)?.is_some() {
            return Ok(());
        }
        let mut stage = Stage { callers: HashMap::new(), jobs: HashMap::new() };
        for (person, token) in PEOPLE.iter().zip(&tokens) {
            let id = stage.enter(tx, &cx, person, token, &password_hash)?;
            stage.callers.insert(person.email, (Caller { token: *token }, id));
        }
        stage.post_jobs(tx, &cx)?;
        stage.invite_others(tx, &cx)?;
        TALKS.iter().try_for_each(|talk| stage.talk(tx, &cx, talk))?;
        for (_, id) in stage.callers.values() {
            accounts::end_sessions(tx, *id)?;
        }
        Ok(())
    })
}

/// Who and what stands on the stage so far.
struct Stage {
    callers: HashMap<&'static str, (Caller, AccountId)>,
    jobs: HashMap<&'static str, JobId>,
}

impl Stage {
    fn enter(
        &self,
        tx: &mut Tx<'_>,
        cx: &Cx,
        person: &Person,
        token: &[u8; 32],
        password_hash: &str,
    ) -> Result<AccountId, AppError> {
        let (now, id) = (cx.clock.now(), AccountId(ids::ordered()));
        let staff = person.admin.then_some(StaffRole::Admin);
        let new = NewAccount {
            id,
            email: person.email,
            verified_at: Some(now),
            password_hash,
            name: person.name,
            staff,
            created_at: now,
        };
        accounts::insert(tx, &new)?;
        accounts::begin_session(tx, token, SessionId(ids::ordered()), id, now, now.plus(AGE * 2), "")?;
        if let Some(headline) = person.headline {
            let change =
                ProfileChange { name: None, headline: Some(headline.into()), offers_work: Some(true) };
            change_profile(tx, cx, &Caller { token: *token }, &change)?;
        }
        if let Some(zone) = person.time_zone {
            let change = PreferencesChange {
                zone_source: Some(ZoneSource::Chosen),
                time_zone: Some(zone.into()),
                ..PreferencesChange::default()
            };
            preferences::change(tx, cx, &Caller { token: *token }, &change)?;
        }
        cx.clock.advance(Duration::from_secs(60));
        Ok(id)
    }

    fn post_jobs(&mut self, tx: &mut Tx<'_>, cx: &Cx) -> Result<(), AppError> {
        for job in JOBS {
            let caller = self.caller(job.client);
            let input = PostJob {
                key: key(),
                request: [0; 32],
                title: job.title.into(),
                description: job.description.into(),
                kind: JobKind::Contract,
                class: None,
            };
            let id = made(jobs::post(tx, cx, &caller, &input)?).job.id;
            self.jobs.insert(job.title, id);
            cx.clock.advance(Duration::from_secs(1800));
            if job.closed {
                jobs::close(tx, cx, &caller, id)?;
            }
        }
        Ok(())
    }

    /// Asked, read, accepted, and talked.
    fn talk(&self, tx: &mut Tx<'_>, cx: &Cx, talk: &Talk) -> Result<(), AppError> {
        let (client, freelancer) = (self.caller(talk.client), self.caller(talk.freelancer));
        let (id, invitation) =
            self.invite(tx, cx, (talk.client, talk.freelancer, talk.job, talk.invitation))?;
        cx.clock.advance(Duration::from_secs(25 * 60));
        let version = cx.policies.current(tx)?.warning_version;
        messages::acknowledge(tx, cx, &freelancer, id, version)?;
        invitations::answer(tx, cx, &freelancer, invitation, Answer::Accepted)?;
        for (from_client, minutes_later, text) in talk.lines {
            cx.clock.advance(Duration::from_secs(minutes_later * 60));
            let caller = if *from_client { &client } else { &freelancer };
            let input = SendMessage::text(id, key(), (*text).into());
            messages::send(tx, cx, caller, &input)?;
        }
        for caller in [client, freelancer] {
            delivery::mark_read(tx, cx, &caller, id, i64::MAX)?;
        }
        told(tx, cx, id)
    }

    fn invite_others(&self, tx: &mut Tx<'_>, cx: &Cx) -> Result<(), AppError> {
        for asked in INVITED {
            cx.clock.advance(Duration::from_secs(11 * 60));
            let (id, _) = self.invite(tx, cx, *asked)?;
            told(tx, cx, id)?;
        }
        cx.clock.advance(Duration::from_secs(25 * 60));
        let (id, invitation) = self.invite(tx, cx, DECLINED)?;
        invitations::answer(tx, cx, &self.caller(DECLINED.1), invitation, Answer::Declined)?;
        told(tx, cx, id)
    }

    fn invite(
        &self,
        tx: &mut Tx<'_>,
        cx: &Cx,
        (client, freelancer, job, text): Asked,
    ) -> Result<(ConversationId, InvitationId), AppError> {
        let (job, (_, freelancer)) = (self.jobs[job], self.callers[freelancer]);
        let input = Invite { key: key(), request: [0; 32], job, freelancer, text: text.into() };
        let (invitation, _) = made(invitations::invite(tx, cx, &self.caller(client), &input)?);
        Ok((invitation.conversation, invitation.id))
    }

    fn caller(&self, email: &str) -> Caller {
        self.callers[email].0
    }
}

/// What happened before the curtain rose is news to nobody, and can be found.
fn told(tx: &mut Tx<'_>, cx: &Cx, id: ConversationId) -> Result<(), AppError> {
    if let Some(held) = parlance_store::conversations::lock(tx, id, &cx.policies)? {
        search::index_older(tx, &held, held.log.last_seq, limits::INDEXED_AT_ONCE)?;
        dispatch::advance(tx, id, held.log.last_seq)?;
    }
    Ok(())
}

/// Client, freelancer, job, text.
type Asked = (&'static str, &'static str, &'static str, &'static str);

fn made<T>(outcome: super::Outcome<T>) -> T {
    match outcome {
        super::Outcome::Made(value) | super::Outcome::Replayed(value) => value,
    }
}

fn key() -> Key {
    Key(ids::unguessable())
}
