//! The test suites, and one form for what each of them reports: a name, an outcome.
//! A skipped test is skipped, never passed; a suite that could not run is one failure, never silence.

pub mod cargo;
pub mod playwright;
pub mod vitest;

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::workspace;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Passed,
    Failed,
    Skipped,
}

/// Lines of a failure that are said again at the end of a run.
const WHY_LINES: usize = 8;

/// One test that was run, under the name `docs/features.toml` knows it by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestRun {
    pub id: String,
    pub outcome: Outcome,
    /// What a failed one said of its failure, in its runner's words; empty where it said nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

impl TestRun {
    pub fn new(id: impl Into<String>, outcome: Outcome) -> Self {
        Self { id: id.into(), outcome, why: String::new() }
    }
}

/// What one suite reported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub tests: Vec<TestRun>,
}

impl Report {
    pub fn failed(what: &str) -> Self {
        Self { tests: vec![TestRun::new(what, Outcome::Failed)] }
    }

    pub fn add(&mut self, id: impl Into<String>, outcome: Outcome) {
        self.tests.push(TestRun::new(id, outcome));
    }

    /// Adds a test with what its runner said of it, which is kept only of a failure.
    pub fn add_told(&mut self, id: impl Into<String>, outcome: Outcome, told: &str) {
        self.add(id, outcome);
        if outcome == Outcome::Failed {
            self.tell(self.tests.len() - 1, told);
        }
    }

    /// Keeps what was said of the test at `index`, without the colours it was said in.
    fn tell(&mut self, index: usize, told: &str) {
        if let Some(test) = self.tests.get_mut(index) {
            test.why = anstream::adapter::strip_str(told.trim_matches('\n')).to_string();
        }
    }

    pub fn extend(&mut self, other: Report) {
        self.tests.extend(other.tests);
    }

    pub fn count(&self, outcome: Outcome) -> usize {
        self.tests.iter().filter(|test| test.outcome == outcome).count()
    }

    /// Every name with its outcome. A name reported twice (one test in two browsers) passes only if each
    /// run of it did.
    pub fn by_id(&self) -> BTreeMap<&str, Outcome> {
        let mut outcomes = BTreeMap::new();
        for test in &self.tests {
            let known = outcomes.entry(test.id.as_str()).or_insert(test.outcome);
            *known = worse(*known, test.outcome);
        }
        outcomes
    }

    /// Keeps the report beside the build output, for `features --last` and for people.
    pub fn store(&self, suite: &str) -> Result<()> {
        let path = workspace::results_dir()?.join(format!("{suite}.json"));
        let text = serde_json::to_string_pretty(self)?;
        std::fs::write(&path, text).with_context(|| format!("writing {}", path.display()))
    }

    pub fn load(suite: &str) -> Result<Self> {
        let path = workspace::results_dir()?.join(format!("{suite}.json"));
        let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        Ok(serde_json::from_str(&text)?)
    }

    /// Each failed test with the first lines of what it said: who sees only the end of a long run sees why.
    pub fn failures(&self) -> String {
        let mut text = String::new();
        for test in self.tests.iter().filter(|test| test.outcome == Outcome::Failed) {
            text.push_str(&format!("  {}\n", test.id));
            let told = test.why.lines().filter(|line| !line.trim().is_empty());
            told.take(WHY_LINES).for_each(|line| text.push_str(&format!("      {line}\n")));
        }
        text
    }

    /// The line CI reads.
    pub fn summary(&self) -> String {
        format!(
            "{} passed, {} failed, {} skipped",
            self.count(Outcome::Passed),
            self.count(Outcome::Failed),
            self.count(Outcome::Skipped)
        )
    }
}

fn worse(one: Outcome, other: Outcome) -> Outcome {
    match (one, other) {
        (Outcome::Failed, _) | (_, Outcome::Failed) => Outcome::Failed,
        (Outcome::Skipped, _) | (_, Outcome::Skipped) => Outcome::Skipped,
        (Outcome::Passed, Outcome::Passed) => Outcome::Passed,
    }
}

/// What remains to say when a suite's own reporter left no file behind.
fn without_report(suite: &str, succeeded: bool) -> Report {
    let why = if succeeded { "left no report" } else { "did not run to its end" };
    Report::failed(&format!("{suite}: the suite {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_run_in_two_browsers_passes_only_if_both_runs_did() {
        let mut report = Report::default();
        report.add("e2e: a › b", Outcome::Passed);
        report.add("e2e: a › b", Outcome::Skipped);
        report.add("api::c", Outcome::Passed);
        assert_eq!(report.by_id()["e2e: a › b"], Outcome::Skipped);
        assert_eq!(report.by_id()["api::c"], Outcome::Passed);
    }

    #[test]
    fn a_failure_is_told_with_the_beginning_of_what_it_said() {
        let mut report = Report::default();
        report.add_told("api::a", Outcome::Passed, "noise");
        let told = format!("\n\u{1b}[31mleft: 1\u{1b}[39m\n\n  right: 2\n{}", "more\n".repeat(50));
        report.add_told("api::b", Outcome::Failed, &told);
        let lines: Vec<String> = report.failures().lines().map(str::to_owned).collect();
        assert_eq!(lines[..3], ["  api::b", "      left: 1", "        right: 2"]);
        assert_eq!(lines.len(), 1 + WHY_LINES);
    }

    #[test]
    fn the_summary_counts_skipped_tests_apart() {
        let mut report = Report::failed("one");
        report.add("two", Outcome::Passed);
        report.add("three", Outcome::Skipped);
        assert_eq!(report.summary(), "1 passed, 1 failed, 1 skipped");
    }
}
