//! Rehearsals: what a draft of the contact policy would have made of what people tried, before it is in force.
//!
//! The past is read in pieces, so that nobody waits for it, then judged in the order of time by the rules
//! themselves (`core`'s `rehearsal`). Nothing is written, and nothing is kept or shown of what people said.

mod past;

use super::{App, AppError, Caller, policies};
use parlance_core::conversation::{Conversation, apply};
use parlance_core::entry::{Author, Entry};
use parlance_core::market::{JobPhase, Side};
use parlance_core::policy::contact::rehearsal::{Attempt, Deed, Pair, Rehearsal};
use parlance_core::policy::contact::tally::Tally;
use parlance_core::policy::contact::{ContactPolicy, Document, EntryPoint, Subject};
use parlance_core::{AccountId, ConversationId, JobId, Time, limits};
use parlance_store::attempts::{self, Extent, Log, Refused};
use parlance_store::{Tx, accounts, jobs, log};
use past::{JobPast, deed, subject};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::mpsc::{self, Receiver, Sender};
use uuid::Uuid;

/// Entries, or refusals, that are read at once.
const PIECE: u32 = 2_000;
/// Logs that are read at once.
const LOGS: u32 = 100;
/// Steps that wait for somebody to look at them.
const STEPS: usize = 4;
/// What a policy does not change, whatever it says.
const OUTSIDE: [&str; 4] = ["account-suspended", "own-profile", "no-open-job", "contract-ended"];
/// What depends on a message's files, on what it quotes or on which warning was read, which refusals do not keep.
const FORGOTTEN: [&str; 5] =
    ["attachments-off", "file-kind-not-allowed", "not-a-message", "message-removed", "warning-changed"];
/// Acts of which refusals do not keep what they were about.
const UNCLEAR: [&str; 7] = ["edit", "remove", "react", "mark", "upload", "propose-point", "answer-point"];

/// A draft, and the time whose attempts it is to judge.
#[derive(Clone, Debug)]
pub struct Rehearse {
    pub document: Document,
    /// So far back.
    pub within: Duration,
}

/// What a rehearsal says of itself.
#[derive(Debug)]
pub enum Step {
    /// So much is read, of so much.
    Read {
        done: i64,
        total: i64,
    },
    Done(Box<Report>),
    Failed(AppError),
}

/// What came of it.
#[derive(Debug)]
pub struct Report {
    pub since: Time,
    pub until: Time,
    pub tally: Tally,
    /// The names of the people in the samples.
    pub people: HashMap<AccountId, String>,
    /// The titles of the jobs in the samples.
    pub jobs: HashMap<JobId, String>,
}

/// Begins a rehearsal, if the draft is without fault and no other is under way. It ends when nobody listens.
pub async fn begin(app: &App, caller: Caller, input: Rehearse) -> Result<Receiver<Step>, AppError> {
    let Rehearse { document, within } = input;
    let policy = app.read(move |tx, cx| policies::draft(tx, cx, &caller, &document)).await?;
    let place = app.cx.rehearsing.clone().try_acquire_owned().map_err(|_| AppError::RehearsalUnderWay)?;
    let until = app.cx.clock.now();
    let past = Past::new(app.clone(), policy, until.minus(within), until);
    let (steps, seen) = mpsc::channel(STEPS);
    tokio::spawn(run(past, steps, place));
    Ok(seen)
}

async fn run(past: Past, steps: Sender<Step>, _place: OwnedSemaphorePermit) {
    let last = match past.rehearse(&steps).await {
        Ok(Some(report)) => Step::Done(Box::new(report)),
        Ok(None) => return,
        Err(error) => Step::Failed(error),
    };
    // Who looked may have gone.
    let _ = steps.send(last).await;
}

/// The past as it is read.
struct Past {
    app: App,
    since: Time,
    until: Time,
    warning: i64,
    marketplace: Rehearsal,
    tally: Tally,
    jobs: HashMap<JobId, JobPast>,
    /// With why they were refused, if they were.
    attempts: Vec<(Attempt, Option<String>)>,
    read: i64,
    total: i64,
}

