//! Polyglots: the same bytes are one thing to us and another to something else.

use super::build::{archive, chunk, exe, gif, jar, joined, jpeg, mp4_box, page, png, segment, webp, with};
use super::{HIDDEN, HIDES, MISMATCH, Outcome, Row, row};
use crate::samples::{compound, film, pdf, sound, wav, zip};

const SEVEN: &[u8] = b"7z\xbc\xaf\x27\x1c\0\x04\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
const RAR: &[u8] = b"Rar!\x1a\x07\x01\0\x33\x92\xb5\xe5\x0a\x01\x05\x06\0\x05\x01\x01\x80\x80\0";

pub fn rows() -> Vec<Row> {
    let mut rows = behind();
    rows.extend(before());
    rows.extend(inside());
    rows
}

/// What hides behind the end.
fn behind() -> Vec<Row> {
    let hides = |what: &str, name: &str, parts: &[&[u8]]| row(what, name, joined(parts), HIDES);
    let page = page();
    let mut rows = vec![
        hides("an archive behind a PDF", "a.pdf", &[&pdf("4"), &archive()]),
        hides("a program of Java behind a GIF", "a.gif", &[&gif(), &jar()]),
        hides("a page behind a PDF", "b.pdf", &[&pdf("4"), page.as_bytes()]),
        hides("an archive behind a JPEG", "a.jpg", &[&jpeg(), &archive()]),
        hides("a program of Java behind a JPEG", "b.jpg", &[&jpeg(), &jar()]),
        hides("an archive behind a PNG", "a.png", &[&png(), &archive()]),
        hides("an archive behind a WebP", "a.webp", &[&webp(), &archive()]),
        hides("an archive behind a sound", "a.wav", &[&wav(), &archive()]),
        hides("an archive behind music", "a.mp3", &[&sound(), &sound(), &archive()]),
        hides("an archive behind a document", "a.doc", &[&compound("WordDocument"), &archive()]),
        hides("an archive behind a table", "a.csv", &[b"a,b\n", &archive()[..0], b"PK\x05\x06 and words"]),
        hides("a page behind a PNG", "b.png", &[&png(), page.as_bytes()]),
        hides("a script of PHP behind a GIF", "b.gif", &[&gif(), b"<?php system('x');"]),
        hides("a program behind a PNG", "c.png", &[&png(), &exe()]),
        hides("a program behind a JPEG", "c.jpg", &[&jpeg(), &exe()]),
        hides("a PDF behind a JPEG", "d.jpg", &[&jpeg(), &pdf("4")]),
        hides("another kind of archive behind a JPEG", "e.jpg", &[&jpeg(), RAR]),
        hides("another kind of archive behind a GIF", "c.gif", &[&gif(), SEVEN]),
        row(
            "a film behind a photograph, as telephones make them",
            "live.jpg",
            joined(&[&jpeg(), &film(b"isom")]),
            Outcome::Drawn,
        ),
        row(
            "zeros behind a picture, as careless programs leave them",
            "zeros.png",
            joined(&[&png(), &[0; 600]]),
            Outcome::Drawn,
        ),
    ];
    rows.push(row(
        "boxes of a film behind which words stand",
        "a.mp4",
        joined(&[&film(b"isom"), page.as_bytes()]),
        MISMATCH,
    ));
    rows
}

/// What stands before, so that the end alone looks right.
fn before() -> Vec<Row> {
    let with_head = |head: &[u8]| joined(&[head, &archive()]);
    vec![
        row("an archive that begins as a picture", "d.zip", with_head(&png()), MISMATCH),
        row("an archive that begins as a program", "e.zip", with_head(&exe()), MISMATCH),
        row("an archive that begins as a PDF", "f.zip", with_head(&pdf("4")), MISMATCH),
        row("an archive that begins as another one", "g.zip", with_head(&archive()), MISMATCH),
        row("a PDF behind a page", "c.pdf", joined(&[page().as_bytes(), &pdf("4")]), MISMATCH),
        row("a PDF behind blanks", "d.pdf", joined(&[b"\n\n\n", &pdf("4")]), MISMATCH),
        row("a RAR that begins as a program", "a.rar", joined(&[&exe(), RAR]), MISMATCH),
    ]
}

