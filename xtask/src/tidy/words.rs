//! Words that may stand only in some places: banned file names, the engines' names, SQL outside
//! `statements!`, notes to self. Judges code and strings; a comment may say what it likes, except for the
//! notes to self.

use proc_macro2::{TokenStream, TokenTree};

use super::Finding;
use super::rust::Rust;
use super::sources::Source;

/// Names that say nothing about what is inside.
const BANNED_NAMES: &[&str] =
    &["util", "utils", "helper", "helpers", "common", "misc", "manager", "service", "services", "base"];

const ENGINES: &[&str] = &["sqlite", "postgres"];

/// Where an engine may be named, beside the crates that are not shipped.
const ENGINE_ROOMS: &[&str] = &[
    "crates/store/src/engine",
    "crates/store/src/search",
    "crates/store/src/migrations",
    "crates/server/src/config",
    "crates/server/src/cli",
];

/// Where SQL may stand outside `statements!`: the rooms where the two engines honestly differ.
const SQL_ROOMS: &[&str] =
    &["crates/store/src/engine", "crates/store/src/search", "crates/store/src/migrations"];

const SQL_OPENINGS: &[&str] = &[
    "SELECT ",
    "INSERT INTO ",
    "UPDATE ",
    "DELETE FROM ",
    "CREATE ",
    "ALTER TABLE ",
    "DROP ",
    "WITH ",
    "PRAGMA ",
    "BEGIN",
];

/// Written in two halves, so that this file does not find itself.
const NOTES_TO_SELF: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];

const CODE_EXTENSIONS: &[&str] = &[".rs", ".ts", ".svelte", ".css", ".mjs", ".js", ".sh", ".sql", ".ftl"];

pub fn judge(rust: &[Rust], files: &[Source], findings: &mut Vec<Finding>) {
    for file in files {
        if CODE_EXTENSIONS.iter().any(|extension| file.path.ends_with(extension)) {
            banned_names(file, findings);
            notes_to_self(file, findings);
        }
    }
    for file in rust.iter().filter(|file| file.is_shipped()) {
        if !lies_in(&file.path, ENGINE_ROOMS) {
            walk(&file.tokens, &mut |word| engine_named(file, word, findings));
        }
        if !lies_in(&file.path, SQL_ROOMS) {
            walk(&file.tokens, &mut |word| sql_outside_statements(file, word, findings));
        }
    }
}

fn lies_in(path: &str, rooms: &[&str]) -> bool {
    rooms.iter().any(|room| path.strip_prefix(room).is_some_and(|rest| rest.starts_with(['/', '.'])))
}

fn banned_names(file: &Source, findings: &mut Vec<Finding>) {
    let bare = file.path.split('/').map(|part| part.split('.').next().unwrap_or(part));
    for name in bare.filter(|name| BANNED_NAMES.contains(name)) {
        findings.push(Finding::new(
            &file.path,
            1,
            format!("`{name}` is no name for a file: say what it is for"),
        ));
    }
}

fn notes_to_self(file: &Source, findings: &mut Vec<Finding>) {
    for (number, line) in file.text.lines().enumerate() {
        let words = line.split(|mark: char| !mark.is_alphanumeric() && mark != ':');
        if words.clone().any(|word| {
            NOTES_TO_SELF.iter().any(|note| word.trim_end_matches(':') == note.trim_end_matches(':'))
        }) {
            findings.push(Finding::new(&file.path, number + 1, "a note to self: do it, or open an issue"));
        }
    }
}

/// A word of code: an identifier or the text of a literal, and whether it stood inside `statements!`.
struct Word<'a> {
    text: &'a str,
    line: usize,
    is_literal: bool,
    in_statements: bool,
}

fn walk(stream: &TokenStream, on_word: &mut impl FnMut(&Word<'_>)) {
    walk_inside(stream, false, on_word);
}

fn walk_inside(stream: &TokenStream, in_statements: bool, on_word: &mut impl FnMut(&Word<'_>)) {
    let mut last_word = String::new();
    let mut calls_statements = false;
    for tree in stream.clone() {
        let line = tree.span().start().line;
        match tree {
            TokenTree::Ident(word) => {
                last_word = word.to_string();
                on_word(&Word { text: &last_word, line, is_literal: false, in_statements });
                calls_statements = false;
            }
            TokenTree::Punct(mark) => calls_statements = mark.as_char() == '!' && last_word == "statements",
            TokenTree::Literal(literal) => {
                on_word(&Word { text: &literal.to_string(), line, is_literal: true, in_statements });
            }
            TokenTree::Group(group) => {
                walk_inside(&group.stream(), in_statements || calls_statements, on_word);
                calls_statements = false;
            }
        }
    }
}

fn engine_named(file: &Rust, word: &Word<'_>, findings: &mut Vec<Finding>) {
    let lower = word.text.to_ascii_lowercase();
    if let Some(engine) = ENGINES.iter().find(|engine| lower.contains(**engine)) {
        let says = format!("`{engine}` is named only under {}", ENGINE_ROOMS.join(", "));
        findings.push(Finding::new(&file.path, word.line, says));
    }
}

fn sql_outside_statements(file: &Rust, word: &Word<'_>, findings: &mut Vec<Finding>) {
    if !word.is_literal || word.in_statements {
        return;
    }
    let text = word.text.trim_start_matches(['r', '#', '"', 'b', ' ', '\n', '\\']);
    let opens = SQL_OPENINGS.iter().any(|opening| text.starts_with(opening));
    if opens {
        findings.push(Finding::new(
            &file.path,
            word.line,
            "SQL stands in `statements!`, where both engines prepare it",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::super::rust::product;
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        let file = Source { path: path.to_owned(), text: text.to_owned() };
        let rust = if path.ends_with(".rs") { vec![product(path, text)] } else { Vec::new() };
        let mut findings = Vec::new();
        judge(&rust, &[file], &mut findings);
        findings.into_iter().map(|finding| finding.says).collect()
    }

    #[test]
    fn an_engine_is_named_in_its_room_and_in_comments_only() {
        let text = "//! R.\n// like sqlite\nfn a() { open(\"postgres://\"); }";
        assert_eq!(found("crates/store/src/log.rs", text).len(), 1);
        assert_eq!(found("crates/store/src/engine/pool.rs", text), [""; 0]);
        assert_eq!(found("crates/server/src/config.rs", text), [""; 0]);
        assert_eq!(found("crates/server/src/configured.rs", text).len(), 1);
    }

    #[test]
    fn sql_stands_inside_statements_only() {
        assert_eq!(found("crates/store/src/log.rs", "//! R.\nstatements! { HEAD = \"SELECT 1\"; }"), [""; 0]);
        assert_eq!(found("crates/store/src/log.rs", "//! R.\nfn a() { tx.execute(\"SELECT 1\"); }").len(), 1);
        assert_eq!(found("crates/store/src/log.rs", "//! R.\nfn a() { say(\"Select a job\"); }"), [""; 0]);
    }

    #[test]
    fn names_that_say_nothing_are_banned_for_files_and_folders() {
        assert_eq!(found("web/src/sync/utils.ts", "").len(), 1);
        assert_eq!(found("crates/server/src/common/mod.rs", "//! R.\n").len(), 1);
        assert_eq!(found("web/src/ui/basement.css", ""), [""; 0]);
    }

    #[test]
    fn notes_to_self_are_found_in_comments_too() {
        assert_eq!(found("web/src/a.ts", concat!("// TO", "DO: later")).len(), 1);
        assert_eq!(found("web/src/a.ts", "// mastodon"), [""; 0]);
    }
}
