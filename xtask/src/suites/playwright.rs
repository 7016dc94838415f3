//! The browser tests, on the real binary, from Playwright's own JSON report.
//! A test's name here is `e2e: FILE › GROUP › TITLE`; one run in several browsers or sizes keeps one name.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;
use serde::Deserialize;

use super::{Outcome, Report, without_report};
use crate::{process, workspace};

pub fn run() -> Result<Report> {
    let written = workspace::results_dir()?.join("playwright-raw.json");
    // A report left by an earlier run must never speak for this one.
    std::fs::remove_file(&written).ok();
    let mut command = npm("test")?;
    command.args(["--", "--reporter=list,json"]);
    // The name of this variable changed between Playwright's releases.
    command.env("PLAYWRIGHT_JSON_OUTPUT_FILE", &written).env("PLAYWRIGHT_JSON_OUTPUT_NAME", &written);
    let succeeded = process::succeeds(&mut command)?;
    let report = match std::fs::read_to_string(&written) {
        Ok(text) => read(&text, succeeded)?,
        Err(_) => without_report("e2e", succeeded),
    };
    report.store("playwright")?;
    Ok(report)
}

pub fn screenshots() -> Result<bool> {
    process::succeeds(&mut npm("screenshots")?)
}

/// The messenger's tests once more, on PostgreSQL and an object store.
pub fn backends() -> Result<bool> {
    process::succeeds(&mut npm("backends")?)
}

pub fn lighthouse() -> Result<bool> {
    process::succeeds(&mut npm("lighthouse")?)
}

fn npm(script: &str) -> Result<Command> {
    let mut command = Command::new("npm");
    command
        .args(["run", "--silent", script])
        .env("PARLANCE_BIN", workspace::server_binary()?)
        .env("PARLANCE_BACKENDS", workspace::backends_binary()?)
        .env("NO_COLOR", "1")
        .current_dir(workspace::root().join("e2e"));
    if let Some(chromium) = chromium() {
        command.env("PARLANCE_CHROMIUM", chromium);
    }
    Ok(command)
}

/// The Chromium to drive: the one named by PARLANCE_CHROMIUM, else the machine's own.
fn chromium() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("PARLANCE_CHROMIUM") {
        return Some(PathBuf::from(named));
    }
    let path = std::env::var_os("PATH")?;
    ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| {
        std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
    })
}

#[derive(Deserialize)]
struct Raw {
    suites: Vec<Suite>,
    #[serde(default)]
    errors: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct Suite {
    title: String,
    #[serde(default)]
    suites: Vec<Suite>,
    #[serde(default)]
    specs: Vec<Spec>,
}

#[derive(Deserialize)]
struct Spec {
    title: String,
    tests: Vec<Run>,
}

#[derive(Deserialize)]
struct Run {
    status: String,
    #[serde(default)]
    results: Vec<Try>,
}

#[derive(Deserialize)]
struct Try {
    #[serde(default)]
    errors: Vec<Told>,
}

#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    message: String,
}

fn read(text: &str, succeeded: bool) -> Result<Report> {
    let raw: Raw = serde_json::from_str(text)?;
    let mut report = Report::default();
    for suite in &raw.suites {
        collect(suite, &[], &mut report);
    }
    if !raw.errors.is_empty() || (!succeeded && report.count(Outcome::Failed) == 0) {
        report.extend(without_report("e2e", false));
    }
    Ok(report)
}

fn collect<'a>(suite: &'a Suite, above: &[&'a str], report: &mut Report) {
    let mut path = above.to_vec();
    path.push(&suite.title);
    for spec in &suite.specs {
        let id = format!("e2e: {} › {}", path.join(" › "), spec.title);
        for run in &spec.tests {
            let outcome = match run.status.as_str() {
                "expected" => Outcome::Passed,
                "skipped" => Outcome::Skipped,
                // "flaky" passed only when tried again, and our tests are never tried again.
                _ => Outcome::Failed,
            };
            let told = run.results.iter().flat_map(|result| &result.errors);
            let told: Vec<&str> = told.map(|error| error.message.as_str()).collect();
            report.add_told(id.clone(), outcome, &told.join("\n"));
        }
    }
    for inner in &suite.suites {
        collect(inner, &path, report);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_part_of_the_name_and_a_flaky_test_is_a_failure() {
        let raw = r#"{"errors":[],"suites":[{"title":"invite.spec.ts","specs":[
              {"title":"signed out","tests":[{"status":"expected"}]}],
            "suites":[{"title":"clara","specs":[
              {"title":"invites felix","tests":[{"status":"expected"},{"status":"skipped"}]},
              {"title":"wavers","tests":[{"status":"flaky","results":[
                {"errors":[{"message":"Expected: 1"},{"message":"Received: 2"}]}]}]}]}]}]}"#;
        let report = read(raw, false).expect("the report reads");
        let names: Vec<&str> = report.by_id().into_keys().collect();
        assert_eq!(
            names,
            [
                "e2e: invite.spec.ts › clara › invites felix",
                "e2e: invite.spec.ts › clara › wavers",
                "e2e: invite.spec.ts › signed out"
            ]
        );
        assert_eq!(report.summary(), "2 passed, 1 failed, 1 skipped");
        let failed = "  e2e: invite.spec.ts › clara › wavers\n      Expected: 1\n      Received: 2\n";
        assert_eq!(report.failures(), failed);
    }

    #[test]
    fn an_error_outside_any_test_is_a_failure() {
        let report =
            read(r#"{"errors":[{"message":"no config"}],"suites":[]}"#, true).expect("the report reads");
        assert_eq!(report.summary(), "0 passed, 1 failed, 0 skipped");
    }
}
