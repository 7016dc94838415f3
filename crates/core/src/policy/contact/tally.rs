//! What came of attempts in the past beside what would come of them under a draft, counted.

use super::EntryPoint;
use super::rehearsal::{Attempt, Verdict};
use crate::market::Side;
use crate::{AccountId, JobId, Time};
use std::collections::HashMap;

/// Of each kind of difference, so many attempts are kept to be looked at.
pub const SAMPLES: usize = 5;

/// Attempts counted by what came of them, then and now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Permitted both times.
    pub permitted: u64,
    /// Refused both times, or refused then and without an object now.
    pub refused: u64,
    /// Permitted then; now it would not have come to it.
    pub moot: u64,
    /// Refused then, and too little was kept of them to judge them again.
    pub unjudged: u64,
    differences: HashMap<Difference, Cases>,
}

/// A kind of attempt that would fare otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Difference {
    /// Permitted then and refused now; else the other way about.
    pub stopped: bool,
    pub act: &'static str,
    pub side: Side,
    pub entry: Option<EntryPoint>,
    /// Why it would be refused, or why it was.
    pub code: String,
}

/// How often, and the newest of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cases {
    pub count: u64,
    pub samples: Vec<Sample>,
}

/// One attempt, without a word of what was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    pub at: Time,
    pub by: AccountId,
    pub job: JobId,
}

impl Tally {
    /// Counts an attempt: why it was refused then, if it was, and what the draft makes of it.
    pub fn count(&mut self, attempt: &Attempt, refused: Option<&str>, verdict: Verdict) {
        match (refused, verdict) {
            (None, Verdict::Permitted) => self.permitted += 1,
            (None, Verdict::Moot) => self.moot += 1,
            (Some(_), Verdict::Refused(_) | Verdict::Moot) => self.refused += 1,
            (None, Verdict::Refused(denial)) => self.differs(attempt, true, denial.code()),
            (Some(code), Verdict::Permitted) => self.differs(attempt, false, code),
        }
    }

    /// Every attempt that was judged.
    pub fn judged(&self) -> u64 {
        let differing: u64 = self.differences.values().map(|cases| cases.count).sum();
        self.permitted + self.refused + self.moot + differing
    }

    /// The differences, the most frequent first.
    pub fn differences(&self) -> Vec<(&Difference, &Cases)> {
        let mut found: Vec<_> = self.differences.iter().collect();
        found.sort_by_key(|(difference, cases)| {
            let Difference { stopped, act, side, entry, code } = difference;
            (std::cmp::Reverse(cases.count), *act, *side, *entry, code.as_str(), *stopped)
        });
        found
    }

    fn differs(&mut self, attempt: &Attempt, stopped: bool, code: &str) {
        let (act, entry, code) = (attempt.deed.name(), attempt.deed.entry(), code.to_owned());
        let difference = Difference { stopped, act, side: attempt.side, entry, code };
        let cases = self.differences.entry(difference).or_default();
        cases.count += 1;
        if cases.samples.len() == SAMPLES {
            cases.samples.remove(0);
        }
        cases.samples.push(Sample { at: attempt.at, by: attempt.by, job: attempt.pair.0 });
    }
}
