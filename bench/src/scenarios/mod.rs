//! What is measured. Each scenario runs the product and its references in turn, several rounds of them, so
//! that whatever else the machine does falls on both alike, and lays its rows before the report.

mod delivery;
mod growth;
pub mod hub;
mod idle;
mod pool;
mod rehearsal;
mod search;
mod sends;
mod start;
mod uploads;

use crate::machine;
use crate::report::{Report, Row};
use crate::town::Town;
use anyhow::Context;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// Loads that do not say otherwise come from so many at once.
pub const MANY: usize = 64;

/// What every scenario is given.
pub struct Stage {
    /// Runs the load; blocking work is done outside it.
    pub load: Runtime,
    pub rounds: usize,
    pace: f64,
    work: TempDir,
    filled: Vec<(usize, usize, Filled)>,
    pub report: Report,
}

/// A filled marketplace in a folder that can be served.
#[derive(Clone)]
pub struct Filled {
    pub town: Arc<Town>,
    pub folder: PathBuf,
}

impl Filled {
    pub fn file(&self) -> PathBuf {
        self.folder.join("parlance.db")
    }
}

impl Stage {
    /// Shorter where somebody only wants a first look.
    pub fn seconds(&self, seconds: f64) -> Duration {
        Duration::from_secs_f64(seconds * self.pace)
    }

    /// Entries of a large marketplace: fewer only where somebody tries the bench itself out.
    pub fn entries(&self) -> usize {
        std::env::var("PARLANCE_BENCH_ENTRIES").ok().and_then(|count| count.parse().ok()).unwrap_or(1_000_000)
    }

    pub fn work(&self) -> &Path {
        self.work.path()
    }

    /// A marketplace of `conversations` with `entries` entries each, filled when it is first asked for. It
    /// is for reading only: whoever writes takes a copy.
    pub fn filled(&mut self, conversations: usize, entries: usize) -> anyhow::Result<Filled> {
        let same = |(c, e, _): &&(usize, usize, Filled)| (*c, *e) == (conversations, entries);
        if let Some((_, _, filled)) = self.filled.iter().find(same) {
            return Ok(filled.clone());
        }
        let (town, began) = (Town::of(conversations), Instant::now());
        let folder = self.work().join(format!("filled-{conversations}-{entries}"));
        std::fs::create_dir_all(&folder)?;
        let filled = Filled { town, folder };
        filled.town.fill_file(&filled.file(), entries)?;
        self.say(&format!(
            "filled {} entries in {:.1} s",
            conversations * entries,
            began.elapsed().as_secs_f64()
        ));
        self.filled.push((conversations, entries, filled.clone()));
        Ok(filled)
    }

    /// A copy of a filled marketplace that is on disk, in place of the one of that name before.
    pub fn copy(&self, of: &Filled, name: &str) -> anyhow::Result<Filled> {
        let copy = Filled { town: of.town.clone(), folder: self.work().join(name) };
        if copy.folder.exists() {
            std::fs::remove_dir_all(&copy.folder)?;
        }
        std::fs::create_dir_all(&copy.folder)?;
        std::fs::copy(of.file(), copy.file())?;
        std::fs::File::open(copy.file())?.sync_all()?;
        Ok(copy)
    }

    pub fn say(&self, words: &str) {
        println!("  {words}");
    }

    pub fn add(&mut self, row: Row) {
        self.say(&row.line());
        self.report.rows.push(row);
    }
}

type Scenario = (&'static str, fn(&mut Stage) -> anyhow::Result<()>);

const ALL: [Scenario; 9] = [
    ("sends", sends::run),
    ("pool", pool::run),
    ("delivery", delivery::run),
    ("idle", idle::run),
    ("growth", growth::run),
    ("start", start::run),
    ("uploads", uploads::run),
    ("search", search::run),
    ("rehearsal", rehearsal::run),
];

/// Runs them all, or those that `PARLANCE_BENCH_ONLY` names; `PARLANCE_BENCH_QUICK` makes them short. True
/// if nothing that must be reached was missed.
pub fn run_all() -> anyhow::Result<bool> {
    let quick = std::env::var_os("PARLANCE_BENCH_QUICK").is_some_and(|value| value != "0");
    let only = std::env::var("PARLANCE_BENCH_ONLY").unwrap_or_default();
    let program = std::env::current_exe()?;
    // Beside the builds: on the disk that is to be measured, and swept with them.
    let target = program.ancestors().nth(2).context("the program lies in a folder of builds")?.to_owned();
    let work = tempfile::Builder::new().prefix("bench-").tempdir_in(&target)?;
    let load = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let report = Report::new(machine::described(work.path()), quick);
    let (rounds, pace) = if quick { (3, 0.4) } else { (5, 1.0) };
    let mut stage = Stage { load, rounds, pace, work, filled: Vec::new(), report };
    stage.report.print_machine();
    let began = Instant::now();
    for (name, run) in ALL {
        if only.is_empty() || only.split(',').any(|wanted| wanted == name) {
            println!("{name}");
            run(&mut stage).with_context(|| format!("the scenario {name}"))?;
        }
    }
    let lasted = began.elapsed();
    stage.report.finish(&target, lasted, only.is_empty())
}
