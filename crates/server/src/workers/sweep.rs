//! Takes away what is over: sign-ins, links, idempotency keys, refusals, uploads that were never sent.

use crate::app::{App, AppError, sessions};
use crate::files::Files;
use parlance_core::limits;
use parlance_store::{accounts, files, idempotency, refusals};
use tracing::warn;

/// Files taken away in one sweep.
const FILES: u32 = 500;

/// One sweep; how many rows went.
pub async fn round(app: &App, files: &Files) -> Result<u64, AppError> {
    let rows = app
        .run(|tx, cx| {
            let now = cx.clock.now();
            let links = accounts::expire_verifications(tx, now)?;
            Ok(sessions::expire(tx, cx)? + links + idempotency::expire(tx, now)? + refusals::expire(tx, now)?)
        })
        .await?;
    Ok(rows + unsent(app, files).await?)
}

/// Uploads that nobody sent. Each is first put beyond sending, then its bytes go, then its row, so that
/// neither a message nor a crash in between finds half of it.
async fn unsent(app: &App, bytes: &Files) -> Result<u64, AppError> {
    let waiting = app
        .run(|tx, cx| {
            let since = cx.clock.now().minus(limits::FILE_WAITS);
            let waiting = files::waiting_since(tx, since, FILES)?;
            waiting.iter().try_for_each(|id| files::void(tx, *id))?;
            Ok(waiting)
        })
        .await?;
    let mut gone = 0;
    for id in waiting {
        if let Err(error) = bytes.discard(id).await {
            warn!(%error, "the bytes of an unsent file could not be taken away; the next sweep tries again");
            continue;
        }
        gone += u64::from(app.run(move |tx, _| Ok(files::forget(tx, id)?)).await?);
    }
    Ok(gone)
}
