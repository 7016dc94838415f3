//! Pictures: each says how long its parts are, and where it ends.

use super::{Broken, Bytes, End, sure};
use std::io::{Read, Seek};

/// Bytes that are searched at once.
const STRIDE: u64 = 64 * 1024;

/// PNG (W3C Portable Network Graphics, 5): a head, data, an end, each part with its length.
pub fn png<R: Read + Seek>(bytes: &mut Bytes<R>) -> End {
    let (mut place, mut data) = (8, false);
    loop {
        let [a, b, c, d, kind @ ..] = bytes.at::<8>(place)?;
        let length = u64::from(u32::from_be_bytes([a, b, c, d]));
        sure(kind.iter().all(u8::is_ascii_alphabetic))?;
        sure((place == 8) == (&kind == b"IHDR"))?;
        data |= &kind == b"IDAT";
        place = bytes.within(place + 12 + length)?;
        if &kind == b"IEND" {
            return sure(data).map(|()| place);
        }
    }
}

/// JPEG (ITU-T T.81, B.1): segments with lengths, and scans that go on until a marker ends them.
pub fn jpeg<R: Read + Seek>(bytes: &mut Bytes<R>) -> End {
    let (mut place, mut scans) = (2, 0);
    loop {
        sure(bytes.byte(place)? == 0xff)?;
        let mut code = bytes.byte(place + 1)?;
        while code == 0xff {
            place += 1;
            code = bytes.byte(place + 1)?;
        }
        place += 2;
        match code {
            0xd9 => return sure(scans > 0).map(|()| place),
            0x01 | 0xd0..=0xd8 => continue,
            _ => {}
        }
        let length = u64::from(u16::from_be_bytes(bytes.at(place)?));
        sure(length >= 2)?;
        place = bytes.within(place + length)?;
        if code == 0xda {
            scans += 1;
            place = marker(bytes, place)?;
        }
    }
}

/// The next marker after the coded data at `place`: neither a stuffed zero nor a restart.
fn marker<R: Read + Seek>(bytes: &mut Bytes<R>, mut place: u64) -> End {
    loop {
        let part = bytes.part(place, STRIDE)?;
        let ends = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0 | 0xff | 0xd0..=0xd7);
        if let Some(at) = part.windows(2).position(ends) {
            return Ok(place + at as u64);
        }
        sure(part.len() as u64 == STRIDE)?;
        // The last byte may be the first of a marker.
        place += STRIDE - 1;
    }
}

/// GIF (89a, 17 to 27): blocks, each of sub-blocks with their lengths, and a trailer.
pub fn gif<R: Read + Seek>(bytes: &mut Bytes<R>) -> End {
    let (mut place, mut pictures) = (13 + table(bytes.byte(10)?), 0);
    loop {
        match bytes.byte(place)? {
            0x3b => return sure(pictures > 0).map(|()| place + 1),
            0x21 => place = blocks(bytes, place + 2)?,
            0x2c => {
                pictures += 1;
                let colours = table(bytes.byte(place + 9)?);
                place = blocks(bytes, place + 10 + colours + 1)?;
            }
            _ => return Err(Broken::Structure),
        }
    }
}

/// Bytes of the table of colours that these flags announce.
fn table(flags: u8) -> u64 {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

fn blocks<R: Read + Seek>(bytes: &mut Bytes<R>, mut place: u64) -> End {
    loop {
        let length = u64::from(bytes.byte(place)?);
        place = bytes.within(place + 1 + length)?;
        if length == 0 {
            return Ok(place);
        }
    }
}

/// WebP (RFC 9649, 2.4): one RIFF, whose length is that of the file.
pub fn webp<R: Read + Seek>(bytes: &mut Bytes<R>) -> End {
    let length = u64::from(u32::from_le_bytes(bytes.at(4)?));
    bytes.within(8 + length)
}
