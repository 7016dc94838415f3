//! What the marketplace's staff see.

use super::{Moment, PersonRef, Side};
use parlance_core::market;
use parlance_store::accounts::Account;
use parlance_store::refusals::Refusal as Kept;
use parlance_store::tasks::DeadTask;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    Support,
    Moderator,
    Admin,
}

impl From<market::StaffRole> for StaffRole {
    fn from(role: market::StaffRole) -> Self {
        match role {
            market::StaffRole::Support => StaffRole::Support,
            market::StaffRole::Moderator => StaffRole::Moderator,
            market::StaffRole::Admin => StaffRole::Admin,
        }
    }
}

impl From<StaffRole> for market::StaffRole {
    fn from(role: StaffRole) -> Self {
        match role {
            StaffRole::Support => market::StaffRole::Support,
            StaffRole::Moderator => market::StaffRole::Moderator,
            StaffRole::Admin => market::StaffRole::Admin,
        }
    }
}

/// An account as staff see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffAccount {
    pub id: Uuid,
    pub email: String,
    pub name: String,
    #[schema(required)]
    pub staff_role: Option<StaffRole>,
    pub offers_work: bool,
    #[schema(required)]
    pub suspended_at: Option<Moment>,
    pub verified: bool,
    pub created_at: Moment,
}

impl From<Account> for StaffAccount {
    fn from(account: Account) -> Self {
        StaffAccount {
            id: account.id.0,
            email: account.email,
            name: account.name,
            staff_role: account.staff.map(Into::into),
            offers_work: account.offers_work,
            suspended_at: account.suspended_at.map(Into::into),
            verified: account.verified_at.is_some(),
            created_at: account.created_at.into(),
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub struct RefusalCount {
    pub code: String,
    pub count: i64,
}

/// What somebody tried and a rule forbade.
#[derive(Debug, Serialize, ToSchema)]
pub struct Refusal {
    pub at: Moment,
    pub code: String,
    pub account: PersonRef,
    #[schema(required)]
    pub side: Option<Side>,
    pub action: String,
    #[schema(required)]
    pub entry_point: Option<String>,
    #[schema(required)]
    pub job: Option<Uuid>,
    #[schema(required)]
    pub conversation: Option<Uuid>,
    pub policy_version: i64,
}

impl From<Kept> for Refusal {
    fn from(refusal: Kept) -> Self {
        Refusal {
            at: refusal.at.into(),
            code: refusal.code,
            account: refusal.account.into(),
            side: refusal.side.map(Into::into),
            action: refusal.action,
            entry_point: refusal.entry_point,
            job: refusal.job.map(|id| id.0),
            conversation: refusal.conversation.map(|id| id.0),
            policy_version: refusal.policy_version,
        }
    }
}

/// Refusals by code, and the newest of them.
#[derive(Debug, Serialize, ToSchema)]
pub struct Refusals {
    pub counts: Vec<RefusalCount>,
    pub items: Vec<Refusal>,
    #[schema(required)]
    pub next: Option<String>,
}

/// A task that kept failing and was laid aside.
#[derive(Debug, Serialize, ToSchema)]
pub struct LaidAside {
    pub id: Uuid,
    /// What kind of work it is, such as `mail-entry`.
    pub kind: String,
    pub attempts: i64,
    /// What went wrong the last time.
    pub last_error: String,
    pub laid_aside_at: Moment,
    pub created_at: Moment,
}

impl From<DeadTask> for LaidAside {
    fn from(dead: DeadTask) -> Self {
        LaidAside {
            id: dead.task.id,
            kind: dead.task.kind,
            attempts: dead.task.attempts,
            last_error: dead.last_error,
            laid_aside_at: dead.dead_at.into(),
            created_at: dead.task.created_at.into(),
        }
    }
}
