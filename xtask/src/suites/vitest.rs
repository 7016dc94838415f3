//! The web app's unit and component tests, from vitest's own JSON report.
//! A test's name here is `web: FILE › GROUP › TITLE`, the file relative to `web/`.

use std::process::Command;

use anyhow::Result;
use serde::Deserialize;

use super::{Outcome, Report, without_report};
use crate::{process, workspace};

pub fn run() -> Result<Report> {
    let folder = workspace::root().join("web");
    let written = workspace::results_dir()?.join("vitest-raw.json");
    // A report left by an earlier run must never speak for this one.
    std::fs::remove_file(&written).ok();
    let mut command = Command::new("npm");
    command
        .args(["run", "--silent", "test", "--", "--reporter=default", "--reporter=json"])
        .arg(format!("--outputFile.json={}", written.display()))
        .env("NO_COLOR", "1")
        .current_dir(&folder);
    let succeeded = process::succeeds(&mut command)?;
    let report = match std::fs::read_to_string(&written) {
        Ok(text) => read(&text, &format!("{}/", folder.display()), succeeded)?,
        Err(_) => without_report("web", succeeded),
    };
    report.store("vitest")?;
    Ok(report)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Raw {
    test_results: Vec<File>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    name: String,
    status: String,
    #[serde(default)]
    message: String,
    assertion_results: Vec<Assertion>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Assertion {
    ancestor_titles: Vec<String>,
    title: String,
    status: String,
    #[serde(default)]
    failure_messages: Vec<String>,
}

fn read(text: &str, folder: &str, succeeded: bool) -> Result<Report> {
    let raw: Raw = serde_json::from_str(text)?;
    let mut report = Report::default();
    for file in &raw.test_results {
        let name = file.name.strip_prefix(folder).unwrap_or(&file.name);
        for test in &file.assertion_results {
            let mut path = vec![name];
            path.extend(test.ancestor_titles.iter().map(String::as_str).filter(|title| !title.is_empty()));
            path.push(&test.title);
            let outcome = match test.status.as_str() {
                "passed" => Outcome::Passed,
                "failed" => Outcome::Failed,
                _ => Outcome::Skipped,
            };
            let told = test.failure_messages.join("\n");
            report.add_told(format!("web: {}", path.join(" › ")), outcome, &told);
        }
        let told = file.assertion_results.iter().any(|test| test.status == "failed");
        if file.status == "failed" && !told {
            let id = format!("web: {name} could not be loaded");
            report.add_told(id, Outcome::Failed, &file.message);
        }
    }
    if !succeeded && report.count(Outcome::Failed) == 0 {
        report.extend(without_report("web", succeeded));
    }
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RAW: &str = r#"{"testResults":[
        {"name":"/x/web/src/sync/replica.test.ts","status":"passed","assertionResults":[
            {"ancestorTitles":["replica"],"title":"fills a hole","status":"passed"},
            {"ancestorTitles":[],"title":"later","status":"pending"}]},
        {"name":"/x/web/src/broken.test.ts","status":"failed","message":"no such file","assertionResults":[]}]}"#;

    #[test]
    fn names_carry_the_file_and_a_file_that_cannot_load_is_a_failure() {
        let report = read(RAW, "/x/web/", false).expect("the report reads");
        assert_eq!(report.tests[0].id, "web: src/sync/replica.test.ts › replica › fills a hole");
        assert_eq!(report.summary(), "1 passed, 1 failed, 1 skipped");
        let failed = "  web: src/broken.test.ts could not be loaded\n      no such file\n";
        assert_eq!(report.failures(), failed);
    }

    #[test]
    fn a_run_that_failed_without_naming_a_test_is_a_failure() {
        let report = read(r#"{"testResults":[]}"#, "/x/web/", false).expect("the report reads");
        assert_eq!(report.summary(), "0 passed, 1 failed, 0 skipped");
    }
}
