//! Jobs: posting one, reading one's own, closing and re-opening, and what comes before work on it.

use super::{AppError, Attempt, Caller, Cx, Outcome, refused, replay, sessions};
use crate::outside::ids;
use crate::tasks::Task;
use parlance_core::market::{JobChange, JobKind, JobPhase, Person, Side};
use parlance_core::policy::contact::CanStart;
use parlance_core::policy::{Denial, Permitted, market as rules};
use parlance_core::text::Rule;
use parlance_core::{JobId, Key, Time};
use parlance_store::jobs::{self, Change, Job, NewJob};
use parlance_store::{Tx, accounts, conversations, questions};

/// A job to post; the fields have been checked.
#[derive(Clone, Debug)]
pub struct PostJob {
    pub key: Key,
    /// A hash of the request, to tell a repeat from another one under the same key.
    pub request: [u8; 32],
    pub title: String,
    pub description: String,
    pub kind: JobKind,
    /// One of those that the contact policy names.
    pub class: Option<String>,
}

/// A job as its client sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnJob {
    pub job: Job,
    pub conversations: i64,
    pub pending: i64,
}

/// Posts a job.
pub fn post(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, input: &PostJob) -> Result<Outcome<OwnJob>, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    accounts::lock(tx, me.id)?;
    if let Some(made) = replay::find(tx, cx, me.id, input.key, &input.request)? {
        return Ok(Outcome::Replayed(own(tx, &me, JobId(made))?));
    }
    let open = jobs::open_count(tx, me.id)?;
    let permitted = rules::post_job(&me, open).map_err(refused(Attempt::of(me.id, "post-job")))?;
    let (id, at) = (JobId(ids::ordered()), cx.clock.now());
    let policy = cx.policies.share(tx)?;
    if input.class.as_ref().is_some_and(|class| !policy.document.classes.contains_key(class)) {
        return Err(AppError::field("class")(Rule::Unknown));
    }
    let (title, description, class) = (&input.title, &input.description, input.class.as_deref());
    let new = NewJob { id, client: me.id, title, description, kind: input.kind, class, at };
    jobs::insert(tx, &new, permitted)?;
    replay::keep(tx, cx, me.id, input.key, &input.request, id.0)?;
    Ok(Outcome::Made(own(tx, &me, id)?))
}

/// One of the caller's own jobs; anybody else's does not exist.
pub fn one(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, id: JobId) -> Result<OwnJob, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    own(tx, &me, id)
}

/// The caller's own jobs, newest first.
pub fn list(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    phase: Option<JobPhase>,
    before: (Time, JobId),
    limit: u32,
) -> Result<Vec<OwnJob>, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    let found = jobs::of_client(tx, me.id, phase, before, limit)?;
    found.into_iter().map(|job| counted(tx, job)).collect()
}

/// The history of one of the caller's own jobs, newest first.
pub fn history(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: JobId,
    limit: u32,
) -> Result<Vec<Change>, AppError> {
    one(tx, cx, caller, id)?;
    Ok(jobs::history(tx, id, limit)?)
}

/// Closes a job, and with it, from this very commit on, every conversation about it. The closing entries
/// follow by a task.
pub fn close(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, id: JobId) -> Result<OwnJob, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    let (mut job, side) = locked(tx, &me, id)?;
    let attempt = Attempt { job: Some(id), side: Some(side), ..Attempt::of(me.id, "close-job") };
    if let Some(permitted) = rules::close_job(&me, side, job.phase).map_err(refused(attempt))? {
        let at = cx.clock.now();
        jobs::change(tx, &mut job, permitted, me.id, at)?;
        Task::note_phase(id).enqueue(tx, at, at)?;
    }
    counted(tx, job)
}

/// Re-opens a job and its conversations.
pub fn reopen(tx: &mut Tx<'_>, cx: &Cx, caller: &Caller, id: JobId) -> Result<OwnJob, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    accounts::lock(tx, me.id)?;
    let (mut job, side) = locked(tx, &me, id)?;
    let open = jobs::open_count(tx, me.id)?;
    let attempt = Attempt { job: Some(id), side: Some(side), ..Attempt::of(me.id, "reopen-job") };
    if let Some(permitted) = rules::reopen_job(&me, side, job.phase, open).map_err(refused(attempt))? {
        let at = cx.clock.now();
        jobs::change(tx, &mut job, permitted, me.id, at)?;
        Task::note_phase(id).enqueue(tx, at, at)?;
    }
    counted(tx, job)
}

