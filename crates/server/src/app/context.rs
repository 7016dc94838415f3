//! What every function of the hall is given besides its transaction, and how commands are run.

use super::errors::{AppError, Attempt};
use super::help::Library;
use super::passwords::Passwords;
use super::rates::Rates;
use crate::config::Config;
use crate::outside::clock::Clock;
use crate::outside::ids;
use crate::telemetry::Metrics;
use parlance_core::limits;
use parlance_core::policy::Denial;
use parlance_store::accounts::TokenHash;
use parlance_store::policies::{House, Policies};
use parlance_store::refusals::{self, NewRefusal};
use parlance_store::{Store, StoreError, Tx};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tracing::warn;

/// The running marketplace: the store, and what commands need besides it. A copy is the same one.
#[derive(Clone)]
pub struct App {
    pub store: Store,
    pub cx: Arc<Cx>,
}

/// What a command may look at: the clock, the rules in force, the rates, the articles of the help centre, the settings.
#[derive(Debug)]
pub struct Cx {
    pub clock: Clock,
    /// The contact policy, read anew by every command and parsed once.
    pub policies: Policies,
    /// The place of the one rehearsal that may be under way.
    pub rehearsing: Arc<Semaphore>,
    pub rates: Rates,
    pub help: Library,
    pub passwords: Passwords,
    pub config: Config,
    pub demo: bool,
    pub metrics: Metrics,
}

/// Who asks: whoever holds this token. Who that is, the transaction finds out, so that a sign-in that
/// was ended a moment ago opens nothing.
#[derive(Clone, Copy, Debug)]
pub struct Caller {
    pub token: TokenHash,
}

impl Cx {
    pub fn new(config: Config, clock: Clock, demo: bool) -> Cx {
        let revise_within = Duration::from_secs(u64::from(config.revise_minutes) * 60);
        let passwords = Passwords::new(config.password_memory_kib);
        let metrics = Metrics { password_checks: passwords.checks.clone(), ..Metrics::default() };
        Cx {
            clock,
            policies: Policies::new(House { revise_within }),
            rehearsing: Arc::new(Semaphore::new(1)),
            rates: Rates::new(&config),
            help: Library::default(),
            passwords,
            config,
            demo,
            metrics,
        }
    }
}

impl App {
    pub fn new(store: Store, cx: Cx) -> App {
        App { store, cx: Arc::new(cx) }
    }

    /// Runs a command in one transaction and returns once it is on disk. What a rule refused is kept as
    /// a refusal, in a transaction of its own since the command's was rolled back.
    pub async fn run<T, F>(&self, command: F) -> Result<T, AppError>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>, &Cx) -> Result<T, AppError> + Send + 'static,
    {
        let cx = self.cx.clone();
        let done = self.store.run(move |tx| command(tx, &cx)).await;
        self.keep_refused(&done).await;
        done
    }

    /// Reads from one snapshot. What a rule refused is kept, too.
    pub async fn read<T, F>(&self, query: F) -> Result<T, AppError>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>, &Cx) -> Result<T, AppError> + Send + 'static,
    {
        let cx = self.cx.clone();
        let done = self.store.read(move |tx| query(tx, &cx)).await;
        self.keep_refused(&done).await;
        done
    }

    async fn keep_refused<T>(&self, done: &Result<T, AppError>) {
        if let Err(AppError::Denied(denied)) = done
            && let Some(attempt) = denied.attempt
        {
            self.keep_refusal(attempt, denied.denial).await;
        }
    }

    async fn keep_refusal(&self, attempt: Attempt, denial: Denial) {
        self.cx.metrics.refusals.inc();
        let at = self.cx.clock.now();
        let refusal = NewRefusal {
            id: ids::ordered(),
            at,
            code: denial.code(),
            account: attempt.account,
            side: attempt.side,
            action: attempt.action,
            entry_point: attempt.entry_point,
            job: attempt.job,
            counterpart: attempt.counterpart,
            conversation: attempt.conversation,
            policy_version: 0,
            expires_at: at.plus(limits::REFUSAL_LASTS),
        };
        let cx = self.cx.clone();
        let keep = move |tx: &mut Tx<'_>| {
            let policy_version = cx.policies.current(tx)?.version;
            refusals::insert(
                tx,
                &NewRefusal { policy_version, ..refusal.clone() },
                limits::REFUSALS_PER_ACCOUNT,
            )
        };
        // The person gets the same answer either way, so a busy store only costs a count.
        if let Err(error) = self.store.run::<(), StoreError, _>(keep).await {
            warn!(%error, code = denial.code(), "a refusal was not kept");
        }
    }
}
