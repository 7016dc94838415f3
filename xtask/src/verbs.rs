//! What each verb of make does, in order. No verb runs a suite twice: the promised behaviours are judged
//! from the results of that very run.

use std::process::Command;

use anyhow::Result;

use crate::checks::{self, announce};
use crate::suites::{self, Outcome, Report};
use crate::{features, generate, process, workspace};

const SUITES: &[&str] = &["cargo", "vitest", "playwright"];

pub fn check() -> Result<bool> {
    let mut report = checks::web_build()?;
    report.extend(checks::run()?);
    print_failures(&report);
    println!("{}", report.summary());
    Ok(report.count(Outcome::Failed) == 0)
}

pub fn test() -> Result<bool> {
    let mut report = checks::web_build()?;
    report.extend(checks::run()?);
    let ran = run_suites()?;
    announce("generated files");
    report.add("check: generated files are fresh", checks::outcome(generate::check()?));
    announce("promised behaviours");
    let verdict = features::judge(&ran)?;
    verdict.print();
    report.extend(ran);
    for number in verdict.not_ok() {
        report.add(format!("features: {number} is not what docs/features.toml says"), Outcome::Failed);
    }
    print_failures(&report);
    println!("{}", report.summary());
    Ok(report.count(Outcome::Failed) == 0)
}

pub fn features() -> Result<bool> {
    checks::web_build()?;
    let ran = run_suites()?;
    judge(&ran)
}

pub fn features_of_last_run() -> Result<bool> {
    let mut ran = Report::default();
    for suite in SUITES {
        ran.extend(Report::load(suite)?);
    }
    judge(&ran)
}

fn judge(ran: &Report) -> Result<bool> {
    let verdict = features::judge(ran)?;
    verdict.print();
    Ok(verdict.not_ok().next().is_none())
}

fn run_suites() -> Result<Report> {
    let mut report = Report::default();
    announce("cargo test");
    report.extend(suites::cargo::run()?);
    announce("web unit tests");
    report.extend(suites::vitest::run()?);
    announce("browser tests");
    report.extend(suites::playwright::run()?);
    Ok(report)
}

pub fn screenshots() -> Result<bool> {
    let built = checks::web_build()?.count(Outcome::Failed) == 0 && suites::cargo::build()?;
    Ok(built && suites::playwright::screenshots()?)
}

/// The suites at full size, the browsers on PostgreSQL and an object store, what Lighthouse says of the
/// inbox, then the bench.
pub fn prove() -> Result<bool> {
    let built = checks::web_build()?.count(Outcome::Failed) == 0;
    announce("cargo test, PARLANCE_SIZE=full");
    let mut tests = Command::new("cargo");
    tests.args(["test", "--workspace", "--locked", "--no-fail-fast"]).env("PARLANCE_SIZE", "full");
    let proved = process::succeeds(tests.current_dir(workspace::root()))?;
    let built = built && suites::cargo::build()?;
    announce("browser tests, on PostgreSQL and an object store");
    let stands = built && suites::playwright::backends()?;
    announce("lighthouse");
    let scored = built && suites::playwright::lighthouse()?;
    announce("bench");
    let mut bench = Command::new("cargo");
    bench.args(["run", "--quiet", "--release", "--locked", "--package", "parlance-bench"]);
    let benched = process::succeeds(bench.current_dir(workspace::root()))?;
    Ok(proved && stands && scored && benched)
}

fn print_failures(report: &Report) {
    let failures = report.failures();
    if !failures.is_empty() {
        print!("\nfailed:\n{failures}");
    }
    println!();
}