impl Past {
    fn new(app: App, policy: ContactPolicy, since: Time, until: Time) -> Past {
        Past {
            app,
            since,
            until,
            warning: policy.warning_version,
            marketplace: Rehearsal::new(policy),
            tally: Tally::default(),
            jobs: HashMap::new(),
            attempts: Vec::new(),
            read: 0,
            total: 0,
        }
    }

    /// Reads and judges; nothing where nobody listens any more.
    async fn rehearse(mut self, steps: &Sender<Step>) -> Result<Option<Report>, AppError> {
        let (since, until) = (self.since, self.until);
        let Extent { entries, refusals } =
            self.app.store.read(move |tx| attempts::extent(tx, since, until)).await?;
        self.total = entries + refusals;
        if !self.read_logs(steps).await? || !self.read_refusals(steps).await? {
            return Ok(None);
        }
        let (since, until, app) = (self.since, self.until, self.app.clone());
        let judged = tokio::task::spawn_blocking(move || self.judge()).await;
        let tally = judged.map_err(|error| AppError::Internal(error.to_string()))?;
        let (people, jobs) = named(&app, &tally).await?;
        Ok(Some(Report { since, until, tally, people, jobs }))
    }

    fn judge(mut self) -> Tally {
        // Of what happened in one moment, what was read first came first.
        self.attempts.sort_by_key(|(attempt, _)| attempt.at);
        for (attempt, refused) in &self.attempts {
            let verdict = self.marketplace.judge(attempt);
            self.tally.count(attempt, refused.as_deref(), verdict);
        }
        self.tally
    }

    async fn read_logs(&mut self, steps: &Sender<Step>) -> Result<bool, AppError> {
        let (since, mut after) = (self.since, ConversationId(Uuid::nil()));
        loop {
            let piece = self.app.store.read(move |tx| piece(tx, since, after)).await?;
            let Some((last, _)) = piece.last() else { return Ok(true) };
            after = last.id;
            for (log, entries) in piece {
                self.read_log(&log, entries).await?;
            }
            if !self.tell(steps).await {
                return Ok(false);
            }
        }
    }

    async fn read_log(&mut self, log: &Log, mut entries: Vec<Entry>) -> Result<(), AppError> {
        self.know(log.job).await?;
        let mut so_far = Conversation::EMPTY;
        while let Some(last) = entries.last().map(|entry| entry.seq) {
            for entry in &entries {
                self.take(log, entry, &so_far)?;
                apply(&mut so_far, entry);
            }
            self.read += i64::try_from(entries.len()).unwrap_or(i64::MAX);
            if last >= log.last_seq {
                break;
            }
            let id = log.id;
            entries = self.app.store.read(move |tx| log::read_after(tx, id, last, PIECE)).await?;
        }
        Ok(())
    }

    fn take(&mut self, log: &Log, entry: &Entry, so_far: &Conversation) -> Result<(), AppError> {
        let pair = (log.job, log.freelancer);
        if entry.at < self.since {
            self.marketplace.recall(pair, log.client, entry);
            return Ok(());
        }
        let Author::Account { id: by, side } = entry.author else { return Ok(()) };
        let begins = self.jobs.get(&log.job).map_or(EntryPoint::JobPage, |job| job.begins(entry.at, log));
        if let Some(deed) = deed(&entry.body, so_far, begins).filter(|_| entry.at < self.until) {
            let attempt = self.attempt(entry.at, (by, side), (pair, log.client), deed);
            self.keep(Attempt { seq: Some(entry.seq), ..attempt }, None)?;
        }
        Ok(())
    }

    async fn read_refusals(&mut self, steps: &Sender<Step>) -> Result<bool, AppError> {
        let (mut after, until) = ((self.since, Uuid::nil()), self.until);
        loop {
            let found = self.app.store.read(move |tx| attempts::refused(tx, after, until, PIECE)).await?;
            let Some(last) = found.last() else { return Ok(true) };
            after = (last.at, last.id);
            self.read += i64::try_from(found.len()).unwrap_or(i64::MAX);
            for refused in found {
                self.take_refused(refused).await?;
            }
            if !self.tell(steps).await {
                return Ok(false);
            }
        }
    }

