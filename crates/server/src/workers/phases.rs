//! What becomes of conversations by themselves: a job's phase is noted in each of them, and invitations
//! that nobody answered expire.

use super::TaskError;
use crate::app::{App, system};
use parlance_core::{ConversationId, InvitationId, JobId};
use std::time::Duration;
use tokio::time::Instant;
use uuid::Uuid;

/// Conversations looked up at once.
const PAGE: u32 = 500;
/// Conversations noted by one transaction: few, so that other people's sends hardly wait behind them.
const BATCH: usize = 5;
/// Between two batches at least this long, and three times as long as the batch took: most of the time is
/// everybody else's, however slow the machine. Nobody waits for the notes, since standing follows the job.
const PAUSE: Duration = Duration::from_millis(4);

/// Notes the phase the job is in now in every conversation where it is not noted. When the job changes
/// again meanwhile, another task does the rest.
pub async fn note(app: &App, job: JobId) -> Result<(), TaskError> {
    let mut after = ConversationId(Uuid::nil());
    loop {
        let page = app.read(move |tx, _| system::unnoted(tx, job, after, PAGE)).await?;
        let Some(last) = page.last().copied() else { return Ok(()) };
        for batch in page.chunks(BATCH) {
            let (batch, began) = (batch.to_vec(), Instant::now());
            app.run(move |tx, cx| batch.iter().try_for_each(|id| system::note_phase(tx, cx, *id))).await?;
            tokio::time::sleep((began.elapsed() * 3).max(PAUSE)).await;
        }
        after = last;
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
