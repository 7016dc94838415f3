//! The marketplace around a conversation: who people are, what work is posted, who was asked, and the
//! desk that helps.

mod account;
mod desk;
mod hiring;
mod invitation;
mod job;
mod preferences;

pub use account::{Actor, Person, Side, StaffRole};
pub use desk::{CASE_CLASS, DESK, Stage};
pub use hiring::{ContractChange, ContractState, ProposalState};
pub use invitation::{Answer, InvitationState};
pub use job::{JobChange, JobKind, JobPhase};
pub use preferences::{Preferences, ZoneSource};
