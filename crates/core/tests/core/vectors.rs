//! Golden cases shared with the web app: what comes of a text that somebody typed, and what an inbox row
//! shows of it. `vectors/*.json` is written by the rules here; the web app's tests read the same files.

use crate::golden::check;
use parlance_core::limits::{MESSAGE_CHARS, PREVIEW_CHARS};
use parlance_core::text;
use std::fmt::Write as _;

/// A JSON string in ASCII, so that invisible characters can be seen in a review.
fn quoted(text: &str) -> String {
    let mut json = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            ' '..='~' => json.push(c),
            _ => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(json, "\\u{unit:04x}").expect("a string takes text");
                }
            }
        }
    }
    json.push('"');
    json
}

/// An array of objects, one a line.
fn array(lines: &[String]) -> String {
    format!("[\n  {}\n]\n", lines.join(",\n  "))
}

/// Texts that have gone wrong somewhere before: line ends, blanks, invisible and wide characters.
const TEXTS: [&str; 26] = [
    "Hello Felix",
    "  blank edges  ",
    "one\r\ntwo\rthree\nfour",
    "\n\nfirst line\n\n\nlast line\n",
    "a tab\there",
    "",
    "   ",
    "\n\t\r\n",
    "\u{200b}",
    "\u{feff}\u{2060}\u{00ad}",
    "\u{200e}\u{200f}",
    "\u{00a0}\u{3000}",
    "\u{3000}wide blanks\u{3000}",
    "\u{feff}a mark before",
    "in\u{200b}visible inside",
    "a\0b",
    "bell\u{7}",
    "escape \u{1b}[31mred",
    "delete\u{7f}",
    "next line\u{85}sign",
    "\u{85}next line at the edge\u{85}",
    "\u{2028}line separator\u{2028}inside\u{2029}",
    "\"quoted\" \\ backslash",
    "👩\u{200d}💻 works with 🇩🇪",
    "مرحبا بالعالم",
    "<script>alert(1)</script> & co",
];

/// Texts at and around a bound, as (piece, times): written so that the file stays small.
const REPEATED: [(&str, usize); 5] = [
    ("ß", MESSAGE_CHARS),
    ("ß", MESSAGE_CHARS + 1),
    ("👩", MESSAGE_CHARS),
    ("👩", MESSAGE_CHARS + 1),
    (" x\n", MESSAGE_CHARS / 3 + 1),
];

#[test]
fn what_comes_of_a_typed_message_is_what_the_web_app_is_told() {
    let mut lines: Vec<String> = Vec::new();
    for typed in TEXTS {
        let outcome = match text::message(typed) {
            Ok(stored) => format!("\"stored\": {}", quoted(&stored)),
            Err(rule) => format!("\"rule\": \"{}\"", rule.code()),
        };
        lines.push(format!("{{ \"typed\": {}, {outcome} }}", quoted(typed)));
    }
    for (piece, times) in REPEATED {
        let outcome = match text::message(&piece.repeat(times)) {
            Ok(stored) => format!("\"stored_chars\": {}", stored.chars().count()),
            Err(rule) => format!("\"rule\": \"{}\"", rule.code()),
        };
        lines.push(format!("{{ \"repeated\": {}, \"times\": {times}, {outcome} }}", quoted(piece)));
    }
    check("vectors/messages.json", &array(&lines));
}

#[test]
fn what_an_inbox_row_shows_of_a_text_is_what_the_web_app_is_told() {
    let long = [
        "word ".repeat(PREVIEW_CHARS),
        "x".repeat(PREVIEW_CHARS),
        "x".repeat(PREVIEW_CHARS + 1),
        "👩".repeat(PREVIEW_CHARS + 1),
        format!("{} y", "x".repeat(PREVIEW_CHARS - 2)),
        format!("{} y", "x".repeat(PREVIEW_CHARS - 1)),
        format!("{}\n\n", "x".repeat(PREVIEW_CHARS)),
    ];
    let texts =
        TEXTS.into_iter().filter(|typed| text::message(typed).is_ok()).chain(long.iter().map(String::as_str));
    let line = |text: &str| {
        format!("{{ \"text\": {}, \"preview\": {} }}", quoted(text), quoted(&text::preview(text)))
    };
    check("vectors/previews.json", &array(&texts.map(line).collect::<Vec<_>>()));
}

#[test]
fn what_is_kept_of_a_text_is_kept_as_it_is_when_typed_again() {
    for typed in TEXTS {
        if let Ok(stored) = text::message(typed) {
            assert_eq!(text::message(&stored), Ok(stored.clone()), "{typed:?}");
        }
    }
}
