//! What the system itself does in conversations: noting that a job closed or re-opened, and letting
//! invitations expire.

use super::conversations::facts;
use super::{AppError, Cx};
use crate::outside::ids;
use parlance_core::conversation::Conversation;
use parlance_core::entry::SystemNote;
use parlance_core::market::{Actor, Answer, JobPhase, Side};
use parlance_core::policy::{self, Action, Denial, Facts, Rate};
use parlance_core::{ConversationId, InvitationId, JobId, Time};
use parlance_store::conversations::{self, Held};
use parlance_store::log::append;
use parlance_store::tasks::{self, TaskCounts};
use parlance_store::{Tx, dispatch, jobs, meta};

/// Notes in one conversation what its job's phase has become, if that is due; a conversation that is
/// open again by now is left alone.
pub fn note_phase(tx: &mut Tx<'_>, cx: &Cx, id: ConversationId) -> Result<(), AppError> {
    let Some(mut held) = conversations::lock(tx, id, &cx.policies)? else { return Ok(()) };
    let note = match held.phase {
        JobPhase::Closed => SystemNote::JobClosed,
        JobPhase::Open | JobPhase::InProgress | JobPhase::FinalReview => SystemNote::JobReopened,
    };
    let judged = facts(&held, Side::Client, cx, None, Rate::Kept);
    match policy::decide(&Actor::System, Action::Note(note), &judged) {
        Ok(permitted) => {
            append(tx, &mut held, permitted, &ids::secret())?;
            Ok(())
        }
        Err(Denial::SystemOnly) => Ok(()),
        Err(denial) => Err(denial.into()),
    }
}

/// Notes that the job is open again, right before something else is appended.
pub(super) fn note_reopening(tx: &mut Tx<'_>, held: &mut Held, at: Time) -> Result<(), AppError> {
    let judged = Facts {
        at,
        key: None,
        conversation: held.id,
        side: Side::Client,
        log: held.log.clone(),
        job: held.phase,
        contact: held.contact.clone(),
        rate: Rate::Kept,
        start: None,
        target: None,
        points: None,
    };
    let permitted = policy::decide(&Actor::System, Action::Note(SystemNote::JobReopened), &judged)?;
    append(tx, held, permitted, &ids::secret())?;
    Ok(())
}

/// The next conversations of a job, after `after`, in which its present phase is not noted.
pub fn unnoted(
    tx: &mut Tx<'_>,
    job: JobId,
    after: ConversationId,
    limit: u32,
) -> Result<Vec<ConversationId>, AppError> {
    let Some(job) = jobs::or_case(tx, job)? else { return Ok(Vec::new()) };
    let noted_so_far = job.phase != JobPhase::Closed;
    Ok(conversations::of_job(tx, job.id, noted_so_far, after, limit)?)
}

/// What waits to be done, for operators: tasks, and conversations with entries not dispatched.
pub fn backlog(tx: &mut Tx<'_>, cx: &Cx) -> Result<(TaskCounts, i64), AppError> {
    Ok((tasks::counts(tx, cx.clock.now())?, dispatch::count(tx)?))
}

/// The epoch of the database's present life.
pub fn epoch(tx: &mut Tx<'_>) -> Result<String, AppError> {
    Ok(meta::epoch(tx)?.unwrap_or_default())
}

/// Lets an invitation expire that nobody answered.
pub fn expire(
    tx: &mut Tx<'_>,
    cx: &Cx,
    id: ConversationId,
    invitation: InvitationId,
) -> Result<(), AppError> {
    let Some(mut held) = conversations::lock(tx, id, &cx.policies)? else { return Ok(()) };
    if !concerns(&held.log, invitation) {
        return Ok(());
    }
    let judged = facts(&held, Side::Client, cx, None, Rate::Kept);
    match policy::decide(&Actor::System, Action::Answer(Answer::Expired), &judged) {
        Ok(permitted) => {
            super::conversations::write(tx, &mut held, permitted)?;
            Ok(())
        }
        Err(_) => Ok(()),
    }
}

fn concerns(log: &Conversation, invitation: InvitationId) -> bool {
    log.invitation.is_some_and(|invited| invited.id == invitation)
}
