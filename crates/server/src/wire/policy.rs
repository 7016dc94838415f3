//! The contact policy as admins read and write it. Each value says in words what it is; what cannot be said
//! otherwise, such as kinds of files, is checked where it is turned into the policy that the rules know.

use super::{JobPhase, Moment, PersonRef, ProblemField, Side};
use crate::app::policies::Tried;
use parlance_core::files::FileType;
use parlance_core::market;
use parlance_core::policy::contact::faults::Fault;
use parlance_core::policy::contact::{self, EntryPoint, Starts};
use parlance_store::policies::PolicyChange as Line;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use utoipa::ToSchema;

/// Whole rules: what holds everywhere, and the classes of jobs.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyDocument {
    pub everywhere: PolicyTerms,
    pub classes: BTreeMap<String, PolicyClass>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyTerms {
    pub starts: PolicyStarts,
    /// New contacts of one person that may wait for an answer at one time.
    pub pending_max: i64,
    pub attachments: PolicyAttachments,
    pub call: Who,
    pub schedule: Who,
    pub closed_shows: ClosedShows,
    pub blocked: PolicyBlocked,
    pub can_start: CanStart,
}

/// Who may start from each entry point.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyStarts {
    pub profile: PolicyStarting,
    pub job_page: PolicyStarting,
    pub pitch_request: PolicyStarting,
    pub proposal: PolicyStarting,
    pub contract: PolicyStarting,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyStarting {
    pub who: Who,
    /// A client asks by an invitation that is accepted first.
    pub must_accept: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyAttachments {
    pub allowed: bool,
    /// Endings, such as `pdf`; `null` for every kind that the marketplace takes.
    #[serde(default)]
    #[schema(required)]
    pub kinds: Option<Vec<String>>,
}

/// For each phase in which nobody writes, what people are told; `null` where they write.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyBlocked {
    #[serde(default)]
    #[schema(required)]
    pub open: Option<String>,
    #[serde(default)]
    #[schema(required)]
    pub in_progress: Option<String>,
    #[serde(default)]
    #[schema(required)]
    pub final_review: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyClass {
    /// What people read.
    pub label: String,
    pub messaging: bool,
    #[serde(default)]
    #[schema(required)]
    pub changes: PolicyChanges,
}

/// What is different; what is not named stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyChanges {
    #[serde(default)]
    #[schema(required)]
    pub starts: PolicyStartChanges,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_max: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachments: Option<PolicyAttachments>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<Who>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule: Option<Who>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_shows: Option<ClosedShows>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blocked: Option<PolicyBlocked>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub can_start: Option<CanStart>,
}

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyStartChanges {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<PolicyStarting>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_page: Option<PolicyStarting>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pitch_request: Option<PolicyStarting>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposal: Option<PolicyStarting>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contract: Option<PolicyStarting>,
}

/// An enumeration that says the same as one of the core.
macro_rules! same {
    ($($(#[$doc:meta])* $name:ident: $core:path { $($value:ident),+ $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($value),+ }

        impl From<$core> for $name {
            fn from(value: $core) -> Self {
                match value { $(<$core>::$value => $name::$value),+ }
            }
        }

        impl From<$name> for $core {
            fn from(value: $name) -> Self {
                match value { $($name::$value => <$core>::$value),+ }
            }
        }
    )*};
}

same! {
    /// Sides to whom something is open.
    Who: contact::Who { Client, Freelancer, Both, Nobody }
    /// What people see of a conversation that its job has closed.
    ClosedShows: contact::ClosedShows { Nothing, Everything }
    /// When work on a job may begin.
    CanStart: contact::CanStart { Always, FreelancerWrote, ClientReplied, BothConfirmed }
}

/// A policy that is or was in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContactPolicy {
    pub version: i64,
    pub document: PolicyDocument,
    pub note: String,
    pub at: Moment,
    /// `null` for the one that the marketplace began with.
    #[schema(required)]
    pub by: Option<PersonRef>,
}

impl From<Line> for ContactPolicy {
    fn from(line: Line) -> Self {
        ContactPolicy {
            version: line.version,
            document: (&line.document).into(),
            note: line.note,
            at: line.at.into(),
            by: line.by.map(|(id, name)| PersonRef { id: id.0, name }),
        }
    }
}

