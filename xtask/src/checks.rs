//! `make check` as a list of named steps, each one line of the summary when `make test` runs them.
//! Every step runs even if one before it failed: a person fixes all of them in one round.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::suites::{Outcome, Report};
use crate::{process, tidy, workspace};

/// A command, where it runs, and what a person calls it.
struct Step {
    name: &'static str,
    folder: &'static str,
    words: &'static [&'static str],
}

const WEB_BUILD: Step =
    Step { name: "web build", folder: "web", words: &["npm", "run", "--silent", "build"] };

const STEPS: &[Step] = &[
    Step { name: "rustfmt", folder: ".", words: &["cargo", "fmt", "--all", "--check"] },
    Step {
        name: "clippy",
        folder: ".",
        words: &[
            "cargo",
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ],
    },
    Step { name: "web types", folder: "web", words: &["npm", "run", "--silent", "check"] },
    Step { name: "web lint", folder: "web", words: &["npm", "run", "--silent", "lint"] },
    Step { name: "web bundle budget", folder: "web", words: &["node", "scripts/budget.mjs"] },
    Step { name: "e2e types", folder: "e2e", words: &["npm", "run", "--silent", "check"] },
];

/// The web app, built: the server embeds it, the browser tests drive it, the budget weighs it.
pub fn web_build() -> Result<Report> {
    let mut report = Report::default();
    run_step(&WEB_BUILD, &mut report)?;
    Ok(report)
}

/// All checks; expects the web app to have been built.
pub fn run() -> Result<Report> {
    let mut report = Report::default();
    announce("tidy");
    report.add("check: tidy", outcome(tidy::run()?));
    for step in STEPS {
        run_step(step, &mut report)?;
    }
    report.store("check")?;
    Ok(report)
}

fn run_step(step: &Step, report: &mut Report) -> Result<()> {
    announce(step.name);
    let folder = workspace::root().join(step.folder);
    let succeeded = match step.words.split_first() {
        Some((program, arguments)) if Path::new(&folder).is_dir() => {
            process::succeeds(Command::new(program).args(arguments).current_dir(&folder))?
        }
        _ => {
            eprintln!("{} is missing", folder.display());
            false
        }
    };
    report.add(format!("check: {}", step.name), outcome(succeeded));
    Ok(())
}

pub fn outcome(succeeded: bool) -> Outcome {
    if succeeded { Outcome::Passed } else { Outcome::Failed }
}

/// A heading, so that a person scrolling a long run can find a suite's beginning.
pub fn announce(name: &str) {
    println!("\n== {name}");
}
