//! Documents name only what exists: every path in backticks or in a link, and in the walk-throughs every
//! function. Also the form of the decision records and the length of ARCHITECTURE.md.

use std::collections::BTreeSet;
use std::path::Path;

use proc_macro2::TokenTree;

use super::Finding;
use super::rust::Rust;
use super::sources::Source;

/// Four printed pages.
const ARCHITECTURE_LINES_MAX: usize = 220;

/// A path in backticks begins in one of these, or in a short form below one of `SHORT_FOR`.
const ROOTS: &[&str] = &["crates", "web", "e2e", "bench", "xtask", "docs", "scripts", ".ci", ".cargo"];

const SHORT_FOR: &[&str] =
    &["", "crates/server/src/", "crates/store/src/", "crates/core/src/", "crates/", "web/src/", "docs/"];

const FILE_EXTENSIONS: &[&str] =
    &[".rs", ".ts", ".svelte", ".css", ".mjs", ".md", ".toml", ".sh", ".sql", ".ftl", ".json"];

/// Made by a build and kept out of the repository.
const MADE: &[&str] = &["target/", "web/dist", "e2e/screenshots", "e2e/test-results", "web/node_modules"];

/// The documents whose `room::function` names are checked against the code.
const WALKS: &[&str] = &["ARCHITECTURE.md", "CONTRIBUTING.md"];

const DECISION_STATUSES: &[&str] = &["proposed", "accepted", "rejected", "superseded by "];

pub fn judge(root: &Path, files: &[Source], rust: &[Rust], findings: &mut Vec<Finding>) {
    let exists = |path: &str| root.join(path.trim_end_matches('/')).exists();
    let defined = defined_names(rust);
    for file in files.iter().filter(|file| file.path.ends_with(".md")) {
        named_paths(file, &exists, findings);
        if WALKS.contains(&file.path.as_str()) {
            named_functions(file, &defined, findings);
        }
        if file.path == "ARCHITECTURE.md" && file.text.lines().count() > ARCHITECTURE_LINES_MAX {
            findings.push(Finding::new(&file.path, 1, format!("longer than {ARCHITECTURE_LINES_MAX} lines")));
        }
    }
    let decisions: Vec<&Source> = files
        .iter()
        .filter(|file| {
            file.path.starts_with("docs/adr/") && file.path.ends_with(".md") && file.name() != "README.md"
        })
        .collect();
    judge_decisions(&decisions, findings);
}

/// What stands in single backticks outside code blocks, with its line.
fn spans(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut in_block = false;
    for (number, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
        } else if !in_block {
            found.extend(line.split('`').skip(1).step_by(2).map(|span| (number + 1, span)));
        }
    }
    found
}

fn named_paths(file: &Source, exists: &dyn Fn(&str) -> bool, findings: &mut Vec<Finding>) {
    for (line, span) in spans(&file.text) {
        let path = span.split(['#', ':']).next().unwrap_or(span).trim_end_matches('/');
        if looks_like_a_path(path) && !SHORT_FOR.iter().any(|prefix| exists(&format!("{prefix}{path}"))) {
            findings.push(Finding::new(&file.path, line, format!("names `{path}`, which does not exist")));
        }
    }
    let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    for (number, line) in file.text.lines().enumerate() {
        for link in line.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let target = link.split('#').next().unwrap_or(link);
            let outside = target.is_empty() || target.contains("://") || target.starts_with("mailto:");
            let path = if folder.is_empty() { target.to_owned() } else { format!("{folder}/{target}") };
            if !outside && !exists(&path) {
                findings.push(Finding::new(
                    &file.path,
                    number + 1,
                    format!("links to {target}, which does not exist"),
                ));
            }
        }
    }
}

fn looks_like_a_path(span: &str) -> bool {
    let plain = |mark: char| mark.is_ascii_alphanumeric() || "._-/".contains(mark);
    if !span.chars().all(plain)
        || span.starts_with(['/', '-'])
        || MADE.iter().any(|made| span.starts_with(made))
    {
        return false;
    }
    let Some((first, _)) = span.split_once('/') else {
        return false;
    };
    ROOTS.contains(&first) || FILE_EXTENSIONS.iter().any(|extension| span.ends_with(extension))
}

fn named_functions(file: &Source, defined: &BTreeSet<String>, findings: &mut Vec<Finding>) {
    for (line, span) in spans(&file.text) {
        let name = span.split('(').next().unwrap_or(span);
        let segments: Vec<&str> = name.split("::").collect();
        let is_path = segments.len() > 1
            && segments.iter().all(|part| {
                !part.is_empty() && part.chars().all(|mark| mark.is_ascii_alphanumeric() || mark == '_')
            });
        let foreign = ["std", "tokio", "axum", "rusqlite", "clippy"].contains(&segments[0]);
        if let (true, false, Some(last)) = (is_path, foreign, segments.last())
            && !defined.contains(*last)
        {
            findings.push(Finding::new(
                &file.path,
                line,
                format!("names `{name}`, which the code does not have"),
            ));
        }
    }
}

/// Every name the product code defines: functions, types, modules (as declared), variants, constants.
fn defined_names(rust: &[Rust]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for file in rust {
        names.extend(file.module.last().cloned());
        collect(&file.tokens, &mut names);
    }
    names
}

