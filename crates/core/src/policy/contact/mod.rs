//! The contact policy: who may start a conversation from where, and what holds in it, as data.
//!
//! A marketplace has one [`Document`]. Classes of jobs change parts of it, single jobs change parts of that;
//! [`resolve`] is the one place where the three are laid over each other. Rules elsewhere are given the
//! [`Rules`] that come of it and never look at the document.

pub mod faults;
mod names;
mod outlook;
mod presets;
pub mod rehearsal;
pub mod tally;

pub use outlook::{Act, Cell, outlook};
pub use presets::Preset;

use crate::conversation::PausedReason;
use crate::files::FileType;
use crate::market::{CASE_CLASS, JobKind, JobPhase, Side};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

/// The document in force and what the house adds to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactPolicy {
    /// Raised with every change; refusals remember it.
    pub version: i64,
    /// The safety warning in force; a freelancer reads it before the first text of a conversation.
    pub warning_version: i64,
    /// How long after sending it a person may put a message differently or take it back; nothing for never.
    pub revise_within: Duration,
    pub document: Arc<Document>,
}

/// What an admin edits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What holds for every job that nothing else is said of.
    pub everywhere: Arc<Terms>,
    /// The classes that a job may be of, by the name that is kept with the job.
    pub classes: BTreeMap<String, JobClass>,
}

/// A class of jobs and what is different in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobClass {
    /// What people read.
    pub label: String,
    /// Without it nobody writes about such a job.
    pub messaging: bool,
    pub changes: Changes,
}

/// What a policy settles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    pub starts: Starts,
    /// New contacts of one person that may wait for an answer at one time.
    pub pending_max: i64,
    pub attachments: Attachments,
    pub call: Who,
    pub schedule: Who,
    /// What the people in it see of a conversation that its job has closed.
    pub closed_shows: ClosedShows,
    /// Phases in which nobody writes, and what people are told.
    pub blocked: BTreeMap<JobPhase, String>,
    pub can_start: CanStart,
}

/// What a class or a job says differently; what it does not name stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    pub starts: BTreeMap<EntryPoint, Starting>,
    pub pending_max: Option<i64>,
    pub attachments: Option<Attachments>,
    pub call: Option<Who>,
    pub schedule: Option<Who>,
    pub closed_shows: Option<ClosedShows>,
    pub blocked: Option<BTreeMap<JobPhase, String>>,
    pub can_start: Option<CanStart>,
}

/// From where somebody turns to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntryPoint {
    /// A freelancer's profile.
    Profile,
    JobPage,
    PitchRequest,
    Proposal,
    Contract,
}

impl EntryPoint {
    pub const ALL: [EntryPoint; 5] = [
        EntryPoint::Profile,
        EntryPoint::JobPage,
        EntryPoint::PitchRequest,
        EntryPoint::Proposal,
        EntryPoint::Contract,
    ];

    /// The entry point that the page of a job is.
    pub fn of_page(kind: JobKind) -> EntryPoint {
        match kind {
            JobKind::Contract | JobKind::Assignment => EntryPoint::JobPage,
            JobKind::PitchRequest => EntryPoint::PitchRequest,
        }
    }
}

/// Who may start from each entry point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Starts {
    pub profile: Starting,
    pub job_page: Starting,
    pub pitch_request: Starting,
    pub proposal: Starting,
    pub contract: Starting,
}

impl Starts {
    pub fn at(&self, entry: EntryPoint) -> Starting {
        match entry {
            EntryPoint::Profile => self.profile,
            EntryPoint::JobPage => self.job_page,
            EntryPoint::PitchRequest => self.pitch_request,
            EntryPoint::Proposal => self.proposal,
            EntryPoint::Contract => self.contract,
        }
    }

    /// From where a client invites: from the freelancer's proposal, if one waits and clients may begin there; from
    /// their profile otherwise.
    pub fn of_invitation(&self, proposed: bool) -> EntryPoint {
        let there = proposed && self.proposal.who.includes(Side::Client);
        if there { EntryPoint::Proposal } else { EntryPoint::Profile }
    }

    fn set(&mut self, entry: EntryPoint, starting: Starting) {
        *match entry {
            EntryPoint::Profile => &mut self.profile,
            EntryPoint::JobPage => &mut self.job_page,
            EntryPoint::PitchRequest => &mut self.pitch_request,
            EntryPoint::Proposal => &mut self.proposal,
            EntryPoint::Contract => &mut self.contract,
        } = starting;
    }
}

/// How a conversation starts from one entry point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Starting {
    pub who: Who,
    /// A client asks by an invitation that the freelancer accepts before anything else is said.
    pub must_accept: bool,
}

/// Sides to whom something is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    Client,
    Freelancer,
    Both,
    Nobody,
}

impl Who {
    pub fn includes(self, side: Side) -> bool {
        match self {
            Who::Client => side == Side::Client,
            Who::Freelancer => side == Side::Freelancer,
            Who::Both => true,
            Who::Nobody => false,
        }
    }
}

/// Whether files go with messages, and which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachments {
    pub allowed: bool,
    /// Of the kinds that the house takes, these only; `None` for all of them.
    pub kinds: Option<BTreeSet<FileType>>,
}

impl Attachments {
    /// Whatever the house takes.
    pub const ANY: Attachments = Attachments { allowed: true, kinds: None };
    /// Words only.
    pub const NONE: Attachments = Attachments { allowed: false, kinds: None };

