//! F: the disk alone. One page written and waited for, again and again; and files streamed to it.

use crate::figures::{Latencies, Run};
use anyhow::Context;
use std::fs::File;
use std::io::Write;
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

/// Bytes of a file that is streamed, as they come from a socket.
const PIECE: usize = 64 * 1024;

/// A streamed copy: the bytes written piece by piece beside their place, waited for, and put there.
pub fn copies(folder: &Path, bytes: &[u8], count: usize) -> anyhow::Result<Run> {
    let (staged, place) = (folder.join("staged"), folder.join("copied"));
    let (mut latencies, began) = (Latencies::default(), Instant::now());
    for _ in 0..count {
        let wrote = Instant::now();
        let mut file = File::create(&staged)?;
        bytes.chunks(PIECE).try_for_each(|piece| file.write_all(piece))?;
        file.sync_all()?;
        std::fs::rename(&staged, &place)?;
        File::open(folder)?.sync_all()?;
        latencies.push(wrote.elapsed());
        std::fs::remove_file(&place)?;
    }
    Ok(Run::new(latencies, began.elapsed(), 0, 0.0))
}
