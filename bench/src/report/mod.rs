//! What was found: told as it comes, then as a table for people, as JSON for programs and as one page with
//! plots.

mod page;

use crate::figures::{Runs, median};
use anyhow::Context;
use serde_json::json;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// What a figure has to reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Must {
    AtLeast(f64),
    AtMost(f64),
}

/// One row of the table.
#[derive(Clone, Debug)]
pub struct Row {
    name: &'static str,
    value: f64,
    must: Must,
    goal: Option<f64>,
    detail: String,
    /// A second condition holds, where there is one.
    holds: bool,
    ours: Vec<f64>,
    reference: Vec<f64>,
}

impl Row {
    pub fn new(name: &'static str, value: f64, must: Must, goal: Option<f64>, detail: String) -> Row {
        Row { name, value, must, goal, detail, holds: true, ours: Vec::new(), reference: Vec::new() }
    }

    /// The runs behind the figure.
    pub fn of(self, ours: &[f64], reference: &[f64]) -> Row {
        Row { ours: ours.to_vec(), reference: reference.to_vec(), ..self }
    }

    pub fn also(self, holds: bool) -> Row {
        Row { holds, ..self }
    }

    /// Whether what must be reached is reached; what could not be measured is not.
    pub fn is_ok(&self) -> bool {
        let reached = match self.must {
            Must::AtLeast(bound) => self.value >= bound,
            Must::AtMost(bound) => self.value <= bound,
        };
        reached && self.holds
    }

    fn has_goal(&self) -> bool {
        match (self.must, self.goal) {
            (_, None) => false,
            (Must::AtLeast(_), Some(goal)) => self.value >= goal,
            (Must::AtMost(_), Some(goal)) => self.value <= goal,
        }
    }

    fn bound(&self) -> f64 {
        match self.must {
            Must::AtLeast(bound) | Must::AtMost(bound) => bound,
        }
    }

    fn sign(&self) -> &'static str {
        match self.must {
            Must::AtLeast(_) => "≥",
            Must::AtMost(_) => "≤",
        }
    }

    fn verdict(&self) -> String {
        match (self.is_ok(), self.has_goal()) {
            (true, true) => "ok, goal reached".to_owned(),
            (true, false) => "ok".to_owned(),
            (false, _) => {
                let short = (self.value - self.bound()).abs() / self.bound() * 100.0;
                format!("MISSED by {short:.0} %")
            }
        }
    }

    /// The ratio of each round, lowest and highest, where both were measured in each.
    fn spread(&self) -> String {
        let ratios: Vec<f64> = self.ours.iter().zip(&self.reference).map(|(ours, raw)| ours / raw).collect();
        let (low, high) = ratios
            .iter()
            .fold((f64::MAX, f64::MIN), |(low, high), ratio| (low.min(*ratio), high.max(*ratio)));
        if ratios.is_empty() {
            String::new()
        } else {
            format!("; rounds {low:.2} to {high:.2}, median {:.2}", median(&ratios))
        }
    }

    pub fn line(&self) -> String {
        let goal = self.goal.map_or("–".to_owned(), |goal| format!("{goal}"));
        let bound = format!("{}{}", self.sign(), self.bound());
        format!(
            "{:<19} {:>7.2}  must {bound:<6} goal {goal:<5} {:<18} {}{}",
            self.name,
            self.value,
            self.verdict(),
            self.detail,
            self.spread()
        )
    }
}

/// Everything that is told.
pub struct Report {
    machine: Vec<String>,
    quick: bool,
    told: Vec<(String, String)>,
    pub rows: Vec<Row>,
}

impl Report {
    pub fn new(mut machine: Vec<String>, quick: bool) -> Report {
        machine.push(format!(
            "SQLite   {} journal_mode=wal synchronous=full, every commit waited for",
            rusqlite::version()
        ));
        if quick {
            machine.push("quick    fewer and shorter runs: for a first look, not to be quoted".to_owned());
        }
        Report { machine, quick, told: Vec::new(), rows: Vec::new() }
    }

    pub fn print_machine(&self) {
        self.machine.iter().for_each(|line| println!("{line}"));
    }

    pub fn durability(&mut self, settings: &str) {
        println!("{settings}");
        self.machine.push(settings.to_owned());
    }

    /// A figure behind the rows.
    pub fn tell(&mut self, what: &str, runs: &Runs) {
        println!("  {what:<44} {}", runs.line());
        self.told.push((what.to_owned(), runs.line()));
    }

    /// Prints the table and writes the files; true if nothing was missed. Of a run of some scenarios only,
    /// the files keep nothing.
    pub fn finish(&self, target: &Path, lasted: Duration, whole: bool) -> anyhow::Result<bool> {
        println!("\n{:.0} s", lasted.as_secs_f64());
        self.print_machine();
        for row in &self.rows {
            println!("{}", row.line());
        }
        if whole {
            let rows = self.rows.iter().map(|row| {
                let figures = json!({
                    "value": row.value, "must": row.bound(), "goal": row.goal, "ok": row.is_ok(), "detail": row.detail,
                });
                (row.name.to_owned(), figures)
            });
            let rows: serde_json::Map<String, serde_json::Value> = rows.collect();
            let (data, page) = (target.join("bench.json"), target.join("bench.html"));
            fs::write(&data, serde_json::to_string_pretty(&rows)? + "\n")
                .context("the figures are written")?;
            fs::write(&page, page::written(self)).context("the page is written")?;
            println!("{} and {}", data.display(), page.display());
        }
        let missed: Vec<&str> = self.rows.iter().filter(|row| !row.is_ok()).map(|row| row.name).collect();
        match missed.len() {
            0 => println!("bench: all {} must-reach figures reached", self.rows.len()),
            count => println!("bench: {count} of {} missed: {}", self.rows.len(), missed.join(", ")),
        }
        Ok(missed.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_counts_in_its_direction_and_what_is_no_number_is_missed() {
        let row = |value, must| Row::new("name", value, must, None, String::new());
        assert!(row(0.6, Must::AtLeast(0.6)).is_ok() && !row(0.5, Must::AtLeast(0.6)).is_ok());
        assert!(row(1.5, Must::AtMost(1.5)).is_ok() && !row(1.6, Must::AtMost(1.5)).is_ok());
        assert!(!row(f64::NAN, Must::AtMost(1.5)).is_ok());
        assert!(!row(1.0, Must::AtMost(1.5)).also(false).is_ok());
        assert_eq!(row(0.3, Must::AtLeast(0.6)).verdict(), "MISSED by 50 %");
    }
}
