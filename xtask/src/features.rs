//! What was promised against what was proved: docs/features.toml lists the clauses of each behaviour with
//! the tests that prove them, and this judges the list by what really ran. A test that did not run proves
//! nothing, and a clause without a test is not built.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use crate::suites::{Outcome, Report};
use crate::workspace;

/// The behaviours are numbered S1 to this.
const LAST: u32 = 58;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Feature {
    /// For people reading the file.
    #[expect(dead_code, reason = "the title is required of every entry but judged by nobody")]
    title: String,
    status: Status,
    /// What a partial behaviour still lacks.
    missing: Option<String>,
    clauses: Vec<Clause>,
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Status {
    Built,
    Partial,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Clause {
    says: String,
    tests: Vec<String>,
}

/// The judgement on every number, in order.
pub struct Verdict {
    lines: Vec<Line>,
}

struct Line {
    number: String,
    text: String,
    ok: bool,
    reasons: Vec<String>,
}

impl Verdict {
    /// Reasons first, on the error stream, so that the listing itself stays one line for each number.
    pub fn print(&self) {
        for line in &self.lines {
            for reason in &line.reasons {
                eprintln!("{}: {reason}", line.number);
            }
        }
        for line in &self.lines {
            println!("{} {}", line.number, line.text);
        }
    }

    pub fn not_ok(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().filter(|line| !line.ok).map(|line| line.number.as_str())
    }
}

pub fn judge(ran: &Report) -> Result<Verdict> {
    let path = workspace::root().join("docs/features.toml");
    let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    judge_text(&text, ran).with_context(|| format!("in {}", path.display()))
}

fn judge_text(text: &str, ran: &Report) -> Result<Verdict> {
    let features: BTreeMap<String, Feature> = toml::from_str(text)?;
    let numbers: Vec<String> = (1..=LAST).map(|number| format!("S{number}")).collect();
    if let Some(unknown) = features.keys().find(|number| !numbers.contains(number)) {
        bail!("{unknown} is not a behaviour's number");
    }
    let outcomes = ran.by_id();
    let mut lines = Vec::new();
    for number in numbers {
        let line = match features.get(&number) {
            Some(feature) => judge_one(number, feature, &outcomes)?,
            None => Line { number, text: "missing".to_owned(), ok: true, reasons: Vec::new() },
        };
        lines.push(line);
    }
    Ok(Verdict { lines })
}

fn judge_one(number: String, feature: &Feature, outcomes: &BTreeMap<&str, Outcome>) -> Result<Line> {
    ensure!(!feature.clauses.is_empty(), "{number} has no clause");
    ensure!(
        (feature.status == Status::Partial) == feature.missing.is_some(),
        "{number}: `missing` says what a partial behaviour lacks, and only there"
    );
    let mut reasons = Vec::new();
    let mut tests = BTreeSet::new();
    let mut unproved = 0;
    for clause in &feature.clauses {
        if clause.tests.is_empty() {
            unproved += 1;
            reasons.push(format!("no test proves \"{}\"", clause.says));
        }
        tests.extend(clause.tests.iter().map(String::as_str));
    }
    for test in &tests {
        let why = match outcomes.get(test) {
            Some(Outcome::Passed) => continue,
            Some(Outcome::Failed) => "failed",
            Some(Outcome::Skipped) => "was skipped",
            None => "did not run",
        };
        reasons.push(format!("{test} {why}"));
    }
    // A clause without a test counts as a test that is not there.
    let total = tests.len() + unproved;
    let ok = reasons.is_empty();
    let text = match (&feature.missing, ok) {
        (_, false) => format!("failed {} of {total} tests", reasons.len()),
        (None, true) => format!("ok {total} tests"),
        (Some(missing), true) => format!("partial {total} tests: {missing}"),
    };
    Ok(Line { number, text, ok, reasons })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FEATURES: &str = r#"
        [S1]
        title = "Everybody has the messenger"
        status = "built"
        [[S1.clauses]]
        says = "both reach the inbox"
        tests = ["e2e: a › b", "api::c"]

        [S2]
        title = "Nothing to install"
        status = "partial"
        missing = "the widget"
        [[S2.clauses]]
        says = "no outside host"
        tests = ["api::c"]
    "#;

    fn ran(outcomes: &[(&str, Outcome)]) -> Report {
        let mut report = Report::default();
        outcomes.iter().for_each(|(id, outcome)| report.add(*id, *outcome));
        report
    }

    fn line(verdict: &Verdict, number: usize) -> String {
        format!("{} {}", verdict.lines[number - 1].number, verdict.lines[number - 1].text)
    }

    #[test]
    fn every_number_gets_one_line_in_order() {
        let ran = ran(&[("e2e: a › b", Outcome::Passed), ("api::c", Outcome::Passed)]);
        let verdict = judge_text(FEATURES, &ran).expect("the file reads");
        assert_eq!(verdict.lines.len(), 58);
        assert_eq!(line(&verdict, 1), "S1 ok 2 tests");
        assert_eq!(line(&verdict, 2), "S2 partial 1 tests: the widget");
        assert_eq!(line(&verdict, 58), "S58 missing");
        assert_eq!(verdict.not_ok().count(), 0);
    }

    #[test]
    fn a_test_that_failed_was_skipped_or_did_not_run_proves_nothing() {
        let skipped = ran(&[("e2e: a › b", Outcome::Skipped)]);
        let verdict = judge_text(FEATURES, &skipped).expect("the file reads");
        assert_eq!(line(&verdict, 1), "S1 failed 2 of 2 tests");
        assert_eq!(verdict.not_ok().collect::<Vec<_>>(), ["S1", "S2"]);
    }

    #[test]
    fn a_clause_without_a_test_is_a_failure() {
        let text =
            "[S3]\ntitle = \"Free\"\nstatus = \"built\"\n[[S3.clauses]]\nsays = \"no gate\"\ntests = []";
        let verdict = judge_text(text, &Report::default()).expect("the file reads");
        assert_eq!(line(&verdict, 3), "S3 failed 1 of 1 tests");
        assert_eq!(verdict.not_ok().collect::<Vec<_>>(), ["S3"]);
    }

    #[test]
    fn the_committed_list_reads_and_nothing_in_it_is_ok_without_a_run() {
        let verdict = judge(&Report::default()).expect("docs/features.toml reads");
        let listed = verdict.lines.iter().filter(|line| line.text != "missing").count();
        assert!(listed > 0);
        assert_eq!(verdict.not_ok().count(), listed);
    }

    #[test]
    fn an_unknown_number_or_a_partial_entry_that_hides_its_gap_is_refused() {
        let entry = "title = \"x\"\nstatus = \"partial\"\n[[N.clauses]]\nsays = \"y\"\ntests = []";
        let unknown = format!("[S59]\n{}", entry.replace('N', "S59"));
        assert!(judge_text(&unknown, &Report::default()).is_err());
        let silent = format!("[S9]\n{}", entry.replace('N', "S9"));
        assert!(judge_text(&silent, &Report::default()).is_err());
    }
}
