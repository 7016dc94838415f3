//! What becomes of conversations by themselves: a job's phase is noted in each of them, and invitations
//! that nobody answered expire.

use super::TaskError;
use crate::app::{App, system};
use parlance_core::{ConversationId, InvitationId, JobId};
use std::time::Duration;
use uuid::Uuid;

/// Conversations noted by one transaction: few, so that other people's sends hardly wait behind them.
const BATCH: u32 = 20;
/// Between two batches, for the same reason.
const PAUSE: Duration = Duration::from_millis(2);

/// Notes the phase the job is in now in every conversation where it is not noted. When the job changes
/// again meanwhile, another task does the rest.
pub async fn note(app: &App, job: JobId) -> Result<(), TaskError> {
    let mut after = ConversationId(Uuid::nil());
    loop {
        let batch = app.read(move |tx, _| system::unnoted(tx, job, after, BATCH)).await?;
        let Some(last) = batch.last().copied() else { return Ok(()) };
        app.run(move |tx, cx| batch.iter().try_for_each(|id| system::note_phase(tx, cx, *id))).await?;
        after = last;
        tokio::time::sleep(PAUSE).await;
    }
}

/// Lets one invitation expire, if it still waits.
pub async fn expire(
    app: &App,
    conversation: ConversationId,
    invitation: InvitationId,
) -> Result<(), TaskError> {
    Ok(app.run(move |tx, cx| system::expire(tx, cx, conversation, invitation)).await?)
}
