//! Takes away what is over: sign-ins, links, idempotency keys, refusals.

use crate::app::{App, AppError, sessions};
use parlance_store::{accounts, idempotency, refusals};

/// One sweep; how many rows went.
pub async fn round(app: &App) -> Result<u64, AppError> {
    app.run(|tx, cx| {
        let now = cx.clock.now();
        let links = accounts::expire_verifications(tx, now)?;
        Ok(sessions::expire(tx, cx)? + links + idempotency::expire(tx, now)? + refusals::expire(tx, now)?)
    })
    .await
}
