//! Takes into the index what was said before there was one: a database of an older program is searched from
//! its newest messages backwards while this goes on. What is said from now on, the dispatcher takes in.

use crate::app::App;
use parlance_core::ids::Seq;
use parlance_core::{ConversationId, limits};
use parlance_store::{StoreError, conversations, search};
use std::time::Duration;
use tokio::time::Instant;
use tracing::{error, info};

/// Conversations looked up at once.
const PAGE: u32 = 50;
/// Between two transactions at least this long, and twice as long as the last one took: most of the time is
/// everybody else's, however slow the machine.
const PAUSE: Duration = Duration::from_millis(2);

/// Indexes until nothing is left; how many entries it came by.
pub async fn catch_up(app: &App) -> Result<i64, StoreError> {
    let mut all = 0;
    loop {
        let page = app.store.read(|tx| search::unindexed(tx, PAGE)).await?;
        if page.is_empty() {
            break;
        }
        let mut taken = 0;
        for (id, mut seq) in page {
            while seq > 0 {
                let began = Instant::now();
                let left = match some(app, id, seq).await {
                    Ok(left) => left,
                    Err(StoreError::Corrupt(why)) => {
                        // It keeps no other from being found, and is tried again at the next start.
                        error!(%why, conversation = %id, "a conversation cannot be indexed");
                        break;
                    }
                    Err(error) => return Err(error),
                };
                taken += seq - left;
                seq = left;
                tokio::time::sleep((began.elapsed() * 2).max(PAUSE)).await;
            }
        }
        all += taken;
        if taken == 0 {
            break;
        }
    }
    if all > 0 {
        info!(entries = all, "what was said before there was an index can be found now");
    }
    Ok(all)
}

/// Takes in the newest entries up to `seq` that are not yet; how many are left before them.
async fn some(app: &App, id: ConversationId, seq: Seq) -> Result<Seq, StoreError> {
    let cx = app.cx.clone();
    app.store
        .run(move |tx| match conversations::lock(tx, id, &cx.policies)? {
            Some(held) => search::index_older(tx, &held, seq, limits::INDEXED_AT_ONCE),
            None => Ok(0),
        })
        .await
}
