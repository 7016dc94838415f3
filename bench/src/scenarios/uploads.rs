//! Files over HTTP, judged and on disk, against the bare streamed copy; and what each upload adds to the
//! server's memory while it is under way.

use super::Stage;
use super::sends::{CONVERSATIONS, ENTRIES};
use crate::figures::{Latencies, Run, Runs, median};
use crate::load::http::Connection;
use crate::machine;
use crate::processes::Process;
use crate::refs;
use crate::report::{Must, Row};
use crate::town::{Random, Town};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The most there may be.
const BYTES: usize = 10 * 1024 * 1024;
const FILES: usize = 12;
/// Uploads at once, for the memory of each.
const AT_ONCE: usize = 8;
const RATES: [(&str, &str); 2] =
    [("PARLANCE_SENDS_PER_MINUTE", "1000000"), ("PARLANCE_SENDS_BURST", "1000000")];

pub fn run(stage: &mut Stage) -> anyhow::Result<()> {
    let base = stage.filled(CONVERSATIONS, ENTRIES)?;
    let (mut raw, mut ours, mut grown) = (Runs::default(), Runs::default(), Vec::new());
    let bytes = Arc::new(table());
    for _ in 0..stage.rounds {
        raw.push(refs::disk::copies(stage.work(), &bytes, FILES)?);
        let copy = stage.copy(&base, "uploads")?;
        let parlance = Process::parlance(&copy.folder, &RATES)?;
        let (address, town) = (parlance.address(), &copy.town);
        ours.push(stage.load.block_on(uploads(address, town, 0, FILES, &bytes))?);
        let before = machine::resident_kib(parlance.id());
        let peak = stage.load.block_on(together(&parlance, address, town, &bytes))?;
        grown.push((peak - before) / 1024.0 / AT_ONCE as f64);
    }
    stage.report.tell("   a streamed copy of 10 MiB", &raw);
    stage.report.tell("   the same over HTTP", &ours);
    let held = median(&grown);
    let detail = format!(
        "{:.1} ÷ {:.1} files/s; {held:.1} MiB of memory an upload, at most 8",
        ours.rate(),
        raw.rate()
    );
    let row = Row::new("upload", ours.rate() / raw.rate(), Must::AtLeast(0.5), Some(0.8), detail);
    stage.add(row.of(&ours.rates(), &raw.rates()).also(held <= 8.0));
    Ok(())
}

/// A table of the largest size.
fn table() -> Vec<u8> {
    b"name;price;count\n".iter().copied().cycle().take(BYTES).collect()
}

/// Uploads one file after the other as one person; only the uploads are timed.
async fn uploads(
    address: SocketAddr,
    town: &Arc<Town>,
    pair: usize,
    count: usize,
    bytes: &[u8],
) -> anyhow::Result<Run> {
    let pair = &town.pairs[pair];
    let path = format!("/api/v1/conversations/{}/files?name=table.csv", pair.conversation);
    let token = &pair.people[0].token;
    let mut connection = Connection::open(address).await?;
    let mut random = Random::new(crate::town::now_us() as u64);
    let (mut latencies, mut lasted) = (Latencies::default(), Duration::ZERO);
    for _ in 0..count {
        let began = Instant::now();
        let id = connection.upload(&path, token, random.id(), bytes).await?;
        latencies.push(began.elapsed());
        lasted += began.elapsed();
        connection.discard(&id, token).await?;
    }
    Ok(Run::new(latencies, lasted, 0, 0.0))
}

/// The most memory the server holds while several upload at once, in KiB.
async fn together(
    parlance: &Process,
    address: SocketAddr,
    town: &Arc<Town>,
    bytes: &Arc<Vec<u8>>,
) -> anyhow::Result<f64> {
    let mut all = tokio::task::JoinSet::new();
    for pair in 0..AT_ONCE {
        let (town, bytes) = (town.clone(), bytes.clone());
        all.spawn(async move { uploads(address, &town, pair, 3, &bytes).await });
    }
    let mut peak = machine::resident_kib(parlance.id());
    while !all.is_empty() {
        tokio::select! {
            done = all.join_next() => { done.transpose()?.transpose()?; }
            () = tokio::time::sleep(Duration::from_millis(2)) => {
                peak = peak.max(machine::resident_kib(parlance.id()));
            }
        }
    }
    Ok(peak)
}
