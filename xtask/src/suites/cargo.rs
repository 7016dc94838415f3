//! `cargo test` over the workspace, read as it goes. A test's name here is its binary, then its path:
//! `api::invitations::an_empty_text_is_refused`. Never trusts the lines alone: each binary's own total
//! must agree with what was read, and a binary that died counts as a failure.

use std::process::Command;

use anyhow::Result;

use super::{Outcome, Report};
use crate::{process, workspace};

pub fn run() -> Result<Report> {
    let mut reader = Reader::default();
    let mut command = Command::new("cargo");
    command
        .args(["test", "--workspace", "--locked", "--no-fail-fast"])
        .env("CARGO_TERM_COLOR", "never")
        .current_dir(workspace::root());
    let succeeded = process::streamed(&mut command, |line| reader.line(line))?;
    let report = reader.finish(succeeded);
    report.store("cargo")?;
    Ok(report)
}

/// Builds what `cargo test` would build, without running it: the browser tests' server is then the very
/// one the other tests used, and nothing is compiled twice.
pub fn build() -> Result<bool> {
    let mut command = Command::new("cargo");
    command
        .args(["build", "--workspace", "--tests", "--bins", "--examples", "--locked"])
        .current_dir(workspace::root());
    process::succeeds(&mut command)
}

#[derive(Default)]
struct Reader {
    report: Report,
    binary: Option<Binary>,
}

struct Binary {
    name: String,
    /// Where this binary's tests begin in the report.
    first: usize,
}

impl Reader {
    fn line(&mut self, line: &str) {
        if let Some(name) = binary_named(line) {
            self.close_unfinished();
            self.binary = Some(Binary { name, first: self.report.tests.len() });
        } else if let Some(total) = line.strip_prefix("test result: ") {
            self.close(total);
        } else if let (Some(binary), Some((test, outcome))) = (&self.binary, test_reported(line)) {
            self.report.add(format!("{}::{test}", binary.name), outcome);
        }
    }

    fn close(&mut self, total: &str) {
        let Some(binary) = self.binary.take() else { return };
        let read = Report { tests: self.report.tests[binary.first..].to_vec() };
        let stated = |word: &str| number_before(total, word).unwrap_or(0);
        let agrees = read.count(Outcome::Passed) == stated("passed")
            && read.count(Outcome::Failed) == stated("failed")
            && read.count(Outcome::Skipped) == stated("ignored");
        if !agrees {
            self.report.add(
                format!("{}: its total ({total}) is not what it reported", binary.name),
                Outcome::Failed,
            );
        }
    }

    fn close_unfinished(&mut self) {
        if let Some(binary) = self.binary.take() {
            self.report.add(format!("{}: died before its end", binary.name), Outcome::Failed);
        }
    }

    fn finish(mut self, succeeded: bool) -> Report {
        self.close_unfinished();
        if !succeeded && self.report.count(Outcome::Failed) == 0 {
            self.report.add("cargo test: did not build or could not run", Outcome::Failed);
        }
        self.report
    }
}

/// `Running tests/api/main.rs (target/debug/deps/api-0123456789abcdef)` names the binary `api`.
fn binary_named(line: &str) -> Option<String> {
    let line = line.trim_start();
    if let Some(library) = line.strip_prefix("Doc-tests ") {
        return Some(format!("doc {library}"));
    }
    let path = line.strip_prefix("Running ")?.rsplit_once('(')?.1.strip_suffix(')')?;
    let file = path.rsplit('/').next()?;
    let (name, hash) = file.rsplit_once('-')?;
    (hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| name.to_owned())
}

/// `test invitations::an_empty_text_is_refused ... ok`, also where a child process wrote before it on
/// the same line.
fn test_reported(line: &str) -> Option<(&str, Outcome)> {
    let (before, verdict) = line.rsplit_once(" ... ")?;
    let outcome = match verdict {
        "ok" => Outcome::Passed,
        "FAILED" => Outcome::Failed,
        _ if verdict == "ignored" || verdict.starts_with("ignored, ") => Outcome::Skipped,
        _ => return None,
    };
    let name = before.strip_prefix("test ").or_else(|| before.rsplit_once("test ").map(|(_, name)| name))?;
    Some((name.strip_suffix(" - should panic").unwrap_or(name), outcome))
}

fn number_before(total: &str, word: &str) -> Option<usize> {
    total.split([';', '.']).find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &str, succeeded: bool) -> Report {
        let mut reader = Reader::default();
        lines.lines().for_each(|line| reader.line(line));
        reader.finish(succeeded)
    }

    #[test]
    fn names_are_the_binary_and_the_path() {
        let report = read(
            "   Compiling x v0.1.0\n     Running tests/api/main.rs (/cache/debug/deps/api-0123456789abcdef)\n\
             running 3 tests\ntest invitations::an_empty_text_is_refused ... ok\ntest slow ... ignored, needs hours\n\
             noise from a child test broken ... FAILED\n\
             test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s\n\
             \x20  Doc-tests parlance_core\ntest crates/core/src/policy.rs - policy (line 3) - compile fail ... ok\n\
             test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.1s",
            false,
        );
        let names: Vec<&str> = report.tests.iter().map(|test| test.id.as_str()).collect();
        assert_eq!(
            names,
            [
                "api::invitations::an_empty_text_is_refused",
                "api::slow",
                "api::broken",
                "doc parlance_core::crates/core/src/policy.rs - policy (line 3) - compile fail"
            ]
        );
        assert_eq!(report.summary(), "2 passed, 1 failed, 1 skipped");
    }

    #[test]
    fn a_binary_that_died_is_a_failure() {
        let report = read(
            "Running unittests src/lib.rs (target/debug/deps/parlance_store-0123456789abcdef)\ntest one ... ok\n\
             Running tests/api/main.rs (target/debug/deps/api-0123456789abcdef)\ntest two ... ok\n\
             test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out",
            false,
        );
        assert_eq!(report.summary(), "2 passed, 1 failed, 0 skipped");
    }

    #[test]
    fn a_total_that_disagrees_is_a_failure() {
        let report = read(
            "Running unittests src/lib.rs (target/debug/deps/x-0123456789abcdef)\n\
             test result: ok. 7 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out",
            true,
        );
        assert_eq!(report.summary(), "0 passed, 1 failed, 0 skipped");
    }

    #[test]
    fn a_build_that_fails_is_a_failure() {
        assert_eq!(read("error[E0425]: no", false).summary(), "0 passed, 1 failed, 0 skipped");
    }
}