/// Says how far the work on a job is.
pub fn move_to(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: JobId,
    to: JobPhase,
) -> Result<OwnJob, AppError> {
    turn(tx, cx, caller, id, "move-job", |me, side, job| rules::move_job(me, side, job.phase, to))
}

/// Turns messages about a job off or on.
pub fn switch_messaging(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: JobId,
    on: bool,
) -> Result<OwnJob, AppError> {
    turn(tx, cx, caller, id, "switch-messaging", |me, side, job| {
        rules::switch_messaging(me, side, job.subject.messaging, on)
    })
}

/// Says which conversation comes before work on a job.
pub fn require_conversation(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: JobId,
    wanted: CanStart,
) -> Result<OwnJob, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    let (mut job, side) = locked(tx, &me, id)?;
    let attempt = Attempt { job: Some(id), side: Some(side), ..Attempt::of(me.id, "require-conversation") };
    let judged = rules::require_conversation(&me, side, job.conversation_required, wanted);
    if let Some(permitted) = judged.map_err(refused(attempt))? {
        jobs::require(tx, &mut job, wanted, permitted, cx.clock.now())?;
    }
    counted(tx, job)
}

/// Says which of the questions that are suggested for a job its description answers.
pub fn note_answers(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: JobId,
    answered: &[String],
) -> Result<OwnJob, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    let (mut job, side) = locked(tx, &me, id)?;
    let attempt = Attempt { job: Some(id), side: Some(side), ..Attempt::of(me.id, "note-answers") };
    // Kept in the order in which they are suggested, each once.
    let suggested = questions::current(tx)?.set;
    let suggested = suggested.about(job.kind, job.subject.class.as_deref());
    let suggested: Vec<String> = suggested.flat_map(|group| group.questions.iter().cloned()).collect();
    let kept: Vec<String> =
        suggested.iter().filter(|question| answered.contains(question)).cloned().collect();
    let judged = rules::note_answers(&me, side, kept == job.answered).map_err(refused(attempt))?;
    if !answered.iter().all(|question| suggested.contains(question)) {
        return Err(AppError::field("questions")(Rule::Unknown));
    }
    if let Some(permitted) = judged {
        jobs::note_answered(tx, &mut job, kept, permitted, cx.clock.now())?;
    }
    counted(tx, job)
}

/// Changes a job as a rule permits, if it is not so already.
fn turn(
    tx: &mut Tx<'_>,
    cx: &Cx,
    caller: &Caller,
    id: JobId,
    action: &'static str,
    judge: impl FnOnce(&Person, Side, &Job) -> Result<Option<Permitted<JobChange>>, Denial>,
) -> Result<OwnJob, AppError> {
    let me = sessions::signed_in(tx, cx, caller)?.person;
    let (mut job, side) = locked(tx, &me, id)?;
    let attempt = Attempt { job: Some(id), side: Some(side), ..Attempt::of(me.id, action) };
    if let Some(permitted) = judge(&me, side, &job).map_err(refused(attempt))? {
        jobs::change(tx, &mut job, permitted, me.id, cx.clock.now())?;
    }
    counted(tx, job)
}

fn own(tx: &mut Tx<'_>, me: &Person, id: JobId) -> Result<OwnJob, AppError> {
    let job = jobs::by_id(tx, id)?.filter(|job| job.client == me.id).ok_or(AppError::NotFound)?;
    counted(tx, job)
}

/// A job and the caller's side of it; to whoever has none it does not exist.
fn locked(tx: &mut Tx<'_>, me: &Person, id: JobId) -> Result<(Job, Side), AppError> {
    let job = jobs::lock(tx, id)?.ok_or(AppError::NotFound)?;
    if job.client == me.id {
        return Ok((job, Side::Client));
    }
    let takes_part = conversations::of_pair(tx, id, me.id)?.is_some();
    takes_part.then_some((job, Side::Freelancer)).ok_or(AppError::NotFound)
}

fn counted(tx: &mut Tx<'_>, job: Job) -> Result<OwnJob, AppError> {
    let (conversations, waiting) = jobs::conversation_counts(tx, job.id)?;
    // To a closed job nobody can say yes.
    let pending = if job.phase == JobPhase::Closed { 0 } else { waiting };
    Ok(OwnJob { job, conversations, pending })
}
