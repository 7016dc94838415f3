//! The loops: dispatch what was committed, do the tasks that are due, sweep what is over.

use super::{checks, dispatch, indexing, mail, phases, sweep, work};
use crate::app::{App, AppError};
use crate::files::Files;
use crate::outside::ids;
use crate::outside::mailer::Mailer;
use crate::outside::scanner::Scanner;
use crate::tasks::Task;
use futures_util::FutureExt;
use parlance_core::Time;
use parlance_core::ids::{ContractId, ProposalId};
use parlance_store::tasks::{self, TaskRow};
use parlance_store::{StoreError, Tx};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tracing::{error, warn};

/// How long a task may take before another worker may take it over.
const LEASE: Duration = Duration::from_secs(120);
/// Tasks claimed at once.
const BATCH: i64 = 16;
/// Attempts before a task is laid aside; with the waits below, about a day.
const ATTEMPTS: i64 = 17;
/// How long an idle loop sleeps when nothing wakes it.
const IDLE: Duration = Duration::from_secs(1);
/// Between two sweeps.
const SWEEP: Duration = Duration::from_secs(600);

/// Why a task was not done: chosen at each place that can fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskError {
    /// Worth another attempt later.
    Retry(String),
    /// No attempt will help: it is laid aside for people to look at.
    GiveUp(String),
}

impl From<AppError> for TaskError {
    fn from(error: AppError) -> Self {
        TaskError::Retry(format!("{error:?}"))
    }
}

/// The workers of this process.
#[derive(Clone)]
pub struct Workers {
    app: App,
    mailer: Arc<Mailer>,
    files: Files,
    scanner: Option<Arc<Scanner>>,
    committed: Arc<Notify>,
    planned: Arc<Notify>,
}

impl Workers {
    /// `committed` rings when there may be something to dispatch.
    pub fn new(
        app: App,
        mailer: Mailer,
        files: Files,
        scanner: Option<Scanner>,
        committed: Arc<Notify>,
    ) -> Workers {
        let (mailer, scanner) = (Arc::new(mailer), scanner.map(Arc::new));
        Workers { app, mailer, files, scanner, committed, planned: Arc::new(Notify::new()) }
    }

    /// Works until the process ends.
    pub async fn work(self) {
        tokio::join!(
            self.keep_dispatching(),
            // Apart: a relay that hangs holds up no note, and the notes of a large job no mail.
            self.keep_doing(&Task::MAILS, Some(self.planned.as_ref())),
            self.keep_doing(&Task::NOTES, None),
            self.keep_checking(),
            self.keep_sweeping(),
            self.catch_up(),
        );
    }

    /// Once: what the dispatcher serves from now on, it takes in itself.
    async fn catch_up(&self) {
        while let Err(error) = indexing::catch_up(&self.app).await {
            warn!(?error, "indexing failed; it goes on from where it was");
            tokio::time::sleep(IDLE).await;
        }
    }

    async fn keep_dispatching(&self) {
        loop {
            match dispatch::round(&self.app).await {
                Ok(0) => {
                    let _ = tokio::time::timeout(IDLE, self.committed.notified()).await;
                }
                Ok(_) => self.planned.notify_one(),
                Err(error) => {
                    warn!(?error, "dispatching failed; it goes on from where it was");
                    tokio::time::sleep(IDLE).await;
                }
            }
        }
    }