fn collect(stream: &proc_macro2::TokenStream, names: &mut BTreeSet<String>) {
    const DEFINING: &[&str] = &["fn", "struct", "enum", "trait", "mod", "const", "static", "type"];
    let mut after_definer = false;
    let mut after_enum = false;
    for tree in stream.clone() {
        match tree {
            TokenTree::Ident(word) => {
                let word = word.to_string();
                if after_definer {
                    names.insert(word.clone());
                }
                after_definer = DEFINING.contains(&word.as_str());
                after_enum = after_enum || word == "enum";
            }
            TokenTree::Group(group) => {
                if after_enum && group.delimiter() == proc_macro2::Delimiter::Brace {
                    names.extend(group.stream().into_iter().filter_map(|tree| match tree {
                        TokenTree::Ident(variant) => Some(variant.to_string()),
                        _ => None,
                    }));
                    after_enum = false;
                }
                collect(&group.stream(), names);
                after_definer = false;
            }
            _ => after_definer = false,
        }
    }
}

fn judge_decisions(decisions: &[&Source], findings: &mut Vec<Finding>) {
    for (position, file) in decisions.iter().enumerate() {
        let number = format!("{:04}", position + 1);
        if !file.name().starts_with(&format!("{number}-")) {
            findings.push(Finding::new(
                &file.path,
                1,
                format!("decisions are numbered without holes: {number} is due"),
            ));
        }
        let mut lines = file.text.lines();
        let title = lines.next().unwrap_or_default();
        let own = file.name().split('-').next().unwrap_or_default();
        if title.strip_prefix(&format!("# {own} ")).is_none_or(|rest| rest.trim().is_empty()) {
            findings.push(Finding::new(&file.path, 1, format!("begins with `# {own} Title`")));
        }
        let header = |name: &str| file.text.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
        let status = header("Status:").unwrap_or_default();
        if !DECISION_STATUSES
            .iter()
            .any(|known| status == *known || (known.ends_with(' ') && status.starts_with(known)))
        {
            findings.push(Finding::new(
                &file.path,
                1,
                format!("`Status:` is one of {}", DECISION_STATUSES.join(", ")),
            ));
        }
        if !header("Date:").is_some_and(is_date) {
            findings.push(Finding::new(&file.path, 1, "has a line `Date: YYYY-MM-DD`"));
        }
    }
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let digits =
        |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    matches!(parts.as_slice(), [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2))
}

#[cfg(test)]
mod tests {
    use super::super::rust::product;
    use super::*;

    fn source(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn paths_that_do_not_exist_are_found_and_short_forms_are_understood() {
        let text = "See `crates/core/src/ids.rs`, `http/router.rs#routes` and `gone/away.rs`.\n```\n`crates/never`\n```\n";
        let exists =
            |path: &str| ["crates/core/src/ids.rs", "crates/server/src/http/router.rs"].contains(&path);
        let mut findings = Vec::new();
        named_paths(&source("README.md", text), &exists, &mut findings);
        assert_eq!(findings, [Finding::new("README.md", 1, "names `gone/away.rs`, which does not exist")]);
    }

    #[test]
    fn what_a_build_makes_an_address_and_a_command_are_no_paths() {
        for span in
            ["web/dist", "/api/v1/jobs", "make test", "application/json", "GET /healthz", "target/bench.json"]
        {
            assert!(!looks_like_a_path(span), "{span}");
        }
        assert!(looks_like_a_path("docs/adr/0001-one-log.md"));
    }

    #[test]
    fn links_are_followed_from_the_documents_own_folder() {
        let exists = |path: &str| path == "docs/glossary.md";
        let mut findings = Vec::new();
        let text = "[words](glossary.md#x) [web](https://example.com) [gone](gone.md)";
        named_paths(&source("docs/index.md", text), &exists, &mut findings);
        assert_eq!(findings, [Finding::new("docs/index.md", 1, "links to gone.md, which does not exist")]);
    }

    #[test]
    fn a_walk_names_functions_the_code_has() {
        let rust = [product(
            "crates/core/src/policy/mod.rs",
            "//! R.\npub enum Denial { JobClosed }\npub fn decide() {}",
        )];
        let text = "`policy::decide(…)`, `Denial::JobClosed`, `policy::dither`, `std::fs::read`";
        let mut findings = Vec::new();
        named_functions(&source("ARCHITECTURE.md", text), &defined_names(&rust), &mut findings);
        assert_eq!(
            findings,
            [Finding::new("ARCHITECTURE.md", 1, "names `policy::dither`, which the code does not have")]
        );
    }

    #[test]
    fn a_decision_has_a_number_a_title_a_status_and_a_date() {
        let good =
            source("docs/adr/0001-one-log.md", "# 0001 One log\n\nStatus: accepted\nDate: 2026-11-22\n");
        let bad = source("docs/adr/0003-x.md", "# One log\nStatus: maybe\nDate: today\n");
        let mut findings = Vec::new();
        judge_decisions(&[&good], &mut findings);
        assert_eq!(findings, []);
        judge_decisions(&[&good, &bad], &mut findings);
        assert_eq!(findings.len(), 4);
    }
}