/// What hides in a place for remarks.
fn inside() -> Vec<Row> {
    let (png, jpeg, gif) = (png(), jpeg(), gif());
    let php = format!("Comment\0<?php echo '{HIDDEN}';");
    let remark = [b"\x21\xfe\x10".as_slice(), b"<script>alert(1)", &[0]].concat();
    let after_head = 13 + if gif[10] & 0x80 == 0 { 0 } else { 3_usize << ((gif[10] & 7) + 1) };
    let script = gif_script();
    let deep = joined(&[&[b' '; 5000], page().as_bytes()]);
    vec![
        row(
            "a script of PHP in a remark of a PNG",
            "e.png",
            with(&png, 33, &chunk(b"tEXt", php.as_bytes())),
            HIDES,
        ),
        row(
            "a page in a remark of a JPEG",
            "f.jpg",
            with(&jpeg, 2, &segment(0xfe, page().as_bytes())),
            HIDES,
        ),
        row("a script in a remark of a GIF", "d.gif", with(&gif, after_head, &remark), HIDES),
        row("a GIF that is a script: its width opens a remark", "e.gif", script, MISMATCH),
        row(
            "a page in a PDF",
            "e.pdf",
            [b"%PDF-1.4\n".as_slice(), page().as_bytes(), &pdf("4")].concat(),
            HIDES,
        ),
        row(
            "a page in a film",
            "b.mp4",
            with(&film(b"isom"), 20, &mp4_box(b"free", page().as_bytes())),
            HIDES,
        ),
        row(
            "a page in a film of QuickTime",
            "a.mov",
            with(&film(b"qt  "), 20, &mp4_box(b"free", page().as_bytes())),
            HIDES,
        ),
        row("a page in what music says of itself", "b.mp3", tagged(page().as_bytes()), HIDES),
        row("a page in a sound", "b.wav", with(&wav(), 12, &riff(b"LIST", page().as_bytes())), HIDES),
        row(
            "a page far inside a PNG, where no browser looks",
            "f.png",
            with(&png, 33, &chunk(b"tEXt", &deep)),
            Outcome::Drawn,
        ),
        row("a page far inside a JPEG", "g.jpg", with(&jpeg, 2, &segment(0xfe, &deep)), Outcome::Drawn),
        row("a script in a PDF: it is read by a program that runs none", "f.pdf", running(), Outcome::Saved),
        row(
            "a page in an archive: what is in it stays in it",
            "h.zip",
            zip(&[("index.html", page().as_bytes())]),
            Outcome::Saved,
        ),
        row("a program in an archive", "i.zip", archive(), Outcome::Saved),
    ]
}

/// `GIF89a/*` … `*/=1;alert(1)`: the size of the picture is the beginning of a remark.
fn gif_script() -> Vec<u8> {
    format!("GIF89a/*\0\0\0\0\0*/=1;alert('{HIDDEN}')").into_bytes()
}

fn tagged(words: &[u8]) -> Vec<u8> {
    let length = u8::try_from(words.len()).expect("a short text");
    [b"ID3\x03\0\0\0\0".as_slice(), &[length >> 7, length & 0x7f], words, &sound(), &sound()].concat()
}

fn riff(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).expect("a small part").to_le_bytes();
    [kind.as_slice(), &length, body, &[0][..body.len() % 2]].concat()
}

fn running() -> Vec<u8> {
    let text = String::from_utf8(pdf("4")).expect("text");
    let action = format!("/OpenAction<</S/JavaScript/JS(app.alert\\('{HIDDEN}'\\))>>");
    text.replace("/Type/Catalog", &format!("/Type/Catalog{action}")).into_bytes()
}
