//! The house rules and the test run as a program, so that make stays thin and nothing needs a second
//! scripting language. Never part of the product: no product crate may depend on this one.
//!
//! Verbs: check · tidy · test · features · gen · screenshots · prove.

mod checks;
mod features;
mod generate;
mod process;
mod suites;
mod tidy;
mod verbs;
mod workspace;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask VERB
  check               formatting, lints, the house rules, the checks of web and e2e, the budget
  tidy                the house rules only
  test                everything; the last line is the summary
  features [--last]   the promised behaviours (--last: judge the results of the last run)
  gen [--check]       docs/api/openapi.json and the web app's types (--check: fail on drift)
  screenshots         every page into e2e/screenshots
  prove               full-size runs, Lighthouse and the bench";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["check"] => verbs::check(),
        ["tidy"] => tidy::run(),
        ["test"] => verbs::test(),
        ["features"] => verbs::features(),
        ["features", "--last"] => verbs::features_of_last_run(),
        ["gen"] => generate::run(),
        ["gen", "--check"] => generate::check(),
        ["screenshots"] => verbs::screenshots(),
        ["prove"] => verbs::prove(),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
