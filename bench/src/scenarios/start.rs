//! How long the server needs until it can serve a million entries, and how much memory it then holds.

use super::Stage;
use super::sends::{CONVERSATIONS, ENTRIES};
use crate::figures::median;
use crate::machine;
use crate::processes::Process;
use crate::report::{Must, Row};
use std::time::Duration;

/// Time for what is done once after the start.
const SETTLE: Duration = Duration::from_secs(1);

pub fn run(stage: &mut Stage) -> anyhow::Result<()> {
    let large = stage.filled(CONVERSATIONS, ENTRIES * 10)?;
    let (mut ours, mut bare, mut resident) = (Vec::new(), Vec::new(), Vec::new());
    let file = large.file().to_string_lossy().into_owned();
    for _ in 0..stage.rounds {
        bare.push(Process::part(&["reference", "open", &file])?.start.as_secs_f64() * 1000.0);
        let parlance = Process::parlance(&large.folder, &[])?;
        ours.push(parlance.start.as_secs_f64() * 1000.0);
        std::thread::sleep(SETTLE);
        resident.push(machine::resident_kib(parlance.id()) / 1024.0);
    }
    let (start, opened) = (median(&ours), median(&bare));
    let detail = format!(
        "{start:.0} ms until /readyz ÷ {opened:.1} ms for a process that opens the file bare; and ≤ 1 s"
    );
    stage.add(
        Row::new("cold_start", start / opened, Must::AtMost(10.0), Some(3.0), detail)
            .of(&ours, &bare)
            .also(start <= 1000.0),
    );
    let held = median(&resident);
    stage.add(
        Row::new("rss_idle", held, Must::AtMost(64.0), Some(32.0), "MiB after the start".to_owned())
            .of(&resident, &[]),
    );
    Ok(())
}