    pub fn take(&self, kind: FileType) -> bool {
        self.allowed && self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind))
    }
}

/// What a closed conversation shows to its participants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClosedShows {
    /// The inbox row and the explanation, none of the entries.
    Nothing,
    /// Everything, to read.
    Everything,
}

/// When work on a job may begin. Each asks for all that the one before it does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CanStart {
    #[default]
    Always,
    FreelancerWrote,
    ClientReplied,
    BothConfirmed,
}

/// What of a job, and of two people about it, a policy looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    pub class: Option<String>,
    /// The client's own switch.
    pub messaging: bool,
    /// What was settled for this job alone.
    pub changes: Option<Box<Changes>>,
    /// The two have an active contract; never so where nobody else than the client is looked at.
    pub hired: bool,
}

impl Subject {
    /// A job of which nothing special is said.
    pub const PLAIN: Subject = Subject { class: None, messaging: true, changes: None, hired: false };

    /// Whether it is a case of support's.
    pub fn is_case(&self) -> bool {
        self.class.as_deref() == Some(CASE_CLASS)
    }
}

/// What holds for one job: what [`resolve`] makes of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// See [`ContactPolicy::version`].
    pub version: i64,
    /// See [`ContactPolicy::warning_version`].
    pub warning_version: i64,
    /// See [`ContactPolicy::revise_within`].
    pub revise_within: Duration,
    /// Why nobody writes about this job, whatever its phase.
    pub silent: Option<PausedReason>,
    /// It is no job of a client's but a case of support's, for which the house and not the policy settles
    /// everything.
    pub is_case: bool,
    /// The two have an active contract: a closed job does not close their conversation.
    pub hired: bool,
    pub terms: Arc<Terms>,
}

impl Rules {
    /// What holds for a case, whatever the policy: the person writes and the desk answers, with files, without a
    /// warning, and what was closed stays readable.
    fn of_case(policy: &ContactPolicy) -> Rules {
        Rules {
            version: policy.version,
            warning_version: 0,
            revise_within: policy.revise_within,
            silent: None,
            is_case: true,
            hired: false,
            terms: presets::case_terms(),
        }
    }

    /// What holds for a plain job under the default preset.
    pub fn client_invites() -> Rules {
        resolve(&ContactPolicy::client_invites(), &Subject::PLAIN)
    }

    /// Why nobody writes at the moment about a job in `phase`, closed ones aside.
    pub fn pauses(&self, phase: JobPhase) -> Option<PausedReason> {
        let blocked = || self.terms.blocked.contains_key(&phase).then_some(PausedReason::Phase(phase));
        self.silent.or_else(blocked)
    }

    /// What the marketplace says of a pause in its own words.
    pub fn explains(&self, reason: PausedReason) -> Option<&str> {
        match reason {
            PausedReason::Phase(phase) => self.terms.blocked.get(&phase).map(String::as_str),
            PausedReason::MessagingOff | PausedReason::ClassWithoutMessaging => None,
        }
    }
}

impl ContactPolicy {
    /// The preset that a marketplace begins with.
    pub fn client_invites() -> ContactPolicy {
        let document = Arc::new(Preset::ClientInvites.document());
        ContactPolicy { version: 1, warning_version: 1, revise_within: Duration::from_secs(3600), document }
    }
}

/// What holds for a job: what holds everywhere, under what its class changes, under what was settled for the
/// job alone. A class that the document does not know changes nothing.
pub fn resolve(policy: &ContactPolicy, job: &Subject) -> Rules {
    if job.is_case() {
        return Rules::of_case(policy);
    }
    let class = job.class.as_ref().and_then(|name| policy.document.classes.get(name));
    let changes = [class.map(|class| &class.changes), job.changes.as_deref()];
    let terms = changes.into_iter().flatten().fold(policy.document.everywhere.clone(), Changes::over);
    let silent = if !job.messaging {
        Some(PausedReason::MessagingOff)
    } else {
        class.filter(|class| !class.messaging).map(|_| PausedReason::ClassWithoutMessaging)
    };
    Rules {
        version: policy.version,
        warning_version: policy.warning_version,
        revise_within: policy.revise_within,
        silent,
        is_case: false,
        hired: job.hired,
        terms,
    }
}

/// What holds for the jobs of a class.
fn resolve_class(document: &Document, class: &JobClass) -> Arc<Terms> {
    Changes::over(document.everywhere.clone(), &class.changes)
}

impl Changes {
    /// Nothing is said differently.
    pub fn is_empty(&self) -> bool {
        *self == Changes::default()
    }

    fn over(below: Arc<Terms>, changes: &Changes) -> Arc<Terms> {
        if changes.is_empty() {
            return below;
        }
        let mut terms = Terms::clone(&below);
        for (entry, starting) in &changes.starts {
            terms.starts.set(*entry, *starting);
        }
        lay(&mut terms.pending_max, &changes.pending_max);
        lay(&mut terms.attachments, &changes.attachments);
        lay(&mut terms.call, &changes.call);
        lay(&mut terms.schedule, &changes.schedule);
        lay(&mut terms.closed_shows, &changes.closed_shows);
        lay(&mut terms.blocked, &changes.blocked);
        lay(&mut terms.can_start, &changes.can_start);
        Arc::new(terms)
    }
}

fn lay<T: Clone>(below: &mut T, change: &Option<T>) {
    if let Some(change) = change {
        below.clone_from(change);
    }
}
