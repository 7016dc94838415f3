//! Texts and PDF.

use super::{Broken, Bytes, End, find_last, sure};
use std::io::{Read, Seek};

/// Bytes at the end in which a PDF must say where its table stands: readers look at 1,024 (ISO 32000-1,
/// annex H.3), printers append more.
const TAIL: u64 = 64 * 1024;
/// Bytes at the beginning and at the end of a text that are looked at.
const STRIDE: u64 = 64 * 1024;

/// A text has no zero byte in any encoding in use, but for UTF-16, which says so at the beginning.
pub fn text<R: Read + Seek>(bytes: &mut Bytes<R>) -> End {
    let head = bytes.part(0, 3)?;
    sure(!head.is_empty() && !head.starts_with(b"#!"))?;
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        return Ok(bytes.length);
    }
    // The middle is left out: reading a long table once more would cost as much as taking it in.
    for place in [0, bytes.length.saturating_sub(STRIDE)] {
        sure(!bytes.part(place, STRIDE)?.contains(&0))?;
    }
    Ok(bytes.length)
}

/// PDF (ISO 32000-1, 7.5): a version at the very beginning; at the end where its table stands, and an end.
pub fn pdf<R: Read + Seek>(bytes: &mut Bytes<R>) -> End {
    let [version @ .., dot, minor] = bytes.at::<8>(0)?;
    sure(version.starts_with(b"%PDF-") && dot == b'.' && minor.is_ascii_digit())?;
    let begins = bytes.length.saturating_sub(TAIL);
    let tail = bytes.part(begins, TAIL)?;
    let end = find_last(&tail, b"%%EOF").ok_or(Broken::Structure)?;
    let said = find_last(&tail[..end], b"startxref").ok_or(Broken::Structure)?;
    let digits = tail[said + 9..end].trim_ascii();
    let table = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse::<u64>().ok());
    sure(table.is_some_and(|table| table < bytes.length)).map(|()| begins + end as u64 + 5)
}
