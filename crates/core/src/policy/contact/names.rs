//! The names that values of a document have where it is written down. They are never renamed.

use super::{CanStart, ClosedShows, EntryPoint, Preset, Who};
use crate::market::{JobKind, JobPhase};

macro_rules! names {
    ($($type:ty { $($value:path => $name:literal),+ $(,)? })*) => {$(
        impl $type {
            /// Its name in documents.
            pub fn name(self) -> &'static str {
                match self { $($value => $name),+ }
            }

            /// The one of this name.
            pub fn of_name(name: &str) -> Option<Self> {
                match name { $($name => Some($value),)+ _ => None }
            }
        }
    )*};
}

names! {
    EntryPoint {
        EntryPoint::Profile => "profile",
        EntryPoint::JobPage => "job_page",
        EntryPoint::PitchRequest => "pitch_request",
        EntryPoint::Proposal => "proposal",
        EntryPoint::Contract => "contract",
    }
    Who { Who::Client => "client", Who::Freelancer => "freelancer", Who::Both => "both", Who::Nobody => "nobody" }
    ClosedShows { ClosedShows::Nothing => "nothing", ClosedShows::Everything => "everything" }
    CanStart {
        CanStart::Always => "always",
        CanStart::FreelancerWrote => "freelancer_wrote",
        CanStart::ClientReplied => "client_replied",
        CanStart::BothConfirmed => "both_confirmed",
    }
    JobKind {
        JobKind::Contract => "contract",
        JobKind::Assignment => "assignment",
        JobKind::PitchRequest => "pitch_request",
    }
    JobPhase {
        JobPhase::Open => "open",
        JobPhase::InProgress => "in_progress",
        JobPhase::FinalReview => "final_review",
        JobPhase::Closed => "closed",
    }
    Preset {
        Preset::ClientInvites => "client-invites",
        Preset::WriterAsks => "writer-asks",
        Preset::ClientSpeaksFirst => "client-speaks-first",
    }
}
