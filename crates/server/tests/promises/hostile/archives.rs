//! Archives and documents: bombs, macros, directories that lie. What is packed is never unpacked here, so
//! that a bomb is as large as its file.

use super::build::{archive, joined};
use super::{HIDDEN, MISMATCH, Outcome, Row, row};
use crate::samples::{compound, stored_zip, zip};

const TYPES: &str = "[Content_Types].xml";

pub fn rows() -> Vec<Row> {
    let mut rows = documents();
    rows.extend(lies());
    rows.extend(bombs());
    rows
}

fn documents() -> Vec<Row> {
    let with = |parts: &[&str]| stored_zip(&[&[TYPES, "_rels/.rels"], parts].concat());
    let refused = |what: &str, name: &str, bytes: Vec<u8>| row(what, name, bytes, MISMATCH);
    vec![
        refused("a document with macros", "a.docx", with(&["word/document.xml", "word/vbaProject.bin"])),
        refused("a table with macros", "a.xlsx", with(&["xl/workbook.xml", "xl/vbaProject.bin"])),
        refused(
            "a table with macros under other letters",
            "b.xlsx",
            with(&["xl/workbook.xml", "xl/VBAPROJECT.BIN"]),
        ),
        refused("slides with macros", "a.pptx", with(&["ppt/presentation.xml", "ppt/vbaProject.bin"])),
        refused(
            "a table with macros of the old kind",
            "c.xlsx",
            with(&["xl/workbook.xml", "xl/macrosheets/sheet1.xml"]),
        ),
        refused("a table in binary form", "d.xlsx", with(&["xl/workbook.bin"])),
        refused("a table called a document", "b.docx", with(&["xl/workbook.xml"])),
        refused("a document called a table", "e.xlsx", with(&["word/document.xml"])),
        refused("a document called an archive", "a.zip", with(&["word/document.xml"])),
        refused("an archive called a document", "c.docx", stored_zip(&["a.txt", "b.txt"])),
        refused("a document without the list of its parts", "d.docx", stored_zip(&["word/document.xml"])),
        refused("a program of Java called an archive", "b.zip", super::build::jar()),
        refused(
            "a program for Android called an archive",
            "c.zip",
            stored_zip(&["AndroidManifest.xml", "classes.dex"]),
        ),
        refused("a compound file without the words of a document", "a.doc", compound("Contents")),
        refused("a table called a document, of the old kind", "b.doc", compound("Workbook")),
        refused("a document called slides, of the old kind", "a.ppt", compound("WordDocument")),
        refused("a mail called a table", "a.xls", compound("__properties_version1.0")),
        refused("a document cut off behind its head", "c.doc", compound("WordDocument")[..512].to_vec()),
        refused("a directory that leads in a circle", "d.doc", circle()),
        refused("a directory that lies beyond the end", "e.doc", beyond()),
    ]
}

/// The directory's only sector follows itself.
fn circle() -> Vec<u8> {
    let mut bytes = compound("Contents");
    bytes[516..520].copy_from_slice(&1_u32.to_le_bytes());
    bytes
}

fn beyond() -> Vec<u8> {
    let mut bytes = compound("WordDocument");
    bytes[48..52].copy_from_slice(&0x00ff_ffff_u32.to_le_bytes());
    bytes
}

/// Directories that do not say what is there.
fn lies() -> Vec<Row> {
    let good = archive();
    let end = good.len() - 22;
    let lying = |what: &str, name: &str, at: usize, lie: &[u8]| {
        let mut bytes = good.clone();
        bytes[at..at + lie.len()].copy_from_slice(lie);
        row(what, name, bytes, MISMATCH)
    };
    let refused = |what: &str, name: &str, bytes: Vec<u8>| row(what, name, bytes, MISMATCH);
    vec![
        lying("a directory of more entries than there are", "j.zip", end + 10, &[9, 0]),
        lying("a directory beyond the end", "k.zip", end + 16, &[0xff, 0xff, 0xff, 0x7f]),
        lying("an entry beyond the end", "l.zip", end - 15, &[0xff, 0xff, 0xff, 0x7f]),
        lying("a remark longer than the file", "m.zip", end + 20, &[0xff, 0xff]),
        refused("an archive without its end", "n.zip", good[..end].to_vec()),
        refused("an archive with words behind its end", "o.zip", joined(&[&good, HIDDEN.as_bytes()])),
        refused("an archive of nothing but its end", "p.zip", good[end..].to_vec()),
        refused("an archive of nothing but its beginning", "q.zip", good[..40].to_vec()),
        refused("a RAR of nothing but its name", "b.rar", b"Rar!\x1a\x07\x01\0".to_vec()),
        refused("a RAR whose head is none", "c.rar", [b"Rar!\x1a\x07\x01\0".as_slice(), &[0; 40]].concat()),
    ]
}

/// Bombs: little that becomes very much for whoever unpacks it.
fn bombs() -> Vec<Row> {
    let claims = |bytes: Vec<u8>| {
        let mut bytes = bytes;
        // Each entry claims four gigabytes, packed by a thousand to one.
        let mut at = 0;
        while let Some(found) = bytes[at..].windows(4).position(|sign| sign == b"PK\x01\x02") {
            at += found + 4;
            bytes[at + 6..at + 8].copy_from_slice(&[8, 0]);
            bytes[at + 20..at + 24].copy_from_slice(&[0xfe, 0xff, 0xff, 0xff]);
        }
        bytes
    };
    let many: Vec<String> = (0..20_000).map(|n| format!("{n}.txt")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let inner = zip(&[("0.zip", &claims(stored_zip(&["0.txt"])))]);
    let document = stored_zip(&[TYPES, "_rels/.rels", "word/document.xml"]);
    vec![
        row(
            "a bomb: an archive that claims four gigabytes",
            "r.zip",
            claims(stored_zip(&["0.txt"])),
            Outcome::Saved,
        ),
        row("a bomb of bombs", "s.zip", inner, Outcome::Saved),
        row("a bomb of 20,000 entries", "t.zip", claims(stored_zip(&many)), Outcome::Saved),
        row("a bomb that is a document", "e.docx", claims(document), Outcome::Saved),
        row("an archive whose entries are one and the same", "u.zip", overlapping(), Outcome::Saved),
        row(
            "an archive whose entries would lie outside of a folder",
            "v.zip",
            stored_zip(&["../../etc/cron.d/x"]),
            Outcome::Saved,
        ),
    ]
}

/// Two names in the directory lead to the same entry.
fn overlapping() -> Vec<u8> {
    let mut bytes = stored_zip(&["a.txt", "b.txt"]);
    let at = bytes.windows(4).rposition(|sign| sign == b"PK\x01\x02").expect("an entry");
    bytes[at + 42..at + 46].fill(0);
    bytes
}
