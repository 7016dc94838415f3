//! Disguises: what runs somewhere, under each of the endings that may be sent.

use super::build::{class, elf, exe, page};
use super::{HIDDEN, MISMATCH, Outcome, Row, row};
use crate::samples::compound;

/// Every ending that this server takes.
const ENDINGS: [&str; 23] = [
    "doc", "xls", "xlsx", "csv", "ppt", "pdf", "jpg", "jpeg", "png", "gif", "mp3", "ogg", "wav", "mp4",
    "webm", "mpeg", "mov", "zip", "rar", "docx", "pptx", "webp", "txt",
];

pub fn rows() -> Vec<Row> {
    let programs: Vec<(&str, Vec<u8>)> = vec![
        ("a program for Windows", exe()),
        ("a program for DOS", [b"MZ\x90\0\x03\0".as_slice(), &[0; 60]].concat()),
        ("a program for Linux", elf()),
        (
            "a program for macOS",
            [b"\xcf\xfa\xed\xfe\x07\0\0\x01\x03\0\0\0\x02\0\0\0".as_slice(), &[0; 32]].concat(),
        ),
        (
            "a program for macOS of two kinds",
            [b"\xca\xfe\xba\xbe\0\0\0\x02\x01\0\0\x07".as_slice(), &[0; 32]].concat(),
        ),
        ("a class of Java", class()),
        ("a module of WebAssembly", b"\0asm\x01\0\0\0\0\0".to_vec()),
        ("a program for Android", [b"dex\n035\0".as_slice(), &[0; 104]].concat()),
        (
            "a shortcut of Windows",
            [b"\x4c\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46".as_slice(), &[0; 56]].concat(),
        ),
        ("an installer", compound("\u{4840}\u{3f3f}\u{4577}")),
        ("an archive of 7-Zip", [b"7z\xbc\xaf\x27\x1c\0\x04".as_slice(), &[0; 24]].concat()),
        ("a compressed stream", b"\x1f\x8b\x08\0\0\0\0\0\0\x03\x03\0\0\0\0\0\0\0\0\0".to_vec()),
        ("a database", [b"SQLite format 3\0\x10\0\x01\x01\0\x40\x20\x20".as_slice(), &[0; 76]].concat()),
        ("a shell script", b"#!/bin/sh\nreboot\n".to_vec()),
        ("a page", page().into_bytes()),
        ("a drawing", format!("<svg xmlns='http://www.w3.org/2000/svg' onload='{HIDDEN}'/>").into_bytes()),
        ("a page in XML", b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>".to_vec()),
        ("an application of HTML", b"<html><hta:application id=a></html>".to_vec()),
        ("a stylesheet that runs", b"<?xml version='1.0'?><xsl:stylesheet version='1.0'/>".to_vec()),
        ("a script of PHP", b"<?php system($_GET['c']);".to_vec()),
    ];
    let mut rows = Vec::new();
    for (what, bytes) in &programs {
        for ending in ENDINGS {
            let text = matches!(ending, "csv" | "txt") && bytes.starts_with(b"<?php");
            let outcome = if text { super::HIDES } else { MISMATCH };
            rows.push(row(format!("{what} as {ending}"), format!("file.{ending}"), bytes.clone(), outcome));
        }
    }
    let script = format!("alert('{HIDDEN}')");
    for ending in ENDINGS {
        // Plain words are a text, whatever they would do elsewhere: as a text they are handed out for saving.
        let outcome = if matches!(ending, "csv" | "txt") { Outcome::Saved } else { MISMATCH };
        rows.push(row(format!("a script as {ending}"), format!("file.{ending}"), script.clone(), outcome));
    }
    rows.push(row(
        "a formula that would start a program, in a table: a table is what it is",
        "table.csv",
        "=cmd|'/C calc'!A0,1\n",
        Outcome::Saved,
    ));
    rows.push(row("a page in UTF-16", "page.csv", utf_16(&page()), super::HIDES));
    rows.push(row(
        "a page far behind words, where no browser looks",
        "long.csv",
        "a,b\n".repeat(2000) + &page(),
        Outcome::Saved,
    ));
    rows.push(row(
        "a program behind a table",
        "table2.csv",
        [b"a,b\n".repeat(2000), exe()].concat(),
        MISMATCH,
    ));
    rows.push(row("the letters that begin a PDF, behind a page", "page.pdf", page() + "%PDF-1.4", MISMATCH));
    rows
}

fn utf_16(text: &str) -> Vec<u8> {
    [vec![0xff, 0xfe], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat()
}
