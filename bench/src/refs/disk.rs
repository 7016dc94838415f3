//! F: the disk alone. One page written and waited for, again and again.

use crate::figures::{Latencies, Run};
use anyhow::Context;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::{Duration, Instant};

const PAGE: usize = 4096;
const FILE: u64 = 16 << 20;

pub fn loops(folder: &Path, lasting: Duration) -> anyhow::Result<Run> {
    let path = folder.join("fdatasync");
    let file = File::options().create(true).truncate(true).write(true).open(&path).context("a probe file")?;
    file.write_all_at(&vec![0; FILE as usize], 0)?;
    file.sync_all()?;
    let (mut latencies, began, mut at) = (Latencies::default(), Instant::now(), 0);
    while began.elapsed() < lasting {
        let wrote = Instant::now();
        file.write_all_at(&[7; PAGE], at % FILE)?;
        file.sync_data()?;
        latencies.push(wrote.elapsed());
        at += PAGE as u64;
    }
    let lasted = began.elapsed();
    std::fs::remove_file(&path)?;
    Ok(Run::new(latencies, lasted, 0, 0.0))
}
