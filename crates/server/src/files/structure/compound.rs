//! Compound files ([MS-CFB]), of which the older documents of Office are made: a small file system, read as
//! far as the names in its directory. Installers, mails and shortcuts are made of it too.

use super::{Broken, Bytes, End, sure};
use std::io::{Read, Seek};

/// Sectors of the table that are known of: more than a file as large as may be has.
const TABLE: usize = 1 << 12;

/// Whether one of these streams is in it.
pub fn holds<R: Read + Seek>(bytes: &mut Bytes<R>, streams: &[&str]) -> End {
    let shift = u16::from_le_bytes(bytes.at(30)?);
    sure(shift == 9 || shift == 12)?;
    let sector = 1_u64 << shift;
    let table = table(bytes, sector)?;
    let mut at = u32::from_le_bytes(bytes.at(48)?);
    for _ in 0..=bytes.length / sector {
        let directory = bytes.part(place(at, sector), sector)?;
        for entry in directory.chunks_exact(128) {
            // 2 is a stream; a name is of UTF-16, and its length counts bytes and a zero at the end.
            let units = usize::from(u16::from_le_bytes([entry[64], entry[65]])).min(64) / 2;
            let name = entry.chunks_exact(2).take(units.saturating_sub(1));
            let name: Vec<u16> = name.map(|unit| u16::from_le_bytes([unit[0], unit[1]])).collect();
            let name = String::from_utf16_lossy(&name);
            if entry[66] == 2 && streams.iter().any(|stream| *stream == name) {
                return Ok(bytes.length);
            }
        }
        let entries = sector / 4;
        let holder = usize::try_from(u64::from(at) / entries).map_err(|_| Broken::Structure)?;
        let holder = *table.get(holder).ok_or(Broken::Structure)?;
        let next = place(holder, sector) + u64::from(at) % entries * 4;
        at = u32::from_le_bytes(bytes.at(next)?);
    }
    Err(Broken::Structure)
}

/// The sectors of the table of chains: 109 stand in the head, more in a chain of their own (2.5).
fn table<R: Read + Seek>(bytes: &mut Bytes<R>, sector: u64) -> Result<Vec<u32>, Broken> {
    let mut table = words(&bytes.part(76, 436)?);
    let mut at = u32::from_le_bytes(bytes.at(68)?);
    while place(at, sector) < bytes.length && table.len() < TABLE {
        let mut more = words(&bytes.part(place(at, sector), sector)?);
        at = more.pop().ok_or(Broken::Structure)?;
        table.append(&mut more);
    }
    Ok(table)
}

fn words(bytes: &[u8]) -> Vec<u32> {
    let word = |word: &[u8]| u32::from_le_bytes([word[0], word[1], word[2], word[3]]);
    bytes.chunks_exact(4).map(word).collect()
}

/// Where a sector begins: the head takes the place of the first.
fn place(sector: u32, size: u64) -> u64 {
    (u64::from(sector) + 1) * size
}
