//! A rehearsal of a contact policy, as it is told line by line.

use super::{JobName, Moment, PersonRef, Problem, Side};
use crate::app::rehearsals::{Report, Step};
use parlance_core::policy::contact::EntryPoint;
use parlance_core::policy::contact::tally::{Cases, Difference};
use serde::Serialize;
use utoipa::ToSchema;

/// One line of a rehearsal. The last one has either what came of it or why nothing did.
#[derive(Debug, Serialize, ToSchema)]
pub struct RehearsalStep {
    /// What is read so far, of `total`.
    pub done: i64,
    pub total: i64,
    #[schema(required)]
    pub result: Option<RehearsalResult>,
    #[schema(required)]
    pub problem: Option<Problem>,
}

/// What a draft would have made of what people tried.
#[derive(Debug, Serialize, ToSchema)]
pub struct RehearsalResult {
    pub since: Moment,
    pub until: Moment,
    /// Attempts that were judged.
    pub judged: u64,
    /// Permitted then and under the draft.
    pub permitted: u64,
    /// Refused then and under the draft.
    pub refused: u64,
    /// Permitted then; under the draft it would not have come to them.
    pub moot: u64,
    /// Refused then; too little is kept of them to judge them again.
    pub unjudged: u64,
    /// What would fare otherwise, the most frequent first.
    pub differences: Vec<RehearsalDifference>,
}

/// A kind of attempt that would fare otherwise.
#[derive(Debug, Serialize, ToSchema)]
pub struct RehearsalDifference {
    /// Permitted then and refused under the draft; else the other way about.
    pub stopped: bool,
    /// `invite`, `ask`, `answer`, `acknowledge`, `send` or `change`.
    #[schema(value_type = String)]
    pub act: &'static str,
    /// From where somebody started.
    #[schema(required, value_type = Option<String>)]
    pub entry_point: Option<&'static str>,
    pub side: Side,
    /// The code of the refusal: the draft's, or the one that was given then.
    pub code: String,
    pub count: u64,
    /// The newest of them.
    pub samples: Vec<RehearsalSample>,
}

/// One attempt, without a word of what was said.
#[derive(Debug, Serialize, ToSchema)]
pub struct RehearsalSample {
    pub at: Moment,
    pub by: PersonRef,
    pub job: JobName,
}

impl From<Step> for RehearsalStep {
    fn from(step: Step) -> Self {
        let none = RehearsalStep { done: 0, total: 0, result: None, problem: None };
        match step {
            Step::Read { done, total } => RehearsalStep { done, total, ..none },
            Step::Done(report) => RehearsalStep { result: Some((*report).into()), ..none },
            Step::Failed(error) => RehearsalStep { problem: Some(error.into()), ..none },
        }
    }
}

impl From<Report> for RehearsalResult {
    fn from(report: Report) -> Self {
        let tally = &report.tally;
        let differences = tally.differences();
        RehearsalResult {
            since: report.since.into(),
            until: report.until.into(),
            judged: tally.judged(),
            permitted: tally.permitted,
            refused: tally.refused,
            moot: tally.moot,
            unjudged: tally.unjudged,
            differences: differences.into_iter().map(|found| difference(&report, found)).collect(),
        }
    }
}

fn difference(report: &Report, (difference, cases): (&Difference, &Cases)) -> RehearsalDifference {
    let samples = cases.samples.iter().rev().map(|sample| RehearsalSample {
        at: sample.at.into(),
        by: (sample.by, report.people.get(&sample.by).cloned().unwrap_or_default()).into(),
        job: JobName { id: sample.job.0, title: report.jobs.get(&sample.job).cloned().unwrap_or_default() },
    });
    RehearsalDifference {
        stopped: difference.stopped,
        act: difference.act,
        entry_point: difference.entry.map(EntryPoint::name),
        side: difference.side.into(),
        code: difference.code.clone(),
        count: cases.count,
        samples: samples.collect(),
    }
}
