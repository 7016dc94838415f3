//! `cargo test` over the workspace, read as it goes. A test's name here is its binary, then its path:
//! `api::invitations::an_empty_text_is_refused`. Never trusts the lines alone: each binary's own total
//! must agree with what was read, and a binary that died counts as a failure.

use std::process::Command;

use anyhow::Result;

use super::{Outcome, Report, TestRun};
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
    /// The failed test that speaks at the moment, and what it said so far.
    speaker: Option<(usize, String)>,
    /// What the compiler or cargo called an error, and where.
    errors: String,
}

struct Binary {
    name: String,
    /// Where this binary's tests begin in the report.
    first: usize,
}

impl Reader {
    fn line(&mut self, line: &str) {
        if self.listen(line) {
            return;
        }
        if let Some(name) = binary_named(line) {
            self.close_unfinished();
            self.binary = Some(Binary { name, first: self.report.tests.len() });
        } else if let Some(total) = line.strip_prefix("test result: ") {
            self.close(total);
        } else if let (Some(binary), Some((test, outcome))) = (&self.binary, test_reported(line)) {
            self.report.add(format!("{}::{test}", binary.name), outcome);
        } else {
            self.note_error(line);
        }
    }

    fn note_error(&mut self, line: &str) {
        let place = !self.errors.is_empty() && line.trim_start().starts_with("--> ");
        if place || line.starts_with("error") {
            self.errors.push_str(line);
            self.errors.push('\n');
        }
    }

    /// After its last test a binary says what each failed one printed, under a heading, and then lists their
    /// names. Answers whether the line was of that: a test's own words are no report of another.
    fn listen(&mut self, line: &str) -> bool {
        let heading = line.strip_prefix("---- ").and_then(|rest| rest.strip_suffix(" stdout ----"));
        let named = heading.and_then(|test| self.place_of(test));
        let over = line == "failures:" || line.starts_with("test result: ") || binary_named(line).is_some();
        if named.is_none() && !over {
            let Some((_, said)) = &mut self.speaker else { return false };
            said.push_str(line);
            said.push('\n');
            return true;
        }
        self.hear_out();
        self.speaker = named.map(|index| (index, String::new()));
        named.is_some()
    }

    fn hear_out(&mut self) {
        if let Some((index, said)) = self.speaker.take() {
            self.report.tell(index, &said);
        }
    }

    fn place_of(&self, test: &str) -> Option<usize> {
        let binary = self.binary.as_ref()?;
        let id = format!("{}::{test}", binary.name);
        let failed = |test: &TestRun| test.outcome == Outcome::Failed && test.id == id;
        self.report.tests.iter().rposition(failed).filter(|index| *index >= binary.first)
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
        self.hear_out();
        self.close_unfinished();
        if !succeeded && self.report.count(Outcome::Failed) == 0 {
            let id = "cargo test: did not build or could not run";
            self.report.add_told(id, Outcome::Failed, &self.errors);
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
    fn a_failed_test_is_told_with_what_it_printed() {
        let report = read(
            "Running unittests src/lib.rs (target/debug/deps/x-0123456789abcdef)\n\
             test one ... FAILED\ntest two ... FAILED\n\nfailures:\n\n\
             ---- one stdout ----\nthread 'one' panicked at src/lib.rs:4:5:\ntest three ... ok\n\n\
             ---- two stdout ----\nleft: 1\n\nfailures:\n    one\n    two\n\n\
             test result: FAILED. 0 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out\n\
             Running tests/api/main.rs (target/debug/deps/api-0123456789abcdef)\ntest two ... ok\n\
             test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out",
            false,
        );
        assert_eq!(report.summary(), "1 passed, 2 failed, 0 skipped");
        assert_eq!(
            report.failures(),
            "  x::one\n      thread 'one' panicked at src/lib.rs:4:5:\n      test three ... ok\n  x::two\n      left: 1\n"
        );
    }

    #[test]
    fn a_binary_that_dies_while_it_tells_its_failures_hides_no_other() {
        let report = read(
            "Running unittests src/lib.rs (target/debug/deps/x-0123456789abcdef)\ntest one ... FAILED\n\n\
             failures:\n\n---- one stdout ----\nleft: 1\n\
             Running tests/api/main.rs (target/debug/deps/api-0123456789abcdef)\ntest two ... ok\n\
             test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out",
            false,
        );
        assert_eq!(report.summary(), "1 passed, 2 failed, 0 skipped");
        assert!(report.failures().contains("left: 1"));
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
        let report = read("   Compiling x v0.1.0\nerror[E0425]: no\n --> src/lib.rs:2:5", false);
        assert_eq!(report.summary(), "0 passed, 1 failed, 0 skipped");
        assert!(report.failures().ends_with("      error[E0425]: no\n       --> src/lib.rs:2:5\n"));
    }
}