/// A shipped document to begin with.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicyPreset {
    #[schema(value_type = String)]
    pub name: &'static str,
    pub document: PolicyDocument,
}

/// A class that a job may be of.
#[derive(Debug, Serialize, ToSchema)]
pub struct JobClass {
    pub name: String,
    pub label: String,
    /// Without it nobody writes about such a job.
    pub messaging: bool,
}

/// What one side gets in one phase when it tries an act.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicyCell {
    /// `invite`, `ask`, `write`, `attach` or `read`.
    #[schema(value_type = String)]
    pub act: &'static str,
    /// From where somebody starts: `profile`, `job_page`, `pitch_request`, `proposal` or `contract`.
    #[schema(required, value_type = Option<String>)]
    pub entry_point: Option<&'static str>,
    pub side: Side,
    pub phase: JobPhase,
    /// The code of the refusal; `null` where they may.
    #[schema(required, value_type = Option<String>)]
    pub refused: Option<&'static str>,
}

/// What a draft would have whom do.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicyOutlook {
    /// Why the draft may not be put in force; none where it may.
    pub faults: Vec<ProblemField>,
    pub cells: Vec<PolicyCell>,
}

impl From<Tried> for PolicyOutlook {
    fn from(tried: Tried) -> Self {
        let cells = tried.cells.into_iter().map(|cell| PolicyCell {
            act: cell.act.name(),
            entry_point: cell.act.entry().map(EntryPoint::name),
            side: cell.side.into(),
            phase: cell.phase.into(),
            refused: cell.refused.map(|denial| denial.code()),
        });
        PolicyOutlook { faults: tried.faults.into_iter().map(Into::into).collect(), cells: cells.collect() }
    }
}

impl From<&contact::Document> for PolicyDocument {
    fn from(document: &contact::Document) -> Self {
        let terms = &*document.everywhere;
        let everywhere = PolicyTerms {
            starts: PolicyStarts {
                profile: terms.starts.profile.into(),
                job_page: terms.starts.job_page.into(),
                pitch_request: terms.starts.pitch_request.into(),
                proposal: terms.starts.proposal.into(),
                contract: terms.starts.contract.into(),
            },
            pending_max: terms.pending_max,
            attachments: (&terms.attachments).into(),
            call: terms.call.into(),
            schedule: terms.schedule.into(),
            closed_shows: terms.closed_shows.into(),
            blocked: blocked_out(&terms.blocked),
            can_start: terms.can_start.into(),
        };
        let classes = document.classes.iter().map(|(name, class)| {
            let contact::JobClass { label, messaging, changes } = class;
            (
                name.clone(),
                PolicyClass { label: label.clone(), messaging: *messaging, changes: changes.into() },
            )
        });
        PolicyDocument { everywhere, classes: classes.collect() }
    }
}

impl From<&contact::Changes> for PolicyChanges {
    fn from(changes: &contact::Changes) -> Self {
        let start = |entry| changes.starts.get(&entry).copied().map(Into::into);
        PolicyChanges {
            starts: PolicyStartChanges {
                profile: start(EntryPoint::Profile),
                job_page: start(EntryPoint::JobPage),
                pitch_request: start(EntryPoint::PitchRequest),
                proposal: start(EntryPoint::Proposal),
                contract: start(EntryPoint::Contract),
            },
            pending_max: changes.pending_max,
            attachments: changes.attachments.as_ref().map(Into::into),
            call: changes.call.map(Into::into),
            schedule: changes.schedule.map(Into::into),
            closed_shows: changes.closed_shows.map(Into::into),
            blocked: changes.blocked.as_ref().map(blocked_out),
            can_start: changes.can_start.map(Into::into),
        }
    }
}

impl From<contact::Starting> for PolicyStarting {
    fn from(starting: contact::Starting) -> Self {
        PolicyStarting { who: starting.who.into(), must_accept: starting.must_accept }
    }
}

impl From<PolicyStarting> for contact::Starting {
    fn from(starting: PolicyStarting) -> Self {
        contact::Starting { who: starting.who.into(), must_accept: starting.must_accept }
    }
}

impl From<&contact::Attachments> for PolicyAttachments {
    fn from(attachments: &contact::Attachments) -> Self {
        let kinds = attachments.kinds.as_ref();
        let kinds = kinds.map(|kinds| kinds.iter().map(|kind| kind.ending().to_owned()).collect());
        PolicyAttachments { allowed: attachments.allowed, kinds }
    }
}

