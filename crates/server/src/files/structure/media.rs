//! Sound and film: enough of each is walked to know that a player would find its way.

use super::{Broken, Bytes, End, find, sure};
use std::io::{Read, Seek};

/// Bytes in which the beginning of what is to be played must be found.
const SEARCHED: u64 = 64 * 1024;
/// Parts that are walked before it counts as broken.
const PARTS: usize = 100_000;

/// MP4 and QuickTime (ISO/IEC 14496-12, 4.2): boxes one after the other, `moov` among them.
pub fn boxes<R: Read + Seek>(bytes: &mut Bytes<R>) -> End {
    let (mut place, mut film) = (0, false);
    for _ in 0..PARTS {
        if bytes.length - place < 8 {
            break;
        }
        let [a, b, c, d, kind @ ..] = bytes.at::<8>(place)?;
        sure(kind.iter().all(|byte| matches!(byte, b' '..=b'~' | 0xa9)))?;
        film |= &kind == b"moov";
        let (length, head) = match u32::from_be_bytes([a, b, c, d]) {
            0 => (bytes.length - place, 8),
            1 => (u64::from_be_bytes(bytes.at(place + 8)?), 16),
            length => (u64::from(length), 8),
        };
        sure(length >= head && length <= bytes.length - place)?;
        place += length;
    }
    sure(film && bytes.length - place < 8).map(|()| bytes.length)
}

/// WAVE (RIFF): a format, then data. Recorders that were cut off leave a length of 0 or the most.
pub fn wav<R: Read + Seek>(bytes: &mut Bytes<R>) -> End {
    let (mut place, mut format) = (12, false);
    for _ in 0..PARTS {
        let [kind @ .., a, b, c, d] = bytes.at::<8>(place)?;
        let length = u64::from(u32::from_le_bytes([a, b, c, d]));
        let ends = place + 8 + length + length % 2;
        match &kind {
            b"data" => return sure(format).map(|()| ends.min(bytes.length)),
            b"fmt " => format = length >= 16,
            _ => sure(kind.iter().all(u8::is_ascii))?,
        }
        place = bytes.within(ends)?;
    }
    Err(Broken::Structure)
}

/// Ogg (RFC 3533, 6): a first page that begins a stream, and another page behind it.
pub fn ogg<R: Read + Seek>(bytes: &mut Bytes<R>) -> End {
    let [version, flags] = bytes.at(4)?;
    let segments = u64::from(bytes.byte(26)?);
    let lengths = bytes.part(27, segments)?;
    let next = 27 + segments + lengths.iter().map(|length| u64::from(*length)).sum::<u64>();
    sure(version == 0 && flags & 2 != 0 && &bytes.at::<4>(next)? == b"OggS").map(|()| bytes.length)
}

/// WebM (RFC 8794, 4 and 11.1): a head of its own length, then the segment.
pub fn webm<R: Read + Seek>(bytes: &mut Bytes<R>) -> End {
    let width = u64::from(bytes.byte(4)?.leading_zeros()) + 1;
    sure(width <= 8)?;
    let mut length = u64::from_be_bytes(bytes.at(4)?) >> (64 - 8 * width);
    length &= !(1 << (7 * width));
    sure(length <= SEARCHED)?;
    let segment = bytes.at::<4>(4 + width + length)?;
    sure(segment == [0x18, 0x53, 0x80, 0x67]).map(|()| bytes.length)
}

/// MPEG film (ISO/IEC 13818-1, 2.5.3): a pack or a sequence, and another part soon behind it.
pub fn mpeg<R: Read + Seek>(bytes: &mut Bytes<R>) -> End {
    let head = bytes.part(0, SEARCHED)?;
    let more = head.get(4..).and_then(|rest| find(rest, b"\0\0\x01").map(|at| rest.get(at + 3)));
    sure(matches!(more.flatten(), Some(0x00 | 0xb2..=0xff))).map(|()| bytes.length)
}

/// MP3 (ISO/IEC 11172-3, 2.4.2.3), behind what ID3v2 tells: two frames that follow each other.
pub fn mp3<R: Read + Seek>(bytes: &mut Bytes<R>) -> End {
    let head = bytes.at::<10>(0)?;
    let tagged = head.starts_with(b"ID3");
    let tag = head[6..].iter().fold(0_u64, |length, byte| length << 7 | u64::from(byte & 0x7f));
    let footer = if head[5] & 0x10 == 0 { 0 } else { 10 };
    let begins = if tagged { bytes.within(10 + tag + footer)? } else { 0 };
    let part = bytes.part(begins, SEARCHED)?;
    let follows = |at: usize| {
        let length = frame(&part[at..])?;
        let next = &part[(at + length).min(part.len())..];
        (next.len() < 4 || next.starts_with(b"TAG") || frame(next).is_some()).then_some(())
    };
    sure((0..part.len()).any(|at| part[at] == 0xff && follows(at).is_some())).map(|()| bytes.length)
}

/// The length of the frame of Layer III that begins here.
fn frame(bytes: &[u8]) -> Option<usize> {
    const FIRST: [usize; 15] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    const SECOND: [usize; 15] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    let &[0xff, b, c, _] = bytes.get(..4)? else { return None };
    let version = b >> 3 & 3;
    if b & 0xe0 != 0xe0 || version == 1 || b >> 1 & 3 != 1 {
        return None;
    }
    let (rates, samples) = if version == 3 { (&FIRST, 144_000) } else { (&SECOND, 72_000) };
    let kilobits = *rates.get(usize::from(c >> 4)).filter(|rate| **rate > 0)?;
    let hertz = [44_100_usize, 48_000, 32_000].get(usize::from(c >> 2 & 3))?;
    let hertz = match version {
        3 => *hertz,
        2 => hertz / 2,
        _ => hertz / 4,
    };
    Some(samples * kilobits / hertz + usize::from(c >> 1 & 1))
}
