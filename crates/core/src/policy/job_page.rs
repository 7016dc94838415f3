//! The page of a job: who finds it, and whether work may begin. Nothing here enters a conversation; a first
//! question is judged by [`super::decide`] like everything that does.

use super::contact::{CanStart, EntryPoint, Rules, Who};
use super::{Denial, Permitted};
use crate::market::{JobKind, JobPhase, Person, Side};

/// What of somebody the page of a job looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// They posted it.
    pub is_client: bool,
    /// They are in a conversation about it.
    pub takes_part: bool,
    /// They offer work, and its client is of good standing.
    pub offers_work: bool,
}

/// The side on which somebody finds the page of a job: its client, whoever is in a conversation about it, and
/// while it is not closed, whoever offers work, where the contact policy lets freelancers begin from there or
/// anybody from a proposal. To everybody else there is no such job.
pub fn read(
    person: &Person,
    visitor: Visitor,
    kind: JobKind,
    phase: JobPhase,
    contact: &Rules,
) -> Option<Permitted<Side>> {
    if visitor.is_client {
        return Some(Permitted::new(Side::Client));
    }
    let starts = &contact.terms.starts;
    let asks = starts.at(EntryPoint::of_page(kind)).who.includes(Side::Freelancer);
    // Whoever may answer a proposal, somebody has to have made it.
    let proposes = starts.proposal.who != Who::Nobody;
    let open_to_them = (asks || proposes) && phase != JobPhase::Closed;
    let may_come = visitor.offers_work && !person.suspended && open_to_them;
    (visitor.takes_part || may_come).then(|| Permitted::new(Side::Freelancer))
}

/// What was said and agreed between the two of a pair so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// A message of the freelancer's stands.
    pub freelancer_wrote: bool,
    /// A message of the client's stands that came after it.
    pub client_replied: bool,
    /// They agreed on a point that is the brief of the job.
    pub both_confirmed: bool,
}

/// What has to happen before work on a job begins: what the contact policy asks for, or more, where its client
/// wants more.
pub fn required(contact: &Rules, by_client: CanStart) -> CanStart {
    contact.terms.can_start.max(by_client)
}

/// Whether work may begin as things stand.
pub fn can_start(required: CanStart, phase: JobPhase, said: Said) -> Result<(), Denial> {
    if phase == JobPhase::Closed { Err(Denial::JobClosed) } else { said_enough(required, said) }
}

/// Whether what has to be said before work on a job was said.
pub fn said_enough(required: CanStart, said: Said) -> Result<(), Denial> {
    if required >= CanStart::FreelancerWrote && !said.freelancer_wrote {
        return Err(Denial::FreelancerHasNotWritten);
    }
    if required >= CanStart::ClientReplied && !said.client_replied {
        return Err(Denial::ClientHasNotReplied);
    }
    let confirmed = required < CanStart::BothConfirmed || said.both_confirmed;
    if confirmed { Ok(()) } else { Err(Denial::NotConfirmed) }
}