    /// Does tasks of some kinds; `bell` rings when there may be one, else it looks now and then.
    async fn keep_doing(&self, kinds: &'static [&'static str], bell: Option<&Notify>) {
        loop {
            match (self.round(kinds).await, bell) {
                (Ok(0), Some(bell)) => {
                    let _ = tokio::time::timeout(IDLE, bell.notified()).await;
                }
                (Ok(0), None) => tokio::time::sleep(IDLE).await,
                (Ok(_), _) => {}
                (Err(error), _) => {
                    warn!(?error, "tasks could not be claimed");
                    tokio::time::sleep(IDLE).await;
                }
            }
        }
    }

    /// Where nothing is looked into, nothing waits for it but what an earlier setting left.
    async fn keep_checking(&self) {
        if self.scanner.is_some() {
            self.keep_doing(&Task::CHECKS, None).await;
        }
    }

    async fn keep_sweeping(&self) {
        loop {
            if let Err(error) = self.sweep().await {
                warn!(?error, "sweeping failed");
            }
            tokio::time::sleep(SWEEP).await;
        }
    }

    /// Takes away what is over; how many rows went.
    pub async fn sweep(&self) -> Result<u64, AppError> {
        sweep::round(&self.app, &self.files).await
    }

    /// Dispatches and does everything that is due now, for tests; how many tasks were done.
    pub async fn settle(&self) -> Result<usize, AppError> {
        let mut done = 0;
        loop {
            let dispatched = dispatch::round(&self.app).await?;
            let mut worked = 0;
            for kinds in [Task::NOTES.as_slice(), &Task::MAILS, &Task::CHECKS] {
                worked += self.round(kinds).await?;
            }
            done += worked;
            if dispatched == 0 && worked == 0 {
                return Ok(done);
            }
        }
    }

    /// Claims a batch of tasks of these kinds and does them; how many there were.
    async fn round(&self, kinds: &'static [&'static str]) -> Result<usize, AppError> {
        let lease = ids::ordered();
        let claim = move |tx: &mut Tx<'_>, cx: &crate::app::Cx| {
            let now = cx.clock.now();
            Ok(tasks::claim(tx, kinds, now, now.plus(LEASE), lease, BATCH)?)
        };
        let claimed = self.app.run(claim).await?;
        let count = claimed.len();
        let mut doing = JoinSet::new();
        for row in claimed {
            let workers = self.clone();
            doing.spawn(async move { workers.attend(row, lease).await });
        }
        while let Some(done) = doing.join_next().await {
            if let Err(panic) = done {
                error!(%panic, "a task's outcome was not kept; it runs again when its lease ends");
            }
        }
        Ok(count)
    }

    async fn attend(&self, row: TaskRow, lease: uuid::Uuid) {
        let done = match Task::read(&row.payload) {
            Ok(task) => survived(self.perform(&task)).await,
            Err(error) => Err(TaskError::GiveUp(format!("this program cannot read the task: {error}"))),
        };
        let (id, attempts, kind) = (row.id, row.attempts, row.kind);
        let settled = match done {
            Ok(()) => self.app.run(move |tx, _| Ok(tasks::complete(tx, id, lease)?)).await,
            Err(TaskError::Retry(why)) if attempts < ATTEMPTS => {
                warn!(kind, attempts, why, "a task failed and is tried again");
                self.app
                    .run(move |tx, cx| {
                        Ok(tasks::retry(tx, id, lease, again(cx.clock.now(), attempts), &why)?)
                    })
                    .await
            }
            Err(TaskError::Retry(why) | TaskError::GiveUp(why)) => {
                error!(kind, attempts, why, "a task is given up");
                self.app.cx.metrics.tasks_buried.inc();
                self.app.run(move |tx, cx| Ok(tasks::bury(tx, id, lease, &why, cx.clock.now())?)).await
            }
        };
        if let Err(error) = settled {
            warn!(?error, "a task's outcome was not kept; it runs again when its lease ends");
        }
    }

    async fn perform(&self, task: &Task) -> Result<(), TaskError> {
        match task {
            Task::MailEntry { .. }
            | Task::MailVerification { .. }
            | Task::MailAccountExists { .. }
            | Task::MailProposal { .. }
            | Task::MailContract { .. } => mail::perform(&self.app, &self.mailer, task).await,
            Task::TellOfProposal { proposal, n } => {
                let (of, n) = (ProposalId(*proposal), *n);
                Ok(self.app.run(move |tx, cx| work::tell_of_proposal(tx, cx, of, n)).await?)
            }
            Task::TellOfContract { contract, n } => {
                let (of, n) = (ContractId(*contract), *n);
                Ok(self.app.run(move |tx, cx| work::tell_of_contract(tx, cx, of, n)).await?)
            }
            Task::NotePhase { job } => phases::note(&self.app, (*job).into()).await,
            Task::ExpireInvitation { conversation, invitation } => {
                phases::expire(&self.app, (*conversation).into(), (*invitation).into()).await
            }
            Task::CheckFile { file } => {
                checks::look(&self.app, &self.files, self.scanner.as_deref(), (*file).into()).await
            }
        }
    }
}

/// What a piece of work came to; a panic is a failed attempt, so that work which always panics is laid
/// aside at last and not begun for ever.
async fn survived(work: impl Future<Output = Result<(), TaskError>>) -> Result<(), TaskError> {
    AssertUnwindSafe(work).catch_unwind().await.unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let said = said.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
        Err(TaskError::Retry(format!("it panicked: {said}")))
    })
}

/// Twice as long after each attempt: 5 s, 10 s, 20 s … at most 4 hours.
fn again(now: Time, attempts: i64) -> Time {
    let doublings = u32::try_from(attempts.clamp(1, 13) - 1).unwrap_or(0);
    let seconds = 5u64.saturating_mul(1 << doublings);
    now.plus(Duration::from_secs(seconds.min(4 * 3600)))
}

impl From<StoreError> for TaskError {
    fn from(error: StoreError) -> Self {
        TaskError::Retry(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_that_panics_is_a_failed_attempt() {
        let failed = |why: &str| Err(TaskError::Retry(format!("it panicked: {why}")));
        assert_eq!(survived(async { panic!("out of paper") }).await, failed("out of paper"));
        let sheet = 7;
        assert_eq!(survived(async { panic!("sheet {sheet} is torn") }).await, failed("sheet 7 is torn"));
        assert_eq!(survived(async { Ok(()) }).await, Ok(()));
    }

    #[test]
    fn a_task_that_keeps_failing_is_tried_for_about_a_day() {
        let start = Time(0);
        let waits: Vec<i64> = (1..ATTEMPTS).map(|attempt| again(start, attempt).0 / 1_000_000).collect();
        assert_eq!(waits[..4], [5, 10, 20, 40]);
        assert_eq!(waits.iter().max(), Some(&(4 * 3600)));
        let hours = waits.iter().sum::<i64>() / 3600;
        assert!((20..=28).contains(&hours), "{hours} h");
    }
}
