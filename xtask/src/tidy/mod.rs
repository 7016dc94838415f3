//! The house rules that neither the compiler nor clippy can hold, each in its own small file with its own
//! tests. A finding names the file, the line and the rule; there is no way to silence one but to follow it.

mod docs;
mod edges;
mod rust;
mod sizes;
mod sources;
mod web;
mod words;

use std::fmt;

use anyhow::Result;

use crate::workspace;

/// One place where a rule is broken.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub path: String,
    pub line: usize,
    pub says: String,
}

impl Finding {
    pub fn new(path: &str, line: usize, says: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, says: says.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.path, self.line, self.says)
    }
}

/// Judges the whole checkout; true when nothing was found.
pub fn run() -> Result<bool> {
    let root = workspace::root();
    let files = sources::read(&root)?;
    let mut findings = Vec::new();
    let rust = rust::parse(&files, &mut findings);
    sizes::judge(&rust, &mut findings);
    edges::judge(&rust, &files, &mut findings);
    words::judge(&rust, &files, &mut findings);
    docs::judge(&root, &files, &rust, &mut findings);
    web::judge(&files, &mut findings);
    findings.sort();
    findings.dedup();
    for finding in &findings {
        eprintln!("{finding}");
    }
    println!("tidy: {} files read, {} findings", files.len(), findings.len());
    Ok(findings.is_empty())
}