impl PolicyDocument {
    /// The document that the rules know, or what is named in it and unknown to them.
    pub fn read(self) -> Result<contact::Document, Vec<Fault>> {
        let mut unknown = Vec::new();
        let terms = self.everywhere;
        let everywhere = contact::Terms {
            starts: Starts {
                profile: terms.starts.profile.into(),
                job_page: terms.starts.job_page.into(),
                pitch_request: terms.starts.pitch_request.into(),
                proposal: terms.starts.proposal.into(),
                contract: terms.starts.contract.into(),
            },
            pending_max: terms.pending_max,
            attachments: attachments_in(terms.attachments, "/everywhere", &mut unknown),
            call: terms.call.into(),
            schedule: terms.schedule.into(),
            closed_shows: terms.closed_shows.into(),
            blocked: blocked_in(terms.blocked),
            can_start: terms.can_start.into(),
        };
        let mut classes = BTreeMap::new();
        for (name, class) in self.classes {
            let PolicyClass { label, messaging, changes } = class;
            let changes = changes_in(changes, &format!("/classes/{name}/changes"), &mut unknown);
            classes.insert(name, contact::JobClass { label, messaging, changes });
        }
        let document = contact::Document { everywhere: Arc::new(everywhere), classes };
        if unknown.is_empty() { Ok(document) } else { Err(unknown) }
    }
}

impl PolicyChanges {
    /// See [`PolicyDocument::read`].
    pub fn read(self) -> Result<contact::Changes, Vec<Fault>> {
        let mut unknown = Vec::new();
        let changes = changes_in(self, "", &mut unknown);
        if unknown.is_empty() { Ok(changes) } else { Err(unknown) }
    }
}

fn changes_in(changes: PolicyChanges, at: &str, unknown: &mut Vec<Fault>) -> contact::Changes {
    let starts = changes.starts;
    let starts = [
        (EntryPoint::Profile, starts.profile),
        (EntryPoint::JobPage, starts.job_page),
        (EntryPoint::PitchRequest, starts.pitch_request),
        (EntryPoint::Proposal, starts.proposal),
        (EntryPoint::Contract, starts.contract),
    ];
    let starts = starts.into_iter().filter_map(|(entry, starting)| Some((entry, starting?.into())));
    contact::Changes {
        starts: starts.collect(),
        pending_max: changes.pending_max,
        attachments: changes.attachments.map(|attachments| attachments_in(attachments, at, unknown)),
        call: changes.call.map(Into::into),
        schedule: changes.schedule.map(Into::into),
        closed_shows: changes.closed_shows.map(Into::into),
        blocked: changes.blocked.map(blocked_in),
        can_start: changes.can_start.map(Into::into),
    }
}

fn attachments_in(
    attachments: PolicyAttachments,
    at: &str,
    unknown: &mut Vec<Fault>,
) -> contact::Attachments {
    let kinds = attachments.kinds.map(|endings| {
        let mut kinds = BTreeSet::new();
        for (n, ending) in endings.iter().enumerate() {
            match FileType::of_ending(ending) {
                Some(kind) => drop(kinds.insert(kind)),
                None => unknown.push(Fault {
                    pointer: format!("{at}/attachments/kinds/{n}"),
                    reason: "This is the ending of no kind of file that is known here.".to_owned(),
                }),
            }
        }
        kinds
    });
    contact::Attachments { allowed: attachments.allowed, kinds }
}

fn blocked_out(blocked: &BTreeMap<market::JobPhase, String>) -> PolicyBlocked {
    let says = |phase| blocked.get(&phase).cloned();
    PolicyBlocked {
        open: says(market::JobPhase::Open),
        in_progress: says(market::JobPhase::InProgress),
        final_review: says(market::JobPhase::FinalReview),
    }
}

fn blocked_in(blocked: PolicyBlocked) -> BTreeMap<market::JobPhase, String> {
    let all = [
        (market::JobPhase::Open, blocked.open),
        (market::JobPhase::InProgress, blocked.in_progress),
        (market::JobPhase::FinalReview, blocked.final_review),
    ];
    all.into_iter().filter_map(|(phase, says)| Some((phase, says?.trim().to_owned()))).collect()
}