    async fn take_refused(&mut self, refused: Refused) -> Result<(), AppError> {
        let action = refused.action.as_str();
        let unclear = UNCLEAR.contains(&action) || FORGOTTEN.contains(&refused.code.as_str());
        let Some((pair, client, deed)) = subject(&refused, self.warning) else {
            self.tally.unjudged += u64::from(unclear);
            return Ok(());
        };
        if unclear {
            self.tally.unjudged += 1;
        } else if OUTSIDE.contains(&refused.code.as_str()) {
            self.tally.refused += 1;
        } else {
            self.know(pair.0).await?;
            let side = refused.side.unwrap_or(Side::Client);
            let attempt = self.attempt(refused.at, (refused.account, side), (pair, client), deed);
            self.keep(attempt, Some(refused.code))?;
        }
        Ok(())
    }

    fn attempt(
        &self,
        at: Time,
        (by, side): (AccountId, Side),
        (pair, client): (Pair, AccountId),
        deed: Deed,
    ) -> Attempt {
        let job = self.jobs.get(&pair.0);
        let (phase, subject) =
            job.map_or_else(|| (JobPhase::Open, Arc::new(Subject::PLAIN)), |job| job.at(at, pair.1));
        let deed = match deed {
            Deed::Invite { offers_work, .. } => {
                Deed::Invite { proposed: job.is_some_and(|job| job.proposed(at, pair.1)), offers_work }
            }
            other => other,
        };
        Attempt { at, by, side, pair, client, phase, subject, deed, seq: None }
    }

    fn keep(&mut self, attempt: Attempt, refused: Option<String>) -> Result<(), AppError> {
        let max = limits::REHEARSAL_ATTEMPTS;
        if self.attempts.len() == max {
            return Err(AppError::RehearsalTooLarge { max });
        }
        self.attempts.push((attempt, refused));
        Ok(())
    }

    async fn know(&mut self, id: JobId) -> Result<(), AppError> {
        if !self.jobs.contains_key(&id) {
            let known = self.app.store.read(move |tx| JobPast::read(tx, id)).await?;
            self.jobs.extend(known.map(|job| (id, job)));
        }
        Ok(())
    }

    async fn tell(&self, steps: &Sender<Step>) -> bool {
        let total = self.total.max(self.read);
        steps.send(Step::Read { done: self.read, total }).await.is_ok()
    }
}

/// Some logs, each with its first entries.
fn piece(tx: &mut Tx<'_>, since: Time, after: ConversationId) -> Result<Vec<(Log, Vec<Entry>)>, AppError> {
    let (mut read, mut count) = (Vec::new(), 0);
    for found in attempts::logs(tx, since, after, LOGS)? {
        let entries = log::read_after(tx, found.id, 0, PIECE)?;
        count += entries.len();
        read.push((found, entries));
        if count >= PIECE as usize {
            break;
        }
    }
    Ok(read)
}

type Names = (HashMap<AccountId, String>, HashMap<JobId, String>);

async fn named(app: &App, tally: &Tally) -> Result<Names, AppError> {
    let samples = || tally.differences().into_iter().flat_map(|(_, cases)| &cases.samples);
    let people: HashSet<AccountId> = samples().map(|sample| sample.by).collect();
    let found: HashSet<JobId> = samples().map(|sample| sample.job).collect();
    let read = move |tx: &mut Tx<'_>| {
        let mut names = Names::default();
        for id in &people {
            names.0.extend(accounts::by_id(tx, *id)?.map(|account| (*id, account.name)));
        }
        for id in &found {
            names.1.extend(jobs::by_id(tx, *id)?.map(|job| (*id, job.title)));
        }
        Ok::<_, AppError>(names)
    };
    app.store.read(read).await
}
