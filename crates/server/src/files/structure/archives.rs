//! Archives, by their directories: what is packed stays packed.

use super::{Broken, Bytes, End, find_last, sure};
use std::io::{Read, Seek};

/// Bytes at the end in which a directory ends: 22 and a comment (APPNOTE.TXT, 4.3.16).
const TAIL: u64 = 22 + 65_535;
/// Bytes of a directory that are read.
const DIRECTORY: u64 = 8 << 20;

/// A document of Office (ECMA-376-2, 9): an archive with this part in it, and without parts that run.
pub fn office<R: Read + Seek>(bytes: &mut Bytes<R>, main: &str) -> End {
    let names = zip(bytes)?;
    let has = |part: &str| names.iter().any(|name| name.eq_ignore_ascii_case(part));
    let runs = |name: &String| {
        let name = name.to_ascii_lowercase();
        name.ends_with("vbaproject.bin") || name.contains("/macrosheets/")
    };
    sure(has("[Content_Types].xml") && has(main) && !names.iter().any(runs)).map(|()| bytes.length)
}

/// ZIP (APPNOTE.TXT, 4.3): the names of its entries. The directory has to lead to every entry and to end
/// where the file ends, and the first entry to begin where the file begins.
pub fn zip<R: Read + Seek>(bytes: &mut Bytes<R>) -> Result<Vec<String>, Broken> {
    let begins = bytes.length.saturating_sub(TAIL);
    let tail = bytes.part(begins, TAIL)?;
    let end = find_last(&tail, b"PK\x05\x06").ok_or(Broken::Structure)?;
    let record = tail.get(end..).filter(|record| record.len() >= 22).ok_or(Broken::Structure)?;
    sure(record.len() == 22 + usize::from(u16::from_le_bytes([record[20], record[21]])))?;
    let mut count = u64::from(u16::from_le_bytes([record[10], record[11]]));
    let mut place = u64::from(word(record, 16)?);
    let mut stops = begins + end as u64;
    if stops >= 20 && &bytes.at::<4>(stops - 20)? == b"PK\x06\x07" {
        stops = u64::from_le_bytes(bytes.at(stops - 12)?);
        sure(&bytes.at::<4>(stops)? == b"PK\x06\x06")?;
        count = u64::from_le_bytes(bytes.at(stops + 32)?);
        place = u64::from_le_bytes(bytes.at(stops + 48)?);
    }
    sure(place <= stops && stops - place <= DIRECTORY)?;
    let directory = bytes.part(place, stops - place)?;
    names(bytes, &directory, count)
}

fn names<R: Read + Seek>(bytes: &mut Bytes<R>, directory: &[u8], count: u64) -> Result<Vec<String>, Broken> {
    let (mut rest, mut names, mut first) = (directory, Vec::new(), u64::MAX);
    while !rest.is_empty() {
        sure(rest.len() >= 46 && rest.starts_with(b"PK\x01\x02"))?;
        let short = |at: usize| usize::from(u16::from_le_bytes([rest[at], rest[at + 1]]));
        let length = 46 + short(28) + short(30) + short(32);
        let name = rest.get(46..46 + short(28)).ok_or(Broken::Structure)?;
        names.push(String::from_utf8_lossy(name).into_owned());
        let entry = u64::from(word(rest, 42)?);
        // The most means that the place stands elsewhere (4.5.3): a file as small as ours needs none.
        sure(entry < bytes.length && &bytes.at::<4>(entry)? == b"PK\x03\x04")?;
        first = first.min(entry);
        rest = rest.get(length..).ok_or(Broken::Structure)?;
    }
    sure(names.len() as u64 == count && first == 0)?;
    Ok(names)
}

/// RAR 4 and 5: behind the signature, the head of an archive or of its encryption.
pub fn rar<R: Read + Seek>(bytes: &mut Bytes<R>) -> End {
    let kind = match bytes.at::<8>(0)? {
        [b'R', b'a', b'r', b'!', 0x1a, 7, 1, 0] => {
            let mut place = 12;
            while bytes.byte(place)? & 0x80 != 0 && place < 16 {
                place += 1;
            }
            bytes.byte(place + 1)?
        }
        [b'R', b'a', b'r', b'!', 0x1a, 7, 0, _] => bytes.byte(9)?,
        _ => 0,
    };
    sure(matches!(kind, 1 | 4 | 0x73)).map(|()| bytes.length)
}

fn word(bytes: &[u8], at: usize) -> Result<u32, Broken> {
    let found = bytes.get(at..at + 4).and_then(|word| word.try_into().ok());
    found.map(u32::from_le_bytes).ok_or(Broken::Structure)
}
