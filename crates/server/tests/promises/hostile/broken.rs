//! Files that end too early, or say that they are longer or other than they are.

use super::build::{gif, joined, jpeg, png, webp};
use super::{MISMATCH, Outcome, Refused, Row, row};
use crate::samples::{film, ogg, pdf, samples, sound, wav};

pub fn rows() -> Vec<Row> {
    let mut rows = cut();
    rows.extend(lying());
    rows
}

/// Every kind but the text, cut off in the middle, and behind its first bytes.
fn cut() -> Vec<Row> {
    let mut rows = vec![row("nothing at all", "empty.pdf", "", Refused("file-empty"))];
    for (ending, bytes) in samples().into_iter().filter(|(ending, _)| *ending != "csv") {
        let some = bytes[..8.min(bytes.len())].to_vec();
        rows.push(row(format!("the first bytes of {ending}"), format!("some.{ending}"), some, MISMATCH));
        // What is played is played as far as it goes: a film of these two is a stream.
        if !matches!(ending, "webm" | "mpeg" | "mp3" | "wav" | "rar") {
            let half = bytes[..bytes.len() / 2].to_vec();
            rows.push(row(format!("half of {ending}"), format!("half.{ending}"), half, MISMATCH));
        }
    }
    for (ending, bytes) in [("png", png()), ("jpg", jpeg()), ("gif", gif()), ("webp", webp())] {
        let short = bytes[..bytes.len() - 3].to_vec();
        rows.push(row(
            format!("{ending} without its last bytes"),
            format!("short.{ending}"),
            short,
            MISMATCH,
        ));
    }
    rows
}

fn lying() -> Vec<Row> {
    let refused = |what: &str, name: &str, bytes: Vec<u8>| row(what, name, bytes, MISMATCH);
    let no_film = film(b"isom")[..20].to_vec();
    let mut long_box = film(b"isom");
    long_box[20..24].copy_from_slice(&[0x7f, 0xff, 0xff, 0xff]);
    let mut long_part = png();
    long_part[33..37].copy_from_slice(&[0x7f, 0xff, 0xff, 0xff]);
    let mut short_segment = jpeg();
    short_segment[4..6].fill(0);
    let mut silent = wav();
    silent[12..16].copy_from_slice(b"junk");
    let far = String::from_utf8(pdf("4")).expect("text").replace("startxref\n9", "startxref\n999999");
    let lost = String::from_utf8(pdf("4")).expect("text").replace("startxref", "startxyz");
    let endless = pdf("4")[..40].to_vec();
    let mut no_picture = png();
    no_picture.truncate(33);
    no_picture.extend(super::build::chunk(b"IEND", b""));
    let mut garbled = png();
    let middle = garbled.len() / 2;
    garbled[middle..middle + 8].fill(0x55);
    let mut noise = jpeg();
    let end = noise.len() - 2;
    noise[end - 40..end].fill(0x33);
    vec![
        refused("a film of nothing but what it is", "b.mp4", no_film),
        refused("a box longer than the film", "c.mp4", long_box),
        refused("a part longer than the picture", "q.png", long_part),
        refused("a segment of no length", "l.jpg", short_segment),
        refused("a sound without a format", "c.wav", silent),
        refused("a PDF whose table lies beyond its end", "f.pdf", far.into_bytes()),
        refused("a PDF that does not say where its table is", "g.pdf", lost.into_bytes()),
        refused("a PDF without an end", "h.pdf", endless),
        refused(
            "a PDF of a version that is none",
            "i.pdf",
            [b"%PDF-x.y\n".as_slice(), &pdf("4")[9..]].concat(),
        ),
        refused("a PNG without a picture", "r.png", no_picture),
        refused("a PNG that begins with another part", "s.png", joined(&[&png()[..8], &png()[33..]])),
        refused(
            "a JPEG without a scan",
            "m.jpg",
            b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xd9".to_vec(),
        ),
        refused("a GIF without a picture", "f.gif", b"GIF89a\x01\0\x01\0\0\0\0\x3b".to_vec()),
        refused(
            "music of nothing but what it says of itself",
            "c.mp3",
            [b"ID3\x03\0\0\0\0\0\x0a".as_slice(), &[0; 30]].concat(),
        ),
        refused(
            "music whose words are longer than it",
            "d.mp3",
            [b"ID3\x03\0\0\x7f\x7f\x7f\x7f".as_slice(), &sound()].concat(),
        ),
        refused("a sound of one page", "a.ogg", ogg()[..58].to_vec()),
        refused(
            "a film of nothing but a beginning",
            "a.mpeg",
            [b"\0\0\x01\xba\x44".as_slice(), &[0xff; 60]].concat(),
        ),
        row(
            "a PNG whose picture is damaged: it is what it is called, and cannot be drawn",
            "t.png",
            garbled,
            Outcome::Saved,
        ),
        row("a JPEG whose end is noise: what can be drawn of it is drawn", "n.jpg", noise, Outcome::Drawn),
    ]
}
